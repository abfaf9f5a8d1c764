"""Where files are kept is nothing that the database knows; so no table is written anew, and no trigger lost."""

from django.db import migrations, models

from editing.uploads import KeptUnder


class Migration(migrations.Migration):

    dependencies = [
        ('grants', '0005_names_have_time'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='agreement',
                    name='scan',
                    field=models.FileField(blank=True, upload_to=KeptUnder('agreements/%Y/%m'), verbose_name='scan of the signed paper'),
                ),
                migrations.AlterField(
                    model_name='agreementtemplate',
                    name='file',
                    field=models.FileField(upload_to=KeptUnder('templates'), verbose_name='Word file (.docx)'),
                ),
                migrations.AlterField(
                    model_name='evidence',
                    name='file',
                    field=models.FileField(upload_to=KeptUnder('evidence/%Y/%m'), verbose_name='file'),
                ),
            ],
        ),
    ]
