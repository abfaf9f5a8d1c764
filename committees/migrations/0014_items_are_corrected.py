"""The words of an item of a closed meeting, and who took no part in it, are corrected with a reason.

The triggers of the room let that through.
"""

import django.db.models.deletion
from django.db import migrations, models

from committees.migrations.closed_stays.writing import drop, make_anew


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0013_accounts_of_seats'),
    ]

    operations = [
        migrations.RunPython(drop, make_anew, elidable=False),
        migrations.AddField(
            model_name='agendaitem',
            name='correction',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='committees.meetingcorrection', verbose_name='correction'),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='correction',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committees.meetingcorrection', verbose_name='correction'),
        ),
        migrations.AddField(
            model_name='meetingcorrection',
            name='item',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='committees.agendaitem', verbose_name='item of the agenda'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='correction',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='committees.meetingcorrection', verbose_name='correction'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='taken_back',
            field=models.BooleanField(default=False, editable=False, verbose_name='taken back by a correction'),
        ),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
