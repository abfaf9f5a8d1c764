"""Which days can be: a slip of a century or of an era is refused wherever a day is typed, read or kept.

Validators for the date fields of models, so that every form, admin page and import asks them.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from thai.dates import YEAR_OF_THE_ACT, format_date
from thai.years import BUDDHIST_ERA_OFFSET

FORESEEN = timedelta(days=10 * 366)  # terms and registrations run for some years, none for decades


def can_be(day: date) -> None:
    """Refuse a day before the year of the Act, or later than anybody plans."""
    last = timezone.localdate() + FORESEEN
    if not date(YEAR_OF_THE_ACT, 1, 1) <= day <= last:
        said = gettext(
            "%(day)s cannot be right: the year is before %(first)s or after %(last)s. Check the year."
        )
        years = {"first": YEAR_OF_THE_ACT + BUDDHIST_ERA_OFFSET, "last": last.year + BUDDHIST_ERA_OFFSET}
        raise ValidationError(said % {"day": format_date(day), **years}, code="impossible")


def has_come(day: date) -> None:
    """Refuse what cannot be and what is still to come, for a day on which something was done."""
    can_be(day)
    if day > timezone.localdate():
        said = gettext("%(day)s is still to come. Check the year.")
        raise ValidationError(said % {"day": format_date(day)}, code="future")
