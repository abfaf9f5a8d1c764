"""Records that hold from a day until a day, both included; without the last one they hold until somebody ends them."""

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

Record = TypeVar("Record", bound=models.Model)


class OfDaysQuerySet(models.QuerySet[Record]):
    def current(self, on: date | None = None) -> Self:
        """Those that hold on the day, which is today where none is said."""
        day = on or timezone.localdate()
        return self.not_over(day).filter(since__lte=day)

    def not_over(self, on: date | None = None) -> Self:
        """Those that have not ended before the day: also such as begin later."""
        return self.filter(Q(until=None) | Q(until__gte=on or timezone.localdate()))


class DaysAfter(models.Func):
    """The day that lies so many days after another, as many as a column says: reckoned in the database."""

    output_field = models.DateField()

    def __init__(self, day: date, column: str):
        super().__init__(models.Value(day, output_field=models.DateField()), models.F(column))

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="date(%(expressions)s || ' days')", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner="::date + ", **more)
