"""Load the courses and the checklist for section 3 that the portal comes with."""

from django.db import migrations

from centres.registers import shipped


def load(apps, schema_editor):
    shipped.load(apps.get_model("registers", "TrainingCourse"), apps.get_model("registers", "ChecklistItem"))


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
