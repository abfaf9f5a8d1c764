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

from editing.acting import attempt, refusals_of
from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.instalment import Instalment
from grants.desk.agreement_forms import ActivateForm, ReasonForm, ReturnForm, ScanForm, SignForm
from grants.desk.agreements import agreement_page, seen_agreement
from grants.payments.returns import ReturnNotice
from people import rights
from people.roles import PAYING_ROLES, Role
from people.signed_in import person_of


def require_role(request: HttpRequest, agreement: Agreement, *roles: Role) -> None:
    """Close the door to those who may only read, before anything they typed is looked at."""
    if not rights.holds(request.user, agreement.programme.region_id, *roles):
        raise PermissionDenied


def _staff_agreement(request: HttpRequest, pk: int) -> Agreement:
    agreement = seen_agreement(request, pk)
    require_role(request, agreement, Role.REGIONAL_STAFF)
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
        refused = refusals_of(lambda: action(form.cleaned_data))
        if not refused:
            messages.success(request, done)
            return redirect("agreement", agreement.pk)
        for sentence in refused:
            form.add_error(None, sentence)
    return agreement_page(request, seen_agreement(request, agreement.pk), {name: form}, status=422)


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _staff_agreement(request, pk)
    done = _("The signing is recorded. Another person of the staff puts the agreement in force.")
    form = SignForm(request.POST)
    return _act(request, agreement, "sign", form, done, lambda said: agreement.sign(by=request.user, **said))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _staff_agreement(request, pk)
    attempt(request, _("The agreement is a draft again."), lambda: agreement.take_back(by=request.user))
    return redirect("agreement", agreement.pk)


@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _staff_agreement(request, pk)
    done = _("The agreement is in force; its amount is committed in the ledger.")
    form = ActivateForm(request.POST)
    return _act(
        request, agreement, "activate", form, done, lambda said: agreement.activate(by=request.user, **said)
    )


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _staff_agreement(request, pk)
    attempt(request, _("The agreement is ended."), lambda: agreement.end(by=request.user))
    return redirect("agreement", agreement.pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel what is not in force; for what is, ask another person to."""
    agreement = _staff_agreement(request, pk)
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    if agreement.state == Agreement.State.ACTIVE:
        done = _("The cancellation is asked for. Another person decides on it.")
        return _act(
            request,
            agreement,
            "cancel",
            form,
            done,
            lambda said: Amendment.propose_cancellation(
                agreement, by=person_of(request), reason=said["reason"]
            ),
        )
    done = _("The agreement is cancelled; its amount is free for others again.")
    return _act(
        request,
        agreement,
        "cancel",
        form,
        done,
        lambda said: agreement.cancel(by=request.user, reason=said["reason"]),
    )


@require_POST
def attach_scan(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _staff_agreement(request, pk)
    form = ScanForm(request.POST, request.FILES)
    return _act(
        request,
        agreement,
        "scan",
        form,
        _("The scan is attached."),
        lambda said: agreement.attach_scan(said["scan"], by=request.user),
    )


# Payments of an instalment


def _part(request: HttpRequest, pk: int) -> Instalment:
    part = get_object_or_404(Instalment.objects.visible_to(request.user).with_everything(), pk=pk)
    require_role(request, part.agreement, Role.REGIONAL_STAFF, Role.FINANCE)
    return part


@require_POST
def request_payment(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part(request, pk)
    done = _("The payment of instalment %(number)s is requested. Another person approves it.")
    attempt(request, done % {"number": part.number}, lambda: part.request_payment(by=request.user))
    return redirect("agreement", part.agreement_id)


@require_POST
def approve_payment(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part(request, pk)
    done = _("The payment of instalment %(number)s is approved and waits for finance.")
    attempt(request, done % {"number": part.number}, lambda: part.approve_payment(by=request.user))
    return redirect("agreement", part.agreement_id)


@require_POST
def return_request(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part(request, pk)
    comment = request.POST.get("reason", "")
    done = _("The request for instalment %(number)s is sent back.") % {"number": part.number}
    attempt(request, done, lambda: part.return_request(by=request.user, comment=comment))
    return redirect("agreement", part.agreement_id)


# Money that comes back


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the coordinator or the office says was sent back; another person confirms it."""
    agreement = seen_agreement(request, pk)
    if not rights.acts_for(request.user, agreement.organisation):
        require_role(request, agreement, *PAYING_ROLES)
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
