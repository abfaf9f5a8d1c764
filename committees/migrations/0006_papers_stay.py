"""The legal bases that papers cite, and the triggers by which an issued paper never changes."""

from django.db import migrations

from committees import catalogue
from committees.migrations.closed_stays.writing import drop, make_anew


def load(apps, schema_editor):
    catalogue.load_citations(apps)


class Migration(migrations.Migration):
    dependencies = [("committees", "0005_papers")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_anew, drop, elidable=False),
    ]
