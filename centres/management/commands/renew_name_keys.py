"""manage.py renew_name_keys: compare names and numbers of orders by today's rule, where an earlier one kept them."""

from django.core.management.base import BaseCommand
from django.db import IntegrityError, models, transaction

from centres.models.organisation import Organisation, OrganisationAlias, identity_of
from deciding.models import Decision
from deciding.order_numbers import key_of_its_own, order_key


def _keys_of(row: models.Model) -> dict[str, str]:
    """The columns of a row by which it is found, as today's rule fills them."""
    if isinstance(row, Decision):
        return {"order_key": order_key(row.order_number)}
    name_key, issue_key = identity_of(row.name)  # type: ignore[attr-defined]
    return {"name_key": name_key, "issue_key": issue_key}


class Command(BaseCommand):
    help = (
        "Run after an update that changes how names are compared: sets the keys of all names and orders anew."
    )

    def handle(self, *args: object, **options: object) -> None:
        renewed = 0
        kept: tuple[type[models.Model], ...] = (Organisation, OrganisationAlias, Decision)
        for model in kept:
            for row in model._default_manager.order_by("pk").iterator():
                keys = _keys_of(row)
                if all(getattr(row, column) == key for column, key in keys.items()):
                    continue
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=row.pk).update(**keys)
                except IntegrityError:
                    # By today's rule two records bear one name: people decide what becomes of them.
                    if isinstance(row, Decision):
                        own = key_of_its_own(row.order_number, row.pk)
                        Decision.objects.filter(pk=row.pk).update(order_key=own)
                    self.stdout.write(f"{model.__name__} {row.pk} has the name of another one: {row}")
                else:
                    renewed += 1
        self.stdout.write(f"{renewed} names renewed")
