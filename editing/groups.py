"""Rows with an amount taken together by what they have in common, each group with its share of the sum."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from thai.amounts import NO_BAHT
from thai.collation import sort_key

NOT_STATED = "none"


class HasAmount(Protocol):
    """A row of a table of money."""

    @property
    def amount(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one province or one network, say, taken together; `key` filters the page to them.

    `before` is the share, per cent, of the groups that stand before it: where its part of a bar begins.
    """

    key: str
    label: str
    count: int
    amount: Decimal
    share: Decimal
    is_stated: bool = True
    before: Decimal = NO_BAHT


def share_of(amount: Decimal, total: Decimal) -> Decimal:
    """Return per cent with two decimals; 0.00 of nothing."""
    return (amount * 100 / total).quantize(Decimal("0.01")) if total else Decimal("0.00")


def groups_of(
    rows: Iterable[HasAmount], key: str, label: str, not_stated: str, total: Decimal
) -> list[Group]:
    """Take rows with an `amount` together by their `key`, largest first, what is not stated last among equals."""
    members: dict[str, list[HasAmount]] = defaultdict(list)
    for row in rows:
        members[getattr(row, key)].append(row)
    groups = []
    for value, of_value in members.items():
        amount = sum((row.amount for row in of_value), NO_BAHT)
        is_stated = value != NOT_STATED
        groups.append(
            Group(
                value,
                getattr(of_value[0], label) if is_stated else not_stated,
                len(of_value),
                amount,
                share_of(amount, total),
                is_stated,
            )
        )
    groups.sort(key=lambda group: (-group.amount, not group.is_stated, sort_key(str(group.label))))
    before, placed = NO_BAHT, []
    for group in groups:
        placed.append(replace(group, before=before))
        before += group.share
    return placed
