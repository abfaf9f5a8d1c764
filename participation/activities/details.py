"""Keeps the details of an activity, and says of a plan which activities nobody answers for or that have no time."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from participation.carrying import carries, loses
from participation.lacks import Lack, asks
from participation.models import ActivityDetail, ItemKind, Plan, PlanItem
from people.models import User
from people.rights import holds
from people.roles import STAFF_ROLES
from thai.dates import DateRefused, format_date
from thai.periods import read_when
from thai.sentences import gettext
from thai.years import fiscal_year_bounds, years_moved

RELATED = ("organisations", "networks", "tags")
_CARRIED = (
    *("owner", "place", "province", "district", "delivery"),
    *("target", "unit", "times", "per", "paid_from"),
)


def may_write(user: User, item: PlanItem) -> bool:
    return holds(user, item.line.plan.region_id, *STAFF_ROLES)


def held_detail(item: PlanItem) -> ActivityDetail:
    """The details of an activity as they are now, empty where there are none; other writers of the plan wait."""
    item.line.plan.hold()
    found = ActivityDetail.objects.filter(item=item).select_related("item__line__plan").first()
    return found or ActivityDetail(item=item)


def keep(detail: ActivityDetail, related: dict[str, list[object]], *, by: User) -> None:
    """Store checked details, and what they are linked to by name of the relation; one entry of history says it all."""
    why = gettext("details of the activity")
    is_new = detail._state.adding
    if is_new:
        detail.store(by=by, why=why)
    detail.skip_history_when_saving = True  # type: ignore[attr-defined]
    for name, records in related.items():
        getattr(detail, name).set(records)
    del detail.skip_history_when_saving  # type: ignore[attr-defined]
    if is_new:
        detail.note(by=by, why=why)
    else:
        detail.store(by=by, why=why)


def activities_of(plan: Plan) -> "QuerySet[PlanItem]":
    """The activities that stand in a plan, in its order."""
    return PlanItem.objects.filter(line__plan=plan, kind=ItemKind.ACTIVITY).order_by("line__order", "order")


def _found(said: str, items: "QuerySet[PlanItem]") -> Lack | None:
    found = list(items)
    return Lack(said % {"count": len(found)}, found) if found else None


@asks
def without_owner(plan: Plan) -> Lack | None:
    nobody = Q(detail=None) | Q(detail__owner="", detail__organisations=None)
    return _found(
        gettext("Nobody answers for %(count)s of the activities"), activities_of(plan).filter(nobody)
    )


@asks
def without_time(plan: Plan) -> Lack | None:
    unsaid = Q(detail=None) | Q(detail__when_written="")
    return _found(
        gettext("Nobody has said when %(count)s of the activities are"), activities_of(plan).filter(unsaid)
    )


@carries
def a_year_on(old: PlanItem, copy: PlanItem, by: User) -> None:
    """Who holds an activity, and how, goes along into another year; a time that names its year moves with it."""
    found = ActivityDetail.objects.filter(item=old).first()
    if found is None:
        return
    made = ActivityDetail(item=copy)
    for name in _CARRIED:
        setattr(made, name, getattr(found, name))
    made.set_time(_moved(found, copy.line.plan.fiscal_year))
    keep(made, {name: list(getattr(found, name).all()) for name in RELATED}, by=by)


@loses
def a_time_outside_the_year(old: PlanItem, fiscal_year: int) -> str:
    """A time that is no time of the new plan's year is for a person to say; a copy does not mean it."""
    found: ActivityDetail | None = getattr(old, "detail", None)
    if found is None or not found.when_written or _moved(found, fiscal_year):
        return ""
    said = gettext("The time “%(time)s” is not carried: moved along it is not in fiscal year %(year)s.")
    return said % {"time": found.when_written, "year": fiscal_year}


def _moved(detail: ActivityDetail, fiscal_year: int) -> str:
    """The time in its own words where they hold for every year, else the same days of the other year.

    Empty where those days are not in that fiscal year: the form of an activity asks whether such days are meant.
    """
    if detail.starts_on is None or detail.ends_on is None:
        return detail.when_written
    years = fiscal_year - detail.plan.fiscal_year
    begins, ends = fiscal_year_bounds(fiscal_year)
    first, last = (_years_on(day, years) for day in (detail.starts_on, detail.ends_on))
    if not begins <= first <= last <= ends:
        return ""
    read = read_when(detail.when_written, fiscal_year)
    if (read.value, read.last) == (first, last):
        return detail.when_written
    for written in years_moved(detail.when_written, years):
        if _says(written, fiscal_year, first, last):
            return written
    moved = replace(read, value=first, end=None)
    return format_date(moved if moved.last == last else replace(moved, end=last))


def _says(written: str, fiscal_year: int, first: date, last: date) -> bool:
    try:
        read = read_when(written, fiscal_year)
    except DateRefused:
        return False
    return (read.value, read.last) == (first, last)


def _years_on(day: date, years: int) -> date:
    """The same day of another year; the last of February stays the last."""
    is_last_of_february = (day.month, day.day) == (2, monthrange(day.year, 2)[1])
    year = day.year + years
    return day.replace(year=year, day=monthrange(year, 2)[1] if is_last_of_february else day.day)
