"""manage.py forget_tries: forget wrong passwords and codes that nobody waits for any more."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from people.guesses import KNOWN
from people.models import Tries


class Command(BaseCommand):
    help = "Run every night: removes counts of wrong passwords and codes that are older than 30 days."

    def handle(self, *args: object, **options: object) -> None:
        count, _by_model = Tries.objects.filter(last__lt=timezone.now() - KNOWN).delete()
        self.stdout.write(f"{count} counts of tries forgotten")
