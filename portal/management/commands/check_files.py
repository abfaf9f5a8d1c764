"""manage.py check_files: files that the database names and nobody has, and files that nothing names."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.backup import files
from portal.backup.databases import asked


class Command(BaseCommand):
    help = "Ends with 1 where a file is lost. What nothing names is told; the histories name files of before, too."

    def handle(self, *args: object, **options: object) -> None:
        with connection.cursor() as cursor:
            ask = partial(asked, cursor)
            # The names before the folder: a file comes before its row, and goes after it.
            named = files.named(ask, files.file_columns())
            named_before = files.named(ask, files.columns_that_told())
        there = set(files.names_in())
        lost = {name: where for name, where in sorted(named.items()) if name not in there}
        unknown = sorted(there - named.keys() - named_before.keys())
        for name, where in lost.items():
            self.stdout.write(f"lost: {name}, which {where} names")
        for name in unknown:
            self.stdout.write(f"unknown: {name}, which nothing names")
        self.stdout.write(f"{len(there)} files, {len(lost)} lost, {len(unknown)} unknown")
        if lost:
            raise CommandError("Take what is lost from a backup: its files/ has each under the same name.")
