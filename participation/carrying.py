"""What goes along when an item is copied into another year: each room that hangs something on it says what."""

from collections.abc import Callable

from participation.models import PlanItem
from people.models import User

# Given the item of the old year, its copy, and who copies. What was reported or measured stays behind.
Carry = Callable[[PlanItem, PlanItem, User], None]
_CARRIED: list[Carry] = []


def carries(carry: Carry) -> Carry:
    """Have every copy of an item ask this, too. A decorator; called as the app starts."""
    _CARRIED.append(carry)
    return carry


def carry_along(old: PlanItem, copy: PlanItem, by: User) -> None:
    for carry in _CARRIED:
        carry(old, copy, by)
