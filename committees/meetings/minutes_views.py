"""The minutes of a meeting and the excerpt of one item, as Word documents to be finished by hand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from committees.meetings.item_views import item_at
from committees.meetings.minutes import excerpt_of, minutes_of
from committees.meetings.reading import agenda_of
from committees.meetings.views import meeting_at
from committees.models import Meeting
from editing.downloads import download
from editing.moment import as_of
from editing.papers.blocks import digits_asked
from editing.papers.word import paper_word
from editing.word.template import DOCX
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import person_of


def may_take_out(request: HttpRequest, meeting: Meeting) -> bool:
    """Members take out what is closed; a draft is for the office that writes it."""
    return meeting.state == Meeting.State.CLOSED or holds(
        person_of(request), meeting.committee.region_id, *STAFF_ROLES
    )


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the minutes as far as they are known; `digits` chooses how numbers are written."""
    meeting = meeting_at(request, pk)
    if not may_take_out(request, meeting):
        raise PermissionDenied
    paper = minutes_of(meeting, as_of(), digits_asked(request.GET.get("digits")))
    return download(paper_word(paper), f"รายงานการประชุม-{_stem(meeting)}.docx", DOCX)


@require_safe
def excerpt(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out one item with its decision."""
    item = item_at(request, pk)
    meeting = item.meeting
    if not may_take_out(request, meeting):
        raise PermissionDenied
    (row,) = (row for row in agenda_of(meeting) if row.item.pk == item.pk)
    paper = excerpt_of(meeting, row, as_of(), digits_asked(request.GET.get("digits")))
    return download(paper_word(paper), f"มติ-{_stem(meeting)}-วาระ{item.number}.docx", DOCX)


def _stem(meeting: Meeting) -> str:
    return f"{meeting.committee.kind}-เขต{meeting.committee.region_id}-{meeting.number}-{meeting.year}"
