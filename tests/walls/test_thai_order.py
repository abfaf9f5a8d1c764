"""Every column of the admin's lists that holds words is sorted as a Thai dictionary sorts, on either database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, models, transaction
from django.test import Client

from tests.walls.test_attacks import admin_list
from tests.walls.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thai_order")]

FIRST, LAST = "เก", "ข"  # a computer that knows no Thai puts every เ behind the last consonant
# The database takes no such words there: what is kept as it was written, and numbers of a form of their own.
KEPT = {
    *("grants.Agreement.number", "grants.Entry.document_number", "registers.Readiness.registration_number"),
    *("trail.TrailEntry.method", "trail.TrailEntry.named", "trail.TrailEntry.path"),
}


def words_of(model: type[models.Model], path: Any) -> models.Field | None:
    """The column of the model itself by which a list is sorted there, where it holds people's words."""
    try:
        fields = get_fields_from_path(model, path) if isinstance(path, str) else []
    except FieldDoesNotExist:
        return None
    is_own = len(fields) == 1 and isinstance(fields[0], models.CharField | models.TextField)
    return fields[0] if is_own and not fields[0].choices else None


def sortable(client: Client, model: type[models.Model]) -> list[tuple[int, models.Field]]:
    page = client.get(admin_list(model))
    if page.status_code != 200:
        return []
    shown = page.context["cl"]
    found = []
    for place, name in enumerate(shown.list_display):
        said = getattr(shown.model_admin, str(name), None)
        field = words_of(model, getattr(said, "admin_order_field", None) if callable(said) else name)
        if field is not None and not field.primary_key:
            found.append((place, field))
    return found


def order_of(client: Client, model: type[models.Model], ordering: str) -> list[Any]:
    page = client.get(f"{admin_list(model)}?o={ordering}")
    return list(page.context["cl"].queryset.values_list("pk", flat=True))  # of all its pages


def test_every_column_of_words_is_sorted_as_in_a_thai_dictionary(
    worlds: tuple[World, World], signed_in: Callable[[str], Client]
) -> None:
    client, sorted_right, kept = signed_in("head_office"), set(), set()
    for model in admin.site._registry:
        rows = list(model._base_manager.values_list("pk", flat=True)[:2])
        if len(rows) < 2:
            continue
        for place, field in sortable(client, model):
            label = f"{model._meta.label}.{field.name}"
            with transaction.atomic():
                try:
                    with transaction.atomic():
                        for pk, words in zip(rows, (LAST, FIRST), strict=True):
                            model._base_manager.filter(pk=pk).update(**{field.attname: words})
                except DatabaseError:
                    kept.add(label)
                else:
                    for ordering, wanted in ((str(place), rows[::-1]), (f"-{place}", rows)):
                        shown = [pk for pk in order_of(client, model, ordering) if pk in rows]
                        assert shown == wanted, (label, ordering)
                    sorted_right.add(label)
                transaction.set_rollback(True)
    assert kept == KEPT
    assert len(sorted_right) >= 20, sorted_right
