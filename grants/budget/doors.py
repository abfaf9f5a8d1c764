"""Who may open a page about a programme: readers of the region's budget, and its staff."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from people.doors import require_act
from people.signed_in import person_of


def readable_programme(request: HttpRequest, pk: int) -> Programme:
    """The programme, for those who read the region's budget; 403 for others of the region, 404 outside it."""
    programmes = Programme.objects.visible_to(request.user).select_related("region")
    programme = get_object_or_404(programmes, pk=pk)
    user = person_of(request)
    if not user.sees_every_region and programme.region_id not in user.budget_region_numbers():
        raise PermissionDenied
    return programme


def programme_to(request: HttpRequest, pk: int, act: str) -> Programme:
    """The programme, for those whose act this is; 403 for other readers."""
    programme = readable_programme(request, pk)
    require_act(request, PROGRAMME_LIFE, act, programme)
    return programme


def staffed_programme(request: HttpRequest, pk: int) -> Programme:
    """The programme, for those who write its worksheet."""
    return programme_to(request, pk, "allocate")
