"""What has changed between two states of a paper: by line of the plan, and by baht of each organisation."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thai.money_words import format_baht, format_baht_change


@dataclass(frozen=True, slots=True)
class Changed:
    """One row of the table: what it is about, before, after, and of money the difference with its sign."""

    what: str
    before: str
    after: str
    difference: str = ""


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[Changed]:
    """The lines and the amounts that differ, in the order of the newer paper; what is gone stands last."""
    return [*_of_lines(before["plan"], after["plan"]), *_of_money(before, after)]


def _of_lines(before: list[tuple[str, list[str]]], after: list[tuple[str, list[str]]]) -> list[Changed]:
    old, new = ({key: _line(texts) for key, texts in lines} for lines in (before, after))
    return [
        Changed(f"แผน ลำดับ {dict(lines)[key][0]}", old.get(key, "–"), new.get(key, "–"))
        for key, lines in [*((key, after) for key in new), *((key, before) for key in old if key not in new)]
        if old.get(key) != new.get(key)
    ]


def _line(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text)


def _of_money(before: dict[str, Any], after: dict[str, Any]) -> list[Changed]:
    old, new = (
        {key: (name, Decimal(amount)) for key, name, amount in each["budget"]} for each in (before, after)
    )
    nothing = ("", Decimal(0))
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        (old_name, was), (new_name, now) = old.get(key, nothing), new.get(key, nothing)
        if (old_name, was) == (new_name, now):
            continue
        renamed = old_name and new_name and old_name != new_name
        what = f"{old_name} → {new_name}" if renamed else new_name or old_name
        found.append(Changed(what, format_baht(was), format_baht(now), format_baht_change(now - was)))
    was, now = Decimal(before["total"]), Decimal(after["total"])
    if was != now:
        found.append(Changed("รวม", format_baht(was), format_baht(now), format_baht_change(now - was)))
    return found
