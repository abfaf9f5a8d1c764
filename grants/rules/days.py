"""Which days can be of a fiscal year's money: asked by every form, import and method, and by the audit."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from editing.refusals import refused_at
from thai.dates import format_date
from thai.years import fiscal_year_bounds

# How far from its fiscal year a day may lie: signed a year early, paid or ended some years late.
EARLY, LATE = timedelta(days=366), timedelta(days=5 * 366)
# Until when an agreement may end without anybody being asked: money is carried into one more year.
UNASKED = timedelta(days=366)


def bounds_of(fiscal_year: int) -> tuple[date, date]:
    """The first and the last day that anything of a fiscal year's money can have."""
    begins, ends = fiscal_year_bounds(fiscal_year)
    return begins - EARLY, ends + LATE


def require_possible(field: str, day: date | None, fiscal_year: int) -> None:
    """Refuse, at its field, a day that nothing of the fiscal year can have: a slip of the year or of its era."""
    first, last = bounds_of(fiscal_year)
    if day is not None and not first <= day <= last:
        said = gettext(
            "%(day)s cannot be of fiscal year %(year)s. Check the year: %(first)s to %(last)s can be."
        )
        days = {"day": format_date(day), "first": format_date(first), "last": format_date(last)}
        raise refused_at(field, said % {**days, "year": fiscal_year}, "impossible")


def require_come(field: str, day: date | None) -> None:
    """Refuse, at its field, a day that is still to come, for what is recorded once it is done."""
    if day is not None and day > timezone.localdate():
        said = gettext("%(day)s is still to come. Record it once it is done.")
        raise refused_at(field, said % {"day": format_date(day)}, "future")
