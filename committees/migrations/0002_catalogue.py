"""Load the kinds of committees, the sectors of members, and how กขป. is made up."""

from django.db import migrations

from committees import catalogue


def load(apps, schema_editor):
    catalogue.load(apps)


class Migration(migrations.Migration):
    dependencies = [("committees", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
