"""The pages of a meeting: its agenda, its steps, who came, and its invitation."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from committees.life import MEETING_LIFE
from committees.meetings.attendance_forms import all_valid, everyone_came, rows_of
from committees.meetings.attending import AttendanceSheet, write_down
from committees.meetings.correcting import RecordSheet, correct_record
from committees.meetings.deciding import close
from committees.meetings.forms import MeetingForm, RecordCorrectionForm
from committees.meetings.invitation import invitation_to
from committees.meetings.preparing import call, change, enter, remove
from committees.meetings.reading import agenda_of
from committees.models import Committee, Meeting
from committees.models.meeting import names_of
from committees.outdated import outdated_at
from committees.views import reader_in
from editing.acting import attempt, meant_in, refusals_once, seen_in
from editing.downloads import download
from editing.shown import require_meant
from people.doors import require_act
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import person_of


def meeting_at(request: HttpRequest, pk: int) -> Meeting:
    """The meeting of an address, as far as the reader may see it. Raises Http404 and PermissionDenied."""
    user = reader_in(request)
    return get_object_or_404(Meeting.objects.visible_to(user).with_everything(), pk=pk)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting: when and where, the agenda with what was decided, who came."""
    found, user = meeting_at(request, pk), person_of(request)
    may = MEETING_LIFE.open_to(found, user)
    context = {
        "meeting": found,
        "record": found,
        "agenda": agenda_of(found),
        "outdated": outdated_at(found),
        "quorum": found.quorum,
        "came": names_of(list(found.attendance.select_related("seat"))),
        "corrections": found.corrections.select_related("made_by"),
        "may": may,
        "remove_refused": may.refusal("remove") if found.state != Meeting.State.CLOSED else "",
        "close_refused": may.refusal("close") if found.state == Meeting.State.CALLED else "",
    }
    return TemplateResponse(request, "committees/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a meeting of a committee."""
    user = reader_in(request)
    committee = get_object_or_404(Committee.objects.visible_to(user).select_related("region", "kind"), pk=pk)
    if not holds(user, committee.region_id, *STAFF_ROLES):
        raise PermissionDenied
    return _written(request, Meeting(committee=committee))


@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a meeting's number, day, form or place."""
    found = meeting_at(request, pk)
    require_act(request, MEETING_LIFE, "write", found)
    if request.method != "POST" and (refusal := MEETING_LIFE.why_not("write", found, person_of(request))):
        messages.error(request, refusal)
        return redirect(found)
    return _written(request, found)


def _written(request: HttpRequest, found: Meeting) -> HttpResponse:
    by, is_new, version = person_of(request), found.pk is None, found.version
    committee = found.committee
    form = MeetingForm(request.POST if request.method == "POST" else None, instance=found)
    kept: list[Meeting] = []

    def keep() -> str:
        require_meant(form.doubts, meant_in(request))
        if is_new:
            kept.append(enter(committee, form.said, by=by))
        else:
            change(found, form.said, version=version, by=by)
            kept.append(found)
        return kept[0].get_absolute_url()

    if form.is_bound and form.is_valid():
        refused = refusals_once(request, keep)
        if not refused:
            messages.success(request, gettext("%(meeting)s is kept.") % {"meeting": form.instance})
            return redirect(kept[0] if kept else committee)
        form.refuse(refused)
    context = {"form": form, "meeting": found, "committee": committee, "is_new": is_new}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "committees/meeting_form.html", context, status=status)


_STEPS: dict[str, tuple[Callable[..., None], str | Promise]] = {
    "call": (call, _("%(meeting)s is called: the members of the committee read the agenda.")),
    "close": (close, _("%(meeting)s is closed.")),
    "remove": (remove, _("%(meeting)s is removed.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Call the members, close the meeting, or remove it, as it was shown."""
    found, by = meeting_at(request, pk), person_of(request)
    if act not in _STEPS:
        raise Http404
    require_act(request, MEETING_LIFE, act, found)
    if request.method == "POST":
        take, done = _STEPS[act]
        said = str(done) % {"meeting": found}
        is_done = attempt(request, said, lambda: take(found, by=by, seen=seen_in(request)))
        if is_done and act == "remove":
            return redirect(found.committee)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who came to the meeting, who did not, and who came in somebody's place."""
    found, by = meeting_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "record", found)
    if request.method != "POST" and (refusal := MEETING_LIFE.why_not("record", found, by)):
        messages.error(request, refusal)
        return redirect(found)
    sheet, data = AttendanceSheet(found), request.POST if request.method == "POST" else None
    is_filling = data is not None and "everyone" in data
    rows = rows_of(sheet, everyone_came(sheet, data) if data and is_filling else data)
    refused: list[str] = []
    if data is not None and all_valid(rows) and not is_filling:
        said, seen = [row.said for row in rows], sheet.shown  # with which the rows were brought together
        refused = refusals_once(request, lambda: write_down(found, said, by=by, seen=seen))
        if not refused:
            messages.success(request, gettext("The attendance is written down."))
            return redirect(found)
    context = {"meeting": found, "rows": rows, "refused": refused, "is_filled": is_filling}
    status = 422 if data is not None and not is_filling else 200
    return TemplateResponse(request, "committees/attendance.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct who came to a closed meeting, its hours, its place or its recording, with the reason."""
    found, by = meeting_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "correct", found)
    if request.method != "POST" and (refusal := MEETING_LIFE.why_not("correct", found, by)):
        messages.error(request, refusal)
        return redirect(found)
    sheet, data = RecordSheet(found), request.POST if request.method == "POST" else None
    form, rows = RecordCorrectionForm(data, meeting=found), rows_of(sheet, data)
    refused: list[str] = []
    if data is not None and all_valid(rows) and form.is_valid():
        said, reason, seen = [row.said for row in rows], form.cleaned_data["reason"], sheet.shown
        refused = refusals_once(
            request, lambda: correct_record(found, form.said, said, reason, by=by, seen=seen)
        )
        if not refused:
            messages.success(request, gettext("The correction is kept, and stands in the minutes."))
            return redirect(found)
    context = {"meeting": found, "form": form, "rows": rows, "refused": refused}
    status = 422 if data is not None else 200
    return TemplateResponse(request, "committees/correct_meeting.html", context, status=status)


@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the meeting for a calendar."""
    found = meeting_at(request, pk)
    address = request.build_absolute_uri(found.get_absolute_url())
    name = f"{found.committee.kind} {found.number}-{found.year}.ics"
    return download(invitation_to(found, address).encode(), name, "text/calendar; charset=utf-8")
