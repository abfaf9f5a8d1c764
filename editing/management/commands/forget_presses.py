"""manage.py forget_presses: forget what was pressed long ago, which no open page can send again."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from editing.models import Press

KEPT = timedelta(days=30)


class Command(BaseCommand):
    help = "Run every night: removes what is remembered of presses older than 30 days."

    def handle(self, *args: object, **options: object) -> None:
        count, _by_model = Press.objects.filter(at__lt=timezone.now() - KEPT).delete()
        self.stdout.write(f"{count} presses forgotten")
