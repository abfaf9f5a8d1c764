"""Of a chair and of vice-chairs it is kept who elected them, and when."""

import editing.days
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0023_pictures_on_papers'),
        ('deciding', '0002_orders_by_their_number'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalseat',
            name='elected_by',
            field=models.CharField(blank=True, help_text='Of a chair or vice-chair whom the members elect: who elected, such as ที่ประชุมคณะกรรมการ ครั้งที่ 1/2567.', max_length=160, verbose_name='elected by'),
        ),
        migrations.AddField(
            model_name='historicalseat',
            name='elected_on',
            field=models.DateField(blank=True, null=True, validators=[editing.days.has_come], verbose_name='elected on'),
        ),
        migrations.AddField(
            model_name='seat',
            name='elected_by',
            field=models.CharField(blank=True, help_text='Of a chair or vice-chair whom the members elect: who elected, such as ที่ประชุมคณะกรรมการ ครั้งที่ 1/2567.', max_length=160, verbose_name='elected by'),
        ),
        migrations.AddField(
            model_name='seat',
            name='elected_on',
            field=models.DateField(blank=True, null=True, validators=[editing.days.has_come], verbose_name='elected on'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('elected_by', ''), ('elected_on', None)), models.Q(models.Q(('elected_by', ''), _negated=True), ('elected_on__isnull', False)), _connector='OR'), name='seat_election_is_told_whole', violation_error_message='Write both who elected and when, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('elected_by', ''), models.Q(models.Q(('duty', 'member'), _negated=True), ('office', '')), _connector='OR'), name='seat_elected_to_lead', violation_error_message='The members elect a chair and vice-chairs, of whom none has the place by office.'),
        ),
    ]
