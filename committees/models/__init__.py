"""The records of committees, one file for each noun."""

from committees.models.committee import Committee, Secretary
from committees.models.kind import CommitteeKind, CompositionPart, CompositionRule, Sector
from committees.models.seat import Seat

__all__ = [
    "Committee",
    "CommitteeKind",
    "CompositionPart",
    "CompositionRule",
    "Seat",
    "Secretary",
    "Sector",
]
