"""Which item of a plan a piece of a rewritten cell is: the same words first, then the likest ones."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from rapidfuzz import fuzz

from thai.text import match_key

NEAR_ENOUGH = 60  # of 100: below, a text is another one


class Worded(Protocol):
    """An item of a plan, a piece of a cell, an item on paper."""

    @property
    def text(self) -> str: ...


Item = TypeVar("Item", bound=Worded)


def match_pieces(items: Sequence[Item], pieces: Sequence[Worded]) -> list[Item | None]:
    """Return for each piece the item that it rewords or repeats; None where it is new. No item is taken twice."""
    found: list[Item | None] = [None] * len(pieces)
    left = list(items)
    keys = [match_key(piece.text) for piece in pieces]
    for place, key in enumerate(keys):
        same = next((item for item in left if match_key(item.text) == key), None)
        if same is not None:
            found[place] = same
            left.remove(same)
    pairs = sorted(
        (
            (-fuzz.ratio(match_key(item.text), keys[place]), place, rank)
            for place in range(len(pieces))
            if found[place] is None
            for rank, item in enumerate(left)
        ),
    )
    taken: set[int] = set()
    for unlike, place, rank in pairs:
        if -unlike >= NEAR_ENOUGH and found[place] is None and rank not in taken:
            found[place] = left[rank]
            taken.add(rank)
    return found
