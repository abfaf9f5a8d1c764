"""manage.py backup DIR: the database at one moment and every file, with what proves a copy of both."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backup.databases import NotPossible
from portal.backup.taking import SUMS, back_up
from trail.models import TrailEntry
from trail.noting import note


class Command(BaseCommand):
    help = "Run every night, while people work: writes a backup into a new folder. Ends with 1 where files are lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Such as /srv/backup/2026-11-27-0130.")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        try:
            made = back_up(folder)
        except (NotPossible, OSError) as error:
            raise CommandError(str(error)) from error
        note(TrailEntry.What.BACKED_UP, None, named=str(folder)[-150:])
        self.stdout.write(
            f"{made.folder}: {made.rows} rows of {len(made.contents.tables)} tables and {made.files} files. "
            f"Proved by its {SUMS}."
        )
        for name, where in made.lost.items():
            self.stderr.write(f"{name}, which {where} names, is not there")
        if made.lost:
            raise CommandError(
                f"{len(made.lost)} files are lost: keep the backups of before, and see check_files."
            )
