"""A region's budget table and the allocations it means."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from centres.models import Organisation
from centres.names_asked_about import LOOKS_ALIKE, answered_names, asked_about, keep_answers
from centres.new_organisations import new_organisations
from centres.resources import KnowsOrganisations
from grants.budget.allocation import Allocation
from grants.budget.exports import detailed_table
from grants.budget.programme import Programme, ProgrammeQuerySet
from grants.budget.refused_rows import settled_already, settled_since
from grants.budget.summaries import budget_summary
from grants.budget.workbooks import BUDGET
from participation.models import Plan
from regions.models import Region
from spreadsheets.resources import (
    LAST_PLACE,
    Change,
    Comparison,
    ImportWriter,
    RowChange,
    UndoObstacle,
    UndoStep,
    places,
)
from tables.faults import Fault
from tables.kinds import Row, Table
from tables.writing import ExportTable
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.sentences import gettext as _
from thai.text import clean


class AllocationResource(KnowsOrganisations):
    """One row of a region's budget table: what one organisation is granted."""

    kind = BUDGET
    written_models = (Allocation, Organisation, Programme)

    def holds(self, name: str) -> Decimal | None:
        organisation = self.meant(name)
        if organisation is None or not self.is_own(organisation):
            return None
        return self._granted.get(organisation.pk)

    @cached_property
    def _granted(self) -> dict[int, Decimal]:
        """What the year's budget has for each organisation, in baht."""
        rows = Allocation.objects.filter(programme__in=self._programmes())
        return {row.organisation_id: row.counted for row in rows}

    def lock(self) -> None:
        # The region row stands for the programme while there is none.
        type(self.scope.region).objects.select_for_update().get(pk=self.scope.region.pk)
        list(self._programmes().select_for_update())

    def _programmes(self) -> ProgrammeQuerySet:
        return Programme.objects.filter(region=self.scope.region, fiscal_year=self.scope.fiscal_year)

    def compare(self, table: Table) -> Comparison:
        comparison = Comparison(table, self.scope, faults=list(table.faults), warnings=list(table.warnings))
        programme = self._programmes().first()
        comparison.notes["programme"] = programme
        present = {
            allocation.organisation_id: allocation
            for allocation in Allocation.objects.filter(programme=programme).select_related("organisation")
        }
        seen: dict[int, Row] = {}
        for order, row in zip(self._places(table, present), table.rows, strict=True):
            name, amount = row.values.get("name"), row.values.get("amount")
            if name is None:
                continue  # the cell's own fault is on the list already
            identity: Any = row.identity
            organisation = self.meant(name)
            if not self.is_own(organisation):
                comparison.faults.append(self.not_hers(comparison, row))
                continue
            earlier = seen.get(organisation.pk) if organisation is not None else None
            if earlier is not None and earlier.identity == identity:
                continue  # a name that stands twice is a fault of the table already
            if earlier is not None:
                sentence = _("This is the same organisation as in row %(row)s.") % {"row": earlier.number}
                comparison.faults.append(comparison.fault_at(row, "name", sentence, "duplicate"))
                continue
            if amount is None:  # a fault as well; what is wrong with its name is said all the same
                if organisation is not None:
                    seen[organisation.pk] = row
                    present.pop(organisation.pk, None)
                continue
            change = RowChange(Change.NEW, name, row.number, amount, key="/".join(identity))
            change.values = {
                "amount": amount,
                "order": order,
                "organisation": organisation,
                "identity": identity,
            }
            if organisation is not None:
                seen[organisation.pk] = row
                allocation = present.pop(organisation.pk, None)
                if allocation is not None:
                    _compare_with(change, allocation)
            refused = settled_already(change, programme)
            if refused is not None:
                code, why = refused
                comparison.faults.append(comparison.fault_at(row, "amount", why, code))
            comparison.changes.append(change)
        others = NO_BAHT
        named = (self.meant(row.values.get("name") or "") for row in table.left_out)
        left_out = {organisation.pk for organisation in named if organisation is not None}
        for allocation in present.values():
            if not self.is_own(allocation.organisation):
                others += allocation.counted
                continue
            comparison.changes.append(
                RowChange(
                    Change.LEFT_OUT if allocation.organisation_id in left_out else Change.MISSING,
                    allocation.organisation.name,
                    baht=allocation.counted,
                    baht_before=allocation.counted,
                    key=str(allocation.pk),
                    record=allocation,
                )
            )
        self._look_at_names(comparison)
        self._check_ceiling(comparison, programme, others)
        return comparison

    def _places(self, table: Table, present: Mapping[int, Allocation]) -> list[int]:
        """Return each row's place: the file's own, where it has the whole table with its numbers.

        A file without numbers says nothing of places, and one of a part of the table numbers that part alone: who is
        granted something keeps her place then, and who is new to a part comes after the last.
        """
        own = places(table, ties=True)
        meant = [self.meant(row.values.get("name") or "") for row in table.rows]
        held = [present.get(organisation.pk) if organisation else None for organisation in meant]
        is_part = len({each.pk for each in held if each}) < len(present)
        if not is_part and table.kind.order in table.columns:
            return own
        after = count(max((each.order for each in present.values()), default=0) + 1)
        return [
            each.order if each else min(next(after), LAST_PLACE) if is_part else place
            for each, place in zip(held, own, strict=True)
        ]

    def in_the_way_of_undo(self, steps: Mapping[type[models.Model], list[UndoStep]]) -> list[UndoObstacle]:
        programme = self._programmes().first()
        return [] if programme is None else settled_since(programme, steps.get(Allocation, []))

    def in_safe_order(self, steps: list[UndoStep]) -> list[list[UndoStep]]:
        # What goes down first: the ceiling holds after every single row, also inside one statement.
        if not steps or not isinstance(steps[0].record, Allocation):
            return [steps]
        rises = [step.before.amount > step.record.amount for step in steps]
        return [
            [step for step, rise in zip(steps, rises, strict=True) if not rise],
            [step for step, rise in zip(steps, rises, strict=True) if rise],
        ]

    def export_table(self) -> ExportTable:
        # Without its total, which would have to be corrected with every amount that a person edits.
        reader = self.scope.user or AnonymousUser()
        summary = budget_summary(self.scope.region, self.scope.fiscal_year, reader)
        if self.own is not None:
            summary.rows = [row for row in summary.rows if row.organisation_pk in self.own]
        return replace(detailed_table(summary), total_label="")

    def _look_at_names(self, comparison: Comparison) -> None:
        """New names that are almost an organisation we know: a person decides, so a person is told."""
        table = comparison.table
        for change in comparison.of(Change.NEW):
            if change.values["organisation"] is not None or (LOOKS_ALIKE, change.title) in self.scope.answers:
                continue
            if near := self.known.of(change.title):
                comparison.warnings.append(asked_about(comparison, change.title, change.row, near))
        comparison.warnings += answered_names(comparison, self.known)
        left_out = comparison.of(Change.LEFT_OUT)
        if left_out and not comparison.faults:
            sentence = _(
                "%(count)s organisations whose rows you left out keep what the budget has for them: %(baht)s baht. To "
                "take it away, cancel it in the budget."
            )
            figures = {"count": len(left_out), "baht": format_baht(comparison.baht(Change.LEFT_OUT))}
            comparison.warnings.append(Fault(sentence % figures, "left_out", table.sheet))
        missing = comparison.of(Change.MISSING)
        if missing and not comparison.faults:  # a row that could not be read is not a row left out
            sentence = _(
                "%(count)s organisations that already have an allocation (%(baht)s baht) are not in the file. "
                "They stay as they are."
            )
            figures = {"count": len(missing), "baht": format_baht(comparison.baht(Change.MISSING))}
            comparison.warnings.append(Fault(sentence % figures, "missing", table.sheet))

    def _check_ceiling(self, comparison: Comparison, programme: Programme | None, others: Decimal) -> None:
        """`others` is what rows that the person does not see count towards the ceiling."""
        table = comparison.table
        ceiling = programme.ceiling if programme else self.scope.ceiling
        if programme is not None and self.scope.ceiling not in (None, programme.ceiling):
            sentence = _(
                "The programme has a ceiling of %(ceiling)s baht already, and no import changes it. Name none for this "
                "file; for another one, ask on the page “Ceiling” of the year, where another person approves it."
            )
            message = sentence % {"ceiling": format_baht(programme.ceiling)}
            comparison.faults.append(Fault(message, "ceiling_of_programme", table.sheet))
        # With rows unread, what seems left out may be among them; what was read counts by itself.
        read = sum((row.values["amount"] for row in comparison.changes if row.values), NO_BAHT)
        total = others + (read if comparison.faults else comparison.total_after)
        if ceiling is not None and total > ceiling:
            comparison.faults.append(self._above_ceiling(comparison, total, ceiling))
        if programme is not None:
            return
        if not self._may_make_programme():
            sentence = _(
                "There is no programme for fiscal year %(year)s yet. The regional office makes it and sets its "
                "ceiling; then this file can go in."
            )
            comparison.faults.append(Fault(sentence % {"year": self.scope.fiscal_year}, "no_programme"))
            return
        comparison.notes["ceiling"] = ceiling = ceiling if ceiling is not None else _stated_total(table)
        if ceiling is None and self.scope.user is not None and table.rows:
            sentence = _(
                "There is no programme for fiscal year %(year)s yet, and the table states no total. Bring it in "
                "again and type the ceiling of the programme."
            )
            comparison.faults.append(Fault(sentence % {"year": self.scope.fiscal_year}, "ceiling_needed"))
        elif ceiling is not None and not comparison.faults:
            sentence = _("A programme for fiscal year %(year)s is made with a ceiling of %(ceiling)s baht.")
            figures = {"year": self.scope.fiscal_year, "ceiling": format_baht(ceiling)}
            comparison.facts.append(sentence % figures)

    def _above_ceiling(self, comparison: Comparison, total: Decimal, ceiling: Decimal) -> Fault:
        if self.own is not None:  # the total and the ceiling of the region are not hers to read
            message = _(
                "With these amounts the region would grant more than its ceiling. Ask the regional office."
            )
            return Fault(message, "ceiling", comparison.table.sheet)
        left_out = comparison.baht(Change.MISSING)
        figures = {
            "total": format_baht(total),
            "ceiling": format_baht(ceiling),
            "over": format_baht(total - ceiling),
            "left_out": format_baht(left_out),
            "count": comparison.count(Change.MISSING),
        }
        if left_out and not comparison.faults:
            message = _(
                "The allocations would add up to %(total)s baht, %(over)s baht more than the ceiling of %(ceiling)s "
                "baht. %(left_out)s baht of it belong to %(count)s organisations that are not in the file: check "
                "whether one of them is written differently here."
            )
        else:
            message = _(
                "The allocations would add up to %(total)s baht, more than the ceiling of %(ceiling)s baht "
                "(%(over)s baht too much). Correct the table, or ask on the page “Ceiling” of the year for a higher "
                "one, which another person approves."
            )
        return Fault(message % figures, "ceiling", comparison.table.sheet)

    def _may_make_programme(self) -> bool:
        """A ceiling is the regional office's decision; the command line acts for head office."""
        user = self.scope.user
        return user is None or Region.objects.staffed_by(user).filter(pk=self.scope.region.pk).exists()

    def write(self, comparison: Comparison, writer: ImportWriter) -> None:
        programme = comparison.notes["programme"] or self._make_programme(comparison, writer)
        stated = _stated_total(comparison.table)
        # A file that leaves rows out states the total of a part; the whole table's total stays.
        whole = self.own is None and not any(row.change.stays for row in comparison.changes)
        open_still = programme.state != Programme.State.CLOSED
        if whole and open_still and stated is not None and programme.stated_total != stated:
            programme.stated_total = stated
            writer.update(Programme, [programme], ["stated_total"])
        new = comparison.of(Change.NEW)
        unknown = [change for change in new if change.values["organisation"] is None]
        made = writer.create(
            Organisation,
            new_organisations(self.scope, {row.title: row.values["identity"] for row in unknown}),
        )
        for change, organisation in zip(unknown, made, strict=True):
            change.values["organisation"] = organisation
        keep_answers(
            self.scope, {row.title: row.values["organisation"] for row in comparison.changes if row.values}
        )
        changed = comparison.of(Change.CHANGED)
        for change in changed:
            if change.record.state != Allocation.State.CANCELLED:  # of which the table has only what was paid
                change.record.amount = change.values["amount"]
            change.record.order = change.values["order"]
        # What goes down first: the ceiling holds after every single row, also inside one statement.
        fewer = [row.record for row in changed if row.baht <= row.baht_before]  # type: ignore[operator]
        more = [row.record for row in changed if row.baht > row.baht_before]  # type: ignore[operator]
        for records in (fewer, more):
            writer.update(Allocation, records, ["amount", "order"])
        writer.create(
            Allocation,
            [
                Allocation(
                    programme_id=programme.pk,
                    organisation_id=change.values["organisation"].pk,
                    order=change.values["order"],
                    amount=change.values["amount"],
                )
                for change in new
            ],
        )

    def _make_programme(self, comparison: Comparison, writer: ImportWriter) -> Programme:
        name = _programme_name(comparison.table.title) or _(
            "Support for public participation, %(region)s"
        ) % {"region": self.scope.region}
        plan = Plan.objects.filter(region=self.scope.region, fiscal_year=self.scope.fiscal_year).first()
        programme = Programme(
            region=self.scope.region,
            fiscal_year=self.scope.fiscal_year,
            name=name[:255],
            ceiling=comparison.notes["ceiling"],
            plan=plan,
            source_document=writer.batch.filename,
        )
        programme.full_clean()
        return writer.create(Programme, [programme])[0]


def _stated_total(table: Table) -> Decimal | None:
    """What the office's table says it adds up to, in its title or at its foot."""
    return table.title_total or (table.stated_totals[-1][1] if table.stated_totals else None)


def _programme_name(title: str) -> str:
    """The programme as the lines above the table name it: "(โครงการสนับสนุน… สปสช.เขต 6 ระยอง)"."""
    found = re.search(r"\((โครงการ[^()]+)\)|^(โครงการ[^\n()]+)", title, re.MULTILINE)
    return clean(found[1] or found[2]) if found else ""


def _compare_with(change: RowChange, allocation: Allocation) -> None:
    change.record = allocation
    change.baht_before = allocation.counted
    change.key = str(allocation.pk)
    if allocation.counted != change.values["amount"]:
        change.differences.append(
            (_("amount (baht)"), format_baht(allocation.counted), format_baht(change.values["amount"]))
        )
    if allocation.order != change.values["order"]:
        change.differences.append((_("number"), str(allocation.order), str(change.values["order"])))
    change.change = Change.CHANGED if change.differences else Change.UNCHANGED
