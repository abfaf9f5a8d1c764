"""The pages on which the registers are read: all regions of a year, one region, what is of one's own organisation."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from centres.models import Organisation
from centres.registers.models import NetworkGroup, Readiness, TrainedPerson
from centres.registers.summaries import regions_side_by_side, year_of_registers
from editing.fields import checked_year
from editing.wishes import Wishes
from people.models import User
from people.rights import holds
from people.roles import STAFF_ROLES, Role
from people.signed_in import budgets_read_in, person_of
from thai.years import fiscal_year_bounds, fiscal_year_of

ON_A_PAGE = 100


def _years(user: User) -> list[int]:
    """The years in which a region that she reads reached a group first, and the present one; the newest first."""
    now = fiscal_year_of(timezone.localdate())
    reached = NetworkGroup.objects.visible_to(user).order_by().values_list("first_year", flat=True).distinct()
    return sorted({now, *reached}, reverse=True)


def own_organisations(user: User) -> "list[Organisation]":
    """The organisations whose coordinator a person is today, in the regions where she is one."""
    rows = Organisation.objects.filter(pk__in=user.coordinated_organisations)
    return list(rows.filter(region__in=user.region_numbers(Role.COORDINATOR)).in_thai_order())


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Go to the year's registers, or to those of one's own organisation for who reads no others."""
    user = person_of(request)
    if not user.reads_budgets:
        return HttpResponseRedirect(reverse("registers-own"))
    return HttpResponseRedirect(reverse("registers-of-year", args=[fiscal_year_of(timezone.localdate())]))


@require_safe
def registers_of_year(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Show what the registers of each region that the person reads say of a year."""
    user, regions = person_of(request), budgets_read_in(request)
    checked_year(fiscal_year)
    context = {
        "fiscal_year": fiscal_year,
        "years": _years(user),
        "rows": regions_side_by_side(regions, fiscal_year),
        "has_own": bool(own_organisations(user)),
    }
    return TemplateResponse(request, "registers/regions.html", context)


@require_safe
def registers_of_region(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Show a region's groups, trainings and organisations on their way, as far as a reader of its plan may know."""
    user, region = person_of(request), get_object_or_404(budgets_read_in(request), number=region_number)
    summary = year_of_registers(region, checked_year(fiscal_year))
    wishes = Wishes(request.GET)
    groups = summary.groups.rows
    if wishes.take("line", {"no"}):
        groups = groups.filter(line_link="")
    page = Paginator(groups, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "summary": summary,
        "region": region,
        "fiscal_year": fiscal_year,
        "years": _years(user),
        "page": page,
        "wishes": wishes,
        "groups": [(group, group.link_for(user)) for group in page],
        "held_in": "held_on__gte={}&held_on__lte={}".format(*fiscal_year_bounds(fiscal_year)),
        "may_write": user.works_in_admin and holds(user, region.pk, *STAFF_ROLES),
        "opened": set(Readiness.objects.visible_to(user).values_list("pk", flat=True)),
    }
    return TemplateResponse(request, "registers/region.html", context)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show a coordinator what the registers hold of her organisations."""
    user = person_of(request)
    organisations = own_organisations(user)
    if not organisations:
        raise PermissionDenied
    context = {
        "organisations": [
            {
                "organisation": organisation,
                "groups": NetworkGroup.objects.visible_to(user).filter(organisation=organisation),
                "trained": TrainedPerson.objects.visible_to(user).filter(organisation=organisation).count(),
                "readiness": Readiness.objects.visible_to(user).filter(organisation=organisation),
            }
            for organisation in organisations
        ]
    }
    return TemplateResponse(request, "registers/own.html", context)
