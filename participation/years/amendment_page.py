"""The pages of an amendment: the five columns with what is to change by word, and a small form at each item."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editing.acting import refusals_once
from participation.life import AMENDMENT_LIFE
from participation.models import AmendmentChange, ItemKind, Plan, PlanAmendment, PlanItem, PlanLine
from participation.years import amended
from participation.years.amending import add, forget, insist, own_draft, reword, say_why, start, take_out
from participation.years.deciding import Minutes
from participation.years.paper import cell_labels
from participation.years.steps import (
    MinutesForm,
    NothingMore,
    PlanReasonForm,
    SmallMinutesForm,
    Step,
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
        take=lambda amendment, by, seen, reason: amended.return_to_draft(amendment, by=by, reason=reason),
        form=PlanReasonForm,
    ),
    "decide": Step(
        label=gettext_lazy("Record the decision"),
        meaning=gettext_lazy(
            "Its changes are written into the plan, and the plan is kept word for word as its next version."
        ),
        done=gettext_lazy("The amendment is decided on, and the next version of the plan is kept."),
        take=lambda amendment, by, seen, **said: amended.decide_amendment(
            amendment, Minutes(**said), by=by, seen=seen
        ),
        form=SmallMinutesForm,
    ),
    "withdraw": Step(
        label=gettext_lazy("Withdraw the amendment"),
        meaning=gettext_lazy("Nothing of it goes into the plan. It stays in the list with what it wanted."),
        done=gettext_lazy("The amendment is withdrawn."),
        take=lambda amendment, by, seen: amended.withdraw(amendment, by=by),
        form=NothingMore,
    ),
}


@dataclass(slots=True)
class Laid:
    """An item of the version in force with the change that lies over it."""

    item: PlanItem | None
    change: AmendmentChange | None = None


@dataclass(slots=True)
class LaidLine:
    line: PlanLine
    cells: list[tuple[str, str, list[Laid]]] = field(default_factory=list)  # kind, label, items


def _laid_over(amendment: PlanAmendment, changes: list[AmendmentChange]) -> list[LaidLine]:
    """The lines of the plan with what the amendment wants at each item; what it adds stands at a cell's end.

    What is of a line that was taken out stands in none.
    """
    by_item = {change.item_id: change for change in changes if change.item_id}
    standing = set()
    lines = PlanLine.objects.filter(plan=amendment.plan).select_related("form").prefetch_related("items")
    found = []
    for line in lines.order_by("order"):
        laid = LaidLine(line)
        for kind, label in cell_labels():
            items = [Laid(item, by_item.get(item.pk)) for item in line.cell(ItemKind(kind))]
            standing |= {each.item.pk for each in items if each.item}
            laid.cells.append((kind, label, items))
        found.append(laid)
    cells = {(laid.line.pk, kind): items for laid in found for kind, _label, items in laid.cells}
    for change in changes:  # what is added, and what another amendment took out meanwhile
        if change.item_id not in standing and not change.is_adrift:
            cells[change.line_id, change.kind].append(Laid(None, change))
    return found


def _others_at(amendment: PlanAmendment, user: User) -> list[PlanAmendment]:
    """The other open amendments that touch an item of this one, as far as a person reads them."""
    items = amendment.changes.exclude(item=None).values("item")
    others = (
        PlanAmendment.objects.visible_to(user).open().filter(plan=amendment.plan).exclude(pk=amendment.pk)
    )
    return list(others.filter(changes__item__in=items).select_related("plan__region", "made_by").distinct())


def _amendment_at(request: HttpRequest, fiscal_year: int, region_number: int, pk: int) -> PlanAmendment:
    plan = plan_at(request, fiscal_year, region_number)
    rows = PlanAmendment.objects.visible_to(person_of(request)).select_related(
        "plan__region", "became__decision"
    )
    return get_object_or_404(rows, plan=plan, pk=pk)


@require_safe
def amendment(request: HttpRequest, fiscal_year: int, region_number: int, pk: int) -> HttpResponse:
    """Show what an amendment wants, in the five columns; whoever may write it writes it there."""
    found = _amendment_at(request, fiscal_year, region_number, pk)
    return _page(request, found)


def _page(
    request: HttpRequest,
    found: PlanAmendment,
    unsaved: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    by = person_of(request)
    may = AMENDMENT_LIFE.open_to(found, by)
    is_live = found.state in (PlanAmendment.State.DRAFT, PlanAmendment.State.SUBMITTED)
    changes = list(found.changes.select_related("item__line", "line__form"))
    next_acts = [name for name in ("submit", "decide") if found.state in AMENDMENT_LIFE[name].sources]
    context: dict[str, Any] = {
        "amendment": found,
        "plan": found.plan,
        "may": may,
        "steps": [(name, step.label) for name, step in STEPS.items() if may[name]],
        "refusals": [said for name in next_acts if (said := may.refusal(name))],
        "others": _others_at(found, by) if is_live else [],
        "lines": _laid_over(found, changes) if is_live else [],
        "adrift": [change for change in changes if is_live and change.is_adrift],
        "changes": [] if is_live else changes,
        "weight": weight_of(found),
        "all_lines": list(found.plan.lines.select_related("form")),
        "unsaved": unsaved,
    }
    return TemplateResponse(request, "participation/amendment.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_step(
    request: HttpRequest, fiscal_year: int, region_number: int, pk: int, act: str
) -> HttpResponse:
    """Say what a step of an amendment means; take it, or say why not."""
    found = _amendment_at(request, fiscal_year, region_number, pk)
    steps = STEPS
    if weight_of(found).needs_meeting:
        steps = {**STEPS, "decide": replace(STEPS["decide"], form=MinutesForm)}
    return step_page(request, found, AMENDMENT_LIFE, steps, act, found.plan)


@require_POST
def amend(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Begin an amendment of a plan in force."""
    plan, by = plan_at(request, fiscal_year, region_number), person_of(request)
    _require_staff(plan, by)
    refused = refusals_once(request, lambda: start(plan, by=by))
    for sentence in refused:
        messages.error(request, sentence)
    mine = plan.amendments.filter(made_by=by, state=PlanAmendment.State.DRAFT).order_by("-pk").first()
    return redirect(plan if refused or mine is None else mine)


