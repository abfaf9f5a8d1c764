"""Who signed an order is entered once, also after it was written down; the triggers of the room let that through."""

from django.db import migrations

from committees.migrations.closed_stays.writing import drop, make_anew


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0014_items_are_corrected"),
        ("deciding", "0002_orders_by_their_number"),
    ]

    operations = [migrations.RunPython(make_anew, drop, elidable=False)]
