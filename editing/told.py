"""The history of a record and of its parts as one list: each entry with what changed beside it, in whole words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalChanges

from editing.changes import ChangesInWords


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a history. `part` names what of the record it is about; empty where it is the record itself."""

    record: HistoricalChanges  # the row of the history: who, when, why, and all values
    before: HistoricalChanges | None  # the row before it of the same record; None for the first
    part: str
    changes: list[dict[str, str]]

    @property
    def says_nothing(self) -> bool:
        """Whether nothing stands beside it: neither a change nor what was added, removed or said."""
        return self.record.history_type == "~" and not self.changes and not self.record.history_change_reason

    @property
    def is_a_note(self) -> bool:
        """Whether something was said and no value changed."""
        return self.record.history_type == "~" and not self.changes


def told_of(rows: HistoricalQuerySet, *, is_part: bool = False, only: Collection[str] = ()) -> list[Told]:
    """Tell the entries of one model's history (`Model.history.filter(...)`), each beside the one before it.

    `only` names the fields whose changes count; all that people may know where it is empty.
    """
    told: list[Told] = []
    last: dict[object, HistoricalChanges] = {}
    ordered = rows.select_related("history_user")._select_related_history_tracked_objs()
    for row in ordered.order_by("history_date", "history_id"):
        model: type[models.Model] = row.instance_type
        key = getattr(row, model._meta.pk.attname)
        before, last[key] = last.get(key), row
        changes: list[dict[str, str]] = []
        if before is not None and row.history_type == "~":
            delta = row.diff_against(before, foreign_keys_are_objs=True, included_fields=only or None)
            changes = ChangesInWords(model, row).context_for_delta_changes(delta)
            changes += _change_of_state(before, row)
        told.append(Told(row, before, _named(row, model) if is_part else "", changes))
    return told


def _change_of_state(before: HistoricalChanges, row: HistoricalChanges) -> list[dict[str, str]]:
    """The library compares what forms edit, and no form edits a state."""
    if getattr(before, "state", None) == getattr(row, "state", None):
        return []
    states = {"old": before.get_state_display(), "new": row.get_state_display()}
    return [{"field": gettext("State"), **states}]


def newest_first(told: Iterable[Told]) -> list[Told]:
    """One list of several, without the entries that say nothing."""
    kept = [each for each in told if not each.says_nothing]
    return sorted(kept, key=lambda each: (each.record.history_date, each.record.history_id), reverse=True)


def _named(row: HistoricalChanges, model: type[models.Model]) -> str:
    kind = str(model._meta.verbose_name)
    try:
        return f"{kind}: {row.instance}"
    except ObjectDoesNotExist:  # what it belonged to was removed since
        return kind
