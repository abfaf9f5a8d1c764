"""The money part of a report in the shape of form ง.1, the same on the page, on paper and as a workbook."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from grants.reports.report import SPENDING, Report
from tables.writing import ExportColumn, ExportTable
from thai.templatetags.thai import thai_date


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One line of form ง.1. A heading has no amount; a sum is told in bold; `field` is the report's, if it is one."""

    number: str
    label: str
    amount: Decimal | None
    field: str = ""

    @property
    def is_heading(self) -> bool:
        return self.amount is None

    @property
    def is_sum(self) -> bool:
        return self.amount is not None and not self.field


def money_rows(report: Report) -> list[MoneyRow]:
    """Every line of the form, in its order."""
    spending = {
        "compensation": _("Compensation"),
        "wages": _("Wages"),
        "services": _("Services"),
        "materials": _("Materials"),
        "utilities": _("Utilities"),
        "other": _("Other spending"),
    }
    return [
        MoneyRow("1", _("Money in"), None),
        MoneyRow("1.1", _("Carried from the last report"), report.carried, "carried"),
        MoneyRow("1.2", _("Received in this instalment"), report.received, "received"),
        MoneyRow("1.3", _("Interest from the bank"), report.interest, "interest"),
        MoneyRow("", _("All money in"), report.carried + report.received + report.interest),
        MoneyRow("2", _("Spending"), None),
        *(
            MoneyRow(f"2.{number}", spending[name], getattr(report, name), name)
            for number, name in enumerate(SPENDING, 1)
        ),
        MoneyRow("", _("All spending"), report.spending),
        MoneyRow("3", _("Returned to NHSO already (principal and interest)"), report.returned, "returned"),
        MoneyRow("4", _("Should be left (1 − 2 − 3)"), report.at_hand),
        MoneyRow("5", _("Left, as counted"), None),
        MoneyRow("5.1", _("Cash in hand"), report.cash, "cash"),
        MoneyRow("5.2", _("Bank balance"), report.bank, "bank"),
        MoneyRow("", _("Counted in all"), report.end),
        MoneyRow("", _("Difference (4 − 5)"), report.difference),
    ]


def money_table(report: Report) -> ExportTable:
    """Form ง.1 as a table that goes out. A report that is not handed in says so."""
    agreement = report.agreement
    lines = [
        _("Form ง.1: money of instalment %(number)s") % {"number": report.instalment.number},
        report.name_on_paper,
        _("Agreement %(agreement)s, fiscal year %(year)s")
        % {"agreement": agreement, "year": agreement.programme.fiscal_year},
        str(agreement.programme.name),
    ]
    if agreement.starts_on and agreement.ends_on:
        days = {"start": thai_date(agreement.starts_on), "end": thai_date(agreement.ends_on)}
        lines.append(_("From %(start)s until %(end)s") % days)
    if report.is_open:
        lines.append(_("DRAFT: this report is not handed in."))
    unread = [figure.text for figure in report.unread_figures.all()]
    if unread and report.is_open:
        lines.append(
            _("Figures that could not be read are left out: %(figures)s") % {"figures": ", ".join(unread)}
        )
    signed = _("Signed ........................................ (........................................)")
    return ExportTable(
        title="ง.1",
        lines=tuple(lines),
        columns=(
            ExportColumn(_("No."), 8),
            ExportColumn(_("Item"), 52),
            ExportColumn(_("Amount (baht)"), 20, money=True),
        ),
        rows=(
            *((row.number or None, row.label, row.amount) for row in money_rows(report)),
            (None, None, None),
            (None, f"{signed} {_('Head of the project')}", None),
            (None, f"{signed} {_('Finance of the project')}", None),
        ),
    )
