"""The base of a command that proves a room's rules over the whole database."""

from typing import ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editing.proof.guarded import Guarded
from editing.proof.rule import Rule
from editing.proof.rules_of_earlier_runs import standing_hashes
from editing.proof.run import KeptRun


class AuditCommand(BaseCommand):
    """Asks every rule, keeps the run, and ends with 1 where a record breaks one."""

    guarded: ClassVar[Guarded]
    of_what: ClassVar[str]

    @staticmethod
    def ask() -> tuple[KeptRun, list[tuple[Rule, list[str]]]]:
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--last-hash",
            action="append",
            default=[],
            metavar="HASH",
            help="A last hash that an earlier run printed and somebody wrote down: is it still in its chain?",
        )

    def handle(self, *args: object, last_hash: list[str], **options: object) -> None:
        run, results = self.ask()
        for rule, found in results:
            self.stdout.write(f"{'ok ' if not found else 'NOT'} {rule.name}")
            for said in found:
                self.stdout.write(f"      {said}")
        for place, last in sorted(run.last_hashes.items()):
            self.stdout.write(f"last hash {place}: {last}")
        gone = set(last_hash) - set(standing_hashes(self.guarded).values())
        for last in sorted(gone):
            self.stdout.write(f"NOT found any more: {last}")
        broken = run.findings + len(gone)
        if broken:
            raise CommandError(f"{broken} records break a rule of {self.of_what}.", returncode=1)