@require_POST
def amend_from_text(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Take words that the plan no longer took as a change of the writer's own amendment.

    Takes `item` (key), `text`, and `base`, the version of the item that stood before her.
    """
    plan, by = plan_at(request, fiscal_year, region_number), person_of(request)
    _require_staff(plan, by)
    text = request.POST.get("text", "")
    item = get_object_or_404(PlanItem.kept.filter(line__plan=plan), pk=_number(request, "item"))

    def propose() -> str:
        mine = own_draft(plan, by)
        reword(mine, item, text, base=_number(request, "base"), by=by)
        return mine.get_absolute_url()

    refused = refusals_once(request, propose)
    if refused:
        context = {"plan": plan, "unsaved": [(str(item), text)], "said": " ".join(refused)}
        return TemplateResponse(request, "participation/not_amended.html", context, status=409)
    messages.success(request, _("Your words stand in an amendment. Say why, and submit it."))
    return redirect(f"{own_draft(plan, by).get_absolute_url()}#item-{item.pk}")


@require_POST
def change_item(request: HttpRequest, fiscal_year: int, region_number: int, pk: int) -> HttpResponse:
    """Write one change of an amendment, or the reason for all of them; `do` says which."""
    found, by = _amendment_at(request, fiscal_year, region_number, pk), person_of(request)
    _require_staff(found.plan, by)
    text, anchor = request.POST.get("text", ""), ""
    if request.POST.get("do") not in _CHANGES:
        raise Http404
    refused = refusals_once(request, lambda: _CHANGES[request.POST["do"]](request, found, text, by))
    if refused:
        for sentence in refused:
            messages.error(request, sentence)
        typed = [(_("What you typed"), text)] if text else []
        return _page(request, _amendment_at(request, fiscal_year, region_number, pk), typed, status=409)
    messages.success(request, _("The amendment is saved."))
    if item := request.POST.get("item", ""):
        anchor = f"#item-{item}"
    return redirect(f"{found.get_absolute_url()}{anchor}")


def _reword(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    line = None
    if "line" in request.POST:
        line = get_object_or_404(PlanLine, plan=found.plan, pk=_number(request, "line"))
    reword(found, _item(request, found), text, base=_number(request, "base"), by=by, line=line)


def _take_out(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    take_out(found, _item(request, found), base=_number(request, "base"), by=by)


def _add(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    line = get_object_or_404(PlanLine, plan=found.plan, pk=_number(request, "line"))
    add(found, line, request.POST.get("kind", ""), text, by=by)


def _forget(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    forget(found, _change(request, found), by=by)


def _insist(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    insist(found, _change(request, found), text, base=_number(request, "base"), by=by)


_CHANGES: dict[str, Callable[[HttpRequest, PlanAmendment, str, User], None]] = {
    "reason": lambda request, found, text, by: say_why(found, text, by=by),
    "reword": _reword,
    "out": _take_out,
    "add": _add,
    "forget": _forget,
    "insist": _insist,
}


def _item(request: HttpRequest, found: PlanAmendment) -> PlanItem:
    return get_object_or_404(PlanItem.kept.filter(line__plan=found.plan), pk=_number(request, "item"))


def _change(request: HttpRequest, found: PlanAmendment) -> AmendmentChange:
    return get_object_or_404(found.changes, pk=_number(request, "change"))


def _number(request: HttpRequest, name: str) -> int:
    """A key or a version that the page sent. Raises Http404 for anything else."""
    sent = request.POST.get(name, "")
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 16):
        raise Http404
    return int(sent)


def _require_staff(plan: Plan, by: User) -> None:
    if not holds(by, plan.region_id, *STAFF_ROLES):
        raise PermissionDenied
