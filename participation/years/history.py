"""The history of a plan as one list: its steps, its amendments, its lines and every item, taken out ones, too."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from editing.told import Told, newest_first, told_of
from participation.models import ItemKind, Plan, PlanAmendment, PlanItem, PlanLine
from participation.writing.cells import PlanCell
from participation.writing.held import Writer
from people import rights
from people.models import User
from people.roles import STAFF_ROLES
from thai.sentences import gettext as _

LINE = ("form", "form_words", "number")
AMENDMENT = ("reason",)
ITEM = ("text", "line", "network_words", "standard_words")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry with its place in the plan. `words` are those of an item that was added, taken out or put back,
    and the reason of an amendment.

    `offers` is the item whose words of then are not those of now, so that they can be put back.
    """

    told: Told
    place: str
    what: str
    words: str = ""
    offers: PlanItem | None = None


def entries_of(plan: Plan) -> list[HistoryEntry]:
    """Every entry that says something, newest first."""
    keys = list(PlanLine.history.filter(plan_id=plan.pk).values_list("id", flat=True).distinct())
    told = [
        *told_of(Plan.history.filter(id=plan.pk)),
        *told_of(PlanAmendment.history.filter(plan_id=plan.pk), is_part=True, only=AMENDMENT),
        *told_of(PlanLine.history.filter(id__in=keys), is_part=True, only=LINE),
        *told_of(PlanItem.history.filter(line_id__in=keys), is_part=True, only=ITEM),
    ]
    orders = dict(PlanLine.kept.filter(plan=plan).values_list("pk", "order"))
    items = {item.pk: item for item in PlanItem.kept.filter(line__plan=plan)}
    return list(_entries(newest_first(told), orders, items))


def _entries(
    told: list[Told], orders: dict[int, int | None], items: dict[int, PlanItem]
) -> Iterator[HistoryEntry]:
    for each in told:
        model = each.record.instance_type
        if model is Plan:
            is_new = each.record.history_type == "+"
            yield HistoryEntry(each, _("the plan"), _what(each), str(each.record.instance) if is_new else "")
            continue
        if model is PlanAmendment:
            if not each.is_a_note:  # its changes are told as it is decided on, by line and item
                yield HistoryEntry(each, _("an amendment"), _what(each), each.record.reason)
            continue
        moved = _stood(each.before) != _stood(each.record) if each.before is not None else False
        if moved and each.before is not None and each.before.history_type == "+" and _stood(each.record):
            continue  # a new one is given its place
        placed = model is PlanLine and _counted(each)
        if each.is_a_note and not moved and not placed:
            continue  # it was numbered anew because of its neighbours
        line = each.record.line_id if model is PlanItem else each.record.id
        place: str = _("line %(line)s") % {"line": orders.get(line) or "–"}
        if model is PlanLine:
            what = _("moved") if placed and each.is_a_note and not moved else _what(each, moved)
            yield HistoryEntry(each, place, what, each.record.form_words)
            continue
        place = f"{place}, {ItemKind(each.record.kind).label}"
        now = items.get(each.record.id)
        stands = now is not None and orders.get(now.line_id) is not None
        differs = stands and now is not None and (now.text != each.record.text or now.order is None)
        yield HistoryEntry(each, place, _what(each, moved), each.record.text, now if differs else None)


def _stood(row: object) -> bool:
    return getattr(row, "order", None) is not None


def _counted(each: Told) -> bool:
    """Whether it was moved for its own sake, by an amendment: its neighbours' moves count no version of it."""
    return each.before is not None and each.before.version != each.record.version


def _what(each: Told, moved: bool = False) -> str:
    if each.record.history_type == "+":
        return _("added")
    if each.record.history_type == "-":
        return _("removed")
    if moved:
        return _("put back") if _stood(each.record) else _("taken out")
    return _("note") if each.is_a_note else _("changed")


def put_back(plan: Plan, entry: int, *, version: int, by: User) -> PlanItem:
    """Have an item say again what it said at an entry of its history, as a new change; one taken out comes back.

    `version` is that of the item as the page showed it. Raises ValidationError for a plan that is no draft, for who is
    not of its staff, where somebody saved the item meanwhile, and where its line was taken out.
    """
    with transaction.atomic():
        held = plan.hold()
        rights.require(by, held.region_id, *STAFF_ROLES)
        held.require_open()
        row = PlanItem.history.filter(history_id=entry).first()
        items = PlanItem.kept.select_related("line").filter(line__plan=held)
        item = items.filter(pk=row.id).first() if row else None
        if row is None or item is None:
            raise ValidationError(_("These words are of another plan."), code="another_plan")
        item.require_version(version)
        if item.line.order is None:
            raise ValidationError(
                _("The line of these words was taken out of the plan. Put the line back first."),
                code="line_gone",
            )
        why = _("words put back")
        if item.order is None:  # at the end: the cell numbers and parts its items anew
            cell = PlanCell.of(Writer(held, by), item.line, item.kind)
            cell.arrange([*cell.items, item], why)
        item.text = row.text
        item.store(by=by, why=why, fields=["text"])
    return item
