"""Putting an issued paper before one more body, and taking it from there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from committees.life import MEETING_LIFE
from committees.meetings.item_views import item_at
from committees.meetings.putting import papers_at_hand, put_before, take_from
from committees.models import Consultation
from committees.views import reader_in
from editing.acting import attempt
from editing.keys import key_in
from people.doors import require_act
from people.signed_in import person_of


@require_POST
def new_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a paper that was issued for another item before the meeting of this one."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "issue", item.meeting)
    paper = get_object_or_404(papers_at_hand(item, by), pk=key_in(request.POST.get("paper")))
    attempt(
        request, gettext("The paper is before this meeting, too."), lambda: put_before(item, paper, by=by)
    )
    return redirect(item)


@require_POST
def remove_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a paper from a meeting before which it was put."""
    seen = Consultation.objects.visible_to(reader_in(request))
    made = get_object_or_404(seen.select_related("paper__item", "item__meeting__committee__region"), pk=pk)
    require_act(request, MEETING_LIFE, "issue", made.item.meeting)
    done = gettext("The paper is not before this meeting any more.")
    attempt(request, done, lambda: take_from(made, by=person_of(request)))
    return redirect(made.item)
