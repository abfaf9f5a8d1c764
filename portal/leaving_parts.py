"""What a person leaves behind, as one row of the page: its shape, and who is at work and may take it over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from people.models import Membership, User
from people.roles import Role
from thai.sentences import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One thing that a person leaves behind: told as a sentence, with its page.

    `heirs` may take it over; `otherwise` says what becomes of it where none of them does, and is empty where nothing
    is to be chosen. `stamp` is what of the record was shown. `parts` are the records that the row stands for, where
    they are several.
    """

    record: Any
    says: str
    url: str
    stamp: object
    heirs: tuple[User, ...] = ()
    otherwise: str = ""
    parts: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """She leaves: who closes her account, and who takes over the thing at hand, if anybody does."""

    person: User
    by: User
    heir: User | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingKind:
    """One kind of what hangs on a person. `columns` are those that say whose it is, as "app.Model.field"."""

    name: str
    label: str | Promise
    becomes: str | Promise
    columns: tuple[str, ...]
    rows: Callable[[User, User], list[Left]]  # of the person, as who closes her account sees them
    leave: Callable[[Left, Leave], None] = lambda left, leave: None


def at_work(region_number: int | None, *roles: Role) -> QuerySet[User]:
    """Who holds one of the roles in a region today and tomorrow, and may sign in: today is not her last day."""
    held = Membership.objects.current().not_over(tomorrow()).filter(region=region_number, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("first_name", "pk")


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def taken_from(leave: Leave) -> str:
    return gettext("taken over from %(person)s") % {"person": str(leave.person)}
