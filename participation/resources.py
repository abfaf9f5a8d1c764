"""A region's plan table and the plan lines it means."""

import re

from django.db import models
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from participation.models import FormOfParticipation, Plan, PlanLine
from participation.models.plan import PlanQuerySet, replace_items
from participation.workbooks import PLAN
from spreadsheets.resources import Change, Comparison, ImportWriter, RowChange, SheetResource, places
from tables.cells import quoted
from tables.faults import Fault
from tables.kinds import Row, Table
from tables.writing import ExportColumn, ExportTable
from thai.text import match_key

NEAR_ENOUGH_TO_SUGGEST = 60
# The paper numbers the forms: "1. เพิ่มการรับรู้…", "รูปแบบที่ 1 …", "(1) …", "ข้อ 1 …".
_NUMBERED = re.compile(
    r"^\s*(?:(?P<said>รูปแบบ(?:ที่)?|ข้อ(?:ที่)?)\s*(?P<number>[0-9๐-๙]{1,2})\s*[.):–-]*|\(?\s*[0-9๐-๙]{1,2}\s*[.)])\s*"
)
_TEXTS = {
    "targets": "targets_as_written",
    "activities": "activities_as_written",
    "outcomes": "outcomes_as_written",
}


class PlanLineResource(SheetResource):
    """One row of a region's plan table: a form of participation, for whom, what, to what end."""

    kind = PLAN
    written_models = (PlanLine, Plan)

    def lock(self) -> None:
        type(self.scope.region).objects.select_for_update().get(pk=self.scope.region.pk)
        list(self._plans().select_for_update())

    def _plans(self) -> PlanQuerySet:
        return Plan.objects.filter(region=self.scope.region, fiscal_year=self.scope.fiscal_year)

    def compare(self, table: Table) -> Comparison:
        comparison = Comparison(table, self.scope, faults=list(table.faults), warnings=list(table.warnings))
        plan = self._plans().first()
        comparison.notes["plan"] = plan
        if plan is not None and not plan.is_open:
            comparison.faults.append(
                Fault(
                    _(
                        "The plan is “%(state)s” and no longer changes. The regional office can take it back to draft."
                    )
                    % {"state": plan.get_state_display()},
                    "plan_closed",
                    table.sheet,
                )
            )
        missing = {line.order: line for line in PlanLine.objects.filter(plan=plan).select_related("form")}
        forms = FormOfParticipation.objects.by_key(self.scope.fiscal_year)
        for order, row in zip(places(table), table.rows, strict=True):
            if "form" not in row.values:
                continue  # the cell's own fault is on the list already
            written = self.scope.answers.get(("unknown_form", row.values["form"]), row.values["form"])
            form = forms.get(match_key(_NUMBERED.sub("", written)))
            if form is None:
                comparison.faults.append(_unknown_form(comparison, row, forms))
                continue
            said = _NUMBERED.match(written)
            if said and said["number"] and int(said["number"]) != form.number:
                sentence = _("%(text)s is taken as form %(number)d, “%(form)s”.")
                figures = {"text": quoted(written), "number": form.number, "form": form.name}
                comparison.warnings.append(
                    comparison.fault_at(row, "form", sentence % figures, "form_number")
                )
            if any(key not in row.values for key in _TEXTS):
                continue
            values = {name: row.values[key] for key, name in _TEXTS.items()}
            change = RowChange(Change.NEW, form.name, row.number, key=str(order))
            change.values = {"order": order, "form": form, **values}
            line = missing.pop(order, None)
            if line is not None:
                _compare_with(change, line)
            comparison.changes.append(change)
        for line in missing.values():
            comparison.changes.append(RowChange(Change.MISSING, str(line), key=str(line.order), record=line))
        if missing and not comparison.faults:
            comparison.warnings.append(
                Fault(
                    _("%(count)s lines of the plan are not in the file. They stay as they are.")
                    % {"count": len(missing)},
                    "missing",
                    table.sheet,
                )
            )
        if plan is None and not comparison.faults:
            comparison.facts.append(
                _("A plan for fiscal year %(year)s is made as a draft.") % {"year": self.scope.fiscal_year}
            )
        return comparison

    def write(self, comparison: Comparison, writer: ImportWriter) -> None:
        plan = comparison.notes["plan"]
        if plan is None:
            plan = writer.create(Plan, [Plan(region=self.scope.region, fiscal_year=self.scope.fiscal_year)])[
                0
            ]
        changed = []
        for change in comparison.of(Change.CHANGED):
            line = change.record
            for name in ("form", *_TEXTS.values()):
                setattr(line, name, change.values[name])
            changed.append(line)
        writer.update(PlanLine, changed, ["form", *_TEXTS.values()])
        made = writer.create(
            PlanLine, [PlanLine(plan=plan, **row.values) for row in comparison.of(Change.NEW)]
        )
        replace_items([*changed, *made])

    def export_table(self) -> ExportTable:
        columns = self.kind.columns
        lines = PlanLine.objects.filter(plan__in=self._plans()).select_related("form").order_by("order")
        return ExportTable(
            title=str(self.kind.label),
            lines=(
                _("Plan of participation, fiscal year %(year)s, %(region)s")
                % {"year": self.scope.fiscal_year, "region": self.scope.region},
            ),
            columns=tuple(
                ExportColumn(column.header, 8 if column.key == "order" else 34) for column in columns
            ),
            rows=tuple(
                (line.order, line.form.name, *(getattr(line, name) for name in _TEXTS.values()))
                for line in lines
            ),
        )

    def after_undo(self, records: list[models.Model]) -> None:
        replace_items([record for record in records if isinstance(record, PlanLine)])


def _compare_with(change: RowChange, line: PlanLine) -> None:
    change.record = line
    change.key = f"{line.pk}"
    if line.form_id != change.values["form"].pk:
        change.differences.append((_("form of participation"), line.form.name, change.values["form"].name))
    for name in _TEXTS.values():
        before, after = getattr(line, name), change.values[name]
        if before != after:
            label = PlanLine._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # never a relation
            change.differences.append((str(label), before, after))
    change.change = Change.CHANGED if change.differences else Change.UNCHANGED


def _unknown_form(comparison: Comparison, row: Row, forms: dict[str, FormOfParticipation]) -> Fault:
    written = row.values["form"]
    best = process.extractOne(
        match_key(written), forms.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH_TO_SUGGEST
    )
    near = forms[best[0]].name if best else None
    if near:
        message = _("“%(form)s” is not a form of participation. Did you mean “%(near)s”?") % {
            "form": written,
            "near": near,
        }
    else:
        message = _("“%(form)s” is not a form of participation. The forms are: %(forms)s") % {
            "form": written,
            "forms": " · ".join(form.name for form in forms.values()),
        }
    choices = ((near, _("Take “%(name)s”") % {"name": near}),) if near else ()
    return comparison.fault_at(
        row, "form", message, "unknown_form", suggestion=near, written=written, choices=choices
    )
