"""The door of an act: open to those whose act it is, closed to those who may only read."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from people.acts import Life
from people.signed_in import person_of

Found = TypeVar("Found", bound=Model)


def require_act(request: HttpRequest, life: Life, act: str, record: object) -> None:
    """Raises PermissionDenied for whoever the act is not for, whatever state the record is in."""
    if not life.is_for(act, record, person_of(request)):
        raise PermissionDenied


def found_to(request: HttpRequest, rows: "QuerySet[Found]", pk: int, life: Life, act: str) -> Found:
    """The record of that key among those that the person sees; 404 outside them, 403 where the act is not hers."""
    record = get_object_or_404(rows, pk=pk)
    require_act(request, life, act, record)
    return record
