"""The Word file and the slides of an issued paper, kept as they were issued; papers of before have none."""

from django.db import migrations, models

from committees.migrations.closed_stays.writing import drop, make_anew


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0006_papers_stay'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='docx',
            field=models.BinaryField(null=True, verbose_name='Word'),
        ),
        migrations.AddField(
            model_name='paper',
            name='docx_sha256',
            field=models.CharField(blank=True, max_length=64, verbose_name='SHA-256 (Word)'),
        ),
        migrations.AddField(
            model_name='paper',
            name='pptx',
            field=models.BinaryField(null=True, verbose_name='PowerPoint'),
        ),
        migrations.AddField(
            model_name='paper',
            name='pptx_sha256',
            field=models.CharField(blank=True, max_length=64, verbose_name='SHA-256 (PowerPoint)'),
        ),
        # SQLite makes the table anew, and its triggers go with the old one.
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
