"""Who may open a page about a programme: readers of the region's budget, and its staff."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from grants.budget.programme import Programme
from people import rights
from people.roles import Role


def readable_programme(request: HttpRequest, pk: int) -> Programme:
    """The programme, for those who read the region's budget; 403 for others of the region, 404 outside it."""
    programmes = Programme.objects.visible_to(request.user).select_related("region")
    programme = get_object_or_404(programmes, pk=pk)
    user: Any = request.user
    if not user.sees_every_region and programme.region_id not in user.budget_region_numbers():
        raise PermissionDenied
    return programme


def staffed_programme(request: HttpRequest, pk: int) -> Programme:
    """The programme, for the staff of its region; 403 for other readers."""
    programme = readable_programme(request, pk)
    if not is_staff(request, programme):
        raise PermissionDenied
    return programme


def is_staff(request: HttpRequest, programme: Programme) -> bool:
    return rights.holds(request.user, programme.region_id, Role.REGIONAL_STAFF)
