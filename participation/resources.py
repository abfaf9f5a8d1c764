"""A region's plan table and the plan lines it means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from rapidfuzz import fuzz, process

from participation.life import PLAN_LIFE
from participation.lists_asked_about import asked_for_items
from participation.matching import NEAR_ENOUGH, match_pieces
from participation.models import FormOfParticipation, ItemKind, Plan, PlanItem, PlanLine
from participation.models.item import Recogniser, cell_of
from participation.models.plan import PlanQuerySet
from participation.workbooks import PLAN
from spreadsheets.resources import (
    Change,
    Comparison,
    ImportWriter,
    RowChange,
    SheetResource,
    comes_back,
    places,
)
from tables.cells import quoted
from tables.faults import Fault
from tables.kinds import Row, Table
from tables.writing import ExportTable
from thai.marks import Piece, pieces_of
from thai.sentences import gettext as _
from thai.text import match_key

NEAR_ENOUGH_TO_SUGGEST = 60
NOTHING_YET = "–"  # in a file a blank cell may as well mean the one above it
# The paper numbers the forms: "1. เพิ่มการรับรู้…", "รูปแบบที่ 1 …", "(1) …", "ข้อ 1 …".
_NUMBERED = re.compile(
    r"^\s*(?:(?P<said>รูปแบบ(?:ที่)?|ข้อ(?:ที่)?)\s*(?P<number>[0-9๐-๙]{1,2})\s*[.):–-]*|\(?\s*[0-9๐-๙]{1,2}\s*[.)])\s*"
)
_CELLS = {"targets": ItemKind.TARGET, "activities": ItemKind.ACTIVITY, "outcomes": ItemKind.OUTCOME}
_LINE_FIELDS = ["order", "number", "form", "form_words", "form_is_above"]
_ITEM_FIELDS = ["line", "order", "mark", "text", "after"]


@dataclass(slots=True)
class CellChange:
    """A cell that the file words anew: its pieces, each with the item that it is, and the items that go."""

    change: RowChange
    kind: ItemKind
    pieces: list[Piece]
    items: list[PlanItem | None]
    gone: list[PlanItem] = field(default_factory=list)


class PlanLineResource(SheetResource):
    """One row of a region's plan table: a form of participation, for whom, what, to what end."""

    kind = PLAN
    written_models = (PlanItem, PlanLine, Plan)

    def lock(self) -> None:
        type(self.scope.region).objects.select_for_update().get(pk=self.scope.region.pk)
        list(self._plans().select_for_update())

    def _plans(self) -> PlanQuerySet:
        return Plan.objects.filter(region=self.scope.region, fiscal_year=self.scope.fiscal_year)

    def _lines(self) -> list[PlanLine]:
        lines = PlanLine.objects.filter(plan__in=self._plans()).select_related("form").order_by("order")
        return list(lines.prefetch_related("items__network", "items__standard"))

    def compare(self, table: Table) -> Comparison:
        comparison = Comparison(table, self.scope, faults=list(table.faults), warnings=list(table.warnings))
        plan = self._plans().first()
        comparison.notes["plan"] = plan
        if plan is not None and not plan.is_open:
            comparison.faults.append(Fault(_why_closed(plan), "plan_closed", table.sheet))
        self._read_rows(comparison)
        lines = self._lines()
        _match_lines(comparison.changes, lines)
        cells = [cell for change in comparison.changes for cell in _cells_of(comparison, change)]
        _find_moved(cells)
        comparison.notes["cells"] = cells
        for change in comparison.changes:
            _tell(change, [cell for cell in cells if cell.change is change])
        self._keep_missing(comparison, lines)
        if plan is None and not comparison.faults:
            comparison.facts.append(
                _("A plan for fiscal year %(year)s is made as a draft.") % {"year": self.scope.fiscal_year}
            )
        return comparison

    def _read_rows(self, comparison: Comparison) -> None:
        table, known = comparison.table, FormOfParticipation.objects.by_words(self.scope.fiscal_year)
        for order, row in zip(places(table), table.rows, strict=True):
            if "form" not in row.values:
                continue  # the cell's own fault is on the list already
            cell = row.values["form"]
            answer = self.scope.answers.get(("unknown_form", cell))
            written = answer or cell
            form = known.get(match_key(_NUMBERED.sub("", written)))
            if form is None:
                comparison.faults.append(_unknown_form(comparison, row, known.values()))
                continue
            if answer:
                question = _unknown_form(comparison, row, known.values())
                comparison.warnings.append(question.answered(answer))
            said = _NUMBERED.match(written)
            if said and said["number"] and int(said["number"]) != form.number:
                sentence = _("%(text)s is taken as form %(number)d, “%(form)s”.")
                figures = {"text": quoted(written), "number": form.number, "form": form.name}
                comparison.warnings.append(
                    comparison.fault_at(row, "form", sentence % figures, "form_number")
                )
            if any(key not in row.values for key in _CELLS):
                continue
            change = RowChange(Change.NEW, form.name, row.number, key=str(order))
            above = comparison.changes[-1].values["form_words"] if comparison.changes else ""
            change.values = {
                "form_is_repeated": written == above and "form" not in row.from_above,
                "row": row,
                "order": order,
                "number": row.written.get("order", ""),
                "form": form,
                "form_words": written,
                "form_is_above": "form" in row.from_above and bool(comparison.changes),
                "cells": {
                    kind: row.values[key] or "" for key, kind in _CELLS.items()
                },  # "–": nothing stands there yet
            }
            comparison.changes.append(change)

    def _keep_missing(self, comparison: Comparison, lines: list[PlanLine]) -> None:
        """Lines that the file leaves out stay, behind the others where a row takes their place."""
        used = {change.values["order"] for change in comparison.changes}
        found = {change.record.pk for change in comparison.changes if change.record is not None}
        missing = [line for line in lines if line.pk not in found]
        behind = max([*used, *(line.order or 0 for line in missing)], default=0)
        moved = []
        for line in missing:
            comparison.changes.append(RowChange(Change.MISSING, str(line), key=f"{line.pk}", record=line))
            if line.order in used:
                behind += 1
                moved.append((line, behind))
        comparison.notes["moved_behind"] = moved
        if missing and not comparison.faults:
            message = _("%(count)s lines of the plan are not in the file. They stay as they are.")
            comparison.warnings.append(
                Fault(message % {"count": len(missing)}, "missing", comparison.table.sheet)
            )

    def write(self, comparison: Comparison, writer: ImportWriter) -> None:
        plan = comparison.notes["plan"]
        if plan is None:
            made = Plan(region=self.scope.region, fiscal_year=self.scope.fiscal_year)
            made.title = comparison.table.title
            (plan,) = writer.create(Plan, [made])
        changed = [change.record for change in comparison.of(Change.CHANGED)]
        for change in comparison.of(Change.CHANGED):
            for name in _LINE_FIELDS:
                setattr(change.record, name, change.values[name])
        for line, order in comparison.notes["moved_behind"]:
            line.order = order
            changed.append(line)
        self.clear_the_way(PlanLine, changed)
        writer.update(PlanLine, changed, _LINE_FIELDS)
        new = comparison.of(Change.NEW)
        lines = [PlanLine(plan=plan, **{name: row.values[name] for name in _LINE_FIELDS}) for row in new]
        for row, line in zip(new, writer.create(PlanLine, lines), strict=True):
            row.record = line
        self._write_items(comparison.notes["cells"], writer)

    def _write_items(self, cells: list[CellChange], writer: ImportWriter) -> None:
        recogniser = Recogniser(self.scope.fiscal_year)
        new: list[PlanItem] = []
        kept: list[PlanItem] = []
        for cell in cells:
            for order, (piece, item) in enumerate(zip(cell.pieces, cell.items, strict=True), start=1):
                is_new = item is None
                item = item or PlanItem(kind=cell.kind)
                item.line, item.order = cell.change.record, order
                item.mark, item.text, item.after = piece.mark, piece.text, piece.after
                if is_new:
                    recogniser.recognise(item)
                (new if is_new else kept).append(item)
        for item in (item for cell in cells for item in cell.gone):
            item.order = None
            kept.append(item)
        self.clear_the_way(PlanItem, kept)
        writer.update(PlanItem, kept, _ITEM_FIELDS)
        writer.create(PlanItem, new)

    def clear_the_way(self, model: type[models.Model], records: Iterable[models.Model]) -> None:
        """Take lines and items from their places before they are written into others, which may be taken yet."""
        if model in (PlanLine, PlanItem):
            model._base_manager.filter(pk__in=[record.pk for record in records]).update(order=None)

    def export_table(self) -> ExportTable:
        columns, plan, lines = self.kind.columns, self._plans().first(), self._lines()
        title = _("Plan of participation, fiscal year %(year)s, %(region)s") % {
            "year": self.scope.fiscal_year,
            "region": self.scope.region,
        }
        return ExportTable(
            title=str(self.kind.label),
            lines=tuple((plan.title if plan else "").splitlines()) or (title,),
            columns=tuple(
                comes_back(self.kind, column.key, 8 if column.key == "order" else 34) for column in columns
            ),
            rows=tuple(
                (
                    line.number or line.order,
                    line.form_words,
                    *(cell_of(line.cell(kind)) or NOTHING_YET for kind in _CELLS.values()),
                )
                for line in lines
            ),
            as_above=frozenset((row, 1) for row, line in enumerate(lines) if row and line.form_is_above),
        )


