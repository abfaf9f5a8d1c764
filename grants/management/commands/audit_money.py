"""manage.py audit_money: prove that the rules of money hold over the whole database."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editing.proof.rules_of_earlier_runs import standing_hashes
from grants.guard.audit import GUARDED, run_and_keep


class Command(BaseCommand):
    help = "Check every rule of money over the whole database; ends with 1 and names what breaks one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--last-hash",
            action="append",
            default=[],
            metavar="HASH",
            help="A last hash that an earlier run printed and somebody wrote down: is it still in its chain?",
        )

    def handle(self, *args: object, last_hash: list[str], **options: object) -> None:
        run, results = run_and_keep()
        for rule, found in results:
            self.stdout.write(f"{'ok ' if not found else 'NOT'} {rule.name}")
            for said in found:
                self.stdout.write(f"      {said}")
        for place, last in sorted(run.last_hashes.items()):
            self.stdout.write(f"last hash {place}: {last}")
        gone = set(last_hash) - set(standing_hashes(GUARDED).values())
        for last in sorted(gone):
            self.stdout.write(f"NOT found any more: {last}")
        broken = run.findings + len(gone)
        if broken:
            raise CommandError(f"{broken} records break a rule of money.", returncode=1)
