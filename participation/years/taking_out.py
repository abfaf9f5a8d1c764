"""A plan out of the portal: as a Word document, and as a few lines for a chat."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editing.downloads import download
from editing.word.template import DOCX
from participation.models import ActivityDetail, ItemKind, Plan, PlanItem
from participation.summaries import plan_summary
from participation.years.paper import Paper, paper_of
from participation.years.steps import plan_at
from participation.years.word import DIGITS, AnnexRow, plan_document
from people.signed_in import person_of


@require_safe
def plan_word(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Hand out the plan as .docx; `digits` chooses how numbers are written."""
    plan = plan_at(request, fiscal_year, region_number)
    digits = request.GET.get("digits", "written")
    if digits not in DIGITS:
        raise Http404
    titles = plan.title.splitlines() or [f"แผนการมีส่วนร่วม ปีงบประมาณ {fiscal_year}", plan.region.name_th]
    if decision := plan.decisions.select_related("frozen").order_by("-pk").first():
        titles.append(decision.frozen.title)
    annex = _annex_of(plan) if request.GET.get("annex") else []
    content = plan_document(paper_of(plan), titles, digits, annex)
    return download(content, f"แผน-{fiscal_year}-เขต{region_number}.docx", DOCX)


def _annex_of(plan: Plan) -> list[AnnexRow]:
    """Who holds each activity, when and where; those of which nothing is known stand there, too."""
    items = PlanItem.objects.filter(line__plan=plan, kind=ItemKind.ACTIVITY).order_by("line__order", "order")
    found = []
    for item in items.select_related("line", "detail").prefetch_related("detail__organisations"):
        detail: ActivityDetail | None = getattr(item, "detail", None)
        line = item.line.number or str(item.line.order)
        if detail is None:
            found.append(AnnexRow(line, item.text, "", "", ""))
            continue
        owners = [detail.owner, *(organisation.name for organisation in detail.organisations.all())]
        told = ", ".join(owner for owner in owners if owner)
        found.append(AnnexRow(line, item.text, told, detail.when_written, detail.place))
    return found


@dataclass(frozen=True, slots=True)
class Message:
    """A text that is copied into a chat, and what it is about."""

    about: str
    text: str


@require_safe
def plan_messages(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Offer a short text on the plan and on each of its activities, for copying: no names of persons, with a link."""
    plan = plan_at(request, fiscal_year, region_number)
    link = request.build_absolute_uri(reverse("plan", args=[fiscal_year, region_number]))
    paper = paper_of(plan)
    context = {
        "plan": plan,
        "whole": _of_plan(request, plan, link),
        "activities": _of_activities(paper, link),
    }
    return TemplateResponse(request, "participation/messages.html", context)


def _of_plan(request: HttpRequest, plan: Plan, link: str) -> Message:
    summary = plan_summary(plan.region, plan.fiscal_year, person_of(request))
    covered = summary.forms_covered
    lines = [
        _("Plan of public participation %(year)s, %(region)s")
        % {"year": plan.fiscal_year, "region": plan.region},
        _("State: %(state)s") % {"state": plan.get_state_display()},
        _("%(lines)s lines, %(count)s of %(all)s forms of participation")
        % {"lines": summary.line_count, "count": covered.count, "all": covered.all},
        link,
    ]
    return Message(str(plan), "\n".join(lines))


def _of_activities(paper: Paper, link: str) -> list[Message]:
    found = []
    for line in paper.lines:
        head = _("Plan %(year)s, %(region)s, line %(line)s") % {
            "year": paper.fiscal_year,
            "region": paper.region,
            "line": line.order,
        }
        targets = ", ".join(item.text for item in line.cell(ItemKind.TARGET))
        for item in line.cell(ItemKind.ACTIVITY):
            told = [head, _("Activity: %(text)s") % {"text": item.text}]
            told += [_("For: %(targets)s") % {"targets": targets}] if targets else []
            found.append(Message(item.text, "\n".join([*told, f"{link}#item-{item.key}"])))
    return found
