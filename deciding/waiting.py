"""What waits for a decision: kinds of things, each with the acts that approve it and send it back.

For whom a thing waits, the table of its acts says. Each room makes its own kinds known (`register`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Index, Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from people.acts import Life, When
from people.models import Membership, User
from regions.models import Region


def what_waits(name: str, *states: str) -> Index:
    """An index of the few rows of a table that wait for somebody: to count them no closed year is looked through."""
    return Index(fields=["state"], name=f"{name}_waits", condition=_one_of(states))


def _one_of(states: Iterable[str]) -> Q:
    """Said one by one: so a database sees that the index of what waits holds them all."""
    return reduce(or_, (Q(state=each) for each in states))


@dataclass(slots=True)
class Waiting:
    """One thing that waits, with the facts that a decision needs, and what is open of it to one person."""

    record: Any
    title: str
    of: Any  # an agreement, with its organisation; None where the year or the region says enough
    amount: Decimal | None  # None where it is not about money
    since: datetime
    asked_by: User | None
    url: str
    facts: list[tuple[str, str]]
    text: str = ""  # what its asker wrote: what was done, why
    kind: "WaitingKind" = field(init=False)
    why_not: str = field(init=False)  # why this person does not approve it, if she does not
    may_send_back: bool = field(init=False)
    is_own: bool = field(init=False)  # she asked for or wrote of it, or whom she gave a role: another decides
    _key: str = field(init=False, default="")
    said: str = field(init=False, default="")  # what she typed in its row while she decided on another one

    @property
    def key(self) -> str:
        """Names the record as it was seen, which is asked for once: a decision on anything else is refused."""
        if not self._key:
            self._key = f"{self.kind.name}-{self.record.pk}-{self.record.shown}"
        return self._key

    @property
    def is_decided_here(self) -> bool:
        return self.kind.approve is not None

    @property
    def may_approve(self) -> bool:
        """Whether it can be approved here, by this person."""
        return self.is_decided_here and not self.why_not

    @property
    def year(self) -> Any:
        """The record of a region and a year that it is under; None for what is of a region alone."""
        return reduce(getattr, self.kind.under.split("__"), self.record) if self.kind.under else None

    @property
    def region(self) -> Region | None:
        """Empty where it is of no region, and head office decides."""
        found: Region | None = (self.year or self.record).region
        return found

    @property
    def organisation(self) -> Any:
        return self.of.organisation if self.of else None

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localtime(self.since).date()).days

    def decide(self, action: Callable[[Any], None]) -> None:
        """Do it to the record as it was seen. Raises ValidationError when it has changed since."""
        self.record.hold().require_version(self.record.version)
        action(self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingKind:
    """How a kind is found, told, approved and sent back."""

    name: str
    label: str | Promise
    tag: str | Promise  # for whom or what a row of it is, beside its title
    life: Life
    act: str  # that approves it
    back: str  # that sends it back
    rows: Callable[[User], "QuerySet[Model]"]  # what the person may see of it
    told: Callable[[Any], Waiting]
    under: str = (
        ""  # the way from a record to that of its region and year, empty for what is of a region alone
    )
    years: Callable[[When], "QuerySet[Model]"] | None = (
        None  # of those records the ones in which an act is done
    )
    # The record, by whom, and what was seen of it. None: more has to be seen than a row tells, so its page decides.
    approve: Callable[..., None] | None = None
    send_back: Callable[[Any, User, str], None] | None = None
    back_label: str | Promise = ""
    back_help: str | Promise = ""
    asks_why: bool = True
    comes_first: bool = (
        False  # of several that are approved at once: what the others may change was shown before
    )
    # Which records persons had a hand in, where the act names more than its `another_than` (people.acts.Act.nor).
    wrote: Callable[[Any], Q] = lambda people: Q(pk__in=[])
    # Where not every record is for all who hold the act's roles.
    narrow: Callable[[User], Q] = lambda user: Q()
    prepare: Callable[[list[Any]], None] = lambda records: None  # read for all rows what each is shown with

    def is_for(self, user: User) -> bool:
        """Whether anything of it can wait for this person."""
        return user.sees_every_region or user.has_role(*self.life[self.act].roles)

    def for_person(self, user: User) -> list[Waiting]:
        """What waits for one of those whose act it is, in the years in which it is done."""
        records = [each for each in self.waiting(user) if self.life.is_for(self.act, each, user)]
        self.prepare(records)
        return [self._waiting(record, user) for record in records]

    def waiting(self, user: User) -> "QuerySet[Model]":
        """The rows of `for_person`, for whoever only counts them."""
        if not self.is_for(user):
            return self.rows(user).none()
        rows = self._in_open_years(user)
        if not user.sees_every_region:
            region = f"{self.under}__region" if self.under else "region"
            rows = rows.filter(**{f"{region}__in": user.region_numbers(*self.life[self.act].roles)})
        return rows.filter(self.narrow(user))

    def for_another(self, user: User) -> "QuerySet[Model]":
        """What this person has asked for or done herself, and another one decides."""
        return self.asked_by(user, reader=user)

    def asked_by(self, person: User, *, reader: User) -> "QuerySet[Model]":
        """What a person has asked for or done, as far as the reader sees it."""
        return self._in_open_years(reader).filter(self.is_own(person))

    def for_her(self, user: User) -> "QuerySet[Model]":
        """What waits for this person and was not asked for by herself or by whom she gave a role."""
        rows, brought = self.waiting(user), Membership.objects.brought_by(user).values("user")
        hands = User.objects.filter(Q(pk=user.pk) | Q(pk__in=brought)).order_by().values("pk")
        for person in self.life[self.act].another_than:
            rows = rows.filter(Q(**{person: None}) | ~Q(**{f"{person}__in": hands}))
        return rows.exclude(self.wrote(hands))

    def is_own(self, user: User) -> Q:
        own = self.wrote([user.pk])
        for person in self.life[self.act].another_than:
            own |= Q(**{person: user})
        return own

    def _in_open_years(self, user: User) -> "QuerySet[Model]":
        act = self.life[self.act]
        rows = self.rows(user).filter(_one_of(act.sources))
        # The few open years first: what is looked through does not grow with the closed ones.
        return rows.filter(**{f"{self.under}__in": self.years(act.when)}) if self.years else rows

    def _waiting(self, record: object, user: User) -> Waiting:
        waiting, may = self.told(record), self.life.open_to(record, user)
        waiting.kind, waiting.why_not = self, may.why_not(self.act)
        waiting.is_own = not self.life.kept_from(self.act, record).isdisjoint({user.pk, *user.brought})
        waiting.may_send_back = self.send_back is not None and may[self.back]
        return waiting


KINDS: list[WaitingKind] = []


def register(*kinds: WaitingKind) -> None:
    """Make kinds known. The queue shows them in this order."""
    KINDS.extend(kinds)


def may_decide(user: User) -> bool:
    """Whether anything at all can wait for this person."""
    return any(kind.is_for(user) for kind in KINDS)


def waiting_for(user: User) -> list[Waiting]:
    """Everything that waits for a decision of hers, the longest first; behind it what she asked for herself."""
    rows = [row for kind in KINDS for row in kind.for_person(user)]
    return sorted(rows, key=lambda row: (row.is_own, row.since, row.key))
