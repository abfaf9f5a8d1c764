"""manage.py health: what /health/ tells the machine that watches, with figures, for who looks after the portal."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.health import free_bytes, is_a_folder, last_audit, last_backup, noted_since_yesterday, what_fails


class Command(BaseCommand):
    help = "Tells free space and the last backup and audit, and ends with 1 where something is not as it has to be."

    def handle(self, *args: object, **options: object) -> None:
        failing = list(what_fails())
        if is_a_folder() and "folder" not in failing:
            self.stdout.write(f"free for files: {free_bytes() // 1024**2} MB")
        if not {"database", "migrations"} & {*failing}:
            self.stdout.write(f"last backup: {_told(last_backup())}")
            self.stdout.write(f"last audit of the money: {_told(last_audit())}")
            for what, count in noted_since_yesterday().items():
                self.stdout.write(f"since yesterday, {what}: {count}")
        if failing:
            raise CommandError(f"Not as it has to be: {', '.join(failing)}")
        self.stdout.write("ok")


def _told(at: datetime | None) -> str:
    return "never" if at is None else f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
