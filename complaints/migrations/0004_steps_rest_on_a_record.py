"""A step of a receiving unit points at the meeting or order that decided it, instead of naming it in words."""

import re

import django.db.models.deletion
from django.db import migrations, models

_OF_A_MEETING = re.compile(r"(?P<meeting>.*ครั้งที่.+?)(?:[\s,]*(?:ระเบียบ)?วาระ(?:ที่)?\s*(?P<item>[0-9๐-๙.]{1,20}))?")


def write_records(apps, schema_editor):
    Decision = apps.get_model("deciding", "Decision")
    steps = apps.get_model("complaints", "ReceivingUnitStatus").objects
    for step in steps.select_related("unit__role__organisation"):
        said = {"region_id": step.unit.role.organisation.region_id, "decided_on": step.decided_on}
        if found := _OF_A_MEETING.fullmatch(step.authority):
            said |= {"meeting": found["meeting"], "agenda_item": found["item"] or ""}
        else:
            said |= {"order_number": step.authority}
        new = {"recorded_by_id": step.recorded_by_id, "recorded_at": step.recorded_at}
        record = Decision.objects.filter(**said).first() or Decision.objects.create(**said, **new)
        step.rests_on = record
        step.save(update_fields=["rests_on"])
    if schema_editor.connection.vendor == "postgresql":  # so that the table can be altered next
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_days_that_can_be"), ("deciding", "0001_decisions")]
    operations = [
        # Under another name until the words are gone, and from the start in the column that it keeps.
        migrations.AddField(
            model_name="receivingunitstatus",
            name="rests_on",
            field=models.ForeignKey(
                db_column="authority_id",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unit_steps",
                to="deciding.decision",
                verbose_name="authority",
            ),
        ),
        migrations.RunPython(write_records, elidable=False),
        migrations.RemoveField("receivingunitstatus", "authority"),
        migrations.RenameField("receivingunitstatus", "rests_on", "authority"),
        migrations.AlterField(
            model_name="receivingunitstatus",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unit_steps",
                to="deciding.decision",
                verbose_name="authority",
            ),
        ),
        migrations.AlterModelOptions(
            name="receivingunitstatus",
            options={
                "ordering": ["unit", "authority__decided_on", "pk"],
                "verbose_name": "step of a receiving unit",
                "verbose_name_plural": "steps of receiving units",
            },
        ),
        migrations.RemoveField("receivingunitstatus", "decided_on"),
    ]
