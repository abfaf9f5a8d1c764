"""The records of committees, one file for each noun."""

from committees.models.agenda import AgendaItem, AgendaThing, Recusal
from committees.models.citation import Citation
from committees.models.committee import Committee, Secretary
from committees.models.decision import DecidedPlan, FollowUp, ItemDecision
from committees.models.kind import CommitteeKind, CompositionPart, CompositionRule, Sector
from committees.models.meeting import Attendance, Meeting
from committees.models.paper import Paper
from committees.models.seat import Seat

__all__ = [
    "AgendaItem",
    "AgendaThing",
    "Attendance",
    "Citation",
    "Committee",
    "CommitteeKind",
    "CompositionPart",
    "CompositionRule",
    "DecidedPlan",
    "FollowUp",
    "ItemDecision",
    "Meeting",
    "Paper",
    "Recusal",
    "Seat",
    "Secretary",
    "Sector",
]
