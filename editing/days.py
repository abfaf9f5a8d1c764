"""Which days can be: a slip of a century or of an era is refused wherever a day is typed, read or kept.

`can_be` and `has_come` are validators for the date fields of models, so that every form, admin page and import asks
them. What belongs to a fiscal year asks the others, and so does the audit of what is kept. The database knows no
today: `days_constraint` holds the bounds that no day ever leaves, for whatever is written past all forms.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.refusals import refused_at
from thai.dates import YEAR_OF_THE_ACT, tell_date, tell_year
from thai.years import fiscal_year_bounds

FIRST_DAY = date(YEAR_OF_THE_ACT, 1, 1)
LAST_DAY = date(2055, 12, 31)  # before พ.ศ. 2599, which stands in old systems for "without end"
FORESEEN = timedelta(days=10 * 366)  # terms and registrations run for some years, none for decades
# How far from its fiscal year a day may lie: signed a year early, paid or ended some years late.
EARLY, LATE = timedelta(days=366), timedelta(days=5 * 366)
# Until when an agreement may end without anybody being asked: money is carried into one more year.
UNASKED = timedelta(days=366)


def can_be(day: date) -> None:
    """Refuse a day before the year of the Act, or later than anybody plans."""
    last = min(timezone.localdate() + FORESEEN, LAST_DAY)
    if not FIRST_DAY <= day <= last:
        said = gettext(
            "%(day)s cannot be right: the year is before %(first)s or after %(last)s. Check the year."
        )
        years = {"first": tell_year(YEAR_OF_THE_ACT), "last": tell_year(last.year)}
        raise ValidationError(said % {"day": tell_date(day), **years}, code="impossible")


def has_come(day: date) -> None:
    """Refuse what cannot be and what is still to come, for a day on which something was done."""
    can_be(day)
    if day > timezone.localdate():
        said = gettext("%(day)s is still to come. Check the year.")
        raise ValidationError(said % {"day": tell_date(day)}, code="future")


def days_constraint(model: str, *columns: str) -> models.CheckConstraint:
    """No row holds, in any of these columns, a day that none can be; those that may be blank stay so."""
    condition = models.Q()
    for column in columns:
        condition &= models.Q(**{column: None}) | models.Q(
            **{f"{column}__gte": FIRST_DAY, f"{column}__lte": LAST_DAY}
        )
    return models.CheckConstraint(
        condition=condition,
        name=f"{model}_days_can_be",
        violation_error_message=_("A day of this record cannot be right. Check its year."),
    )


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
        days = {"day": tell_date(day), "first": tell_date(first), "last": tell_date(last)}
        raise refused_at(field, said % {**days, "year": fiscal_year}, "impossible")


def require_come(field: str, day: date | None) -> None:
    """Refuse, at its field, a day that is still to come, for what is recorded once it is done."""
    if day is not None and day > timezone.localdate():
        said = gettext("%(day)s is still to come. Record it once it is done.")
        raise refused_at(field, said % {"day": tell_date(day)}, "future")
