"""The report on one holding of an activity on its pages, from draft to accepted."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editing.acting import attempt, refusals_of, refusals_once, seen_in
from editing.keys import key_in
from editing.once import answered_once, once
from editing.uploads import ACCEPTED, attachment_response
from participation.activities import writing
from participation.activities.deciding import FIELDS, accept, note_opening, send_back
from participation.activities.details import may_write as is_staff
from participation.activities.report_forms import ActivityReportForm, ForWhomForm, NewPhotoForm
from participation.activities.report_page import ActivityReportPage
from participation.activities.views import activity_of, reads_plan
from participation.models import ActivityPhoto, ActivityReport, NameList, PlanItem
from participation.report_life import ACTIVITY_REPORT_LIFE
from people.signed_in import person_of
from thai.sentences import gettext as _


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a report on one holding of an activity: the first save begins it."""
    item, user = activity_of(request, pk), person_of(request)
    if not writing.may_report(item, user):
        raise PermissionDenied
    for_whom = _for_whom(request, item)
    unwritten = ActivityReport(item=item)
    if request.method != "POST":
        return _form_page(request, unwritten, ActivityReportForm(instance=unwritten), for_whom=for_whom)
    if not for_whom.is_valid():
        form = ActivityReportForm(request.POST, instance=unwritten)
        return _form_page(request, unwritten, form, for_whom=for_whom, status=422)
    organisation = for_whom.cleaned_data["organisation"]
    begun = ""

    def begin_once() -> None:
        nonlocal begun
        begun = once(request, lambda: str(writing.begin(item, organisation, by=user).pk), part="begin")

    if refused := refusals_of(begin_once):
        form = ActivityReportForm(request.POST, instance=unwritten)
        return _form_page(request, unwritten, form, for_whom=for_whom, refused=refused, status=422)
    report, data = _report(request, int(begun)), request.POST.copy()
    data["opened_version"] = str(report.version)
    return answered_once(request, lambda: _save(request, report, data))


def _for_whom(request: HttpRequest, item: PlanItem) -> ForWhomForm:
    user = person_of(request)
    organisations = writing.organisations_for(item, user)
    data = request.POST if request.method == "POST" else None
    return ForWhomForm(item, organisations, data, is_staff=is_staff(user, item))


