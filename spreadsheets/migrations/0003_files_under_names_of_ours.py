"""Where files are kept is nothing that the database knows; so no table is written anew."""

from django.db import migrations, models

from editing.uploads import KeptUnder


class Migration(migrations.Migration):

    dependencies = [
        ('spreadsheets', '0002_handed_to_the_office'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='importbatch',
                    name='file',
                    field=models.FileField(upload_to=KeptUnder('imports/%Y/%m'), verbose_name='file'),
                ),
            ],
        ),
    ]
