"""The pages of plans: all regions of a year side by side, and one plan as the paper's table."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from editing.downloads import table_download
from editing.fields import checked_year, newest_year
from participation.life import PLAN_LIFE
from participation.models import Plan
from participation.outcomes.table import progress_table
from participation.summaries import plan_summary, plans_summary
from participation.writing.page import writing_context
from participation.years.steps import standing_of
from people.rights import holds
from people.roles import STAFF_ROLES, TABLE_ROLES
from people.signed_in import budgets_read_in, person_of
from spreadsheets.resources import Scope, resource_for


def _years(request: HttpRequest) -> list[int]:
    """Fiscal years of which the reader may see a plan, newest first."""
    plans = Plan.objects.visible_to(person_of(request)).filter(region__in=budgets_read_in(request))
    return sorted(set(plans.order_by().values_list("fiscal_year", flat=True)), reverse=True)


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Go to the newest year that has a plan; with none, to the current one, which says so."""
    year = newest_year(_years(request))
    return HttpResponseRedirect(reverse("plans-of-year", args=[year]))


@require_safe
def plans_of_year(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Show the plan of each region that the person may read: its state, and what it covers and lacks."""
    years = _years(request)
    checked_year(fiscal_year)
    summaries = plans_summary(person_of(request), fiscal_year)
    context = {
        "fiscal_year": fiscal_year,
        "years": years,
        "summaries": summaries,
        "with_plan": [summary.region for summary in summaries if summary.plan],
    }
    return TemplateResponse(request, "participation/plans.html", context)


@require_safe
def plan(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Show a region's plan in the five columns of the paper."""
    user, region = person_of(request), get_object_or_404(budgets_read_in(request), number=region_number)
    checked_year(fiscal_year)
    summary = plan_summary(region, fiscal_year, user, with_progress=True)
    context: dict[str, object] = {
        "summary": summary,
        "closed_on": summary.plan.closed_on if summary.plan else None,
        "standing": standing_of(summary.plan, user),
        "may_begin": summary.plan is None and holds(user, region.pk, *STAFF_ROLES),
        "years": _years(request),
        "may_import": holds(user, region.pk, *TABLE_ROLES),
        "may_detail": summary.plan is not None
        and not summary.plan.is_closed
        and holds(user, region.pk, *STAFF_ROLES),
        "may_promise": summary.plan is not None and PLAN_LIFE.open_to(summary.plan, user)["promise"],
    }
    if summary.plan and PLAN_LIFE.is_for("write", summary.plan, user):
        context |= writing_context(summary, user)
    return TemplateResponse(request, "participation/plan.html", context)


@require_safe
def progress_download(
    request: HttpRequest, fiscal_year: int, region_number: int, extension: str
) -> HttpResponse:
    """Hand out what became of the plan, line by line, as its page shows it. Raises Http404 while it is a draft."""
    region = get_object_or_404(budgets_read_in(request), number=region_number)
    summary = plan_summary(region, fiscal_year, person_of(request), with_progress=True)
    if summary.progress is None or not summary.shows_progress:
        raise Http404
    table = progress_table(summary.progress)
    return table_download(f"ความก้าวหน้า-{fiscal_year}-เขต{region_number}", extension, table)


@require_safe
def plan_download(request: HttpRequest, fiscal_year: int, region_number: int, extension: str) -> HttpResponse:
    """Hand out the plan as a table that can be edited and brought in again."""
    region = get_object_or_404(budgets_read_in(request), number=region_number)
    get_object_or_404(Plan.objects.visible_to(person_of(request)), region=region, fiscal_year=fiscal_year)
    table = resource_for("plan")(Scope(region, fiscal_year, person_of(request))).export_table()
    return table_download(f"แผน-{fiscal_year}-เขต{region_number}", extension, table)
