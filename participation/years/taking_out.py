"""A plan out of the portal as a paper of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from editing.downloads import download
from editing.word.template import DOCX
from participation.models import ActivityDetail, ItemKind, Plan, PlanItem
from participation.years.paper import paper_of
from participation.years.steps import plan_at
from participation.years.word import DIGITS, AnnexRow, plan_document


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