def _why_closed(plan: Plan) -> str:
    """Why no file changes a plan, and what does."""
    if plan.state in PLAN_LIFE["return_to_draft"].sources:
        said = _(
            "The plan is “%(state)s” and no longer changes. The regional office can take it back to draft."
        )
    elif plan.state in PLAN_LIFE["close"].sources:
        said = _(
            "The plan is “%(state)s” and no file changes it any more. Write an amendment on the plan's page."
        )
    else:
        said = _("The plan is “%(state)s”: its year is over, and nothing in it changes any more.")
    return said % {"state": plan.get_state_display()}


def _match_lines(changes: list[RowChange], lines: list[PlanLine]) -> None:
    """Say of each row which line it is: the same words, the same place and form, the likest of its form, its place."""
    left = list(lines)

    def take(change: RowChange, line: PlanLine | None) -> None:
        if line is not None:
            change.record, change.key = line, f"{line.pk}"
            left.remove(line)

    def words(line: PlanLine) -> str:
        return "\n".join(cell_of(line.cell(kind)) for kind in ItemKind)

    def unmatched() -> list[RowChange]:
        return [change for change in changes if change.record is None]

    for change in changes:
        said = "\n".join(change.values["cells"].values())
        same = (line for line in left if line.form == change.values["form"] and words(line) == said)
        take(
            change, min(same, key=lambda line: abs((line.order or 0) - change.values["order"]), default=None)
        )
    for change in unmatched():
        place = (change.values["order"], change.values["form"])
        take(change, next((line for line in left if (line.order, line.form) == place), None))
    for change in unmatched():
        said = match_key("".join(change.values["cells"].values()))
        near = [
            (fuzz.ratio(match_key(words(line)), said), line)
            for line in left
            if line.form == change.values["form"]
        ]
        score, line = max(near, key=lambda pair: pair[0], default=(0, None))
        take(change, line if score >= NEAR_ENOUGH else None)
    for change in unmatched():
        take(change, next((line for line in left if line.order == change.values["order"]), None))


