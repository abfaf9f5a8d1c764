"""Entries of a catalogue that are in use from one fiscal year until another."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.fields import FiscalYearField

FIRST_CATALOGUED = 2560


def of_year(fiscal_year: int, path: str = "") -> Q:
    """The condition on rows that reach their entry by `path`: it is in use in that year."""
    ends = Q(**{f"{path}valid_until": None}) | Q(**{f"{path}valid_until__gte": fiscal_year})
    return ends & Q(**{f"{path}valid_from__lte": fiscal_year})


class OfYears(models.Model):
    """In use from a fiscal year on, and until one where it was retired: what is planned for others does not name it.

    It neither begins after nor ends before a year whose records use it; a room above says by `used_in` which do.
    """

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

    def clean(self) -> None:
        super().clean()
        before = type(self)._base_manager.filter(pk=self.pk).first()
        if before is None:
            return
        for year in years_that_use(before):
            if before.is_of(year) and not self.is_of(year):
                said = gettext(
                    "A plan of fiscal year %(year)s uses it: it cannot end before that year or begin after it."
                )
                field = "valid_from" if year < self.valid_from else "valid_until"
                raise ValidationError({field: said % {"year": year}}, code="used")

    def is_of(self, fiscal_year: int) -> bool:
        return self.valid_from <= fiscal_year and (
            self.valid_until is None or fiscal_year <= self.valid_until
        )

    def require_of(self, fiscal_year: int, field: str) -> None:
        """Raises ValidationError at the field of a record that names it for a year in which it is not in use."""
        if not self.is_of(fiscal_year):
            said = gettext("“%(entry)s” is not in the catalogue of fiscal year %(year)s.")
            raise ValidationError({field: said % {"entry": self, "year": fiscal_year}}, code="years")


Uses = Callable[[Any], Iterable[int]]
_USES: dict[str, list[Uses]] = {}


def used_in(label: str, uses: Uses) -> None:
    """Have entries of a model ("centres.TargetNetwork") ask in which fiscal years they are used; as the app starts."""
    _USES.setdefault(label, []).append(uses)


def years_that_use(entry: OfYears) -> list[int]:
    return sorted({year for uses in _USES.get(entry._meta.label, []) for year in uses(entry)})
