from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0004_items_of_the_texts'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='planline',
            name='planline_order_from_1',
        ),
        migrations.RemoveField(
            model_name='historicalplanline',
            name='activities_as_written',
        ),
        migrations.RemoveField(
            model_name='historicalplanline',
            name='outcomes_as_written',
        ),
        migrations.RemoveField(
            model_name='historicalplanline',
            name='targets_as_written',
        ),
        migrations.RemoveField(
            model_name='planline',
            name='activities_as_written',
        ),
        migrations.RemoveField(
            model_name='planline',
            name='outcomes_as_written',
        ),
        migrations.RemoveField(
            model_name='planline',
            name='targets_as_written',
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(('order', None), ('order__gte', 1), _connector='OR'), name='planline_order_from_1', violation_error_message='Lines are numbered from 1.'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(('form_words', ''), _negated=True), name='planline_names_its_form', violation_error_message='A line says which form of participation it is of.'),
        ),
        migrations.DeleteModel(
            name='PlanActivity',
        ),
        migrations.DeleteModel(
            name='PlanOutcome',
        ),
        migrations.DeleteModel(
            name='PlanTarget',
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.UniqueConstraint(fields=('line', 'kind', 'order'), name='planitem_order_once', violation_error_message='The line already has an item of that number.'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='planitem_says_something', violation_error_message='An item without words is taken out.'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('network', None), ('network_words', '')), models.Q(('kind', 'target'), ('network__isnull', False), models.Q(('network_words', ''), _negated=True)), _connector='OR'), name='planitem_network_of_a_target', violation_error_message='Only a target names a network.'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standard', None), ('standard_words', '')), models.Q(('kind', 'activity'), ('standard__isnull', False), models.Q(('standard_words', ''), _negated=True)), _connector='OR'), name='planitem_standard_of_an_activity', violation_error_message='Only an activity is one of the standard activities.'),
        ),
    ]
