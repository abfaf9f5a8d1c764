"""The history of a record in the words of the office: what changed, from what, to what."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils.translation import gettext
from simple_history.models import HistoricalChanges, ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper

from editing.held import Held
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


def moves_of(record: Held) -> Iterator[HistoricalChanges]:
    """The versions with which a record came into one state after another, the first first."""
    state = None
    for version in record.history.select_related("history_user").order_by("history_date", "history_id"):
        if version.state != state:
            state = version.state
            yield version


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """One version of a record in the words of its history."""

    at: datetime
    who: AbstractBaseUser | None
    reason: str
    changes: list[dict[str, str]]
    is_move: bool  # from one state to another, or into the first


def told_history(record: Held, fields: Collection[str], begun: str) -> list[ToldVersion]:
    """Every version, the newest first, with what changed of these fields; `begun` is what the first is called."""
    versions = list(record.history.select_related("history_user").order_by("history_date", "history_id"))
    told = []
    for before, version in zip([None, *versions], versions, strict=False):
        changes: list[dict[str, str]] = []
        is_move = before is None or version.state != before.state
        if before is not None:
            delta = version.diff_against(before, included_fields=fields)
            changes = ChangesInWords(type(record), version).context_for_delta_changes(delta)
            if is_move:  # the library compares what forms edit, and no form edits a state
                states = (before.get_state_display(), version.get_state_display())
                changes.append({"field": gettext("State"), "old": states[0], "new": states[1]})
        reason = version.history_change_reason or (begun if before is None else "")
        told.append(ToldVersion(version.history_date, version.history_user, reason, changes, is_move))
    return told[::-1]
