import django.core.validators
import django.db.models.deletion
import editing.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('centres', '0001_initial'),
        ('regions', '0001_initial'),
        ('spreadsheets', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormOfParticipation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='number')),
                ('name', models.CharField(max_length=255, unique=True, verbose_name='name')),
                ('short_name', models.CharField(help_text='For charts and narrow screens.', max_length=60, verbose_name='short name')),
                ('valid_from', editing.fields.FiscalYearField(default=2560, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='first fiscal year')),
                ('valid_until', editing.fields.FiscalYearField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='last fiscal year')),
            ],
            options={
                'verbose_name': 'form of participation',
                'verbose_name_plural': 'forms of participation',
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='form_ends_after_it_starts', violation_error_message='The last year comes before the first.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalFormOfParticipation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(db_index=True, verbose_name='number')),
                ('name', models.CharField(db_index=True, max_length=255, verbose_name='name')),
                ('short_name', models.CharField(help_text='For charts and narrow screens.', max_length=60, verbose_name='short name')),
                ('valid_from', editing.fields.FiscalYearField(default=2560, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='first fiscal year')),
                ('valid_until', editing.fields.FiscalYearField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='last fiscal year')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical form of participation',
                'verbose_name_plural': 'historical forms of participation',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPlan',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('fiscal_year', editing.fields.FiscalYearField(validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='fiscal year')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted')], default='draft', editable=False, max_length=12, verbose_name='state')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spreadsheets.importbatch', verbose_name='import batch')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'historical participation plan',
                'verbose_name_plural': 'historical participation plans',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalStandardActivity',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('name', models.CharField(max_length=500, verbose_name='activity')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('form', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='participation.formofparticipation', verbose_name='form of participation')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical standard activity',
                'verbose_name_plural': 'historical standard activities',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('fiscal_year', editing.fields.FiscalYearField(validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='fiscal year')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted')], default='draft', editable=False, max_length=12, verbose_name='state')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='regions.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'participation plan',
                'verbose_name_plural': 'participation plans',
                'ordering': ['-fiscal_year', 'region'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPlanLine',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='number')),
                ('targets_as_written', models.TextField(verbose_name='target groups as written')),
                ('activities_as_written', models.TextField(verbose_name='activities as written')),
                ('outcomes_as_written', models.TextField(verbose_name='outcomes as written')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spreadsheets.importbatch', verbose_name='import batch')),
                ('form', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='participation.formofparticipation', verbose_name='form of participation')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='participation.plan', verbose_name='participation plan')),
            ],
            options={
                'verbose_name': 'historical plan line',
                'verbose_name_plural': 'historical plan lines',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='number')),
                ('targets_as_written', models.TextField(verbose_name='target groups as written')),
                ('activities_as_written', models.TextField(verbose_name='activities as written')),
                ('outcomes_as_written', models.TextField(verbose_name='outcomes as written')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_lines', to='participation.formofparticipation', verbose_name='form of participation')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='participation.plan', verbose_name='participation plan')),
            ],
            options={
                'verbose_name': 'plan line',
                'verbose_name_plural': 'plan lines',
                'ordering': ['plan', 'order'],
            },
        ),
        migrations.CreateModel(
            name='PlanOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('text', models.TextField(verbose_name='text')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='participation.planline', verbose_name='plan line')),
            ],
            options={
                'verbose_name': 'outcome',
                'verbose_name_plural': 'outcomes',
                'ordering': ['line', 'order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('text', models.TextField(verbose_name='text')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='participation.planline', verbose_name='plan line')),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_targets', to='centres.targetnetwork', verbose_name='target network')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'ordering': ['line', 'order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StandardActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('name', models.CharField(max_length=500, verbose_name='activity')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='participation.formofparticipation', verbose_name='form of participation')),
            ],
            options={
                'verbose_name': 'standard activity',
                'verbose_name_plural': 'standard activities',
                'ordering': ['form', 'number'],
            },
        ),
        migrations.CreateModel(
            name='PlanActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('text', models.TextField(verbose_name='text')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='participation.planline', verbose_name='plan line')),
                ('standard', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_activities', to='participation.standardactivity', verbose_name='standard activity')),
            ],
            options={
                'verbose_name': 'activity',
                'verbose_name_plural': 'activities',
                'ordering': ['line', 'order'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('region', 'fiscal_year'), name='plan_one_per_region_and_year', violation_error_message='This region already has a plan for that fiscal year.'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('fiscal_year__gte', 2545), ('fiscal_year__lte', 2700)), name='plan_fiscal_year_is_buddhist', violation_error_message='Write the fiscal year in Buddhist era, such as 2567.'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.UniqueConstraint(fields=('plan', 'order'), name='planline_order_once', violation_error_message='The plan already has a line of that number.'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(('order__gte', 1)), name='planline_order_from_1', violation_error_message='Lines are numbered from 1.'),
        ),
        migrations.AddConstraint(
            model_name='planoutcome',
            constraint=models.UniqueConstraint(fields=('line', 'order'), name='planoutcome_order_once', violation_error_message='The line already has an item of that number.'),
        ),
        migrations.AddConstraint(
            model_name='plantarget',
            constraint=models.UniqueConstraint(fields=('line', 'order'), name='plantarget_order_once', violation_error_message='The line already has an item of that number.'),
        ),
        migrations.AddConstraint(
            model_name='standardactivity',
            constraint=models.UniqueConstraint(fields=('form', 'number'), name='standardactivity_number_once_per_form', violation_error_message='The form already has an activity of that number.'),
        ),
        migrations.AddConstraint(
            model_name='planactivity',
            constraint=models.UniqueConstraint(fields=('line', 'order'), name='planactivity_order_once', violation_error_message='The line already has an item of that number.'),
        ),
    ]
