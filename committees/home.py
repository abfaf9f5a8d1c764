"""What the home page of who sits on a committee, or staffs a region, says of its meetings."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from committees.meetings.reading import AgendaRow, agenda_of
from committees.models import ItemDecision, Meeting, Seat
from people.models import User
from people.roles import Role

DECISIONS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting that she is called to, with its agenda."""

    meeting: Meeting
    agenda: list[AgendaRow]


@dataclass(frozen=True, slots=True)
class MeetingsOfHers:
    """Her next meeting, and the latest decisions of the committees on which she sits."""

    is_seated: bool  # else nothing is opened to her yet
    following: NextMeeting | None
    decisions: "QuerySet[ItemDecision]"


def meetings_of(user: User) -> MeetingsOfHers | None:
    """Of the committees on which a person sits; None for who is no committee member."""
    if not user.has_role(Role.COMMITTEE_MEMBER):
        return None
    seats = Seat.objects.sat_on_by(user)
    meetings = Meeting.objects.visible_to(user).filter(committee__in=seats.values("committee"))
    meetings = meetings.with_everything()
    called = meetings.filter(state=Meeting.State.CALLED, held_on__gte=timezone.localdate())
    following = called.order_by("held_on", "starts", "pk").first()
    decided = ItemDecision.objects.visible_to(user).in_force().filter(item__meeting__in=meetings)
    latest = decided.select_related("item__meeting__committee__kind").order_by(
        "-item__meeting__held_on", "item__meeting", "item__order", "pk"
    )
    return MeetingsOfHers(
        is_seated=seats.exists(),
        following=NextMeeting(following, agenda_of(following)) if following else None,
        decisions=latest[:DECISIONS_SHOWN],
    )
