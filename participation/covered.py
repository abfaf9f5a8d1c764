"""So many of all: the shape of every figure of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Covered:
    """So many of all."""

    count: int
    all: int

    @property
    def is_whole(self) -> bool:
        return self.count == self.all


NONE = Covered(0, 0)


def together(figures: Iterable[Covered]) -> Covered:
    kept = list(figures)
    return Covered(sum(each.count for each in kept), sum(each.all for each in kept))


def at_each(counts: Iterable[int], times: int) -> Covered:
    """What is done of so many times at each place: what one place has too much makes up for no other."""
    kept = [min(count, times) for count in counts]
    return Covered(sum(kept), times * len(kept))
