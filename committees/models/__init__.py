"""The records of committees, one file for each noun."""

from committees.models.agenda import AgendaItem, AgendaThing, Recusal
from committees.models.basis import LineBasis
from committees.models.citation import Citation
from committees.models.committee import Committee, Secretary, YearlyReport
from committees.models.decision import FollowUp, ItemDecision
from committees.models.item_file import ItemFile
from committees.models.kind import CommitteeKind, CompositionPart, CompositionRule, Sector
from committees.models.meeting import Attendance, Meeting, MeetingCorrection
from committees.models.paper import Consultation, Paper
from committees.models.seat import Seat
from committees.models.template import PaperTemplate

__all__ = [
    "AgendaItem",
    "AgendaThing",
    "Attendance",
    "Citation",
    "Committee",
    "CommitteeKind",
    "CompositionPart",
    "CompositionRule",
    "Consultation",
    "FollowUp",
    "ItemDecision",
    "ItemFile",
    "LineBasis",
    "Meeting",
    "MeetingCorrection",
    "Paper",
    "PaperTemplate",
    "Recusal",
    "Seat",
    "Secretary",
    "Sector",
    "YearlyReport",
]
