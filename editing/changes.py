"""The history of a record in the words of the office: what changed, from what, to what."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Model
from simple_history.models import HistoricalChanges, ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper

from editing.words import in_words

WHOLE = 1_000_000  # characters of a value; the library cuts longer ones


class ChangesInWords(HistoricalRecordContextHelper):
    """Shows values whole and as the pages show them, and leaves out what only the portal counts."""

    def __init__(self, model: type[Model], historical_record: HistoricalChanges) -> None:
        super().__init__(model, historical_record, max_displayed_delta_change_chars=WHOLE)

    def context_for_delta_changes(self, delta: ModelDelta) -> list[dict[str, str]]:
        told = [change for change in delta.changes if self._is_told(change.field)]
        return super().context_for_delta_changes(replace(delta, changes=told))

    def _is_told(self, name: str) -> bool:
        field = self.model._meta.get_field(name)
        return bool(field.editable) or name == "state"

    def prepare_delta_change_value(self, change: ModelChange, value: object) -> object:
        if isinstance(value, list):  # records on the other side of a relation
            return super().prepare_delta_change_value(change, value)
        return in_words(value, self.model._meta.get_field(change.field))


def moves_of(record: Any) -> Iterator[Any]:
    """The versions with which a record came into one state after another, the first first."""
    state = None
    for version in record.history.select_related("history_user").order_by("history_date", "history_id"):
        if version.state != state:
            state = version.state
            yield version
