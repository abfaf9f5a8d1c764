"""The way of the money as tables that go out: exactly what the page shows."""

from django.utils.translation import gettext as _

from grants.figures.money_page import FlowTable, MoneyPage
from grants.figures.money_rows import EveryRow
from tables.writing import ExportColumn, ExportTable


def steps_table(page: MoneyPage) -> ExportTable:
    return ExportTable(
        title=_("Where the money is"),
        lines=_lines(page),
        columns=(
            ExportColumn(_("Step"), 24, meaning=_("a step of the money, from the ceiling to what came back")),
            ExportColumn(_("Amount (baht)"), 18, money=True, meaning=_("what has come to this step")),
            ExportColumn(
                _("Per cent of the ceiling"),
                16,
                money=True,
                meaning=_("the amount by the ceiling, in per cent"),
            ),
            ExportColumn(
                *(_("Not come so far (baht)"), 18),
                money=True,
                meaning=_("what the step before holds and this one does not"),
            ),
            ExportColumn(_("What is counted"), 60, meaning=_("which records the amount is the sum of")),
        ),
        rows=tuple((step.name, step.amount, step.share, step.behind, step.meaning) for step in page.steps),
    )


def _steps() -> tuple[ExportColumn, ...]:
    told = (
        (_("Allocated (baht)"), 16, _("granted to organisations; of a cancelled grant what was paid")),
        (_("Agreed (baht)"), 16, _("by signed agreements; drafts do not count")),
        (_("Paid (baht)"), 16, _("by the ledger, with its corrections")),
        (
            *(_("Spent by accepted reports (baht)"), 18),
            _("by accepted reports, interest that was spent included"),
        ),
        (_("Returned (baht)"), 16, _("unspent money that came back; interest is apart")),
    )
    return tuple(
        ExportColumn(header, width, money=True, summed=True, meaning=meaning)
        for header, width, meaning in told
    )


def money_table(page: MoneyPage, table: FlowTable) -> ExportTable:
    """The years add up over years; what stands for one year adds up to the page's own figures."""
    sums = {"money": True, "summed": True}
    ceiling = ExportColumn(_("Ceiling (baht)"), 16, **sums, meaning=_("what may be granted"))
    return ExportTable(
        title=table.title,
        lines=_lines(page),
        columns=(
            ExportColumn(table.heading, 40, meaning=_("what the money of the row is taken together by")),
            *([ceiling] if table.has_ceilings else []),
            *_steps(),
            ExportColumn(
                *(_("Organisations"), 12),
                total=table.total.organisations,
                meaning=_("how many organisations are granted something"),
            ),
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


def rows_table(told: EveryRow, fiscal_year: int) -> ExportTable:
    """One row a grant, as the page of them shows it; what is not stated is an empty cell."""
    every = _("every fiscal year")
    year = every if told.is_of_every_year else _("fiscal year %(year)s") % {"year": fiscal_year}
    return ExportTable(
        title=_("Grants"),
        lines=(f"{_('The grants behind the figures')}, {year}", *([told.chosen] if told.chosen else [])),
        columns=(
            ExportColumn(
                _("Fiscal year"), 10, meaning=_("fiscal year of the Buddhist era, October to September")
            ),
            ExportColumn(_("Region"), 20, meaning=_("the NHSO region that grants")),
            ExportColumn(
                _("Province"), 18, meaning=_("the organisation's province; empty where it is not stated")
            ),
            ExportColumn(
                _("Network"), 24, meaning=_("the organisation's network; empty where it is not stated")
            ),
            ExportColumn(
                _("Organisation"),
                56,
                meaning=_("to whom it is granted; of a closed year by its name of then"),
            ),
            *_steps(),
        ),
        rows=tuple(
            (
                *(row.fiscal_year, row.region, row.province or None, row.network or None, row.name),
                *(row.flow.allocated, row.flow.agreed, row.flow.paid, row.flow.spent, row.flow.returned),
            )
            for row in told.rows
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
