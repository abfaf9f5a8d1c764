"""The rules of money that a column's CHECK cannot say, as triggers on both databases.

A refusal raises its own name, which editing/refusals.py turns into a sentence (grants/rules/refusals.py has them).
Its condition is written once for both databases; PostgreSQL runs it inside a function. Counters are sums, computed
anew by every statement that moves them, and nothing else may write them. docs/how-money-is-held.md.

On SQLite a later migration that rebuilds one of these tables drops its triggers and must make them again
(`drop` and `make` of money_rules.writing); tests/grants/rules/test_statements.py notices.
"""

from django.db import migrations

from grants.migrations.money_rules.writing import drop, make


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
