"""A picture of an item may stand on its paper, under its caption."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0022_papers_before_more_bodies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='itemfile',
            name='caption',
            field=models.CharField(blank=True, help_text='Of a picture that is to stand on the paper, after its background: what is seen in it.', max_length=200, verbose_name='caption'),
        ),
        migrations.AddConstraint(
            model_name='itemfile',
            constraint=models.CheckConstraint(condition=models.Q(('caption', ''), models.Q(('content_type__in', ('image/jpeg', 'image/png')), ('is_personal', False)), _connector='OR'), name='itemfile_figure_is_a_picture_for_all', violation_error_message='On the paper stands a picture (.jpg, .png) without personal data.'),
        ),
    ]
