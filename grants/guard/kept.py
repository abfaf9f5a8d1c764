"""One run of the audit at one moment of the database, and the line that is kept of it."""

from django.db import connection, transaction

from grants.guard.audit import audit
from grants.guard.rule import Rule
from grants.guard.rules_of_earlier_runs import last_hashes
from grants.rules.audit_run import AuditRun


def run_and_keep() -> tuple[AuditRun, list[tuple[Rule, list[str]]]]:
    """Ask every rule, keep what came of it, and return both."""
    with transaction.atomic():
        _see_one_moment()
        results, hashes = audit(), last_hashes()
    findings = sum(len(found) for _rule, found in results)
    return AuditRun.objects.create(rules=len(results), findings=findings, last_hashes=hashes), results


def _see_one_moment() -> None:
    """SQLite's transactions see one moment as they are; PostgreSQL's once they are told to, before the first query."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
