"""An order is known by its number however that is written; written down twice before, the later keeps a key of its own."""

from django.db import migrations, models

from deciding.order_numbers import order_key


def write_keys(apps, schema_editor):
    Decision = apps.get_model("deciding", "Decision")
    taken = set()
    for order in Decision.objects.exclude(order_number="").order_by("pk"):
        key = order_key(order.order_number) or order.order_number
        if order.decided_on and (order.region_id, key, order.decided_on) in taken:
            key = f"{key[:230]} ({order.pk})"
        taken.add((order.region_id, key, order.decided_on))
        Decision.objects.filter(pk=order.pk).update(order_key=key)


class Migration(migrations.Migration):
    dependencies = [
        ("deciding", "0001_decisions"),
        # Those that wrote orders down without a key.
        ("centres", "0008_roles_rest_on_decisions"),
        ("committees", "0014_items_are_corrected"),
        ("complaints", "0004_steps_rest_on_a_record"),
        ("participation", "0017_decisions_rest_on_a_record"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="order_key",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=255, verbose_name="number for comparison"
            ),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=False),
        migrations.RemoveConstraint(model_name="decision", name="decision_order_once"),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("order_key", ""), _negated=True),
                fields=("region", "order_key", "decided_on"),
                name="decision_order_once",
                violation_error_message="This order is written down already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("order_key", ""), ("order_number", "")),
                    models.Q(
                        models.Q(("order_number", ""), _negated=True),
                        models.Q(("order_key", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_order_is_known_by_its_number",
                violation_error_message="The number of the order has no letters or digits.",
            ),
        ),
    ]
