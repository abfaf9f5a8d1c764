"""The rules of money that a column's CHECK cannot say, as triggers on both databases.

A refusal raises its own name, which regions/refusals.py turns into a sentence (grants/refusals.py has them). Its
condition is written once for both databases; PostgreSQL runs it inside a function. Counters are sums, computed
anew by every statement that moves them, and nothing else may write them. docs/decisions/money-rules.md.

On SQLite a later migration that rebuilds one of these tables drops its triggers and must make them again
(`drop` and `make` of money_rules.writing); tests/grants/test_money_rules.py notices.
"""

from django.db import migrations, models

from grants.migrations.money_rules.writing import drop, make


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_agreements")]
    operations = [
        migrations.RemoveConstraint("participantcount", "participants_once_a_network"),
        migrations.AddConstraint(
            "participantcount",
            models.UniqueConstraint(
                fields=("report", "network"),
                name="participants_once_a_network",
                violation_error_message="This network is counted already.",
            ),
        ),
        migrations.AddConstraint(
            "participantcount",
            models.UniqueConstraint(
                condition=models.Q(("network", None)),
                fields=("report",),
                name="participants_of_others_once",
                violation_error_message="People of no network are counted already.",
            ),
        ),
        migrations.RunPython(make, drop, elidable=False),
    ]
