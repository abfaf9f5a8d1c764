"""The pages on which a plan goes one step on: what the step means, what is missing, and the form that takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from deciding.authority import OrderForm
from deciding.models import Decision
from editing.acting import refusals_once, seen_in
from editing.fields import next_year
from editing.texts import TextInput
from participation.life import PLAN_LIFE
from participation.models import DecisionKind, Plan, PlanAmendment
from participation.years.deciding import Minutes, decide
from participation.years.missing import missing_in
from people.acts import Life
from people.models import User
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import budgets_read_in, person_of


class NothingMore(forms.Form):
    """A step of which nothing more has to be said."""


class PlanReasonForm(forms.Form):
    reason = TextInput(label=_("Why"), max_length=100, help_text=_("The history of the plan keeps it."))


class PlanOrderForm(OrderForm):
    """An order without a meeting, and how it ended; a meeting decides on the item of its agenda."""

    kind = forms.ChoiceField(label=_("Decision"), choices=DecisionKind, widget=forms.RadioSelect)
    reservation = TextInput(
        label=_("Reservation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The words of the order, where the plan is approved with one."),
    )


@dataclass(frozen=True, kw_only=True)
class Step:
    """How a page offers one act: its button, the sentence that says what it means, its form, what is said after it."""

    label: str | Promise
    meaning: str | Promise
    done: str | Promise
    take: Callable[..., object]
    form: type[forms.Form] = NothingMore
    says_missing: bool = False
    by_meeting: bool = False  # a meeting takes it, on the item of its agenda; here only an order without one


def by_order(*, kind: str, reservation: str, **order: object) -> Minutes:
    return Minutes(authority=Decision(**order), kind=kind, reservation=reservation)


def _decide(plan: Plan, *, by: User, seen: str, **said: Any) -> object:
    return decide(plan, by_order(**said), by=by, seen=seen)


STEPS = {
    "submit": Step(
        label=_("Submit to the committee"),
        meaning=_(
            "The committee of the region sees the plan from now on. Its lines no longer change until it is taken "
            "back to draft, and another person than you records the decision."
        ),
        done=_("%(record)s is submitted."),
        take=lambda plan, by, seen: plan.submit(by=by, seen=seen),
        says_missing=True,
    ),
    "return_to_draft": Step(
        label=_("Take back to draft"),
        meaning=_("The committee no longer sees the plan, and its lines can change again."),
        done=_("%(record)s is a draft again."),
        take=lambda plan, by, seen, reason: plan.return_to_draft(by=by, reason=reason, seen=seen),
        form=PlanReasonForm,
    ),
    "decide": Step(
        label=_("Record the decision"),
        meaning=_(
            "What stands in the plan now is kept word for word as version 1. From then on it changes only by amendment."
        ),
        done=_("The decision on %(record)s is recorded, and version 1 is kept."),
        take=_decide,
        form=PlanOrderForm,
        says_missing=True,
        by_meeting=True,
    ),
    "close": Step(
        label=_("Close the plan"),
        meaning=_("The year of the plan is over: nothing in it changes any more, by amendment neither."),
        done=_("%(record)s is closed."),
        take=lambda plan, by, seen: plan.close(by=by, seen=seen),
    ),
}


def plan_at(request: HttpRequest, fiscal_year: int, region_number: int) -> Plan:
    """The plan of an address, as far as the reader may see it. Raises Http404 and PermissionDenied."""
    region = get_object_or_404(budgets_read_in(request), number=region_number)
    plans = Plan.objects.visible_to(person_of(request)).select_related("region")
    return get_object_or_404(plans, region=region, fiscal_year=fiscal_year)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, fiscal_year: int, region_number: int, act: str) -> HttpResponse:
    """Say what a step of a plan means and what is missing; take it, or say why not."""
    plan = plan_at(request, fiscal_year, region_number)
    return step_page(request, plan, PLAN_LIFE, STEPS, act, plan)


def step_page(
    request: HttpRequest,
    record: Any,
    life: Life,
    steps: Mapping[str, Step],
    act: str,
    plan: Plan,
    weight: object = None,
) -> HttpResponse:
    """The page of one step of a plan or of what belongs to it; of an amendment with its weight."""
    by = person_of(request)
    if act not in steps:
        raise Http404
    if not life.is_for(act, record, by):
        raise PermissionDenied
    taken, back = steps[act], record.get_absolute_url()
    form = taken.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        seen = seen_in(request)
        refused = refusals_once(request, lambda: taken.take(record, by=by, seen=seen, **form.cleaned_data))
        if not refused:
            messages.success(request, str(taken.done) % {"record": record})
            return redirect(back)
        for sentence in refused:
            form.add_error(None, sentence)
    record.refresh_from_db()
    context = {
        "record": record,
        "plan": plan,
        "back": back,
        "step": taken,
        "form": form,
        "refusal": life.why_not(act, record, by),
        "weight": weight,
        "missing": missing_in(plan) if taken.says_missing else [],
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "participation/step.html", context, status=status)


def standing_of(plan: Plan | None, user: User) -> dict[str, object]:
    """What the head of a plan's page says of its life: the steps open to a reader, its decisions and versions."""
    if plan is None:
        return {}
    may, following = PLAN_LIFE.open_to(plan, user), plan.fiscal_year + 1
    may_begin = holds(user, plan.region_id, *STAFF_ROLES) and following <= next_year()
    begun = Plan.objects.filter(region=plan.region_id, fiscal_year=following)
    return {
        "steps": [(name, taken.label) for name, taken in STEPS.items() if may[name]],
        "year_to_begin": following if may_begin and not begun.exists() else None,
        "may_read_history": holds(user, plan.region_id, *STAFF_ROLES),
        "may_amend": plan.state == Plan.State.DECIDED and holds(user, plan.region_id, *STAFF_ROLES),
        "amendments": list(PlanAmendment.objects.visible_to(user).filter(plan=plan).open()),
        "decisions": list(plan.decisions.select_related("frozen", "authority").order_by("-pk")),
    }
