"""A closed meeting keeps its committee's name and what its members were; those that are closed keep what is told today."""

from django.db import migrations, models

from committees.migrations.closed_stays.writing import drop, make_anew


def keep_names(apps, schema_editor):
    Attendance, Recusal, Meeting = (
        apps.get_model("committees", name) for name in ("Attendance", "Recusal", "Meeting")
    )
    for meeting in Meeting.objects.filter(state="closed").select_related("committee"):
        meeting.body_name = meeting.committee.name
        meeting.save(update_fields=["body_name"])
    for came in Attendance.objects.filter(meeting__state="closed").select_related("seat"):
        came.duty, came.office = came.seat.duty, came.seat.office
        came.save(update_fields=["duty", "office"])
    for recusal in Recusal.objects.select_related("seat"):
        seat = recusal.seat
        recusal.name = f"{seat.title}{seat.name}" if seat.name else seat.office
        recusal.save(update_fields=["name"])


def nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0025_closed_meetings_keep_their_quorum'),
    ]

    operations = [
        migrations.RunPython(drop, make_anew, elidable=False),
        migrations.AddField(
            model_name='attendance',
            name='duty',
            field=models.CharField(blank=True, choices=[('chair', 'chair'), ('vice_chair', 'vice-chair'), ('member', 'member')], editable=False, max_length=12, verbose_name='place on the committee on that day'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='office',
            field=models.CharField(blank=True, editable=False, max_length=160, verbose_name='by office on that day'),
        ),
        migrations.AddField(
            model_name='historicalmeeting',
            name='body_name',
            field=models.CharField(blank=True, editable=False, max_length=255, verbose_name='name of the committee on its day'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='body_name',
            field=models.CharField(blank=True, editable=False, max_length=255, verbose_name='name of the committee on its day'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='name',
            field=models.CharField(blank=True, db_collation='thai_order', editable=False, max_length=200, verbose_name='name'),
        ),
        migrations.RunPython(keep_names, nothing, elidable=False),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
