"""What a person does with an agreement from its own page: one small form, one method of the model."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editing.acting import attempt, meant_in, refusals_once, seen_in
from editing.forms import Asking
from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.cancelling import cancel
from grants.agreements.drafting import attach_scan
from grants.agreements.force import put_in_force, sign, sign_into_force, take_back
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.agreements.payment_requests import approve_payment, request_payment, send_payment_back
from grants.desk.agreement_forms import (
    PutInForceForm,
    ReasonForm,
    ReturnForm,
    ScanForm,
    SignForm,
    SignIntoForceForm,
)
from grants.desk.agreements import agreement_page, seen_agreement
from grants.payments.returns import ReturnNotice
from grants.reports.ending import end
from people.signed_in import person_of


def agreement_to(request: HttpRequest, pk: int, act: str) -> Agreement:
    """The agreement, for those whose act this is; the door is closed to those who may only read."""
    agreement = seen_agreement(request, pk)
    if not AGREEMENT_LIFE.is_for(act, agreement, person_of(request)):
        raise PermissionDenied
    return agreement


def _act(
    request: HttpRequest,
    agreement: Agreement,
    name: str,
    form: forms.Form,
    done: str,
    action: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """Do it with what was typed; what is refused comes back on the same page with all that was typed."""
    if form.is_valid():
        refused = refusals_once(request, lambda: action(form.cleaned_data))
        if not refused:
            messages.success(request, done)
            return redirect("agreement", agreement.pk)
        if isinstance(form, Asking):
            form.refuse(refused)
        else:
            for sentence in refused:
                form.add_error(None, sentence)
    return agreement_page(request, seen_agreement(request, agreement.pk), {name: form}, status=422)


@require_POST
def record_signing(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_to(request, pk, "sign")
    done = _("The signing is recorded. Another person of the staff puts the agreement in force.")
    form = SignForm(request.POST)

    def action(days: dict[str, Any]) -> None:
        sign(agreement, by=person_of(request), meant=meant_in(request), **days)

    return _act(request, agreement, "sign", form, done, action)


@require_POST
def record_signing_into_force(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_to(request, pk, "sign_into_force")
    done = _("The agreement is in force; its amount is committed in the ledger.")
    form = SignIntoForceForm(request.POST)

    def action(typed: dict[str, Any]) -> None:
        sign_into_force(
            agreement, by=person_of(request), seen=seen_in(request), meant=meant_in(request), **typed
        )

    return _act(request, agreement, "sign_into_force", form, done, action)


@require_POST
def take_signing_back(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_to(request, pk, "take_back")
    attempt(
        request, _("The agreement is a draft again."), lambda: take_back(agreement, by=person_of(request))
    )
    return redirect("agreement", agreement.pk)


@require_POST
def bring_into_force(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_to(request, pk, "put_in_force")
    done = _("The agreement is in force; its amount is committed in the ledger.")
    if request.POST.get("payment_seen"):
        done = _("The agreement is in force, and the payment of instalment 1 waits for finance.")
    form = PutInForceForm(request.POST)

    def action(typed: dict[str, Any]) -> None:
        put_in_force(agreement, by=person_of(request), seen=seen_in(request), **typed)

    return _act(request, agreement, "put_in_force", form, done, action)


@require_POST
def end_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_to(request, pk, "end")
    attempt(request, _("The agreement is ended."), lambda: end(agreement, by=person_of(request)))
    return redirect("agreement", agreement.pk)


@require_POST
def cancel_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel what is not in force."""
    agreement = agreement_to(request, pk, "cancel")
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    done = _("The agreement is cancelled; its amount is free for others again.")

    def action(typed: dict[str, Any]) -> None:
        cancel(agreement, by=person_of(request), seen=seen_in(request), **typed)

    return _act(request, agreement, "cancel", form, done, action)


@require_POST
def ask_for_cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another person to cancel what is in force."""
    agreement = agreement_to(request, pk, "amend")
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    done = _("The cancellation is asked for. Another person decides on it.")

    def action(typed: dict[str, Any]) -> None:
        Amendment.propose_cancellation(agreement, by=person_of(request), **typed)

    return _act(request, agreement, "cancel", form, done, action)


@require_POST
def keep_scan(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_to(request, pk, "attach_scan")
    form = ScanForm(request.POST, request.FILES)
    return _act(
        request,
        agreement,
        "scan",
        form,
        _("The scan is attached."),
        lambda typed: attach_scan(agreement, typed["scan"], by=person_of(request)),
    )


# Payments of an instalment


def _part_to(request: HttpRequest, pk: int, act: str) -> Instalment:
    part = get_object_or_404(Instalment.objects.visible_to(request.user).with_everything(), pk=pk)
    if not INSTALMENT_LIFE.is_for(act, part, person_of(request)):
        raise PermissionDenied
    return part


@require_POST
def ask_for_payment(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part_to(request, pk, "request")
    done = _("The payment of instalment %(number)s is requested. Another person approves it.")
    attempt(request, done % {"number": part.number}, lambda: request_payment(part, by=person_of(request)))
    return redirect("agreement", part.agreement_id)


@require_POST
def let_payment_go(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part_to(request, pk, "approve")
    done = _("The payment of instalment %(number)s is approved and waits for finance.")
    attempt(
        request,
        done % {"number": part.number},
        lambda: approve_payment(part, by=person_of(request), seen=seen_in(request)),
    )
    return redirect("agreement", part.agreement_id)


@require_POST
def send_request_back(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part_to(request, pk, "send_back")
    comment = request.POST.get("reason", "").replace("\x00", "")
    done = _("The request for instalment %(number)s is sent back.") % {"number": part.number}

    def action() -> None:
        send_payment_back(part, by=person_of(request), seen=seen_in(request), comment=comment)

    if attempt(request, done, action):
        return redirect("agreement", part.agreement_id)
    unsaved = [(_("What has to change?"), comment)] if comment.strip() else []
    return agreement_page(request, seen_agreement(request, part.agreement_id), unsaved=unsaved, status=409)


# Money that comes back


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the coordinator or the office says was sent back; another person confirms it."""
    agreement = agreement_to(request, pk, "report_return")
    form = ReturnForm(request.POST, request.FILES, auto_id="return_%s")
    done = _("The return is reported. The money counts as returned when another person has confirmed it.")
    return _act(
        request,
        agreement,
        "return",
        form,
        done,
        lambda said: ReturnNotice.report(agreement, by=person_of(request), **said),
    )
