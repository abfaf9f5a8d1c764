"""Writing what an amendment wants into lines and items: each stays itself, lines and cells number themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from participation.models import AmendedLine, AmendmentChange, PlanAmendment, PlanItem, PlanLine
from participation.models.amendment_change import ChangeWhat
from participation.models.item import Recogniser
from participation.writing.rows import arrange
from people.models import User
from thai.marks import counts_on, numbered, separators

Cell = tuple[int, str]  # a line by key and a kind


def apply(amendment: PlanAmendment, *, by: User, why: str) -> None:
    """Write the changes of a held amendment, of which none is overtaken, in the name of who decided."""
    lines = amendment.line_changes.select_related("line", "after", "form").order_by("pk")
    new = _apply_to_lines(amendment, list(lines), by, why)
    changes = amendment.changes.select_related("item", "line").order_by("pk")
    _apply_to_items(amendment, list(changes), new, by, why)


# Lines


@dataclass
class _Order:
    """The lines of a plan in the order that an amendment wants, each by the key of its row; new ones are rows yet."""

    lines: list[PlanLine]
    behind: dict[int | None, PlanLine] = field(default_factory=dict)  # what was put last behind a line

    def put(self, line: PlanLine, after: PlanLine | None) -> None:
        """Put it behind another one, or first; several that go to one place stand there as they were written."""
        others = [each for each in self.lines if each is not line]
        key = after.pk if after else None
        beside = self.behind.get(key) or next((each for each in others if each.pk == key), None)
        place = next((at for at, each in enumerate(others) if each is beside), -1) + 1
        self.lines = [*others[:place], line, *others[place:]]
        self.behind[key] = line


def _apply_to_lines(
    amendment: PlanAmendment, changes: Sequence[AmendedLine], by: User, why: str
) -> dict[int, PlanLine]:
    """Write what is wanted of the lines. Returns the new ones by the key of the change that wanted them."""
    if not changes:
        return {}
    standing = list(PlanLine.objects.filter(plan=amendment.plan).select_related("form").order_by("order"))
    rows, order, new = {line.pk: line for line in standing}, _Order(list(standing)), {}
    for change in changes:
        if change.what == ChangeWhat.ADD:
            line = PlanLine(plan=amendment.plan, form=change.form, form_words=change.form_words)
            new[change.pk] = line
        else:
            line = rows[change.line_id or 0]
            line.form, line.form_words = change.form, change.form_words
        if change.moves:
            order.put(line, change.after)
    going = [rows[key] for key in amendment.going]
    arrange(by, standing, [line for line in order.lines if line not in going], why)
    for change in changes:
        line = new[change.pk] if change.what == ChangeWhat.ADD else rows[change.line_id or 0]
        _say(line, change, by, why)
    return new


def _say(line: PlanLine, change: AmendedLine, by: User, why: str) -> None:
    """Save what is said of a line itself: who wrote another amendment of it sees that it was changed."""
    if change.what == ChangeWhat.TAKE_OUT:
        line.order = None
        line.store(by=by, why=why, fields=["order"])
        return
    if change.number != change.number_before:  # else it is numbered as the others are
        line.number = change.number
    if change.what == ChangeWhat.ADD:
        line.place(by=by, why=why)
        change.line = line
        change.store(by=by, why=why, fields=["line"])
        return
    line.store(by=by, why=why, fields=["number", "form", "form_words", "form_is_above"])


# Items


def _apply_to_items(
    amendment: PlanAmendment,
    changes: Sequence[AmendmentChange],
    new: dict[int, PlanLine],
    by: User,
    why: str,
) -> None:
    touched: dict[Cell, list[PlanItem]] = {}
    wanted: dict[Cell, list[PlanItem]] = {}

    def cell(line: int, kind: str) -> list[PlanItem]:
        if (line, kind) not in wanted:
            standing = list(PlanItem.objects.filter(line=line, kind=kind).order_by("order"))
            touched[line, kind], wanted[line, kind] = standing, list(standing)
        return wanted[line, kind]

    for change in changes:
        goes_to = new[change.into_id].pk if change.into_id else change.line_id or 0
        if change.item is None:
            item = PlanItem(line_id=goes_to, kind=change.kind, text=change.text)
            Recogniser(amendment.plan.fiscal_year).recognise(item)
            item.store(by=by, why=why)
            cell(goes_to, change.kind).append(item)
            continue
        here = cell(change.item.line_id, change.kind)
        item = next((each for each in here if each.pk == change.item_id), change.item)
        if item in here and (change.what == ChangeWhat.TAKE_OUT or change.is_moved):
            here.remove(item)
        if change.what == ChangeWhat.TAKE_OUT:
            item.order = None
            item.store(by=by, why=why, fields=["order"])
            continue
        there = cell(goes_to, change.kind)
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
