"""A plan as a few lines for a chat: of the whole, of each activity, and a call for the dates that are still to be set.

Nothing in them names a person: neither who answers for an activity nor a person who is to set its date.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.activities.details import activities_of
from participation.models import ActivityDetail, ItemKind, Plan, PlanItem
from participation.summaries import plan_summary
from participation.years.steps import plan_at
from people.signed_in import person_of
from thai.dates import format_date
from thai.digits import format_figure
from thai.periods import read_when

MOST_NAMED = 10  # in one text, so that it stays short
# A title before a name; นายก and นายอำเภอ are offices.
_PERSON = re.compile(r"\s*(?:คุณ|นาย(?!ก|อำเภอ|ทะเบียน)|นาง|น\.\s?ส\.|ดร\.|นพ\.|พญ\.|อาจารย์)")


@dataclass(frozen=True, slots=True)
class Message:
    """A text that is copied into a chat, and what it is about."""

    about: str
    text: str


@require_safe
def plan_messages(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Offer a short text on the plan, on each of its activities and on dates to be set, for copying."""
    plan = plan_at(request, fiscal_year, region_number)
    activities = list(
        activities_of(plan)
        .select_related("line", "detail__province", "detail__district")
        .prefetch_related("line__items")
    )
    context = {
        "plan": plan,
        "whole": _of_plan(request, plan),
        "calls": _calls(request, plan, activities),
        "activities": [_of_activity(request, plan, item) for item in activities],
    }
    return TemplateResponse(request, "participation/messages.html", context)


def _of_plan(request: HttpRequest, plan: Plan) -> Message:
    summary = plan_summary(plan.region, plan.fiscal_year, person_of(request))
    covered = summary.forms_covered
    lines = [
        _("Plan of public participation %(year)s, %(region)s")
        % {"year": plan.fiscal_year, "region": plan.region},
        _("State: %(state)s") % {"state": plan.get_state_display()},
        _("%(lines)s lines, %(count)s of %(all)s forms of participation")
        % {"lines": summary.line_count, "count": covered.count, "all": covered.all},
        request.build_absolute_uri(reverse("plan", args=[plan.fiscal_year, plan.region_id])),
    ]
    return Message(str(plan), "\n".join(lines))


def _of_activity(request: HttpRequest, plan: Plan, item: PlanItem) -> Message:
    detail: ActivityDetail | None = getattr(item, "detail", None)
    targets = ", ".join(target.text for target in item.line.cell(ItemKind.TARGET))
    told = [
        _("Plan %(year)s, %(region)s, line %(line)s")
        % {"year": plan.fiscal_year, "region": plan.region, "line": item.line.order},
        _("Activity: %(text)s") % {"text": item.text},
    ]
    told += [_("For: %(targets)s") % {"targets": targets}] if targets else []
    told += [_("When: %(when)s") % {"when": when}] if (when := _when(detail, plan.fiscal_year)) else []
    told += [_("Where: %(where)s") % {"where": where}] if (where := _where(detail)) else []
    told.append(request.build_absolute_uri(reverse("activity", args=[item.pk])))
    return Message(item.text, "\n".join(told))


def _when(detail: ActivityDetail | None, fiscal_year: int) -> str:
    """The time as Thai dates are written in full; of a date that is still to be set, by whom."""
    if detail is None or not detail.when_written:
        return ""
    if detail.is_awaited:
        return (
            _("date to be set by %(who)s") % {"who": who} if (who := _setter(detail)) else _("date to be set")
        )
    return format_date(read_when(detail.when_written, fiscal_year), long=True)


def _where(detail: ActivityDetail | None) -> str:
    if detail is None:
        return ""
    return " ".join(str(part) for part in (detail.place, detail.district, detail.province) if part)


def _setter(detail: ActivityDetail) -> str:
    return "" if _PERSON.match(detail.awaited_from) else detail.awaited_from


def _calls(request: HttpRequest, plan: Plan, activities: Iterable[PlanItem]) -> list[Message]:
    """One text for each who has a date to set, and one for the activities of which nobody has said when they are."""
    awaited: dict[str, list[str]] = {}
    unsaid: list[str] = []
    for item in activities:
        detail: ActivityDetail | None = getattr(item, "detail", None)
        if detail is not None and detail.is_awaited:
            awaited.setdefault(_setter(detail), []).append(item.text)
        elif detail is None or not detail.when_written:
            unsaid.append(item.text)
    link = request.build_absolute_uri(reverse("plan-months", args=[plan.fiscal_year, plan.region_id]))
    calls = [
        (_("Waiting for a date from %(who)s") % {"who": who} if who else _("Waiting for a date"), named)
        for who, named in awaited.items()
    ]
    calls += [(_("Nobody has said yet when"), unsaid)] if unsaid else []
    return [_call(plan, about, named, link) for about, named in calls]


def _call(plan: Plan, about: str, named: list[str], link: str) -> Message:
    head = _("Call for dates: plan %(year)s, %(region)s") % {"year": plan.fiscal_year, "region": plan.region}
    told = [head, about, *(f"- {text}" for text in named[:MOST_NAMED])]
    if (rest := len(named) - MOST_NAMED) > 0:
        told.append(_("and %(count)s more") % {"count": format_figure(rest)})
    return Message(about, "\n".join([*told, _("Please name the dates. The plan by months:"), link]))
