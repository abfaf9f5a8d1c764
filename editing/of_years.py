"""Entries of a catalogue that are in use from one fiscal year until another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editing.fields import FiscalYearField

FIRST_CATALOGUED = 2560


def of_year(fiscal_year: int, path: str = "") -> Q:
    """The condition on rows that reach their entry by `path`: it is in use in that year."""
    ends = Q(**{f"{path}valid_until": None}) | Q(**{f"{path}valid_until__gte": fiscal_year})
    return ends & Q(**{f"{path}valid_from__lte": fiscal_year})


class OfYears(models.Model):
    """In use from a fiscal year on, and until one where it was retired: what is planned for others does not name it."""

    valid_from = FiscalYearField(_("first fiscal year"), default=FIRST_CATALOGUED)
    valid_until = FiscalYearField(_("last fiscal year"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_it_starts",
                violation_error_message=_("The last year comes before the first."),
            )
        ]
