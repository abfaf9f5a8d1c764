"""Grants without an agreement: from each the way to where it is drawn up."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from grants.agreements.agreement import without_agreement
from grants.budget.allocation import AllocationQuerySet
from people.models import User
from people.roles import STAFF_ROLES
from people.signed_in import person_of
from regions.models import Region

ON_A_PAGE = 50


def to_draw_up(user: User) -> AllocationQuerySet:
    """Grants without an agreement in the regions that a person staffs."""
    return without_agreement().filter(programme__region__in=Region.objects.staffed_by(user))


@require_safe
def to_draw_up_page(request: HttpRequest) -> HttpResponse:
    """List the grants for which a person has an agreement to draw up."""
    user = person_of(request)
    if not (user.sees_every_region or user.has_role(*STAFF_ROLES)):
        raise PermissionDenied
    rows = to_draw_up(user).select_related("programme__region", "organisation__province")
    rows = rows.order_by("-programme__fiscal_year", "programme__region", "order", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    several = len({row.programme.region_id for row in page}) > 1
    context = {"page": page, "several_regions": several}
    return TemplateResponse(request, "grants/desk/to_draw_up.html", context)
