"""Load 13 regions, 77 provinces and 928 districts."""

from django.db import migrations

from regions import catalogue


def load(apps, schema_editor):
    catalogue.load(
        apps.get_model("regions", "Region"), apps.get_model("regions", "Province"), apps.get_model("regions", "District")
    )


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
