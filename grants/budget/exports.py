"""The budget as tables that go out: per organisation, and summed by province and by network."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from grants.budget.summaries import BudgetSummary, GrantedRow, Group, RegionRow, RegionsSummary
from grants.budget.workbooks import BUDGET
from tables.writing import ExportColumn, ExportTable
from thai.amounts import NO_BAHT
from thai.money_words import format_baht


def detailed_table(
    summary: BudgetSummary, rows: Sequence[GrantedRow] | None = None, only: Sequence[str] = ()
) -> ExportTable:
    """The rows that the page shows, by default all, headed as offices head them, so that they can be brought in again.

    `only` names what narrows them down, so that nobody takes their sum for the budget's.
    """
    rows = summary.rows if rows is None else rows
    said = _("Only %(labels)s: %(count)s of %(all)s organisations, %(amount)s baht.")
    counted = {"count": len(rows), "all": len(summary.rows)}
    values = counted | {
        "labels": " · ".join(only),
        "amount": format_baht(sum((row.amount for row in rows), NO_BAHT)),
    }
    return ExportTable(
        title=_("Budget"),
        lines=(*_lines(summary), *([said % values] if only else [])),
        columns=(
            ExportColumn(BUDGET.heading("order"), 8, meaning=_("the row's number in the office's table")),
            ExportColumn(
                BUDGET.heading("name"),
                70,
                meaning=_("to whom it is granted; of a closed year by its name of then"),
            ),
            ExportColumn(
                *(BUDGET.heading("amount"), 16),
                money=True,
                summed=True,
                meaning=_("what is granted, in baht; of a cancelled grant what was paid"),
            ),
            ExportColumn("จังหวัด", 18, meaning=_("the organisation's province; empty where it is not stated")),
            ExportColumn(
                "เครือข่าย", 28, meaning=_("the organisation's network; empty where it is not stated")
            ),
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


def regions_tables(summary: RegionsSummary) -> dict[str, ExportTable]:
    """The regions side by side, and what they allocate by organisations and provinces, by their names in an address."""
    sums = {"money": True, "summed": True}
    region = ExportColumn(_("Region"), 24, meaning=_("the NHSO region that grants"))
    allocated = ExportColumn(
        _("Allocated (baht)"),
        16,
        **sums,
        meaning=_("granted to organisations; of a cancelled grant what was paid"),
    )
    organisations = ExportColumn(
        _("Organisations"), 12, summed=True, meaning=_("how many organisations are granted something")
    )
    lines = (_("Budget by region, fiscal year %(year)s") % {"year": summary.fiscal_year},)
    return {
        "regions": ExportTable(
            title=_("Regions side by side"),
            lines=lines,
            columns=(
                region,
                allocated,
                ExportColumn(_("Ceiling (baht)"), 16, **sums, meaning=_("what may be granted")),
                ExportColumn(
                    _("Left (baht)"), 16, money=True, meaning=_("the ceiling less what is allocated")
                ),
                organisations,
                ExportColumn(
                    *(_("Provinces reached"), 12),
                    meaning=_("in how many provinces an organisation is granted something"),
                ),
                ExportColumn(_("Provinces"), 12, meaning=_("how many provinces the region has")),
                ExportColumn(
                    _("Forms in the plan"), 12, meaning=_("how many forms of participation have a line")
                ),
                ExportColumn(
                    _("Forms of the catalogue"),
                    12,
                    meaning=_("how many forms of participation there are that year"),
                ),
            ),
            rows=tuple(_region(row) for row in summary.rows),
            total_label=_("Total"),
        ),
        "compared": ExportTable(
            title=_("Allocated, by organisations and provinces"),
            lines=lines,
            columns=(
                region,
                allocated,
                organisations,
                ExportColumn(
                    *(_("Baht per organisation"), 16),
                    money=True,
                    meaning=_("allocated, by the organisations"),
                ),
                ExportColumn(_("Provinces"), 12, summed=True, meaning=_("how many provinces the region has")),
                ExportColumn(
                    *(_("Baht per province"), 16),
                    money=True,
                    meaning=_("allocated, by all provinces of the region"),
                ),
            ),
            rows=tuple(
                (
                    *(str(row.region), row.allocated, row.organisations, row.per_organisation),
                    *(row.provinces, row.per_province),
                )
                for row in summary.rows
                if row.has_programme
            ),
            total_label=_("Regions with a programme"),
        ),
    }


def _region(row: RegionRow) -> tuple[object, ...]:
    """A region without a programme or a plan has empty cells, as nothing is told of it."""
    reached = (row.provinces_reached, row.provinces) if row.has_programme else (None, None)
    covered = row.of_plan.forms_covered
    return (
        *(str(row.region), row.allocated, row.ceiling, row.remaining),
        *(row.organisations if row.has_programme else None, *reached),
        *((covered.count, covered.all) if row.of_plan.plan else (None, None)),
    )


def _grouped(summary: BudgetSummary, title: str, header: str, groups: list[Group]) -> ExportTable:
    return ExportTable(
        title=title,
        lines=_lines(summary),
        columns=(
            ExportColumn(header, 44, meaning=_("what the money of the row is taken together by")),
            ExportColumn(
                _("Organisations"), 14, summed=True, meaning=_("how many organisations are granted something")
            ),
            ExportColumn(
                *(_("Budget (baht)"), 18),
                money=True,
                summed=True,
                meaning=_("what is granted, in baht; of a cancelled grant what was paid"),
            ),
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
