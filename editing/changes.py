"""The history of a record in the words of the office: what changed, from what, to what."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from simple_history.template_utils import HistoricalRecordContextHelper

from thai.dates import format_date
from thai.money_words import format_baht

NOTHING = "—"


class ChangesInWords(HistoricalRecordContextHelper):
    """Shows values as the pages show them, and leaves out what only the portal counts."""

    def context_for_delta_changes(self, delta: Any) -> list[dict[str, Any]]:
        told = [change for change in delta.changes if self._is_told(change.field)]
        return super().context_for_delta_changes(replace(delta, changes=told))

    def _is_told(self, name: str) -> bool:
        field = self.model._meta.get_field(name)
        return bool(field.editable) or name == "state"

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        if value is None or value == "" or (hasattr(value, "pk") and value.pk is None):
            return NOTHING
        if getattr(field, "choices", None):
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        if isinstance(value, Decimal):
            return format_baht(value)
        if isinstance(value, datetime):
            return format_date(timezone.localtime(value).date())
        if isinstance(value, date):
            return format_date(value)
        return super().prepare_delta_change_value(change, value)
