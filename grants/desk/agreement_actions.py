"""What a person does with an agreement from its own page: one small form, one method of the model."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editing.acting import attempt, refusals_once, seen_in
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.agreements.payment_requests import approve_payment, request_payment, send_payment_back
from grants.desk.agreement_steps import AgreementStep
from grants.desk.agreements import agreement_page, seen_agreement
from people.doors import found_to, require_act
from people.signed_in import person_of


def agreement_to(request: HttpRequest, pk: int, act: str) -> Agreement:
    """The agreement, for those whose act this is; the door is closed to those who may only read."""
    agreement = seen_agreement(request, pk)
    require_act(request, AGREEMENT_LIFE, act, agreement)
    return agreement


@require_POST
def take_step(request: HttpRequest, pk: int, step: AgreementStep) -> HttpResponse:
    """Do it with what was typed; what is refused comes back on the same page with all that was typed."""
    agreement, by = agreement_to(request, pk, step.act), person_of(request)
    carried = {name: request.POST.get(name, "") for name in step.carries}
    if step.form is None:
        attempt(request, step.said({}), lambda: step.do(agreement, by=by, **carried))
        return redirect("agreement", agreement.pk)
    form: Any = step.form(request.POST, request.FILES, auto_id=step.ids)
    if form.is_valid():
        refused = refusals_once(request, lambda: step.do(agreement, by=by, **carried, **form.cleaned_data))
        if not refused:
            messages.success(request, step.said(form.cleaned_data))
            return redirect("agreement", agreement.pk)
        form.refuse(refused)
    shown = seen_agreement(request, agreement.pk)
    return agreement_page(request, shown, {step.name or step.act: form}, status=422)


# Payments of an instalment


def _part_to(request: HttpRequest, pk: int, act: str) -> Instalment:
    rows = Instalment.objects.visible_to(request.user).with_everything()
    return found_to(request, rows, pk, INSTALMENT_LIFE, act)


@require_POST
def ask_for_payment(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part_to(request, pk, "request")
    done = _("The payment of instalment %(number)s is requested. Another person approves it.")
    attempt(
        request,
        done % {"number": part.number},
        lambda: request_payment(part, by=person_of(request), seen=seen_in(request)),
    )
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
