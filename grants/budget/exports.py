"""The budget as tables that go out: per organisation, and summed by province and by network."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from grants.budget.summaries import BudgetSummary, GrantedRow, Group
from grants.budget.workbooks import BUDGET
from tables.writing import ExportColumn, ExportTable
from thai.money_words import format_baht


def detailed_table(summary: BudgetSummary, rows: Sequence[GrantedRow], only: Sequence[str]) -> ExportTable:
    """The rows that the page shows, headed as offices head them, so that they can be brought in again.

    `only` names what narrows them down, so that nobody takes their sum for the budget's.
    """
    said = _("Only %(labels)s: %(count)s of %(all)s organisations, %(amount)s baht.")
    counted = {"count": len(rows), "all": len(summary.rows)}
    values = counted | {"labels": " · ".join(only), "amount": format_baht(sum(row.amount for row in rows))}
    return ExportTable(
        title=_("Budget"),
        lines=(*_lines(summary), *([said % values] if only else [])),
        columns=(
            ExportColumn(BUDGET.heading("order"), 8),
            ExportColumn(BUDGET.heading("name"), 70),
            ExportColumn(BUDGET.heading("amount"), 16, money=True, summed=True),
            ExportColumn("จังหวัด", 18),
            ExportColumn("เครือข่าย", 28),
        ),
        rows=tuple(
            (row.order, row.name, row.amount, row.province or None, row.focus or None) for row in rows
        ),
        total_label=_("Sum of these rows") if only else "รวมทั้งสิ้น",
    )


def summary_tables(summary: BudgetSummary) -> tuple[ExportTable, ExportTable]:
    """The money by province and by network; each adds up to the same total."""
    return (
        _grouped(summary, _("By province"), _("Province"), summary.by_province),
        _grouped(summary, _("By network"), _("Network"), summary.by_focus),
    )


def _grouped(summary: BudgetSummary, title: str, header: str, groups: list[Group]) -> ExportTable:
    return ExportTable(
        title=title,
        lines=_lines(summary),
        columns=(
            ExportColumn(header, 44),
            ExportColumn(_("Organisations"), 14, summed=True),
            ExportColumn(_("Budget (baht)"), 18, money=True, summed=True),
        ),
        rows=tuple((group.label, group.count, group.amount) for group in groups),
        total_label=_("Total"),
    )


def _lines(summary: BudgetSummary) -> tuple[str, ...]:
    name = summary.programme.name if summary.programme else ""
    return tuple(
        line
        for line in (
            _("Support by budget, fiscal year %(year)s, %(region)s")
            % {"year": summary.fiscal_year, "region": summary.region},
            f"({name})" if name else "",
        )
        if line
    )
