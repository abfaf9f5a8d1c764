"""กขป. reports yearly to คสช.: that it has, and when it is due."""

import django.core.validators
import django.db.models.deletion
import editing.days
import editing.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def owe_reports(apps, schema_editor):
    kinds = apps.get_model("committees", "CommitteeKind").objects
    kinds.filter(short_name="กขป.", reports_to="").update(reports_to="คสช.")


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0008_decisions_and_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='committeekind',
            name='report_days',
            field=models.PositiveSmallIntegerField(default=90, help_text='Counted from the end of the fiscal year.', verbose_name='days for the yearly report'),
        ),
        migrations.AddField(
            model_name='committeekind',
            name='reports_to',
            field=models.CharField(blank=True, help_text='Such as คสช.; empty where no yearly report is owed.', max_length=120, verbose_name='reports yearly to'),
        ),
        migrations.AddField(
            model_name='historicalcommitteekind',
            name='report_days',
            field=models.PositiveSmallIntegerField(default=90, help_text='Counted from the end of the fiscal year.', verbose_name='days for the yearly report'),
        ),
        migrations.AddField(
            model_name='historicalcommitteekind',
            name='reports_to',
            field=models.CharField(blank=True, help_text='Such as คสช.; empty where no yearly report is owed.', max_length=120, verbose_name='reports yearly to'),
        ),
        migrations.CreateModel(
            name='HistoricalYearlyReport',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('fiscal_year', editing.fields.FiscalYearField(validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='fiscal year')),
                ('sent_on', models.DateField(validators=[editing.days.has_come], verbose_name='sent on')),
                ('document', models.CharField(blank=True, help_text='The letter that goes with it.', max_length=200, verbose_name='document')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('committee', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committees.committee', verbose_name='committee')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical yearly report of a committee',
                'verbose_name_plural': 'historical yearly reports of committees',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='YearlyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('fiscal_year', editing.fields.FiscalYearField(validators=[django.core.validators.MinValueValidator(2545), django.core.validators.MaxValueValidator(2700)], verbose_name='fiscal year')),
                ('sent_on', models.DateField(validators=[editing.days.has_come], verbose_name='sent on')),
                ('document', models.CharField(blank=True, help_text='The letter that goes with it.', max_length=200, verbose_name='document')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='yearly_reports', to='committees.committee', verbose_name='committee')),
            ],
            options={
                'verbose_name': 'yearly report of a committee',
                'verbose_name_plural': 'yearly reports of committees',
                'ordering': ['committee', '-fiscal_year'],
                'constraints': [models.UniqueConstraint(fields=('committee', 'fiscal_year'), name='yearlyreport_once_a_year', violation_error_message='The report on that year is written down already.')],
            },
        ),
        migrations.RunPython(owe_reports, migrations.RunPython.noop, elidable=False),
    ]
