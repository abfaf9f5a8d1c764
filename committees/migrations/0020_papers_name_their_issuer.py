"""Who issued a paper, as she was called then: it stands on the paper."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0019_lines_rest_on_bases'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='issuer',
            field=models.CharField(blank=True, max_length=400, verbose_name='name of the issuer'),
        ),
    ]
