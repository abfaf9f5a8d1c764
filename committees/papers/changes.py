"""What has changed between two states of a paper: by line of the plan, and by baht of each organisation."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thai.amounts import NO_BAHT
from thai.money_words import format_baht, format_baht_change

SAME = "เท่าเดิม"
NONE = "–"  # stands where a line was not there, or is not any more


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of the plan that says something else, came or went: its place, before, after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedBaht:
    """What one organisation is granted, or several together, before and after, in baht."""

    what: str
    was: Decimal
    now: Decimal

    @property
    def before(self) -> str:
        return format_baht(self.was)

    @property
    def after(self) -> str:
        return format_baht(self.now)

    @property
    def difference(self) -> str:
        """With its sign; of an unchanged sum in words."""
        if self.now == self.was:
            return SAME
        return format_baht_change(self.now - self.was)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs, in the order of the newer paper; what is gone stands last. What is as it was is counted.

    The grants and those that stayed add up to `total`, before and after.
    """

    lines: list[ChangedLine]
    lines_that_stayed: int
    grants: list[ChangedBaht]
    grants_that_stayed: int
    stayed: ChangedBaht
    total: ChangedBaht

    def __bool__(self) -> bool:
        return bool(self.lines or self.grants)


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """Compare what two papers keep of plan and budget, row by row."""
    old, new = (dict(each["plan"]) for each in (before, after))
    lines = [
        ChangedLine(f"แผน ลำดับ {(new.get(key) or old[key])[0]}", _line(old.get(key)), _line(new.get(key)))
        for key in _in_order(old, new)
        if _line(old.get(key)) != _line(new.get(key))
    ]
    was, now = (
        {key: (name, Decimal(amount)) for key, name, amount in each["budget"]} for each in (before, after)
    )
    stayed = [now[key][1] for key in now if was.get(key) == now[key]]
    return Changes(
        lines,
        sum(_line(old.get(key)) == _line(new[key]) for key in new),
        [_grant(was.get(key), now.get(key)) for key in _in_order(was, now) if was.get(key) != now.get(key)],
        len(stayed),
        ChangedBaht("", sum(stayed, NO_BAHT), sum(stayed, NO_BAHT)),
        ChangedBaht("รวม", Decimal(before["total"]), Decimal(after["total"])),
    )


def _in_order(old: dict[int, Any], new: dict[int, Any]) -> list[int]:
    return [*new, *(key for key in old if key not in new)]


def _line(texts: list[str] | None) -> str:
    return NONE if texts is None else "\n".join(text for text in texts if text)


def _grant(before: tuple[str, Decimal] | None, after: tuple[str, Decimal] | None) -> ChangedBaht:
    (old_name, was), (new_name, now) = before or ("", NO_BAHT), after or ("", NO_BAHT)
    renamed = old_name and new_name and old_name != new_name
    return ChangedBaht(f"{old_name} → {new_name}" if renamed else new_name or old_name, was, now)