def _cells_of(comparison: Comparison, change: RowChange) -> list[CellChange]:
    """The cells of a row that differ from what the plan holds."""
    found = []
    for kind, text in change.values["cells"].items():
        items = change.record.cell(kind) if change.record else []
        if cell_of(items) == text:
            continue
        pieces = pieces_of(text, asked_for_items(comparison, change, kind, text))
        matched = match_pieces(items, pieces)
        gone = [item for item in items if item not in matched]
        found.append(CellChange(change, kind, pieces, matched, gone))
    return found


def _find_moved(cells: list[CellChange]) -> None:
    """An item that goes from one line and stands, in the same words, in another one has moved there."""
    for cell in cells:
        for place, piece in enumerate(cell.pieces):
            if cell.items[place] is not None:
                continue
            key = match_key(piece.text)
            for other in (each for each in cells if each.kind == cell.kind):
                item = next((gone for gone in other.gone if match_key(gone.text) == key), None)
                if item is not None:
                    other.gone.remove(item)
                    cell.items[place] = item
                    break


def _tell(change: RowChange, cells: list[CellChange]) -> None:
    """Write into a change what of its line becomes different, links to the catalogue included."""
    line = change.record
    if line is None:
        return
    values = change.values
    if not line.number and values["number"] == str(line.order):
        values["number"] = ""  # the file numbers a line that the plan leaves without a number
    for name, label in (("order", _("place")), ("number", _("number as written"))):
        if getattr(line, name) != values[name]:
            change.differences.append((label, str(getattr(line, name)), str(values[name])))
    if line.form_words != values["form_words"] or line.form_id != values["form"].pk:
        change.differences.append((_("form of participation"), line.form_words, values["form_words"]))
    if values["form_is_repeated"]:  # as a format without merged cells has it
        values["form_is_above"] = line.form_is_above
    if line.form_is_above != values["form_is_above"]:
        names = {True: _("merged with the one above"), False: _("of its own")}
        change.differences.append(
            (_("cell of the form"), names[line.form_is_above], names[values["form_is_above"]])
        )
    labels = {
        ItemKind.TARGET: _("target groups"),
        ItemKind.ACTIVITY: _("activities"),
        ItemKind.OUTCOME: _("outcomes"),
    }
    for cell in cells:
        before, after = cell_of(line.cell(cell.kind)), values["cells"][cell.kind]
        change.differences.append((labels[cell.kind], before, after))
        for item in cell.gone:
            if link := item.network_words or item.standard_words:
                change.differences.append((_("taken out, with its link to the catalogue"), item.text, link))
    change.change = Change.CHANGED if change.differences else Change.UNCHANGED


def _unknown_form(comparison: Comparison, row: Row, forms: Iterable[FormOfParticipation]) -> Fault:
    written = row.values["form"]
    names = {match_key(form.name): form.name for form in forms}
    best = process.extractOne(
        match_key(written), names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH_TO_SUGGEST
    )
    near = names[best[0]] if best else None
    if near:
        message = _("“%(form)s” is not a form of participation. Did you mean “%(near)s”?") % {
            "form": written,
            "near": near,
        }
    else:
        message = _("“%(form)s” is not a form of participation. The forms are: %(forms)s") % {
            "form": written,
            "forms": " · ".join(names.values()),
        }
    choices = ((near, _("Take “%(name)s”") % {"name": near}),) if near else ()
    return comparison.fault_at(
        row, "form", message, "unknown_form", suggestion=near, written=written, choices=choices
    )
