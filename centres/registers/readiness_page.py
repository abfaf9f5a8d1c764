"""The page of one organisation's way to section 3: its steps, its checklist with the papers, and what may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from centres.registers import stepping
from centres.registers.evidence import attach, items_of, keep_marks, note_opening, take_off
from centres.registers.forms import (
    BeginForm,
    ChecklistForm,
    ReasonForStepForm,
    RegistrationForm,
    StepForm,
)
from centres.registers.life import READINESS_LIFE
from centres.registers.models import Readiness, ReadinessFile
from editing.acting import refusals_of, refusals_once, seen_in
from editing.keys import key_in
from editing.once import answered_once
from editing.uploads import ACCEPTED, attachment_response
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import person_of
from regions.models import Region
from thai.sentences import gettext as _


@dataclass(frozen=True, kw_only=True)
class ReadinessAct:
    """How the page offers one step: its button, what it means, what is said after it, its form."""

    label: str | Promise
    meaning: str | Promise
    done: str | Promise
    take: Callable[..., None]
    form: type[forms.Form] = StepForm


ACTS = {
    "prepare": ReadinessAct(
        label=gettext_lazy("Begin to get ready"),
        meaning=gettext_lazy("The organisation works on its checklist from that day on."),
        done=gettext_lazy("The organisation is getting ready."),
        take=stepping.prepare,
    ),
    "submit": ReadinessAct(
        label=gettext_lazy("Submit the request"),
        meaning=gettext_lazy(
            "The checklist does not change any more. Another person than you enters the registration, or sends the "
            "request back."
        ),
        done=gettext_lazy("The request is submitted."),
        take=stepping.submit,
    ),
    "register": ReadinessAct(
        label=gettext_lazy("Enter the registration"),
        meaning=gettext_lazy(
            "From that day on the organisation is a referral service unit of section 3. This is not taken back here."
        ),
        done=gettext_lazy("The registration is entered."),
        take=stepping.enter,
        form=RegistrationForm,
    ),
    "send_back": ReadinessAct(
        label=gettext_lazy("Send the request back"),
        meaning=gettext_lazy("The organisation gets ready once more, and reads why."),
        done=gettext_lazy("The request is sent back."),
        take=stepping.send_back,
        form=ReasonForStepForm,
    ),
    "stop": ReadinessAct(
        label=gettext_lazy("Does not go on"),
        meaning=gettext_lazy(
            "The organisation is no longer counted as on its way. What is kept of it stays."
        ),
        done=gettext_lazy("The organisation is no longer on its way."),
        take=stepping.stop,
        form=ReasonForStepForm,
    ),
    "take_up": ReadinessAct(
        label=gettext_lazy("Take up again"),
        meaning=gettext_lazy("The organisation is a candidate once more."),
        done=gettext_lazy("The organisation is a candidate again."),
        take=stepping.take_up,
    ),
}


def _readiness(request: HttpRequest, pk: int) -> Readiness:
    rows = Readiness.objects.visible_to(person_of(request)).with_everything()
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_readiness(request: HttpRequest, region_number: int) -> HttpResponse:
    """Take an organisation of the region into the register."""
    user = person_of(request)
    region = get_object_or_404(Region.objects.visible_to(user), number=region_number)
    if not holds(user, region.pk, *STAFF_ROLES):
        raise PermissionDenied
    form = BeginForm(region.pk, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        refused = refusals_once(request, lambda: stepping.begin(by=user, **said))
        if not refused:
            messages.success(request, _("The organisation is taken into the register."))
            taken = Readiness.objects.filter(organisation=said["organisation"]).order_by("-pk")[0]
            return redirect(taken)
        for sentence in refused:
            form.add_error(None, sentence)
    context = {"form": form, "region": region}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "registers/readiness_begin.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def readiness(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where an organisation stands; keep what is said of its checklist."""
    shown, user = _readiness(request, pk), person_of(request)
    if request.method != "POST":
        return _page(request, shown)
    if not READINESS_LIFE.is_for("write", shown, user):
        raise PermissionDenied
    return answered_once(request, lambda: _save(request, shown))


