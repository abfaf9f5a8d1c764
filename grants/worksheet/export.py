"""The worksheet as a table that goes out."""

from django.utils.translation import gettext as _

from grants.agreements.instalment import Instalment
from grants.worksheet.worksheet import Worksheet, WorksheetRow
from tables.writing import ExportColumn, ExportTable
from thai.money_words import format_baht
from thai.templatetags.thai import thai_date


def worksheet_table(worksheet: Worksheet, rows: list[WorksheetRow]) -> ExportTable:
    """The rows of the worksheet that were asked for. Of a cancelled allocation the amount is what was paid."""
    programme = worksheet.programme
    due_states = {str(state): str(state.label) for state in Instalment.State}
    money = {"money": True, "summed": True}
    return ExportTable(
        title=_("Worksheet"),
        lines=(
            str(programme),
            _("%(region)s, ceiling %(ceiling)s baht, left to allocate %(left)s baht")
            % {
                "region": programme.region,
                "ceiling": format_baht(programme.ceiling),
                "left": format_baht(programme.remaining),
            },
            *_only_some(worksheet, rows),
        ),
        columns=(
            ExportColumn(_("No."), 8, meaning=_("the row's number in the office's table")),
            ExportColumn(
                _("Province"), 14, meaning=_("the organisation's province; empty where it is not stated")
            ),
            ExportColumn(
                _("Network"), 16, meaning=_("the organisation's network; empty where it is not stated")
            ),
            ExportColumn(_("Tier"), 10, meaning=_("the tier of the organisation; empty where it has none")),
            ExportColumn(_("State"), 12, meaning=_("how far the grant has come")),
            ExportColumn(
                _("Organisation"),
                40,
                meaning=_("to whom it is granted; of a closed year by its name of then"),
            ),
            ExportColumn(
                _("Budget"),
                14,
                **money,
                meaning=_("what is granted, in baht; of a cancelled grant what was paid"),
            ),
            ExportColumn(
                _("Agreed (baht)"), 14, **money, meaning=_("by signed agreements; drafts do not count")
            ),
            ExportColumn(_("Paid (baht)"), 14, **money, meaning=_("by the ledger, with its corrections")),
            ExportColumn(
                _("Returned (baht)"),
                14,
                **money,
                meaning=_("unspent money that came back; interest is apart"),
            ),
            ExportColumn(
                _("Left with the organisation (baht)"),
                14,
                **money,
                meaning=_("paid, and neither in an accepted report nor back"),
            ),
            ExportColumn(_("Next instalment"), 10, meaning=_("the number of the next instalment to pay")),
            ExportColumn(_("Due on"), 13, meaning=_("the day on which it is due, by the agreement")),
            ExportColumn(
                _("Amount due (baht)"),
                14,
                money=True,
                meaning=_("the amount of the next instalment, in baht"),
            ),
            ExportColumn(_("State of the instalment"), 16, meaning=_("what the next instalment waits for")),
        ),
        rows=tuple(
            (
                row.order,
                row.province or None,
                row.network or None,
                row.tier or None,
                str(row.stage.label),
                row.name,
                row.counted,
                row.agreed,
                row.paid,
                row.returned,
                row.left,
                row.next_due.number if row.next_due else None,
                thai_date(row.next_due.due_on) or None if row.next_due else None,
                row.next_due.amount if row.next_due else None,
                due_states[row.next_due.state] if row.next_due else None,
            )
            for row in rows
        ),
        total_label=_("Total"),
    )


def _only_some(worksheet: Worksheet, rows: list[WorksheetRow]) -> tuple[str, ...]:
    """A line that says so where the file holds a part, so that nobody takes its sums for the programme's."""
    if len(rows) == len(worksheet.rows):
        return ()
    return (
        _("%(shown)s of %(all)s organisations are shown.") % {"shown": len(rows), "all": len(worksheet.rows)},
    )
