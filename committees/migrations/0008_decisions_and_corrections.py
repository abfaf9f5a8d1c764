"""Decisions and seats point at one record of the meeting or order; a closed meeting is corrected with a reason."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from committees.migrations.closed_stays.writing import drop, make_anew

CARRIES = ("noted", "agreed", "reserved", "assigned")


def let_all_change(apps, schema_editor):
    drop(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS committees_decidedplan_stays() CASCADE")


def write_records(apps, schema_editor):
    Decision = apps.get_model("deciding", "Decision")
    _of_items(apps, Decision)
    _of_seats(apps, Decision)
    if schema_editor.connection.vendor == "postgresql":  # so that the tables can be altered next
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _of_items(apps, Decision):
    """The record that a plan points at already, else one of the meeting; a corrected decision shares it."""
    links = apps.get_model("committees", "DecidedPlan").objects.select_related("decision", "plan_decision")
    known = {link.decision.item_id: link.plan_decision.authority_id for link in links.order_by("-pk")}
    items = apps.get_model("committees", "ItemDecision").objects.filter(kind__in=CARRIES)
    for decision in items.select_related("item__meeting__committee").order_by("pk"):
        item = decision.item
        if item.pk not in known:
            meeting = item.meeting
            counted = f"{meeting.running} ({meeting.number})" if meeting.running is not None else meeting.number
            known[item.pk] = Decision.objects.create(
                region_id=meeting.committee.region_id,
                body=meeting.committee.name,
                meeting=f"ครั้งที่ {counted}/{meeting.year}",
                agenda_item=item.number,
                decided_on=meeting.held_on,
                recorded_by_id=decision.recorded_by_id,
                recorded_at=decision.recorded_at,
            ).pk
        decision.record_id = known[item.pk]
        decision.save(update_fields=["record"])


def _of_seats(apps, Decision):
    """The orders of today's seats, and of their history."""
    regions = dict(apps.get_model("committees", "Committee").objects.values_list("pk", "region"))
    for name in ("Seat", "HistoricalSeat"):
        seats = apps.get_model("committees", name).objects
        for seat in seats.exclude(order_number="", order_date=None):
            if seat.committee_id not in regions:
                continue
            order = {
                "region_id": regions[seat.committee_id],
                "order_number": seat.order_number or "ไม่ได้ระบุเลขที่",
                "decided_on": seat.order_date,
            }
            record = Decision.objects.filter(**order).first() or Decision.objects.create(**order)
            seats.filter(pk=seat.pk).update(authority=record.pk)


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0007_paper_files'),
        ('participation', '0017_decisions_rest_on_a_record'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(let_all_change, make_anew, elidable=False),
        migrations.AddField(
            model_name='historicalitemdecision',
            name='record',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='deciding.decision', verbose_name='decision or order'),
        ),
        migrations.AddField(
            model_name='historicalseat',
            name='authority',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The decision or order that named the member; a new order is written below.', limit_choices_to={'taken_back': False}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='deciding.decision', verbose_name='authority'),
        ),
        migrations.AddField(
            model_name='itemdecision',
            name='record',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='item_decisions', to='deciding.decision', verbose_name='decision or order'),
        ),
        migrations.AddField(
            model_name='seat',
            name='authority',
            field=models.ForeignKey(blank=True, help_text='The decision or order that named the member; a new order is written below.', limit_choices_to={'taken_back': False}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='deciding.decision', verbose_name='authority'),
        ),
        migrations.CreateModel(
            name='MeetingCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='why it is corrected')),
                ('changes', models.JSONField(verbose_name='what was corrected')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='committees.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': "correction of a meeting's record",
                'verbose_name_plural': "corrections of meetings' records",
                'ordering': ['meeting', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='attendance',
            name='correction',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='committees.meetingcorrection', verbose_name='correction'),
        ),
        migrations.AddField(
            model_name='historicalmeeting',
            name='correction',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committees.meetingcorrection', verbose_name='correction'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='correction',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='committees.meetingcorrection', verbose_name='correction'),
        ),
        migrations.RunPython(write_records, elidable=False),
        migrations.RemoveField(
            model_name='historicalseat',
            name='order_date',
        ),
        migrations.RemoveField(
            model_name='historicalseat',
            name='order_number',
        ),
        migrations.RemoveField(
            model_name='seat',
            name='order_date',
        ),
        migrations.RemoveField(
            model_name='seat',
            name='order_number',
        ),
        migrations.DeleteModel(
            name='DecidedPlan',
        ),
        migrations.AddConstraint(
            model_name='meetingcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='meetingcorrection_says_why', violation_error_message='A correction says why.'),
        ),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
