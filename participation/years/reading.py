"""Reading a plan as it was and beside another one: a version, and any two that a reader may see."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from editing.fields import checked_year
from editing.keys import key_in
from participation.models import Plan, PlanVersion
from participation.models.detail import plans_read_by
from participation.years.comparing import compare, counted, counted_lines
from participation.years.paper import PlanPaper, paper_of, paper_of_version
from participation.years.steps import plan_at
from people.signed_in import budgets_read_in, person_of


@require_safe
def version(request: HttpRequest, fiscal_year: int, region_number: int, number: int) -> HttpResponse:
    """Show a version as it was frozen, in the five columns."""
    plan = plan_at(request, fiscal_year, region_number)
    found = get_object_or_404(plan.versions.select_related("decision", "plan__region"), number=number)
    context = {
        "plan": plan,
        "version": found,
        "paper": paper_of_version(found),
        "versions": list(plan.versions.all()),
    }
    return TemplateResponse(request, "participation/version.html", context)


@require_safe
def compared(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Show two plans as one table of five columns, with what went and what came by word."""
    plan = plan_at(request, fiscal_year, region_number)
    choices = _choices(request, plan)
    after = request.GET.get("after") or f"plan-{plan.pk}"
    if after not in choices:
        raise Http404
    before = request.GET.get("before") or _before(choices, after)
    if before and before not in choices:
        raise Http404
    lines = compare(_paper(choices[before]), _paper(choices[after])) if before else []
    regions = [_plan(choices[key]).region for key in (before, after) if key]
    context = {
        # Two regions wrote their plans side by side: neither is what became of the other.
        "two_regions": regions if len(set(regions)) == 2 else [],
        "plan": plan,
        "choices": [(key, _named(each)) for key, each in choices.items()],
        "before": before,
        "after": after,
        "before_name": _named(choices[before]) if before else "",
        "after_name": _named(choices[after]),
        "lines": lines,
        "counts": counted(lines),
        "line_counts": counted_lines(lines),
    }
    return TemplateResponse(request, "participation/compare.html", context)


@require_safe
def regions_compared(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Go to two regions' plans of a year side by side: `one` and `other` are the regions' numbers."""
    numbers = [key_in(request.GET.get(name, "")) for name in ("one", "other")]
    plans = plans_read_by(person_of(request)).filter(fiscal_year=checked_year(fiscal_year))
    one, other = (get_object_or_404(plans, region=number) for number in numbers)
    address = reverse("plan-compare", args=[fiscal_year, one.region_id])
    return HttpResponseRedirect(f"{address}?before=plan-{one.pk}&after=plan-{other.pk}")


Comparable = Plan | PlanVersion


def _choices(request: HttpRequest, plan: Plan) -> dict[str, Comparable]:
    """What a plan can be laid beside: its versions, other years of its region, its year in other regions."""
    plans = Plan.objects.visible_to(person_of(request)).filter(region__in=budgets_read_in(request))
    plans = plans.select_related("region")
    kin = plans.filter(region=plan.region).order_by("-fiscal_year") | plans.filter(
        fiscal_year=plan.fiscal_year
    ).order_by("-fiscal_year")
    versions = PlanVersion.objects.filter(plan__in=plans.filter(region=plan.region)).select_related(
        "plan__region"
    )
    own = list(versions.order_by("-plan__fiscal_year", "-number"))
    found: dict[str, Comparable] = {f"plan-{plan.pk}": plan}
    found |= {f"version-{each.pk}": each for each in own if each.plan_id == plan.pk}
    found |= {f"plan-{each.pk}": each for each in kin if each.fiscal_year < plan.fiscal_year}
    found |= {f"plan-{each.pk}": each for each in kin}
    return found | {f"version-{each.pk}": each for each in own}


def _before(choices: dict[str, Comparable], after: str) -> str:
    """The version before this one, else the plan of its region for the year before, else nothing.

    A plan as it stands reads as its newest version does.
    """
    chosen = choices[after]
    plan = _plan(chosen)
    versions = {
        each.number: key
        for key, each in choices.items()
        if isinstance(each, PlanVersion) and each.plan_id == plan.pk
    }
    number = max(versions, default=0) if isinstance(chosen, Plan) else chosen.number
    last_year = (plan.region_id, plan.fiscal_year - 1)
    years = (
        key
        for key, each in choices.items()
        if isinstance(each, Plan) and (each.region_id, each.fiscal_year) == last_year
    )
    return versions.get(number - 1) or next(years, "")


def _plan(chosen: Comparable) -> Plan:
    return chosen if isinstance(chosen, Plan) else chosen.plan


def _paper(chosen: Comparable) -> PlanPaper:
    return paper_of(chosen) if isinstance(chosen, Plan) else paper_of_version(chosen)


def _named(chosen: Comparable) -> str:
    if isinstance(chosen, Plan):
        return f"{chosen} ({chosen.get_state_display()})"
    return f"{chosen.plan}, {chosen.title}"
