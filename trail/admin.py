"""The trail in the admin: head office searches it and takes it out; nobody writes in it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Min, Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from editing.read_only import ReadOnlyAdmin
from thai.dates import Precision, ThaiDate
from thai.templatetags.thai import thai_date
from trail.models import TrailEntry

AT_ONCE = 10_000  # lines; the trail of a year has some hundred times as many


class AtMost(Paginator):
    """Pages of the first lines, so that nobody waits until all of them are counted."""

    @cached_property
    def count(self) -> int:
        lines: Any = self.object_list  # a query, as the admin pages it
        return int(lines[:AT_ONCE].count())


class MonthFilter(admin.SimpleListFilter):
    """The months since the trail began, the newest first; none of them is looked for among all lines."""

    title = _("month")
    parameter_name = "month"  # 2024-02, in the common era

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
        first = TrailEntry.objects.aggregate(first=Min("at"))["first"]
        months = _months_since(timezone.localdate(first)) if first else ()
        return [(f"{month:%Y-%m}", thai_date(_whole(month))) for month in months]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        begins = _first_of(self.value())
        return queryset if begins is None else _of_days(queryset, begins, _whole(begins).last)


class DayFilter(admin.SimpleListFilter):
    """The days of the chosen month: a day has fewer lines than are shown."""

    title = _("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
        begins = _first_of(request.GET.get("month"))
        last = begins and _whole(begins).last
        days = [last.replace(day=number) for number in range(1, last.day + 1)] if last else []
        return [(str(day.day), thai_date(day)) for day in days]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        begins, chosen = _first_of(request.GET.get("month")), self.value()
        if begins is None or chosen not in dict(self.lookup_choices):
            return queryset
        day = begins.replace(day=int(chosen))
        return _of_days(queryset, day, day)


def _first_of(month: str | None) -> date | None:
    try:
        begins = datetime.strptime(month or "", "%Y-%m").date()
    except ValueError:
        return None
    # The ends of the calendar have no month beside them.
    return begins if 2000 <= begins.year < 3000 else None


def _whole(month: date) -> ThaiDate:
    return ThaiDate(month, Precision.MONTH, "")


def _months_since(first: date) -> Iterator[date]:
    month = timezone.localdate().replace(day=1)
    while month >= first.replace(day=1):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)


def _of_days(lines: QuerySet[Model], first: date, last: date | None) -> QuerySet[Model]:
    """From the beginning of the first day to the end of the last, where people are."""
    ends = (last or first) + timedelta(days=1)
    at, until = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, ends))
    return lines.filter(at__gte=at, at__lt=until)


@admin.register(TrailEntry)
class TrailEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "what", "by", "named", "method", "path", "status", "address"]
    list_filter = ["what", "status", "at", MonthFilter, DayFilter]
    list_select_related = ["by"]
    search_fields = ["path", "named", "by__username", "by__first_name", "by__last_name"]
    search_help_text = _(
        "At most 10,000 lines are shown and taken out at once. "
        "For older ones choose a month at the side, and then a day."
    )
    show_full_result_count = False
    paginator = AtMost

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """The first lines of the list, as many as go out at once."""
        lines = super().get_export_queryset(request)
        return lines.filter(pk__in=lines.values("pk")[:AT_ONCE])
