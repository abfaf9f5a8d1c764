"""An issued paper before one more body; of a closed meeting it stays, by the triggers of the room."""

import django.db.models.deletion
from django.db import migrations, models

from committees.migrations.closed_stays.writing import drop, make_anew


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0021_seats_without_a_vote'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='committees.agendaitem', verbose_name='item of the agenda')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='committees.paper', verbose_name='paper of a committee')),
            ],
            options={
                'verbose_name': 'paper before one more body',
                'verbose_name_plural': 'papers before more bodies',
                'ordering': ['item', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'paper'), name='consultation_once', violation_error_message='This paper is before the meeting already.')],
            },
        ),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
