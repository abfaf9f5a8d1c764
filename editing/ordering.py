"""One order for every list of the admin: text stands as in a Thai dictionary, whatever its column would do."""

from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.functions import Collate
from django.http import HttpRequest

from thai.apps import THAI_ORDER


class ThaiOrderedList(ChangeList):
    def get_ordering_field(self, field_name: Any) -> Any:
        order = super().get_ordering_field(field_name)
        return Collate(order, THAI_ORDER) if isinstance(order, str) and self._is_text(order) else order

    def _is_text(self, path: str) -> bool:
        """Whether people's words stand there, not one of a few codes."""
        try:
            field = get_fields_from_path(self.model, path)[-1]
        except FieldDoesNotExist:
            return False  # a figure that the list itself has added
        return isinstance(field, models.CharField | models.TextField) and not field.choices


class ThaiOrder:
    """An admin class whose list is sorted so."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ThaiOrderedList
