"""The report of an instalment on its pages, from draft to accepted."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editing.acting import attempt, refusals_of, refusals_once
from editing.downloads import table_download
from editing.keys import key_in
from editing.uploads import ACCEPTED, attachment_response
from grants.agreements.agreement import opens_files
from grants.agreements.instalment import Instalment
from grants.agreements.life import INSTALMENT_LIFE
from grants.agreements.payment_requests import request_payment
from grants.reports import writing
from grants.reports.evidence import MOST_FILES, Evidence
from grants.reports.form_ngo_1 import money_table
from grants.reports.forms import ReportForm
from grants.reports.life import REPORT_LIFE
from grants.reports.report import Report
from grants.reports.report_page import ReportPage, label_of, steps_of
from grants.reports.reviewing import accept_as_mentor, accept_as_region, send_back
from people import rights
from people.doors import found_to, require_act
from people.roles import Role
from people.signed_in import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the report of a paid instalment: the first save begins it. If it is begun, go on with it."""
    parts = Instalment.objects.visible_to(request.user).with_everything()
    part = found_to(request, parts, pk, INSTALMENT_LIFE, "report")
    if request.method != "POST":
        existing = Report.objects.filter(instalment=part).first()
        if existing is not None:
            return redirect("report", existing.pk)
        if why_not := INSTALMENT_LIFE.why_not("report", part, person_of(request)):
            messages.error(request, why_not)
            return redirect("owed" if request.user.has_role(Role.COORDINATOR) else "due")  # type: ignore[union-attr]
        unwritten = Report.of(part)
        return _form_page(request, unwritten, ReportForm(unwritten, user=person_of(request)))
    begun: list[Report] = []
    refused = refusals_of(lambda: begun.append(writing.begin(part, by=person_of(request))))
    if refused:
        unwritten = Report.of(part)
        form = ReportForm(unwritten, request.POST, user=person_of(request))
        return _form_page(request, unwritten, form, refused=refused, status=409)
    return _save(request, begun[0])


