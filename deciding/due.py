"""What is due, whatever it is: found, counted and cut into pages by the database, late things first."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from editing.statements import Statement, kept


class Dated:
    """Something with a day, or without one, as it stands on a day."""

    on: date | None

    __slots__ = ()

    @property
    def today(self) -> date:
        raise NotImplementedError

    @property
    def days(self) -> int | None:
        """Days that are left; below zero it is late."""
        return (self.on - self.today).days if self.on else None

    @property
    def is_late(self) -> bool:
        return self.on is not None and self.on < self.today

    @property
    def days_late(self) -> int:
        return (self.today - self.on).days if self.on else 0


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many things are due, and how many of them are late or have no day."""

    all: int
    late: int
    undated: int

    @property
    def in_time(self) -> int:
        return self.all - self.late - self.undated


class DueRows:
    """What is due, late first, the longest first; what has no day comes last.

    A paginator may count and slice it: only the rows of a slice are read. `kinds` are query sets, each with the `day`
    of its rows and with what the rows are named and ordered by among those of one day: `named`, `ordered`.
    """

    named: tuple[str, ...]
    ordered: tuple[str, ...]

    def __init__(self, *, only_late: bool = False):
        self._only_late = only_late
        self._today = timezone.localdate()

    def kinds(self) -> "list[QuerySet[Any]]":
        raise NotImplementedError

    def made_of(self) -> tuple[Hashable, ...]:
        """Everything but the day that the kinds are put together from: their statement is kept under it."""
        raise NotImplementedError

    def read(self, keys: "Sequence[tuple[Any, ...]]") -> list[Any]:
        """Return the things of these names in their order."""
        raise NotImplementedError

    @cached_property
    def found(self) -> "list[QuerySet[Any]]":
        """The kinds that are asked for, a query each."""
        kinds = self.kinds()
        return [each.filter(day__lt=self._today) for each in kinds] if self._only_late else kinds

    @cached_property
    def counts(self) -> DueCounts:
        ((told, late, dated),) = self._kept("counts", self._counts).found() or [(0, 0, 0)]
        return DueCounts(told, late, told - dated)

    def count(self) -> int:
        return self.counts.all

    def __getitem__(self, wanted: slice) -> list[Any]:
        rows = self._kept("rows", self._in_order).found(wanted.start or 0, wanted.stop)
        return self.read([row[: len(self.named)] for row in rows])

    def _kept(self, of: str, put_together: Callable[[], Statement]) -> Statement:
        return kept(("due", of, type(self).__name__, self._today, self._only_late, *self.made_of()), put_together)

    def _together(self) -> "QuerySet[Any]":
        first, *others = (rows.values_list(*self.named, "day", *self.ordered) for rows in self.found)
        return first.union(*others, all=True)

    def _counts(self) -> Statement:
        today = connection.ops.adapt_datefield_value(self._today)
        counted = "SELECT COUNT(*), COUNT(CASE WHEN day < %s THEN 1 END), COUNT(day) FROM "
        return Statement.of(self._together()).within(counted, " due", today)

    def _in_order(self) -> Statement:
        by_day = F("day").asc(nulls_last=True)
        return Statement.of(self._together().order_by(by_day, *self.ordered, "pk"))
