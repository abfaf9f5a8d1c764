"""The pages of an amendment: the five columns with what is to change by word, a small form at each item and line."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editing.acting import refusals_once
from participation.life import AMENDMENT_LIFE
from participation.models import AmendedLine, FormOfParticipation, Plan, PlanAmendment
from participation.years import amended
from participation.years.amending import start
from participation.years.laying import laid_over
from participation.years.steps import (
    NothingMore,
    PlanOrderForm,
    PlanReasonForm,
    Step,
    by_order,
    plan_at,
    step_page,
)
from participation.years.weighing import weight_of
from people.models import User
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import person_of

STEPS = {
    "submit": Step(
        label=gettext_lazy("Submit the amendment"),
        meaning=gettext_lazy(
            "The committee sees it from now on, and another person than you records the decision."
        ),
        done=gettext_lazy("The amendment is submitted."),
        take=lambda amendment, by, seen: amended.submit(amendment, by=by, seen=seen),
    ),
    "return_to_draft": Step(
        label=gettext_lazy("Take back to draft"),
        meaning=gettext_lazy("The committee no longer sees the amendment, and it can change again."),
        done=gettext_lazy("The amendment is a draft again."),
        take=lambda amendment, by, seen, reason: amended.return_to_draft(
            amendment, by=by, reason=reason, seen=seen
        ),
        form=PlanReasonForm,
    ),
    "decide": Step(
        label=gettext_lazy("Record the decision"),
        meaning=gettext_lazy(
            "Its changes are written into the plan, and the plan is kept word for word as its next version."
        ),
        done=gettext_lazy("The amendment is decided on, and the next version of the plan is kept."),
        take=lambda amendment, by, seen, **said: amended.decide_amendment(
            amendment, by_order(**said), by=by, seen=seen
        ),
        form=PlanOrderForm,
        by_meeting=True,
    ),
    "withdraw": Step(
        label=gettext_lazy("Withdraw the amendment"),
        meaning=gettext_lazy("Nothing of it goes into the plan. It stays in the list with what it wanted."),
        done=gettext_lazy("The amendment is withdrawn."),
        take=lambda amendment, by, seen: amended.withdraw(amendment, by=by, seen=seen),
        form=NothingMore,
    ),
}


def _others_at(amendment: PlanAmendment, user: User) -> list[PlanAmendment]:
    """The other open amendments that touch an item or a line of this one, as far as a person reads them."""
    same = Q(changes__item__in=amendment.changes.exclude(item=None).values("item"))
    same |= Q(line_changes__line__in=amendment.line_changes.exclude(line=None).values("line"))
    others = (
        PlanAmendment.objects.visible_to(user).open().filter(plan=amendment.plan).exclude(pk=amendment.pk)
    )
    return list(others.filter(same).select_related("plan__region", "made_by").distinct())


def amendment_at(request: HttpRequest, fiscal_year: int, region_number: int, pk: int) -> PlanAmendment:
    plan = plan_at(request, fiscal_year, region_number)
    rows = PlanAmendment.objects.visible_to(person_of(request)).select_related(
        "plan__region", "became__decision__authority"
    )
    return get_object_or_404(rows, plan=plan, pk=pk)


@require_safe
def amendment(request: HttpRequest, fiscal_year: int, region_number: int, pk: int) -> HttpResponse:
    """Show what an amendment wants, in the five columns; whoever may write it writes it there."""
    found = amendment_at(request, fiscal_year, region_number, pk)
    return page_of(request, found)


def page_of(
    request: HttpRequest,
    found: PlanAmendment,
    unsaved: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    by = person_of(request)
    may = AMENDMENT_LIFE.open_to(found, by)
    is_live = found.state in (PlanAmendment.State.DRAFT, PlanAmendment.State.SUBMITTED)
    changes = list(found.changes.select_related("item__line", "line__form", "into__form", "into__line__form"))
    of_lines = list(found.line_changes.select_related("line__form", "form", "after__form"))
    next_acts = [name for name in ("submit", "decide") if found.state in AMENDMENT_LIFE[name].sources]
    context: dict[str, object] = {
        "amendment": found,
        "plan": found.plan,
        "may": may,
        "steps": [(name, step.label) for name, step in STEPS.items() if may[name]],
        "refusals": [said for name in next_acts if (said := may.refusal(name))],
        "others": _others_at(found, by) if is_live else [],
        "lines": laid_over(found, of_lines, changes) if is_live else [],
        "adrift": [change for change in changes if is_live and change.is_adrift],
        "adrift_lines": [change for change in of_lines if is_live and change.is_adrift],
        "changes": [] if is_live else changes,
        "line_changes": [] if is_live else of_lines,
        "weight": weight_of(found),
        "all_lines": list(found.plan.lines.select_related("form")),
        "new_lines": [change for change in of_lines if change.what == AmendedLine.What.ADD],
        "forms": list(FormOfParticipation.objects.for_year(found.plan.fiscal_year)),
        "unsaved": unsaved,
    }
    return TemplateResponse(request, "participation/amendment.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_step(
    request: HttpRequest, fiscal_year: int, region_number: int, pk: int, act: str
) -> HttpResponse:
    """Say what a step of an amendment means; take it, or say why not."""
    found = amendment_at(request, fiscal_year, region_number, pk)
    shown = weight_of(found) if act in ("submit", "decide") else None
    return step_page(request, found, AMENDMENT_LIFE, STEPS, act, found.plan, shown)


@require_POST
def amend(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Begin an amendment of a plan in force."""
    plan, by = plan_at(request, fiscal_year, region_number), person_of(request)
    require_staff(plan, by)
    refused = refusals_once(request, lambda: start(plan, by=by))
    for sentence in refused:
        messages.error(request, sentence)
    mine = plan.amendments.filter(made_by=by, state=PlanAmendment.State.DRAFT).order_by("-pk").first()
    return redirect(plan if refused or mine is None else mine)


def require_staff(plan: Plan, by: User) -> None:
    if not holds(by, plan.region_id, *STAFF_ROLES):
        raise PermissionDenied
