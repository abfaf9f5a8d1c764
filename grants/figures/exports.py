"""The way of the money as tables that go out: exactly what the page shows."""

from django.utils.translation import gettext as _

from grants.figures.money_page import FlowTable, MoneyPage
from tables.writing import ExportColumn, ExportTable


def steps_table(page: MoneyPage) -> ExportTable:
    return ExportTable(
        title=_("Where the money is"),
        lines=_lines(page),
        columns=(
            ExportColumn(_("Step"), 24),
            ExportColumn(_("Amount (baht)"), 18, money=True),
            ExportColumn(_("Per cent of the ceiling"), 16, money=True),
            ExportColumn(_("Not come so far (baht)"), 18, money=True),
            ExportColumn(_("What is counted"), 60),
        ),
        rows=tuple((step.name, step.amount, step.share, step.behind, step.meaning) for step in page.steps),
    )


def money_table(page: MoneyPage, table: FlowTable) -> ExportTable:
    """The years add up over years; what stands for one year adds up to the page's own figures."""
    sums = {"money": True, "summed": True}
    ceiling = [ExportColumn(_("Ceiling (baht)"), 16, **sums)] if table.has_ceilings else []
    return ExportTable(
        title=table.title,
        lines=_lines(page),
        columns=(
            ExportColumn(table.heading, 40),
            *ceiling,
            ExportColumn(_("Allocated (baht)"), 16, **sums),
            ExportColumn(_("Agreed (baht)"), 16, **sums),
            ExportColumn(_("Paid (baht)"), 16, **sums),
            ExportColumn(_("Spent by accepted reports (baht)"), 18, **sums),
            ExportColumn(_("Returned (baht)"), 16, **sums),
            ExportColumn(_("Organisations"), 12, summed=True),
        ),
        rows=tuple(
            (
                row.label,
                *([row.flow.ceiling or 0] if table.has_ceilings else []),
                *(row.flow.allocated, row.flow.agreed, row.flow.paid, row.flow.spent, row.flow.returned),
                row.flow.organisations,
            )
            for row in table.rows
        ),
        total_label=_("Total"),
    )


def exported(page: MoneyPage) -> dict[str, ExportTable]:
    """Every table of the page by its name in an address."""
    tables = {table.key: money_table(page, table) for table in (*page.tables, page.years)}
    return {"steps": steps_table(page), **tables}


def _lines(page: MoneyPage) -> tuple[str, ...]:
    where = {"year": page.fiscal_year, "region": page.region or _("all regions")}
    return (_("Where the money is, fiscal year %(year)s, %(region)s") % where,)
