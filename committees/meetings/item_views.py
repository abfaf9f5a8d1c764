"""The pages of one item of the agenda: writing it, deciding on it, correcting, and what is to be done then."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from committees.life import MEETING_LIFE
from committees.meetings.correcting import correct_record_of
from committees.meetings.deciding import correct, record_decision
from committees.meetings.forms import (
    DecisionCorrectionForm,
    ItemDecisionForm,
    ItemFileForm,
    ItemForm,
    ItemRecordForm,
)
from committees.meetings.preparing import keep_item, take_out
from committees.meetings.putting import papers_at_hand, put_elsewhere
from committees.meetings.reading import agenda_of
from committees.meetings.task_forms import TaskForm
from committees.meetings.views import meeting_at
from committees.models import AgendaItem, FollowUp, ItemFile
from committees.outdated import outdated_at
from committees.views import reader_in
from editing.acting import attempt, refusals_once, seen_in
from people.doors import require_act
from people.models import User
from people.signed_in import person_of


def item_at(request: HttpRequest, pk: int) -> AgendaItem:
    """The item of an address, as far as the reader may see it. Raises Http404 and PermissionDenied."""
    user = reader_in(request)
    return get_object_or_404(AgendaItem.objects.visible_to(user).with_everything(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item to the agenda."""
    found = meeting_at(request, pk)
    require_act(request, MEETING_LIFE, "write", found)
    return _written(request, AgendaItem(meeting=found))


@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item of the agenda."""
    item = item_at(request, pk)
    require_act(request, MEETING_LIFE, "write", item.meeting)
    return _written(request, item)


def _written(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    by, meeting = person_of(request), item.meeting
    if request.method != "POST" and (refusal := MEETING_LIFE.why_not("write", meeting, by)):
        messages.error(request, refusal)
        return redirect(meeting)
    form = ItemForm(request.POST if request.method == "POST" else None, instance=item, reader=by)
    if form.is_bound and form.is_valid():
        refused = refusals_once(request, lambda: keep_item(item, form.said, form.things, by=by))
        if not refused:
            messages.success(request, gettext("The agenda is kept."))
            return redirect(meeting)
        for sentence in refused:
            form.add_error(None, sentence)
    context = {"form": form, "item": item, "meeting": meeting}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "committees/item_form.html", context, status=status)


@require_POST
def remove_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of the agenda."""
    item = item_at(request, pk)
    require_act(request, MEETING_LIFE, "write", item.meeting)
    attempt(request, gettext("The item is taken out."), lambda: take_out(item, by=person_of(request)))
    return redirect(item.meeting)


@require_http_methods(["GET", "HEAD"])
def agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one item: what it is about, what was decided, corrections, and what is to be done."""
    item, user = item_at(request, pk), person_of(request)
    return item_page(request, item, user)


def item_page(
    request: HttpRequest,
    item: AgendaItem,
    user: User,
    *,
    task_form: TaskForm | None = None,
    file_form: ItemFileForm | None = None,
) -> HttpResponse:
    """The page of an item, with a form on it that was refused."""
    row = next(row for row in agenda_of(item.meeting) if row.item.pk == item.pk)
    context = {
        "row": row,
        "item": row.item,
        "meeting": item.meeting,
        "corrections": item.corrections.select_related("made_by"),
        "may": MEETING_LIFE.open_to(item.meeting, user),
        "outdated": outdated_at(item.meeting),
        "files": ItemFile.objects.opened_by(user).filter(item=item).select_related("by"),
        "papers_at_hand": papers_at_hand(row.item, user),
        "elsewhere": put_elsewhere(row.item, user),
        "task_form": task_form or TaskForm(instance=FollowUp(item=item)),
        "file_form": file_form or ItemFileForm(),
    }
    status = 422 if task_form or file_form else 200
    return TemplateResponse(request, "committees/item.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the meeting decided on an item, as it was shown."""
    item = item_at(request, pk)
    require_act(request, MEETING_LIFE, "record", item.meeting)
    form = ItemDecisionForm(request.POST if request.method == "POST" else None, item=item)
    by, seen = person_of(request), seen_in(request)
    return _decided(request, item, form, "record", lambda: record_decision(item, form.said, by=by, seen=seen))


@require_http_methods(["GET", "HEAD", "POST"])
def correct_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the decision of a closed meeting, with the reason."""
    item = item_at(request, pk)
    require_act(request, MEETING_LIFE, "correct", item.meeting)
    form = DecisionCorrectionForm(request.POST if request.method == "POST" else None, item=item)
    by, seen = person_of(request), seen_in(request)
    return _decided(
        request,
        item,
        form,
        "correct",
        lambda: correct(item, form.said, form.cleaned_data["reason"], by=by, seen=seen),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct_item_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the words of an item of a closed meeting and who took no part in it, with the reason."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "correct", item.meeting)
    if request.method != "POST" and (refusal := MEETING_LIFE.why_not("correct", item.meeting, by)):
        messages.error(request, refusal)
        return redirect(item)
    form = ItemRecordForm(request.POST if request.method == "POST" else None, item=item)
    if form.is_bound and form.is_valid():
        reason, seen = form.cleaned_data["reason"], item.shown  # with which the form was brought together
        refused = refusals_once(
            request, lambda: correct_record_of(item, form.said, form.away, reason, by=by, seen=seen)
        )
        if not refused:
            messages.success(request, gettext("The correction is kept, and stands in the minutes."))
            return redirect(item)
        for sentence in refused:
            form.add_error(None, sentence)
        item = item_at(request, pk)
    context = {"form": form, "item": item, "record": item, "meeting": item.meeting}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "committees/correct_item.html", context, status=status)


def _decided(
    request: HttpRequest, item: AgendaItem, form: ItemDecisionForm, act: str, take: Callable[[], object]
) -> HttpResponse:
    if request.method != "POST" and (refusal := MEETING_LIFE.why_not(act, item.meeting, person_of(request))):
        messages.error(request, refusal)
        return redirect(item.meeting)
    if form.is_bound and form.is_valid():
        refused = refusals_once(request, take)
        if not refused:
            messages.success(request, gettext("The decision on %(item)s is written down.") % {"item": item})
            return redirect(item.meeting)
        for sentence in refused:
            form.add_error(None, sentence)
        item = item_at(request, item.pk)
    context = {
        "form": form,
        "item": item,
        "record": item,
        "meeting": item.meeting,
        "is_correction": act == "correct",
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "committees/decide.html", context, status=status)
