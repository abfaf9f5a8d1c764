"""A record's values in the words of the office: for its history, its lists and the tables that go out."""

from datetime import date, datetime, time
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from thai.dates import tell_date
from thai.money_words import format_baht

NOTHING = "—"
Cell = str | int | Decimal | None  # of a table that goes out


def value_in_words(value: object, field: models.Field | None = None) -> Cell:
    """The value as a cell of a table holds it: labels, Thai dates and hours as text, numbers and baht as numbers.

    `field` is the model field that it comes from, if it comes from one; None is a blank cell.
    """
    if value is None or value == "" or (isinstance(value, models.Model) and value.pk is None):
        return None
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return tell_date(timezone.localtime(value).date())
    if isinstance(value, date):
        return tell_date(value)
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, int | Decimal):
        return value
    return str(value)


def in_words(value: object, field: models.Field | None = None) -> str:
    """The value as a page shows it."""
    shown = value_in_words(value, field)
    if shown is None:
        return NOTHING
    return format_baht(shown) if isinstance(shown, Decimal) else str(shown)
