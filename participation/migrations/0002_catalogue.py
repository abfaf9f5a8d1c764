"""Load the five forms of participation and their 17 standard activities."""

from django.db import migrations

from participation import catalogue


def load(apps, schema_editor):
    catalogue.load(
        apps.get_model("participation", "FormOfParticipation"), apps.get_model("participation", "StandardActivity")
    )


class Migration(migrations.Migration):
    dependencies = [("participation", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
