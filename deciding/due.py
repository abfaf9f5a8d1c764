"""What is due, whatever it is: found, counted and cut into pages by the database, late things first."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, Model, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.functional import Promise, cached_property

from editing.statements import read
from people.models import User

SOON = timedelta(days=30)  # from when on something stands among a person's work, before it is late


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
    `under` is what their statements are kept under (editing.statements.read). Of all that is due, `only_late` and
    `only_soon` ask for what is late, what is due from today until SOON, or both.
    """

    named: tuple[str, ...]
    ordered: tuple[str, ...]

    def __init__(self, under: tuple[Hashable, ...], *, only_late: bool = False, only_soon: bool = False):
        self._under = (*under, only_late, only_soon)
        self._only_late, self._only_soon = only_late, only_soon
        self._today = timezone.localdate()

    def kinds(self) -> "list[QuerySet[Model]]":
        raise NotImplementedError

    def read(self, keys: "Sequence[tuple[Any, ...]]") -> Sequence[object]:
        """Return the things of these names in their order."""
        raise NotImplementedError

    @cached_property
    def found(self) -> "list[QuerySet[Model]]":
        """The kinds that are asked for, a query each."""
        late, soon = Q(day__lt=self._today), Q(day__gte=self._today, day__lte=self._today + SOON)
        asked = [days for days, is_asked in ((late, self._only_late), (soon, self._only_soon)) if is_asked]
        return [each.filter(reduce(or_, asked)) for each in self.kinds()] if asked else self.kinds()

    @cached_property
    def counts(self) -> DueCounts:
        """In one query, whose rows are the days on which something is due."""
        days = read((*self._under, "days"), self._days)
        return DueCounts(
            sum(count for _day, count in days),
            sum(count for day, count in days if day is not None and day < self._today),
            sum(count for day, count in days if day is None),
        )

    def count(self) -> int:
        return self.counts.all

    def __getitem__(self, wanted: slice) -> Sequence[object]:
        page = (*self._under, wanted.start, wanted.stop)
        return self.read([row[: len(self.named)] for row in read(page, lambda: self._in_order()[wanted])])

    def _days(self) -> "QuerySet[Any]":
        first, *others = (
            rows.order_by().values_list("day").annotate(count=Count("pk")) for rows in self.found
        )
        return first.union(*others, all=True)

    def _in_order(self) -> "QuerySet[Any]":
        undated = Case(When(day=None, then=Value(1)), default=Value(0))
        columns = (*self.named, "is_undated", "day", *self.ordered)
        first, *others = (rows.annotate(is_undated=undated).values_list(*columns) for rows in self.found)
        return first.union(*others, all=True).order_by("is_undated", "day", *self.ordered, "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueThing(Dated):
    """Something due that a room has added to everyone's list, in words, with the page where it is done."""

    source: str
    label: str | Promise
    title: str
    under: str
    why: str
    to_do: str
    url: str
    on: date | None

    @property
    def today(self) -> date:
        return timezone.localdate()


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSource:
    """A kind of due things that a room adds: its name in addresses, the rows that a person sees of it, and their words.

    Each row has its `day`, and `of`, by which rows of one day are ordered. `region` is the way to its region.
    """

    name: str
    label: str | Promise
    region: str
    rows: Callable[[User], "QuerySet[Model]"]
    tell: Callable[[Sequence[int]], Mapping[int, DueThing]]


SOURCES: dict[str, DueSource] = {}


def add_due(*sources: DueSource) -> None:
    """Add kinds to everyone's list of what is due; called as a room starts."""
    SOURCES.update((source.name, source) for source in sources)


def rows_due(user: User, region: str = "") -> "dict[str, QuerySet[Model]]":
    """What the rooms have added that a person sees, in one region or in all of hers, by the name of its kind."""
    found = {}
    for name, source in SOURCES.items():
        rows = source.rows(user)
        found[name] = rows.filter(**{source.region: region}) if region else rows
    return found
