"""The pages of what a meeting wants done: set under an item, changed or taken out, and done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from committees.life import MEETING_LIFE
from committees.meetings.item_views import item_at, item_page
from committees.meetings.task_forms import DoneForm, TaskChangeForm, TaskForm
from committees.meetings.tasking import act_on_tasks, change_task, finish, set_task, take_task_out
from committees.models import FollowUp
from committees.views import reader_in
from editing.acting import refusals_once
from people.doors import require_act
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import person_of


def task_at(request: HttpRequest, pk: int) -> FollowUp:
    """The task of an address, as far as the reader may see it. Raises Http404 and PermissionDenied."""
    seen = FollowUp.objects.visible_to(reader_in(request)).select_related("item__meeting__committee__region")
    return get_object_or_404(seen, pk=pk)


@require_POST
def new_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the meeting wants done under an item."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "record", item.meeting)
    if refusal := MEETING_LIFE.why_not("record", item.meeting, by):  # then its page has no form to show it at
        messages.error(request, refusal)
        return redirect(item)
    form = TaskForm(request.POST, instance=FollowUp(item=item))
    if form.is_valid():
        refused = refusals_once(request, lambda: set_task(item, **form.said, by=by))
        if not refused:
            messages.success(request, gettext("The task is kept, and stands in the list of what is due."))
            return redirect(item)
        for sentence in refused:
            form.add_error(None, sentence)
    return item_page(request, item, by, task_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a task that a meeting set; staff of the region say here that it is done."""
    found, user = task_at(request, pk), person_of(request)
    meeting = found.item.meeting
    form = DoneForm(request.POST if request.method == "POST" else None)
    # What was typed of a task that a colleague finished meanwhile stays on the page, with the refusal.
    is_open = found.done_on is None or form.is_bound
    may_finish = is_open and holds(user, meeting.committee.region_id, *STAFF_ROLES)
    if request.method == "POST" and form.is_valid():
        refused = refusals_once(request, lambda: finish(found, **form.cleaned_data, by=user))
        if not refused:
            messages.success(request, gettext("The task is done."))
            return redirect(found.item)
        for sentence in refused:
            form.add_error(None, sentence)
    context = {
        "task": found,
        "item": found.item,
        "meeting": meeting,
        "form": form,
        "may_finish": may_finish,
        "may_change": found.done_on is None and MEETING_LIFE.open_to(meeting, user)[act_on_tasks(meeting)],
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "committees/task.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a task's words, owner or day, or take it out; of a closed meeting with the reason."""
    found, by = task_at(request, pk), person_of(request)
    item, meeting = found.item, found.item.meeting
    act = act_on_tasks(meeting)
    require_act(request, MEETING_LIFE, act, meeting)
    if request.method != "POST":
        done = gettext("The task is done already.") if found.done_on else ""
        if refusal := MEETING_LIFE.why_not(act, meeting, by) or done:
            messages.error(request, refusal)
            return redirect("task", pk)
    form = TaskChangeForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        reason, version = form.cleaned_data.get("reason", ""), found.version
        is_out = "out" in request.POST

        def take() -> None:
            if is_out:
                take_task_out(found, reason, version=version, by=by)
            else:
                change_task(found, form.said, reason, version=version, by=by)

        refused = refusals_once(request, take)
        if not refused:
            said = gettext("The task is taken out.") if is_out else gettext("The task is changed.")
            messages.success(request, said)
            return redirect(item)
        for sentence in refused:
            form.add_error(None, sentence)
    context = {"form": form, "task": found, "item": item, "meeting": meeting}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "committees/task_form.html", context, status=status)
