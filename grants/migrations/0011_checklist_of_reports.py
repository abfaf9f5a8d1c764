"""The office's checklist for reports; what was answered is fixed with the rest of a report once it is sent."""

import django.core.validators
import django.db.models.deletion
import editing.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from grants.migrations.money_rules.writing import drop, make


class Migration(migrations.Migration):

    dependencies = [
        ('grants', '0010_what_waits'),
        ('regions', '0003_thai_order_of_names'),
        ('spreadsheets', '0005_rows_of_own_organisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop, elidable=False),
        migrations.AddField(
            model_name='historicalreport',
            name='checks',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='checklist of the office'),
        ),
        migrations.AddField(
            model_name='report',
            name='checks',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='checklist of the office'),
        ),
        migrations.CreateModel(
            name='HistoricalReportCheck',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', editing.fields.FiscalYearField(default=2560, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='first fiscal year')),
                ('valid_until', editing.fields.FiscalYearField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='last fiscal year')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='order')),
                ('words', models.CharField(help_text='As the writer of a report confirms it, such as “The bank book is updated to this day”.', max_length=255, verbose_name='what has to be true')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spreadsheets.importbatch', verbose_name='import batch')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, db_constraint=False, help_text='Without a region it is asked in every region; head office sets it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'historical check of reports',
                'verbose_name_plural': 'historical checklist for reports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('valid_from', editing.fields.FiscalYearField(default=2560, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='first fiscal year')),
                ('valid_until', editing.fields.FiscalYearField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='last fiscal year')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='order')),
                ('words', models.CharField(help_text='As the writer of a report confirms it, such as “The bank book is updated to this day”.', max_length=255, verbose_name='what has to be true')),
                ('region', models.ForeignKey(blank=True, help_text='Without a region it is asked in every region; head office sets it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_checks', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'check of reports',
                'verbose_name_plural': 'checklist for reports',
                'ordering': [models.OrderBy(models.F('region'), nulls_first=True), 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='reportcheck_ends_after_it_starts', violation_error_message='The last year comes before the first.')],
            },
        ),
        migrations.RunPython(make, drop, elidable=False),
    ]
