"""People are invited by a link that opens once; of its key only a digest is kept."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0008_roles_rest_on_decisions'),
        ('regions', '0003_thai_order_of_names'),
        ('spreadsheets', '0005_rows_of_own_organisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalInvitation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('for_whom', models.CharField(max_length=200, verbose_name='for whom')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('head_office', 'head office'), ('regional_staff', 'regional staff'), ('finance', 'finance officer'), ('mentor', 'mentor'), ('coordinator', 'coordinator'), ('committee_member', 'committee member'), ('complaint_officer', 'complaint officer')], max_length=20, verbose_name='role')),
                ('digest', models.CharField(db_index=True, editable=False, max_length=64)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='invited at')),
                ('state', models.CharField(choices=[('waiting', 'not opened yet'), ('taken', 'taken up'), ('withdrawn', 'withdrawn')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spreadsheets.importbatch', verbose_name='import batch')),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='centres.organisation', verbose_name='organisation')),
                ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.region', verbose_name='region')),
                ('taken_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'historical invitation',
                'verbose_name_plural': 'historical invitations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('for_whom', models.CharField(max_length=200, verbose_name='for whom')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('head_office', 'head office'), ('regional_staff', 'regional staff'), ('finance', 'finance officer'), ('mentor', 'mentor'), ('coordinator', 'coordinator'), ('committee_member', 'committee member'), ('complaint_officer', 'complaint officer')], max_length=20, verbose_name='role')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='invited at')),
                ('state', models.CharField(choices=[('waiting', 'not opened yet'), ('taken', 'taken up'), ('withdrawn', 'withdrawn')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.organisation', verbose_name='organisation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='region')),
                ('taken_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-given_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('region', None), ('role', 'head_office')), models.Q(models.Q(('role', 'head_office'), _negated=True), ('region__isnull', False)), _connector='OR'), name='invitation_region_unless_head_office', violation_error_message='Every role but head office belongs to one region.'), models.CheckConstraint(condition=models.Q(('organisation', None), ('role__in', ('coordinator', 'complaint_officer')), _connector='OR'), name='invitation_organisation_of_its_people', violation_error_message='Only coordinators and complaint officers act for one organisation.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), ('taken_by__isnull', False)), models.Q(models.Q(('state', 'taken'), _negated=True), ('taken_by', None)), _connector='OR'), name='invitation_taken_by_someone'), models.CheckConstraint(condition=models.Q(('taken_by', None), models.Q(('taken_by', models.F('given_by')), _negated=True), _connector='OR'), name='invitation_not_for_herself', violation_error_message='Nobody gives a role to herself.')],
            },
        ),
    ]
