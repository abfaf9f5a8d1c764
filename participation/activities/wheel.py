"""The year at a glance: the activities of each line by the months in which they happen, and what waits for a date."""

from dataclasses import dataclass
from datetime import date

from participation.models import ActivityDetail, Plan, PlanItem, PlanLine
from thai.months import SHORT_MONTHS
from thai.years import fiscal_year_bounds

_FIRST_MONTH, _MONTHS = 10, 12
MONTH_NAMES = SHORT_MONTHS[_FIRST_MONTH - 1 :] + SHORT_MONTHS[: _FIRST_MONTH - 1]  # October first


@dataclass(frozen=True, slots=True)
class WheelRow:
    """One activity: how many months of the year go before it, it takes, and follow; none where no month is known."""

    item: PlanItem
    detail: ActivityDetail | None
    before: int = _MONTHS
    takes: int = 0
    short: str = ""  # for the width of one month: its days alone, or the month where no day is known

    @property
    def months_before(self) -> range:
        return range(self.before)

    @property
    def months_after(self) -> range:
        return range(_MONTHS - self.before - self.takes)

    @property
    def is_awaited(self) -> bool:
        return self.detail is not None and self.detail.is_awaited


@dataclass(frozen=True, slots=True)
class WheelLine:
    line: PlanLine
    rows: list[WheelRow]


def wheel_of(plan: Plan) -> list[WheelLine]:
    """The lines of a plan that have activities, in its order."""
    lines = PlanLine.objects.filter(plan=plan).prefetch_related("items__detail")
    begins, ends = fiscal_year_bounds(plan.fiscal_year)
    wheel = [WheelLine(line, [_row(item, begins, ends) for item in line.activities]) for line in lines]
    return [line for line in wheel if line.rows]


def _row(item: PlanItem, begins: date, ends: date) -> WheelRow:
    detail = getattr(item, "detail", None)
    if detail is None or detail.starts_on is None or detail.starts_on > ends or detail.ends_on < begins:
        return WheelRow(item, detail)
    starts, ends = max(detail.starts_on, begins), min(detail.ends_on, ends)
    first, last = _month(starts, begins), _month(ends, begins)
    short = _short(detail, starts, ends) if first == last else ""
    return WheelRow(item, detail, first, last - first + 1, short)


def _short(detail: ActivityDetail, starts: date, ends: date) -> str:
    if detail.precision != ActivityDetail.Known.DAY:
        return SHORT_MONTHS[starts.month - 1]
    return str(starts.day) if starts == ends else f"{starts.day}–{ends.day}"


def _month(day: date, begins: date) -> int:
    """Counted from the first month of the fiscal year."""
    return (day.year - begins.year) * 12 + day.month - begins.month
