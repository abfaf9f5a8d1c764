"""An item may be about a version of a plan; each row still names one thing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0017_files_of_items'),
        ('complaints', '0004_steps_rest_on_a_record'),
        ('grants', '0010_what_waits'),
        ('participation', '0017_decisions_rest_on_a_record'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agendathing',
            name='agendathing_is_one_thing',
        ),
        migrations.AddField(
            model_name='agendathing',
            name='plan_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_things', to='participation.planversion', verbose_name='version of a plan'),
        ),
        migrations.AddConstraint(
            model_name='agendathing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amendment__isnull', True), ('plan__isnull', False), ('plan_version__isnull', True), ('programme__isnull', True), ('unit__isnull', True)), models.Q(('amendment__isnull', True), ('plan__isnull', True), ('plan_version__isnull', False), ('programme__isnull', True), ('unit__isnull', True)), models.Q(('amendment__isnull', False), ('plan__isnull', True), ('plan_version__isnull', True), ('programme__isnull', True), ('unit__isnull', True)), models.Q(('amendment__isnull', True), ('plan__isnull', True), ('plan_version__isnull', True), ('programme__isnull', False), ('unit__isnull', True)), models.Q(('amendment__isnull', True), ('plan__isnull', True), ('plan_version__isnull', True), ('programme__isnull', True), ('unit__isnull', False)), _connector='OR'), name='agendathing_is_one_thing', violation_error_message='An item is about one record at a time.'),
        ),
        migrations.AddConstraint(
            model_name='agendathing',
            constraint=models.UniqueConstraint(fields=('item', 'plan_version'), name='agendathing_plan_version_once', violation_error_message='The item names this already.'),
        ),
    ]
