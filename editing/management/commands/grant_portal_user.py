"""manage.py grant_portal_user NAME: hold the PostgreSQL user that the portal connects as to its daily work."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from editing.proof.portal_user import NotSeparate, hold_back


class Command(BaseCommand):
    help = "Run by the owner of the tables after each migrate: what the portal's database user may do, and no more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="The PostgreSQL user of the portal; createuser makes it.")

    def handle(self, *args: object, name: str, **options: object) -> None:
        try:
            with transaction.atomic():
                hold_back(name)
        except NotSeparate as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name} does the portal's work and cannot reach past the rules of money.")
