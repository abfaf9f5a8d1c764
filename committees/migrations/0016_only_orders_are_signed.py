"""Who signed is entered where there is an order, and nowhere else; the triggers of the room are written anew."""

from django.db import migrations

from committees.migrations.closed_stays.writing import drop, make_anew


class Migration(migrations.Migration):
    dependencies = [("committees", "0015_a_signature_is_entered")]

    operations = [migrations.RunPython(make_anew, drop, elidable=False)]
