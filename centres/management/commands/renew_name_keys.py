"""manage.py renew_name_keys: compare names by the rule of today, where they were kept under an earlier one."""

from django.core.management.base import BaseCommand
from django.db import IntegrityError, transaction

from centres.models.organisation import Organisation, OrganisationAlias, identity_of


class Command(BaseCommand):
    help = "Run after an update that changes how names are compared: sets the keys of all names anew."

    def handle(self, *args: object, **options: object) -> None:
        renewed = 0
        for model in (Organisation, OrganisationAlias):
            for row in model._default_manager.order_by("pk").iterator():
                key, issue = identity_of(row.name)
                if (row.name_key, row.issue_key) == (key, issue):
                    continue
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=row.pk).update(name_key=key, issue_key=issue)
                except IntegrityError:
                    # By today's rule two records bear one name: people decide what becomes of them.
                    self.stdout.write(f"{model.__name__} {row.pk} has the name of another one: {row.name}")
                else:
                    renewed += 1
        self.stdout.write(f"{renewed} names renewed")
