"""The lines and items of a plan with what an amendment wants laid over them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from participation.models import AmendedLine, AmendmentChange, ItemKind, PlanAmendment, PlanItem, PlanLine
from participation.models.amendment_change import ChangeWhat, digest_of_items
from participation.years.paper import cell_labels


@dataclass(slots=True)
class Laid:
    """An item of the version in force with the change that lies over it."""

    item: PlanItem | None
    change: AmendmentChange | None = None


@dataclass(slots=True)
class LaidLine:
    """A line of the version in force with the change that lies over it, or a new one (`line` is empty)."""

    line: PlanLine | None
    change: AmendedLine | None = None
    cells: list[tuple[str, str, list[Laid]]] = field(default_factory=list)  # kind, label, items

    @property
    def anchor(self) -> str:
        return f"line-{self.line.pk}" if self.line else f"new-line-{self.change.pk if self.change else 0}"

    @property
    def place(self) -> str:
        """How the forms at its items name it."""
        return str(self.line.pk) if self.line else f"new-{self.change.pk if self.change else 0}"

    @property
    def goes(self) -> bool:
        return self.change is not None and self.change.what == ChangeWhat.TAKE_OUT

    @property
    def items_seen(self) -> str:
        """What stands for its items in the form that takes it out with them."""
        return digest_of_items(self.line) if self.line else ""


def laid_over(
    amendment: PlanAmendment, of_lines: Sequence[AmendedLine], changes: Sequence[AmendmentChange]
) -> list[LaidLine]:
    """The lines of the plan with what the amendment wants of each and at each item, new lines where they are to stand.

    What it adds to a cell stands at its end; what is of a line that was taken out stands in none.
    """
    by_item = {change.item_id: change for change in changes if change.item_id}
    by_line = {change.line_id: change for change in of_lines if change.line_id}
    standing = set()
    lines = PlanLine.objects.filter(plan=amendment.plan).select_related("form").prefetch_related("items")
    found = []
    for line in lines.order_by("order"):
        laid = LaidLine(line, by_line.get(line.pk))
        for kind, label in cell_labels():
            items = [Laid(item, by_item.get(item.pk)) for item in line.cell(ItemKind(kind))]
            standing |= {each.item.pk for each in items if each.item}
            laid.cells.append((kind, label, items))
        found.append(laid)
    _put_new_lines(found, of_lines)
    cells = {(laid.place, kind): items for laid in found for kind, _label, items in laid.cells}
    for change in changes:  # what is added, and what another amendment took out meanwhile
        if change.item_id not in standing and not change.is_adrift:
            place = f"new-{change.into_id}" if change.into_id else str(change.line_id)
            cells[place, change.kind].append(Laid(None, change))
    return found


def _put_new_lines(found: list[LaidLine], of_lines: Sequence[AmendedLine]) -> None:
    """Each behind the line that it is to stand behind, as they were written; at the end where that one is gone."""
    for change in of_lines:
        if change.what != ChangeWhat.ADD:
            continue
        laid = LaidLine(None, change, [(kind, label, []) for kind, label in cell_labels()])
        place = 0
        if change.after_id:
            keys = [each.line.pk if each.line else None for each in found]
            place = keys.index(change.after_id) + 1 if change.after_id in keys else len(found)
        while place < len(found) and found[place].line is None:
            place += 1
        found.insert(place, laid)
