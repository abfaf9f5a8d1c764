"""What the home page of who sits on a committee, or staffs a region, says of its meetings."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from committees.meetings.reading import AgendaRow, agenda_of
from committees.models import ItemDecision, Meeting
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
    """Her next meeting, and the latest decisions of the committees of her regions."""

    following: NextMeeting | None
    decisions: "QuerySet[ItemDecision]"


def meetings_of(user: User) -> MeetingsOfHers | None:
    """Of the regions on whose committees a person sits; None for who sits on none."""
    regions = user.region_numbers(Role.COMMITTEE_MEMBER)
    if not regions:
        return None
    meetings = Meeting.objects.visible_to(user).filter(committee__region__in=regions).with_everything()
    called = meetings.filter(state=Meeting.State.CALLED, held_on__gte=timezone.localdate())
    following = called.order_by("held_on", "starts", "pk").first()
    decided = ItemDecision.objects.visible_to(user).in_force().filter(item__meeting__in=meetings)
    latest = decided.select_related("item__meeting__committee__kind").order_by(
        "-item__meeting__held_on", "item__meeting", "item__order", "pk"
    )
    return MeetingsOfHers(
        NextMeeting(following, agenda_of(following)) if following else None, latest[:DECISIONS_SHOWN]
    )