def _report(request: HttpRequest, pk: int) -> Report:
    rows = Report.objects.visible_to(person_of(request)).with_everything()
    found = get_object_or_404(rows.select_related("sent_by", "mentored_by", "accepted_by"), pk=pk)
    if found.is_open:
        found.fill_in()  # money may have come back since it was last saved
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report: as a form to those who write in it while it is open, else to be read."""
    shown = _report(request, pk)
    if request.method == "POST":
        require_act(request, REPORT_LIFE, "write", shown)
        return _save(request, shown)
    if not REPORT_LIFE.why_not("write", shown, person_of(request)):
        return _form_page(request, shown, ReportForm(shown, user=person_of(request)))
    return _reading_page(request, shown)


def _save(request: HttpRequest, shown: Report) -> HttpResponse:
    """Keep files first, which no browser sends twice by itself; then what was typed; then hand in if asked to."""
    form = ReportForm(shown, request.POST, user=person_of(request))
    all_kept = _keep_files(request, shown)
    refused = refusals_of(
        lambda: writing.write(
            shown, form.values(), form.people(), form.unread(), by=person_of(request), version=form.version
        )
    )
    if refused:
        return _not_saved(request, shown, form, refused)
    if form.refused_texts:
        now = _report(request, shown.pk)
        form.stand_on(now.version)
        said = _("The draft is saved but for what is marked below; nothing of it is sent.")
        return _form_page(request, now, form, refused=[said], status=422)
    if request.POST.get("action") == "send":
        if all_kept:
            return _send(request, shown, form)
        messages.warning(
            request,
            _(
                "The draft is saved but not sent, because a file could not be attached. Look at it and send again."
            ),
        )
        return redirect("report", shown.pk)
    if form.unread():
        messages.warning(
            request,
            _("The draft is saved. Some figures cannot be read; they are kept as you typed them."),
        )
    elif not request.FILES and "remove" not in request.POST:
        messages.success(request, _("The draft is saved."))
    return redirect("report", shown.pk)


def _keep_files(request: HttpRequest, shown: Report) -> bool:
    """Attach each file that can be, and say of each other one why not; return whether all are attached."""
    kept, uploads = 0, request.FILES.getlist("files")
    for place, upload in enumerate(uploads):
        attach = partial(Evidence.add, shown, upload, by=person_of(request))
        refused = refusals_once(request, attach, part=f"file {place}")
        kept += not refused
        for sentence in refused:
            messages.error(request, f"{upload.name}: {sentence}")
    if kept:
        messages.success(request, _("%(count)s files are attached.") % {"count": kept})
    if (removed := key_in(request.POST.get("remove"))) is not None:
        file = get_object_or_404(shown.evidence.select_related("report"), pk=removed)
        done = _("“%(name)s” is removed.") % {"name": file.name}
        attempt(request, done, lambda: file.remove(by=person_of(request)))
    return kept == len(uploads)


def _not_saved(request: HttpRequest, shown: Report, form: ReportForm, refused: list[str]) -> HttpResponse:
    """Nothing of what was typed is lost: it stays, beside what the report holds now."""
    now = _report(request, shown.pk)
    form.report = now
    overtaken = form.compare()
    if now.version != form.version and not overtaken:
        # The same button pressed twice, or two people who typed the same: all of it is kept.
        messages.info(request, _("What you typed is saved already."))
        return redirect("report", now.pk)
    if not now.is_open:
        for sentence in refused:
            messages.error(request, sentence)
        unsaved = [(form[name].label, form.typed_of(name)) for name in form.theirs]
        return _reading_page(request, now, unsaved=unsaved, status=409)
    form.stand_on(now.version)
    return _form_page(request, now, form, refused=refused, status=409)


def _send(request: HttpRequest, shown: Report, form: ReportForm) -> HttpResponse:
    missing: dict[str, list[str]] = {}

    def hand_in() -> None:
        try:
            shown.hold().require_version(shown.version)
            writing.send(shown, by=person_of(request))
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                missing.update(error.message_dict)
            raise

    refused = refusals_of(hand_in)
    if not refused:
        messages.success(request, _("The report is sent. The mentor reads it next."))
        return redirect("report", shown.pk)
    now = _report(request, shown.pk)
    form = ReportForm(now, user=person_of(request))
    form.take_missing(missing)
    return _form_page(
        request, now, form, refused=[] if missing else refused, is_incomplete=bool(missing), status=422
    )


def _form_page(
    request: HttpRequest,
    shown: Report,
    form: ReportForm,
    *,
    refused: list[str] | None = None,
    is_incomplete: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "report": shown,
        "part": shown.instalment,
        "agreement": shown.agreement,
        "form": form,
        "why_not_sent": REPORT_LIFE.why_not("send", shown, person_of(request)),
        "address": reverse("report", args=[shown.pk]) if shown.pk else request.path,
        "files": shown.evidence.select_related("by") if shown.pk else [],
        "refused": refused or [],
        "is_incomplete": is_incomplete,
        "accepted_files": ACCEPTED,
        "most_files": MOST_FILES,
        "for_another": not rights.acts_for(request.user, shown.organisation),
    }
    return TemplateResponse(request, "grants/reports/form.html", context, status=status)


def _reading_page(
    request: HttpRequest,
    shown: Report,
    *,
    typed: dict[str, str] | None = None,
    unsaved: list[tuple[Any, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    reading, steps = ReportPage(shown, person_of(request), typed or {}), steps_of(shown)
    if not reading.may["send_back"]:  # there is no place any more for what she was saying of it
        unsaved = [
            *(unsaved or []),
            *((label_of(name), text) for name, text in (typed or {}).items() if text),
        ]
    context = {
        "report": shown,
        "part": shown.instalment,
        "agreement": shown.agreement,
        "reading": reading,
        "files": shown.evidence.select_related("by"),
        "opens_files": opens_files(person_of(request), shown.agreement),
        "steps": steps,
        "taken_back": steps[-1] if shown.state == Report.State.DRAFT and len(steps) > 1 else None,
        "unsaved": unsaved or [],
    }
    return TemplateResponse(request, "grants/reports/report.html", context, status=status)


_DECISIONS = ("take_back", "accept_as_mentor", "accept_as_region", "send_back")


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a report that was handed in, or send it back with comments on its fields; or take back one's own."""
    shown, user = _report(request, pk), person_of(request)
    act = request.POST.get("action", "")
    if act not in _DECISIONS:
        raise Http404
    require_act(request, REPORT_LIFE, act, shown)
    comments = {
        name.removeprefix("comment-"): str(text).replace("\x00", "")
        for name, text in request.POST.items()
        if name.startswith("comment-") and name.removeprefix("comment-") in ReportPage.fields
    }
    seen = request.POST.get("seen", "")
    if act == "take_back":
        done = _("The report is a draft again. Nobody reads it until it is sent anew.")
        is_done = attempt(request, done, lambda: writing.take_back(shown, by=user))
    elif act == "send_back":
        done = _("The report is returned. Its coordinator sees your comments at their fields.")
        is_done = attempt(request, done, lambda: send_back(shown, comments, by=user, seen=seen))
    elif act == "accept_as_region":
        is_done = _accept_for_the_region(request, shown, seen)
    else:
        done = _("The report is accepted by the mentor. The region decides next.")
        is_done = attempt(request, done, lambda: accept_as_mentor(shown, by=user, seen=seen))
    if is_done:
        return redirect("report", shown.pk)
    return _reading_page(request, _report(request, pk), typed=comments, status=409)


def _accept_for_the_region(request: HttpRequest, shown: Report, seen: str) -> bool:
    """Accept it, and ask for the payment of the next instalment in the same step where that is ticked."""
    user, done = person_of(request), _("The report is accepted by the region.")
    following = shown.instalment.following if "ask_payment" in request.POST else None
    if following is not None:
        done = _("The report is accepted, and the payment of instalment %(number)s waits for approval.") % {
            "number": following.number
        }

    def accept() -> None:
        accept_as_region(shown, by=user, seen=seen)
        if following is not None:
            request_payment(following, by=user)

    return attempt(request, done, accept)


@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out a file of a report to who works on it; others see on the report that it is there."""
    file = get_object_or_404(Evidence.objects.visible_to(person_of(request)), pk=pk)
    if not opens_files(person_of(request), file.report.agreement):
        raise Http404
    return attachment_response(file.file, file.name, file.content_type)


@require_safe
def money_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the money part as form ง.1, .xlsx."""
    shown = _report(request, pk)
    stem = f"ง1-{shown.agreement}-{shown.instalment.number}".replace("/", "-")
    return table_download(stem, "xlsx", money_table(shown))
