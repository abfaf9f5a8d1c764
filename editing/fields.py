"""The fiscal year as every room stores it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thai.years import fiscal_year_of

FIRST_YEAR, LAST_YEAR = 2545, 2700  # the National Health Security Act is of พ.ศ. 2545
YEARS_FORESEEN = 5  # after the next one


def next_year() -> int:
    """The fiscal year after the current one: the last of which an office has plans and money."""
    return fiscal_year_of(timezone.localdate()) + 1


def refuse_impossible_year(year: int) -> None:
    """Raises ValidationError for a year that ended before the Act (19 November 2545), or that nobody plans yet."""
    first, last = FIRST_YEAR + 1, next_year() + YEARS_FORESEEN
    if not first <= year <= last:
        said = gettext(
            "Fiscal year %(year)s cannot be right. Write one between %(first)s and %(last)s, such as %(now)s."
        )
        raise ValidationError(
            said % {"year": year, "first": first, "last": last, "now": next_year() - 1}, code="impossible"
        )


def checked_year(fiscal_year: int) -> int:
    """The year of an address. Raises Http404 for one that no record can have."""
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise Http404
    return fiscal_year


def newest_year(years: Iterable[int]) -> int:
    """The newest of the years that is not beyond the next; with none, the current one, whose page says so."""
    last = next_year()
    return max((year for year in years if year <= last), default=last - 1)


class FiscalYearField(models.PositiveSmallIntegerField):
    """A fiscal year in พ.ศ., October to September, named by the year it ends in (2567)."""

    default_validators = [refuse_impossible_year]

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("validators", [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)])
        super().__init__(*args, **kwargs)


def fiscal_year_constraint(name: str) -> models.CheckConstraint:
    """A year outside the range is a CE year or a slip of the hand; the database refuses it."""
    return models.CheckConstraint(
        condition=models.Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR),
        name=name,
        violation_error_message=_("Write the fiscal year in Buddhist era, such as 2567."),
    )
