"""Writing the changes of an amendment into the items of a plan: each item stays itself, the cells number themselves."""

from collections.abc import Sequence

from participation.models import AmendmentChange, PlanItem
from participation.models.amendment import ChangeWhat
from participation.models.item import Recogniser
from people.models import User
from thai.marks import counts_on, numbered, separators

Cell = tuple[int, str]  # a line by key and a kind


def apply(changes: Sequence[AmendmentChange], *, by: User, why: str) -> None:
    """Write the changes of a held amendment, of which none is overtaken, in the name of who decided."""
    touched: dict[Cell, list[PlanItem]] = {}
    wanted: dict[Cell, list[PlanItem]] = {}

    def cell(line: int, kind: str) -> list[PlanItem]:
        if (line, kind) not in wanted:
            standing = list(PlanItem.objects.filter(line=line, kind=kind).order_by("order"))
            touched[line, kind], wanted[line, kind] = standing, list(standing)
        return wanted[line, kind]

    for change in changes:
        if change.item is None:
            item = PlanItem(line=change.line, kind=change.kind, text=change.text)
            Recogniser(change.line.plan.fiscal_year).recognise(item)
            item.store(by=by, why=why)
            cell(change.line_id, change.kind).append(item)
            continue
        here = cell(change.item.line_id, change.kind)
        item = next((each for each in here if each.pk == change.item_id), change.item)
        if item in here and (change.what == ChangeWhat.TAKE_OUT or change.is_moved):
            here.remove(item)
        if change.what == ChangeWhat.TAKE_OUT:
            item.order = None
            item.store(by=by, why=why, fields=["order"])
            continue
        there = cell(change.line_id, change.kind)
        if (
            item not in there
        ):  # it moves here, or another amendment took it out and this one wants it all the same
            there.append(item)
        item.text = change.text
        item.store(by=by, why=why, fields=["text"])
    for (line, _kind), items in wanted.items():
        _arrange(line, touched[line, _kind], items, by, why)


def _arrange(line: int, before: list[PlanItem], wanted: list[PlanItem], by: User, why: str) -> None:
    """Put the items of a cell in their order: the numbers count on if they did, what parts them stays."""
    marks = [item.mark for item in before]
    counts = counts_on(marks)
    parting = separators([item.after for item in before], len(wanted))
    stood = {item.pk: (item.line_id, item.order, item.mark, item.after) for item in wanted}
    own = {item.pk for item in before}
    for order, (item, after) in enumerate(zip(wanted, parting, strict=True), start=1):
        usual = item.mark if item.pk in own else (marks[0] if marks else item.mark)
        item.line_id, item.order, item.after = line, order, after
        item.mark = numbered(usual, order) if counts else usual
    moved = [item for item in wanted if stood[item.pk] != (item.line_id, item.order, item.mark, item.after)]
    PlanItem.kept.filter(pk__in=[item.pk for item in moved]).update(order=None)
    for item in moved:
        item.place(by=by, why=why)
