"""A plan is decided on or closed where a decision on it is recorded, and nowhere else: a trigger on both databases."""

from django.db import migrations

from participation.migrations.rows_stay.writing import make_anew


class Migration(migrations.Migration):
    dependencies = [("participation", "0017_decisions_rest_on_a_record")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop, elidable=False)]
