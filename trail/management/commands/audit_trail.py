"""manage.py audit_trail: seal what the trail and the histories hold, or prove that it is still what was sealed."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from trail.models import TrailSeal
from trail.sealing import Busy, broken, seal, seal_anew, told_anew


class Command(BaseCommand):
    help = "Seal the lines added since the last seal; with --verify prove all seals and end with 1 where one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--verify", action="store_true", help="Seal nothing; prove what is sealed.")
        parser.add_argument(
            "--last-hash",
            action="append",
            default=[],
            metavar="HASH",
            help="With --verify: a hash that an earlier run printed and somebody wrote down. Does it still stand?",
        )

        parser.add_argument(
            "--anew",
            metavar="TABLE",
            help="Seal this table from its first line on, after a migration that had to change what was sealed.",
        )
        parser.add_argument("--why", default="", help="With --anew: told by every --verify from then on.")

    def handle(
        self,
        *args: object,
        verify: bool,
        last_hash: list[str],
        anew: str | None,
        why: str,
        **options: object,
    ) -> None:
        if verify:
            self._prove(last_hash)
        elif anew is not None:
            self._seal_anew(anew, why.strip())
        else:
            self._seal()

    def _seal(self) -> None:
        try:
            made = seal()
        except Busy as busy:
            raise CommandError(f"{busy} is being written to; nothing was sealed. Run it again.") from busy
        self.stdout.write("nothing new to seal" if made is None else f"sealed, last hash: {made.hash}")

    def _seal_anew(self, table: str, why: str) -> None:
        if not why:
            raise CommandError("Say --why: every proof tells it from then on.")
        try:
            made = seal_anew(table, why)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(f"{table} is sealed anew, last hash: {made.hash}")

    def _prove(self, last_hash: list[str]) -> None:
        found = list(broken())
        standing = set(TrailSeal.objects.values_list("hash", flat=True))
        found += [f"hash from paper: {each} is gone" for each in sorted(set(last_hash) - standing)]
        for said in told_anew():
            self.stdout.write(f"    {said}")
        for said in found:
            self.stdout.write(f"NOT {said}")
        if found:
            raise CommandError(f"{len(found)} things in the trail are not what was sealed.", returncode=1)
        self.stdout.write(f"ok  {TrailSeal.objects.count()} seals stand, and every line under them")
