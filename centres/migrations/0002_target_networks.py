"""Load the 16 target networks and partners."""

from django.db import migrations

from centres import catalogue


def load(apps, schema_editor):
    catalogue.load(apps.get_model("centres", "TargetNetwork"))


class Migration(migrations.Migration):
    dependencies = [("centres", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
