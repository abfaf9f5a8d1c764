"""Records that hold from a day until a day, both included; without the last one they hold until somebody ends them."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

Record = TypeVar("Record", bound=models.Model)


class OfDaysQuerySet(models.QuerySet[Record]):
    def current(self, on: date | None = None) -> Self:
        """Those that hold on the day, which is today where none is said."""
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)
