"""Sections whose words are still to be entered."""

from django.db import migrations, models

from committees import catalogue


def load(apps, schema_editor):
    catalogue.load_without_words(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0009_yearly_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='awaits_words',
            field=models.BooleanField(default=False, help_text='It stands on no paper before it has words.', verbose_name='its words are still to be entered'),
        ),
        migrations.AddField(
            model_name='historicalcitation',
            name='awaits_words',
            field=models.BooleanField(default=False, help_text='It stands on no paper before it has words.', verbose_name='its words are still to be entered'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop, elidable=False),
    ]
