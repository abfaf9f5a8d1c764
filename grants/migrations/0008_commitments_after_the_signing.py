"""No commitment comes before the signing, and who sent a report takes it back: the rules of money are written anew."""

from django.db import migrations

from grants.migrations.money_rules.writing import drop, make


class Migration(migrations.Migration):
    dependencies = [("grants", "0007_ceilings_by_request")]
    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make, drop, elidable=False),
    ]
