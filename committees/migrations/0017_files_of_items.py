"""Files of the items of an agenda; of a closed meeting they stay, by the triggers of the room."""

import django.db.models.deletion
import editing.uploads
from django.conf import settings
from django.db import migrations, models

from committees.migrations.closed_stays.writing import drop, make_anew


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0016_only_orders_are_signed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('file', models.FileField(upload_to=editing.uploads.KeptUnder('agendas/%Y/%m'), verbose_name='file')),
                ('is_personal', models.BooleanField(verbose_name='personal data')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='committees.agendaitem', verbose_name='item of the agenda')),
            ],
            options={
                'verbose_name': 'file of an item',
                'verbose_name_plural': 'files of items',
                'ordering': ['item', 'pk'],
            },
        ),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
