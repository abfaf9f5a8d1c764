"""The fiscal year as every room stores it."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2545, 2700  # the National Health Security Act is of พ.ศ. 2545


class FiscalYearField(models.PositiveSmallIntegerField):
    """A fiscal year in พ.ศ., October to September, named by the year it ends in (2567)."""

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
