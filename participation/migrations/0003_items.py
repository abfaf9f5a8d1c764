import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0006_names_have_time'),
        ('participation', '0002_catalogue'),
        ('spreadsheets', '0003_files_under_names_of_ours'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPlanItem',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('target', 'target'), ('activity', 'activity'), ('outcome', 'outcome')], max_length=8, verbose_name='kind')),
                ('order', models.PositiveSmallIntegerField(null=True, verbose_name='order')),
                ('mark', models.TextField(blank=True, verbose_name='mark')),
                ('text', models.TextField(verbose_name='text')),
                ('after', models.TextField(blank=True, verbose_name='what parts it from the next')),
                ('network_words', models.CharField(blank=True, max_length=120, verbose_name='network as named in this plan')),
                ('standard_words', models.CharField(blank=True, max_length=500, verbose_name='standard activity as named in this plan')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical item of a plan',
                'verbose_name_plural': 'historical items of a plan',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('target', 'target'), ('activity', 'activity'), ('outcome', 'outcome')], max_length=8, verbose_name='kind')),
                ('order', models.PositiveSmallIntegerField(null=True, verbose_name='order')),
                ('mark', models.TextField(blank=True, verbose_name='mark')),
                ('text', models.TextField(verbose_name='text')),
                ('after', models.TextField(blank=True, verbose_name='what parts it from the next')),
                ('network_words', models.CharField(blank=True, max_length=120, verbose_name='network as named in this plan')),
                ('standard_words', models.CharField(blank=True, max_length=500, verbose_name='standard activity as named in this plan')),
            ],
            options={
                'verbose_name': 'item of a plan',
                'verbose_name_plural': 'items of a plan',
                'ordering': ['line', 'kind', 'order'],
            },
        ),
        migrations.AddField(
            model_name='historicalplan',
            name='title',
            field=models.TextField(blank=True, help_text="The lines above the office's table; empty where the plan was not brought in.", verbose_name='title as written'),
        ),
        migrations.AddField(
            model_name='historicalplanline',
            name='copied_from',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='participation.planline', verbose_name='copied from'),
        ),
        migrations.AddField(
            model_name='historicalplanline',
            name='form_is_above',
            field=models.BooleanField(default=False, help_text='The office merged the cell with the one above it.', verbose_name='form stands above'),
        ),
        migrations.AddField(
            model_name='historicalplanline',
            name='form_words',
            field=models.CharField(default='', max_length=300, verbose_name='form as named in this plan'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalplanline',
            name='number',
            field=models.CharField(blank=True, help_text='As it is printed: “1.”, “3”.', max_length=20, verbose_name='number as written'),
        ),
        migrations.AddField(
            model_name='plan',
            name='title',
            field=models.TextField(blank=True, help_text="The lines above the office's table; empty where the plan was not brought in.", verbose_name='title as written'),
        ),
        migrations.AddField(
            model_name='planline',
            name='copied_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='participation.planline', verbose_name='copied from'),
        ),
        migrations.AddField(
            model_name='planline',
            name='form_is_above',
            field=models.BooleanField(default=False, help_text='The office merged the cell with the one above it.', verbose_name='form stands above'),
        ),
        migrations.AddField(
            model_name='planline',
            name='form_words',
            field=models.CharField(default='', max_length=300, verbose_name='form as named in this plan'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='planline',
            name='number',
            field=models.CharField(blank=True, help_text='As it is printed: “1.”, “3”.', max_length=20, verbose_name='number as written'),
        ),
        migrations.AlterField(
            model_name='historicalplanline',
            name='order',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='planline',
            name='order',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='place'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spreadsheets.importbatch', verbose_name='import batch'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='line',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='participation.planline', verbose_name='plan line'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='network',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='centres.targetnetwork', verbose_name='target network'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='standard',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='participation.standardactivity', verbose_name='standard activity'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='copied_from',
            field=models.ForeignKey(blank=True, help_text='The item of another year, or of this plan, that its words came from.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='participation.planitem', verbose_name='copied from'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='participation.planline', verbose_name='plan line'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='network',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='centres.targetnetwork', verbose_name='target network'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='standard',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='participation.standardactivity', verbose_name='standard activity'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='copied_from',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The item of another year, or of this plan, that its words came from.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='participation.planitem', verbose_name='copied from'),
        ),
    ]