def _report(request: HttpRequest, pk: int) -> ActivityReport:
    return get_object_or_404(ActivityReport.objects.visible_to(person_of(request)).with_everything(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report: as a form to those who write in it while it is open, else to be read."""
    shown, user = _report(request, pk), person_of(request)
    if request.method == "POST":
        if not ACTIVITY_REPORT_LIFE.is_for("write", shown, user):
            raise PermissionDenied
        return answered_once(request, lambda: _save(request, shown, request.POST))
    if not ACTIVITY_REPORT_LIFE.why_not("write", shown, user):
        return _form_page(request, shown, ActivityReportForm(instance=shown))
    return _reading_page(request, shown)


def _save(request: HttpRequest, shown: ActivityReport, data: QueryDict) -> HttpResponse:
    """Keep files first, which no browser sends twice by itself; then what was typed; then hand in if asked to."""
    user, all_kept = person_of(request), _keep_files(request, shown)
    now = _report(request, shown.pk)
    form = ActivityReportForm(data, instance=now)

    def write() -> None:
        nonlocal form
        with ACTIVITY_REPORT_LIFE.doing("write", now, user) as held:
            form = ActivityReportForm(data, instance=held)
            if not form.is_whole:
                return
            held.store(by=user, why=_("draft saved"), fields=list(form.fields.keys() - {"opened_version"}))
            writing.keep_rows(held, form.rows())
            writing.say_of_photos(held, [photo.of_photo() for photo in form.photos])

    refused = refusals_of(write)
    if refused or not form.is_whole:
        if not now.is_open:
            return _reading_page(request, now, refused=refused, unsaved=form.typed(), status=409)
        return _form_page(request, now, form, refused=refused, status=422)
    if request.POST.get("action") == "send" and all_kept:
        return _send(request, now)
    messages.success(request, _("The draft is saved."))
    if request.FILES.getlist("photos") and any(
        photo.asks for photo in ActivityReportForm(instance=now).photos
    ):
        messages.warning(request, _("Say of each photograph what is seen, and that whoever is seen agreed."))
        return redirect(f"{reverse('activity-report', args=[now.pk])}#part-photos")
    return redirect("activity-report", now.pk)


def _keep_files(request: HttpRequest, shown: ActivityReport) -> bool:
    """Attach each file that can be, and say of each other one why not; take off what is to go."""
    user, all_kept = person_of(request), True
    for name, attach in (("photos", writing.attach_photo), ("names", writing.attach_names)):
        for place, upload in enumerate(request.FILES.getlist(name)):
            said = NewPhotoForm(place, request.POST).said() if name == "photos" else ()
            keep = partial(attach, shown, upload, *said, by=user)
            refused = refusals_once(request, keep, part=f"{name} {place}")
            all_kept = all_kept and not refused
            for sentence in refused:
                messages.error(request, f"{upload.name}: {sentence}")
    for name, files in (("remove-photo", shown.photos), ("remove-names", shown.name_lists)):
        if (key := key_in(request.POST.get(name))) is not None:
            file: Any = get_object_or_404(files.select_related("report__item__line__plan"), pk=key)
            for sentence in refusals_of(partial(writing.take_off, file, by=user)):
                messages.error(request, sentence)
    return all_kept


def _send(request: HttpRequest, shown: ActivityReport) -> HttpResponse:
    missing: dict[str, list[str]] = {}

    def hand_in() -> None:
        try:
            writing.send(shown, by=person_of(request))
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                missing.update(error.message_dict)
            raise

    refused = refusals_of(hand_in)
    if not refused:
        messages.success(request, _("The report is sent. The regional office reads it next."))
        return redirect("activity-report", shown.pk)
    now = _report(request, shown.pk)
    form = ActivityReportForm(instance=now)
    return _form_page(request, now, form, refused=[] if missing else refused, missing=missing, status=422)


def _form_page(
    request: HttpRequest,
    shown: ActivityReport,
    form: ActivityReportForm,
    *,
    for_whom: ForWhomForm | None = None,
    refused: list[str] | None = None,
    missing: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = ActivityReportPage(shown, person_of(request), form=form, missing=missing or {})
    context = {
        "page": page,
        "report": shown,
        "form": form,
        "for_whom": for_whom,
        "refused": refused or [],
        "accepted_files": ACCEPTED,
        "most_photos": writing.MOST_PHOTOS,
        **_around(request, shown),
    }
    return TemplateResponse(request, "participation/activities/report_form.html", context, status=status)


def _reading_page(
    request: HttpRequest,
    shown: ActivityReport,
    *,
    typed: dict[str, str] | None = None,
    refused: list[str] | None = None,
    unsaved: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = ActivityReportPage(shown, person_of(request), typed=typed or {})
    context = {
        "page": page,
        "report": shown,
        "refused": refused or [],
        "unsaved": unsaved or [],
        **_around(request, shown),
    }
    return TemplateResponse(request, "participation/activities/report.html", context, status=status)


def _around(request: HttpRequest, shown: ActivityReport) -> dict[str, object]:
    return {"item": shown.item, "plan": shown.plan, "reads_plan": reads_plan(request, shown.item)}


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a report that was handed in, or send it back with remarks at its fields; or take back one's own."""
    shown, user, act = _report(request, pk), person_of(request), request.POST.get("action", "")
    if act not in ("take_back", "accept", "send_back"):
        raise Http404
    if not ACTIVITY_REPORT_LIFE.is_for(act, shown, user):
        raise PermissionDenied
    remarks = {
        field: text.replace("\x00", "")
        for field in FIELDS
        if (text := request.POST.get(f"remark-{field}", ""))
    }
    seen = seen_in(request)
    if act == "take_back":
        said = _("The report is a draft again. Nobody reads it until it is sent anew.")
        is_done = attempt(request, said, lambda: writing.take_back(shown, by=user))
    elif act == "accept":
        is_done = attempt(request, _("The report is accepted."), lambda: accept(shown, by=user, seen=seen))
    else:
        said = _("The report is returned. Its writers see your remarks at their fields.")
        is_done = attempt(request, said, lambda: send_back(shown, remarks, by=user, seen=seen))
    if is_done:
        return redirect("activity-report", shown.pk)
    return _reading_page(request, _report(request, pk), typed=remarks, status=409)


@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out a photograph of a report that the person may read."""
    photos = ActivityPhoto.objects.visible_to(person_of(request)).standing()
    found = get_object_or_404(photos, pk=pk)
    return attachment_response(found.file, found.name, found.content_type)


@require_POST
def open_names(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out a list of names to who may open it; that she did is kept."""
    user = person_of(request)
    names = get_object_or_404(NameList.objects.visible_to(user), pk=pk)
    if not NameList.objects.opened_by(user).filter(pk=pk).exists():
        raise PermissionDenied
    note_opening(names, by=user)
    return attachment_response(names.file, names.name, names.content_type)
