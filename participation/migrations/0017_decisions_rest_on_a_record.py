"""A decision on a plan points at the meeting or order it rests on, instead of naming it itself."""

import django.db.models.deletion
from django.db import migrations, models

from participation.migrations.rows_stay.writing import drop, make_anew

UNNUMBERED = "ไม่ได้ระบุเลขที่"  # a small amendment needed no meeting, and nobody asked for an order


def write_records(apps, schema_editor):
    Decision = apps.get_model("deciding", "Decision")
    for decided in apps.get_model("participation", "PlanDecision").objects.select_related("plan"):
        said = {"region_id": decided.plan.region_id, "decided_on": decided.held_on}
        if decided.meeting:
            said |= {"body": decided.body, "meeting": decided.meeting, "agenda_item": decided.agenda_item}
        else:
            said |= {"order_number": f"{UNNUMBERED} ({decided.pk})", "signed_by": decided.body[:160]}
        new = {"recorded_by_id": decided.recorded_by_id, "recorded_at": decided.recorded_at}
        decided.authority = Decision.objects.get_or_create(**said, defaults=new)[0]
        decided.save(update_fields=["authority"])
    if schema_editor.connection.vendor == "postgresql":  # so that the tables can be altered next
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("participation", "0016_words_meant_so"), ("deciding", "0001_decisions")]
    operations = [
        migrations.RunPython(drop, make_anew, elidable=False),
        migrations.AddField(
            model_name="plandecision",
            name="authority",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_decisions",
                to="deciding.decision",
                verbose_name="authority",
            ),
        ),
        migrations.RunPython(write_records, elidable=False),
        migrations.AlterField(
            model_name="plandecision",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_decisions",
                to="deciding.decision",
                verbose_name="authority",
            ),
        ),
        migrations.RemoveField("plandecision", "body"),
        migrations.RemoveField("plandecision", "meeting"),
        migrations.RemoveField("plandecision", "held_on"),
        migrations.RemoveField("plandecision", "agenda_item"),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
