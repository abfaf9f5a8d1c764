"""A report of an instalment points to reports on activities; what it took over is fixed as its texts are."""

from django.db import migrations, models

from grants.migrations.money_rules.writing import drop, make


class Migration(migrations.Migration):
    dependencies = [("grants", "0008_commitments_after_the_signing")]
    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop, elidable=False),
        *(
            migrations.AddField(
                model_name=name,
                name="activities",
                field=models.JSONField(
                    blank=True, default=list, editable=False, verbose_name="reports on activities"
                ),
            )
            for name in ("report", "historicalreport")
        ),
        migrations.RunPython(make, drop, elidable=False),
    ]