def _save(request: HttpRequest, shown: Readiness) -> HttpResponse:
    """Keep papers first, which no browser sends twice by itself; then what was typed."""
    user, all_kept = person_of(request), _keep_files(request, shown)
    form: Any = None

    def write() -> None:
        nonlocal form
        with READINESS_LIFE.doing("write", shown, user) as held:
            form = ChecklistForm(request.POST, instance=held, items=items_of(held))
            if form.is_valid():
                held.store(by=user, why=_("checklist"), fields=["field", "remarks"])
                keep_marks(held, form.said(), by=user)

    refused = refusals_of(write)
    now = _readiness(request, shown.pk)
    if refused or (form is not None and not form.is_valid()):
        typed = form or ChecklistForm(request.POST, instance=now, items=items_of(now))
        return _page(request, now, form=typed, refused=refused, status=409 if refused else 422)
    if all_kept:
        messages.success(request, _("The checklist is saved."))
    return redirect(now)


def _keep_files(request: HttpRequest, shown: Readiness) -> bool:
    """Attach each paper that can be, and say of each other one why not; take off the one that is to go."""
    user, all_kept = person_of(request), True
    for item in items_of(shown):
        for place, upload in enumerate(request.FILES.getlist(f"file-{item.pk}")):
            refused = refusals_once(
                request, partial(attach, shown, item, upload, by=user), part=f"file {item.pk} {place}"
            )
            all_kept = all_kept and not refused
            for sentence in refused:
                messages.error(request, f"{upload.name}: {sentence}")
    if (key := key_in(request.POST.get("remove-file"))) is not None:
        evidence = get_object_or_404(shown.files.select_related("readiness__organisation"), pk=key)
        for sentence in refusals_of(partial(take_off, evidence, by=user)):
            all_kept = False
            messages.error(request, sentence)
    return all_kept


def _page(
    request: HttpRequest,
    shown: Readiness,
    *,
    form: ChecklistForm | None = None,
    refused: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = person_of(request)
    may, items = READINESS_LIFE.open_to(shown, user), items_of(shown)
    if form is None:
        form = ChecklistForm(instance=shown, items=items)
    files = list(shown.files.filter(removed_at=None).prefetch_related("openings__by"))
    marks = {mark.item_id: mark for mark in shown.marks.all()}
    context = {
        "readiness": shown,
        "organisation": shown.organisation,
        "form": form,
        "refused": refused or [],
        "may_write": may["write"],
        "may_open": ReadinessFile.objects.opened_by(user).filter(readiness=shown).exists(),
        "works_here": user.works_in_admin and holds(user, shown.organisation.region_id, *STAFF_ROLES),
        "items": [
            {
                "item": item,
                "mark": marks.get(item.pk),
                "met": form[f"met-{item.pk}"],
                "since": form[f"since-{item.pk}"],
                "remark": form[f"remark-{item.pk}"],
                "files": [file for file in files if file.item_id == item.pk],
            }
            for item in items
        ],
        "files": files,
        "acts": [(name, act.label) for name, act in ACTS.items() if may[name]],
        "refusals": [
            (act.label, may.refusal(name))
            for name, act in ACTS.items()
            if shown.state in READINESS_LIFE[name].sources and may.refusal(name)
        ],
        "steps": shown.steps.select_related("by"),
        "accepted_files": ACCEPTED,
    }
    return TemplateResponse(request, "registers/readiness.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Say what a step means and ask for its day; take it, or say why not."""
    shown, user = _readiness(request, pk), person_of(request)
    if act not in ACTS:
        raise Http404
    if not READINESS_LIFE.is_for(act, shown, user):
        raise PermissionDenied
    taken = ACTS[act]
    form = taken.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data | {"seen": seen_in(request)}
        refused = refusals_once(request, lambda: taken.take(shown, by=user, **said))
        if not refused:
            messages.success(request, str(taken.done))
            return redirect(shown)
        for sentence in refused:
            form.add_error(None, sentence)
    now = _readiness(request, pk)
    context = {
        "record": now,
        "organisation": now.organisation,
        "act": taken,
        "form": form,
        "refusal": READINESS_LIFE.why_not(act, now, user),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "registers/readiness_step.html", context, status=status)


@require_POST
def open_file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out a paper to who may open it; that she did is kept."""
    user = person_of(request)
    evidence = get_object_or_404(ReadinessFile.objects.visible_to(user), pk=pk)
    if not ReadinessFile.objects.opened_by(user).filter(pk=pk).exists():
        raise PermissionDenied
    note_opening(evidence, by=user)
    return attachment_response(evidence.file, evidence.name, evidence.content_type)
