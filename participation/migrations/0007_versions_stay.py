"""Decisions on plans and the versions that they froze never change and never disappear: triggers on both databases.

Every later migration ends with them standing (editing/proof/migrating.py).
"""

from django.db import migrations

from participation.migrations.rows_stay.writing import drop, make


class Migration(migrations.Migration):
    dependencies = [("participation", "0006_a_decision_freezes")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
