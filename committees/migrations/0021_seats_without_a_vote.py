"""A seat has a vote or none; those that there are have one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0020_papers_name_their_issuer'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalseat',
            name='has_vote',
            field=models.BooleanField(default=True, help_text='Advisers and secretaries have none: they do not count towards the quorum, nor as seats by the rule.', verbose_name='has a vote'),
        ),
        migrations.AddField(
            model_name='seat',
            name='has_vote',
            field=models.BooleanField(default=True, help_text='Advisers and secretaries have none: they do not count towards the quorum, nor as seats by the rule.', verbose_name='has a vote'),
        ),
    ]
