"""Who opened a list of names is only ever added to, on both databases.

Every later migration ends with the triggers standing (editing/proof/migrating.py).
"""

from django.db import migrations

from participation.migrations.rows_stay.writing import make_anew


class Migration(migrations.Migration):
    dependencies = [("participation", "0014_amended_lines")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop, elidable=False)]
