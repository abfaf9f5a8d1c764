"""manage.py audit_money: prove that the rules of money hold over the whole database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from grants.guard.audit import audit


class Command(BaseCommand):
    help = "Check every rule of money over the whole database; ends with 1 and names what breaks one."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():  # one moment of the database, whoever writes meanwhile
            results = audit()
        broken = 0
        for rule, found in results:
            self.stdout.write(f"{'ok ' if not found else 'NOT'} {rule.name}")
            for said in found:
                self.stdout.write(f"      {said}")
            broken += len(found)
        if broken:
            raise CommandError(f"{broken} records break a rule of money.", returncode=1)
