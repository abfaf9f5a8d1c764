"""manage.py restore DIR: bring a backup back into an empty database and an empty folder of files, and prove it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backup.databases import BrokeOff, NotPossible
from portal.backup.taking import differences, restore


class Command(BaseCommand):
    help = "Brings a backup back where nothing is yet, then counts and hashes every table and file, and each trigger."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="As manage.py backup wrote it.")

        parser.add_argument("--prove", action="store_true", help="Bring nothing back; say what differs.")

    def handle(self, *args: object, folder: Path, prove: bool, **options: object) -> None:
        try:
            found = differences(folder) if prove else restore(folder)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        except (BrokeOff, OSError) as error:
            raise CommandError(
                f"It broke off: {error}. Mend that, and run the same command again."
            ) from error
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} differences from the backup: do not let people work on this.")
        self.stdout.write("Every table, trigger and file is as in the backup.")
