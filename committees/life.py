"""The states of a meeting, from its agenda to its end, and what may be done to it by whom."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.acts import Act, Life
from people.roles import STAFF_ROLES


class MeetingState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("a meeting", "being prepared")
    CALLED = "called", pgettext_lazy("a meeting", "called")
    CLOSED = "closed", pgettext_lazy("a meeting", "closed")


OPEN = (MeetingState.PREPARED, MeetingState.CALLED)

MEETING_LIFE = Life(
    Act(
        name="write",
        sources=OPEN,
        roles=STAFF_ROLES,
        refused=_("The meeting is closed: its agenda does not change any more."),
    ),
    Act(
        name="remove",
        sources=OPEN,
        roles=STAFF_ROLES,
        decides=True,
        refused=_("A closed meeting stays."),
    ),
    Act(
        name="call",
        sources=(MeetingState.PREPARED,),
        target=MeetingState.CALLED,
        roles=STAFF_ROLES,
        decides=True,
        refused=_("The meeting has been called already."),
    ),
    Act(
        name="record",
        sources=(MeetingState.CALLED,),
        roles=STAFF_ROLES,
        refused=_(
            "Who came and what was decided is written down of a meeting that was called and is not closed."
        ),
    ),
    Act(
        name="issue",
        sources=OPEN,
        roles=STAFF_ROLES,
        refused=_("The meeting is closed: no paper is issued for it any more."),
    ),
    Act(
        name="close",
        sources=(MeetingState.CALLED,),
        target=MeetingState.CLOSED,
        roles=STAFF_ROLES,
        decides=True,
        proved=True,
        refused=_("Only a meeting that was called is closed."),
    ),
    Act(
        name="correct",
        sources=(MeetingState.CLOSED,),
        roles=STAFF_ROLES,
        refused=_("A meeting that is not closed needs no correction: write the decision anew."),
    ),
    region=lambda meeting: meeting.committee.region_id,
)
