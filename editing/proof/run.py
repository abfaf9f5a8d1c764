"""A run of the audit over the whole database, kept so that somebody sees that it is looked at."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Self

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.proof.portal_user import ADDED_TO
from editing.proof.rule import Rule, asked

GROWS_OLD_AFTER = timedelta(days=7)


class KeptRun(models.Model):
    """One run of an audit, with the hash that each chain of seals and each history ended with."""

    portal_may = ADDED_TO

    at = models.DateTimeField(_("checked at"), default=timezone.now, editable=False)
    rules = models.PositiveSmallIntegerField(_("rules asked"))
    findings = models.PositiveIntegerField(_("things found"))
    # Of each chain of seals and each history its last place and hash: whoever writes it anew comes to another one.
    last_hashes = models.JSONField(_("last hashes"), default=dict)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    @property
    def is_old(self) -> bool:
        """Whether it is time to look again, or to ask why nobody did."""
        return timezone.localdate() - self.day > GROWS_OLD_AFTER

    @classmethod
    def keep(
        cls, rules: Iterable[Rule], last_hashes: Callable[[], dict[str, str]]
    ) -> tuple[Self, list[tuple[Rule, list[str]]]]:
        """Ask every rule at one moment of the database, keep what came of it, and return both."""
        with transaction.atomic():
            _see_one_moment()
            results, hashes = asked(rules), last_hashes()
        findings = sum(len(found) for _rule, found in results)
        run = cls(rules=len(results), findings=findings, last_hashes=hashes)
        run.save(force_insert=True)
        return run, results


def _see_one_moment() -> None:
    """SQLite's transactions see one moment as they are; PostgreSQL's once they are told to, before the first query."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
