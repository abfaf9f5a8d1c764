"""A role says who gave it, who is never the person herself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_known_by_her_browser'),
        ('regions', '0003_thai_order_of_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalmembership',
            name='given_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by'),
        ),
        migrations.AddField(
            model_name='membership',
            name='given_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('given_by', None), models.Q(('given_by', models.F('user')), _negated=True), _connector='OR'), name='membership_given_by_another', violation_error_message='Nobody gives a role to herself.'),
        ),
    ]
