"""Cells of which it is not clear what items they hold: a person says it, and is not asked again."""

from participation.models import ItemKind
from spreadsheets.resources import Comparison, RowChange
from tables.cells import quoted
from tables.finder.findings import answer_among
from thai.lists import holds_unsplit_list, loose_items
from thai.sentences import gettext as _

UNCLEAR = "unclear_list"  # the question; it is answered by one of these, for the words of the cell
WHOLE, SPLIT = "whole", "split"
KEYS = {ItemKind.TARGET: "targets", ItemKind.ACTIVITY: "activities", ItemKind.OUTCOME: "outcomes"}


def asked_for_items(comparison: Comparison, change: RowChange, kind: ItemKind, text: str) -> list[str]:
    """Return the items into which a person has a cell split; none where it is clear, or kept as it is read.

    A list whose numbers skip, start again, have levels or follow an introduction is asked about, and stays a fault
    until it is answered.
    """
    if not holds_unsplit_list(text):
        return []
    items = loose_items(text)
    message = _(
        "The items of this cell are not clear. Split at each number or sign it holds %(count)s: %(items)s"
    ) % {
        "count": len(items),
        "items": " · ".join(map(quoted, items)),
    }
    words = {WHOLE: _("Keep as one"), SPLIT: _("Split as shown")}
    question = comparison.fault_at(
        change.values["row"], KEYS[kind], message, UNCLEAR, written=text, choices=tuple(words.items())
    )
    answer = answer_among(comparison.scope.answers, UNCLEAR, text)
    if answer is None or answer not in words:
        comparison.faults.append(question)
        return []
    comparison.warnings.append(question.answered(answer))
    return items if answer == SPLIT else []
