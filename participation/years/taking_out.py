"""A plan out of the portal as a paper of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from editing.downloads import download
from editing.moment import as_of
from editing.papers.blocks import SetPaper, digits_asked
from editing.papers.pdf import PDF, paper_pdf
from editing.papers.word import paper_word
from editing.word.template import DOCX
from participation.models import Plan
from participation.years.printed import printed_plan
from participation.years.steps import plan_at


@require_safe
def plan_word(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Hand out the plan as .docx; `digits` chooses how numbers are written, `annex` adds who holds what and when."""
    plan = plan_at(request, fiscal_year, region_number)
    return download(paper_word(_printed(request, plan)), f"{_stem(plan)}.docx", DOCX)


@require_safe
def plan_pdf(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Hand out the same paper as PDF; of a plan too long for it, go back to the plan and say so."""
    plan = plan_at(request, fiscal_year, region_number)
    try:
        content = paper_pdf(_printed(request, plan))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return HttpResponseRedirect(plan.get_absolute_url())
    return download(content, f"{_stem(plan)}.pdf", PDF)


def _printed(request: HttpRequest, plan: Plan) -> SetPaper:
    digits = digits_asked(request.GET.get("digits"))
    return printed_plan(plan, as_of(), digits, with_annex=bool(request.GET.get("annex")))


def _stem(plan: Plan) -> str:
    return f"แผน-{plan.fiscal_year}-เขต{plan.region_id}"
