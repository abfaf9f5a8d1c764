"""The list of programmes, newest year first."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from grants.budget.programme import Programme
from regions.models import Region


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes whose budget the person reads, newest year first."""
    regions = Region.objects.budget_read_by(request.user)
    if not regions.exists():
        raise PermissionDenied
    found = Programme.objects.filter(region__in=regions).select_related("region")
    context = {
        "programmes": found,
        "may_import": Region.objects.staffed_by(request.user).exists(),
        "closed": Programme.State.CLOSED,
    }
    return TemplateResponse(request, "grants/budget/programmes.html", context)
