"""A closed meeting keeps its quorum and who had a vote; those that are closed keep what is told of them today."""

from django.db import migrations, models
from django.db.models import Q

from committees.migrations.closed_stays.writing import drop, make_anew


def keep_quorums(apps, schema_editor):
    Attendance = apps.get_model("committees", "Attendance")
    Seat = apps.get_model("committees", "Seat")
    for meeting in apps.get_model("committees", "Meeting").objects.filter(state="closed"):
        day, kind = meeting.held_on, meeting.committee.kind
        seats = Seat.objects.filter(
            Q(until=None) | Q(until__gte=day),
            Q(left_on=None) | Q(left_on__gte=day),
            committee=meeting.committee_id,
            since__lte=day,
            has_vote=True,
        )
        meeting.seated = seats.count()
        meeting.needed = max(1, -(-meeting.seated * kind.quorum // 100))
        meeting.save(update_fields=["seated", "needed"])
        came = Attendance.objects.filter(meeting=meeting)
        came.update(has_vote=False)
        came.filter(seat__in=seats).update(has_vote=True)


def nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0024_elected_to_lead'),
    ]

    operations = [
        migrations.RunPython(drop, make_anew, elidable=False),
        migrations.AddField(
            model_name='attendance',
            name='has_vote',
            field=models.BooleanField(editable=False, null=True, verbose_name='had a vote'),
        ),
        migrations.AddField(
            model_name='historicalmeeting',
            name='needed',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='how many had to come'),
        ),
        migrations.AddField(
            model_name='historicalmeeting',
            name='seated',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='members with a vote on its day'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='needed',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='how many had to come'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='seated',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='members with a vote on its day'),
        ),
        migrations.RunPython(keep_quorums, nothing, elidable=False),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
