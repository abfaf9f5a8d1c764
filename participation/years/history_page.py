"""The page of a plan's history, and the button that puts words back."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editing.acting import attempt
from participation.models import Plan
from participation.years.history import entries_of, put_back
from participation.years.steps import plan_at
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import person_of

ON_A_PAGE = 100


def _staffed_plan(request: HttpRequest, fiscal_year: int, region_number: int) -> Plan:
    plan = plan_at(request, fiscal_year, region_number)
    if not holds(person_of(request), plan.region_id, *STAFF_ROLES):
        raise PermissionDenied
    return plan


@require_safe
def history(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Show who changed what of the plan, when and why, in whole words."""
    plan = _staffed_plan(request, fiscal_year, region_number)
    pages = Paginator(entries_of(plan), ON_A_PAGE)
    context = {"plan": plan, "page": pages.get_page(request.GET.get("page"))}
    return TemplateResponse(request, "participation/history.html", context)


@require_POST
def restore(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Put the words of an entry back into their item."""
    plan, by = _staffed_plan(request, fiscal_year, region_number), person_of(request)
    entry, version = (_number(request.POST.get(name, "")) for name in ("entry", "version"))
    done = _("The words are back in the plan.")
    if attempt(request, done, lambda: put_back(plan, entry, version=version, by=by)):
        return redirect(plan)
    return redirect("plan-history", fiscal_year, region_number)


def _number(sent: str) -> int:
    """A key or a version that the page sent; 0, which none is, for anything else."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 16 else 0
