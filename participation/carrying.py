"""What goes along when an item is copied into another year: each room that hangs something on it says what."""

from collections.abc import Callable

from participation.models import PlanItem
from people.models import User

# Given the item of the old year, its copy, and who copies. What was reported or measured stays behind.
Carry = Callable[[PlanItem, PlanItem, User], None]
_CARRIED: list[Carry] = []
# Given an item and the year of its copy, the sentence that says what will not go along; empty where all does.
Lose = Callable[[PlanItem, int], str]
_LOST: list[Lose] = []


def carries(carry: Carry) -> Carry:
    """Have every copy of an item ask this, too. A decorator; called as the app starts."""
    _CARRIED.append(carry)
    return carry


def carry_along(old: PlanItem, copy: PlanItem, by: User) -> None:
    for carry in _CARRIED:
        carry(old, copy, by)


def loses(lose: Lose) -> Lose:
    """Have the page that offers items for a year say this of each, too. A decorator; called as the app starts."""
    _LOST.append(lose)
    return lose


def left_behind(item: PlanItem, fiscal_year: int) -> list[str]:
    return [said for lose in _LOST if (said := lose(item, fiscal_year))]
