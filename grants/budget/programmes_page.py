"""The list of programmes, newest year first."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from grants.budget.programme import Programme
from people.signed_in import person_of
from regions.models import Region

ON_A_PAGE = 39  # three years of all regions


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes whose budget the person reads, newest year first."""
    user = person_of(request)
    if not (user.sees_every_region or user.budget_region_numbers()):
        raise PermissionDenied
    found = Programme.objects.filter(region__in=Region.objects.budget_read_by(user)).select_related("region")
    context = {
        "programmes": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_import": user.sees_every_region or bool(user.staffed_region_numbers()),
        "closed": Programme.State.CLOSED,
    }
    return TemplateResponse(request, "grants/budget/programmes.html", context)
