"""The budget as tables that go out: per organisation, and summed by province and by network."""

from django.utils.translation import gettext as _

from grants.budget.summaries import BudgetSummary, Group
from grants.budget.workbooks import BUDGET
from tables.writing import ExportColumn, ExportTable


def detailed_table(summary: BudgetSummary) -> ExportTable:
    """One row an organisation, headed as offices head it, so that it can be brought in again."""
    return ExportTable(
        title=_("Budget"),
        lines=_lines(summary),
        columns=(
            ExportColumn(BUDGET.heading("order"), 8),
            ExportColumn(BUDGET.heading("name"), 70),
            ExportColumn(BUDGET.heading("amount"), 16, money=True, summed=True),
            ExportColumn("จังหวัด", 18),
            ExportColumn("เครือข่าย", 28),
        ),
        rows=tuple(
            (row.order, row.name, row.amount, row.province or None, row.focus or None) for row in summary.rows
        ),
        total_label="รวมทั้งสิ้น",
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
