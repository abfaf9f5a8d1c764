import django.db.models.deletion
import django.utils.timezone
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
            name='HistoricalReceivingUnit',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('registration_number', models.CharField(blank=True, help_text='As the order prints it.', max_length=60, verbose_name='registration number')),
                ('order_number', models.CharField(blank=True, max_length=120, verbose_name='order or announcement')),
                ('order_date', models.DateField(blank=True, null=True, verbose_name='date of the order')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='registered from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='registered until')),
                ('area', models.CharField(blank=True, help_text='Where it takes complaints, in words, if not whole provinces.', max_length=255, verbose_name='area')),
                ('state', models.CharField(choices=[('applied', 'has applied'), ('registered', 'registered'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('resigned', 'resigned')], default='applied', editable=False, max_length=12, verbose_name='state')),
                ('is_independent', models.BooleanField(default=False, help_text='Not part of a service unit, hospital, health station or state agency (section 50(5)).', verbose_name='declared independent')),
                ('independence_declared_on', models.DateField(blank=True, null=True, verbose_name='date of the declaration')),
                ('independence_exception', models.TextField(blank=True, help_text='Why the unit is taken although its host is not independent.', verbose_name='documented exception')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spreadsheets.importbatch', verbose_name='import batch')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.ForeignKey(blank=True, db_constraint=False, limit_choices_to={'kind': 'receiving_unit'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='centres.organisationrole', verbose_name='role of an organisation')),
            ],
            options={
                'verbose_name': 'historical receiving unit',
                'verbose_name_plural': 'historical receiving units',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReceivingUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('registration_number', models.CharField(blank=True, help_text='As the order prints it.', max_length=60, verbose_name='registration number')),
                ('order_number', models.CharField(blank=True, max_length=120, verbose_name='order or announcement')),
                ('order_date', models.DateField(blank=True, null=True, verbose_name='date of the order')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='registered from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='registered until')),
                ('area', models.CharField(blank=True, help_text='Where it takes complaints, in words, if not whole provinces.', max_length=255, verbose_name='area')),
                ('state', models.CharField(choices=[('applied', 'has applied'), ('registered', 'registered'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('resigned', 'resigned')], default='applied', editable=False, max_length=12, verbose_name='state')),
                ('is_independent', models.BooleanField(default=False, help_text='Not part of a service unit, hospital, health station or state agency (section 50(5)).', verbose_name='declared independent')),
                ('independence_declared_on', models.DateField(blank=True, null=True, verbose_name='date of the declaration')),
                ('independence_exception', models.TextField(blank=True, help_text='Why the unit is taken although its host is not independent.', verbose_name='documented exception')),
                ('provinces', models.ManyToManyField(blank=True, related_name='+', to='regions.province', verbose_name='provinces')),
                ('role', models.OneToOneField(limit_choices_to={'kind': 'receiving_unit'}, on_delete=django.db.models.deletion.PROTECT, related_name='receiving_unit', to='centres.organisationrole', verbose_name='role of an organisation')),
            ],
            options={
                'verbose_name': 'receiving unit',
                'verbose_name_plural': 'receiving units',
                'ordering': ['role__organisation__region', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalReceivingUnitOfficer',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('is_responsible', models.BooleanField(default=False, verbose_name='responsible person')),
                ('trained_on', models.DateField(blank=True, null=True, verbose_name='complaint course taken on')),
                ('mediation_trained_on', models.DateField(blank=True, null=True, verbose_name='mediation course taken on')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spreadsheets.importbatch', verbose_name='import batch')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='complaints.receivingunit', verbose_name='receiving unit')),
            ],
            options={
                'verbose_name': 'historical officer of a receiving unit',
                'verbose_name_plural': 'historical officers of receiving units',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalReceivingUnit_provinces',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='complaints.historicalreceivingunit')),
                ('province', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.province')),
                ('receivingunit', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='complaints.receivingunit')),
            ],
            options={
                'verbose_name': 'HistoricalReceivingUnit_provinces',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReceivingUnitOfficer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('is_responsible', models.BooleanField(default=False, verbose_name='responsible person')),
                ('trained_on', models.DateField(blank=True, null=True, verbose_name='complaint course taken on')),
                ('mediation_trained_on', models.DateField(blank=True, null=True, verbose_name='mediation course taken on')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='officers', to='complaints.receivingunit', verbose_name='receiving unit')),
            ],
            options={
                'verbose_name': 'officer of a receiving unit',
                'verbose_name_plural': 'officers of receiving units',
                'ordering': ['unit', '-is_responsible', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ReceivingUnitStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('applied', 'has applied'), ('registered', 'registered'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('resigned', 'resigned')], max_length=12, verbose_name='state')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('authority', models.CharField(help_text='Meeting and agenda item, or number of the order.', max_length=255, verbose_name='authority')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='complaints.receivingunit', verbose_name='receiving unit')),
            ],
            options={
                'verbose_name': 'step of a receiving unit',
                'verbose_name_plural': 'steps of receiving units',
                'ordering': ['unit', 'decided_on', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='receivingunit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['registered', 'suspended']), _negated=True), models.Q(models.Q(('registration_number', ''), _negated=True), ('order_date__isnull', False)), _connector='OR'), name='receivingunit_registered_by_an_order', violation_error_message='A registered unit has a registration number and the date of its order.'),
        ),
        migrations.AddConstraint(
            model_name='receivingunit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['registered', 'suspended']), _negated=True), models.Q(('independence_declared_on__isnull', False), ('is_independent', True)), models.Q(('independence_exception', ''), _negated=True), _connector='OR'), name='receivingunit_independent_or_exception', violation_error_message='A unit is registered only when declared independent, or with a documented exception.'),
        ),
        migrations.AddConstraint(
            model_name='receivingunit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_from', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='receivingunit_ends_after_it_starts', violation_error_message='The last day comes before the first.'),
        ),
        migrations.AddConstraint(
            model_name='receivingunitofficer',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='receivingunitofficer_ends_after_it_starts', violation_error_message='The last day comes before the first.'),
        ),
        migrations.AddConstraint(
            model_name='receivingunitofficer',
            constraint=models.UniqueConstraint(condition=models.Q(('is_responsible', True), ('until', None)), fields=('unit',), name='receivingunit_one_responsible_person', violation_error_message='The unit already has a responsible person.'),
        ),
    ]
