"""A closed meeting does not change any more, but by a correction that says why: triggers on both databases.

Every later migration ends with them standing (editing/proof/migrating.py).
"""

from django.db import migrations

from committees.migrations.closed_stays.writing import drop, make


class Migration(migrations.Migration):
    dependencies = [("committees", "0003_meetings")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
