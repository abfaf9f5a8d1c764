"""Whether the amounts of a table are in baht."""

from tables.cells import quoted
from tables.finder.findings import Findings
from tables.finder.headers import Header
from tables.finder.title_lines import Titles
from tables.finder.units import may_say_other_unit, says_other_unit
from tables.kinds import TableKind
from thai.sentences import gettext as _
from thai.text import clean


def check_units(
    titles: Titles, header: Header, kind: TableKind, findings: Findings, *, headings: bool = True
) -> None:
    """Refuse a table in thousands or millions, wherever it says so beside its amounts; ask where it may say so."""
    if header.columns.get(kind.amount or "") is None:
        return
    perhaps: list[tuple[int | None, int | None, str]] = [*titles.perhaps_units]
    message = _(
        "%(text)s: amounts here are not in baht. Type them in baht, such as 95,000, and change the heading."
    )
    for row, column, text in titles.other_units:
        findings.fault("other_unit", message % {"text": quoted(text)}, row, column)
    if headings:
        for column, text in sorted(header.written.items()):
            known = header.headings.get(column)
            if says_other_unit(text) or (known is not None and known.scaled):
                findings.fault("other_unit", message % {"text": quoted(text)}, header.row, column)
            elif may_say_other_unit(text):
                perhaps.append((header.row, column, text))
        tab = clean(header.sheet.title)
        if says_other_unit(tab):
            findings.fault("other_unit", message % {"text": quoted(tab)})
        elif may_say_other_unit(tab):
            perhaps.append((None, None, tab))
    question = _(
        "%(text)s: are the amounts in baht all the same? If not, type them in baht, such as 95,000, change these words "
        "and bring the file in again."
    )
    choices = (("baht", _("Yes, the amounts are in baht")),)
    first = {text: (at_row, at_column) for at_row, at_column, text in reversed(perhaps)}
    for text, place in first.items():
        findings.ask("unit_perhaps", question % {"text": quoted(text)}, text, choices, *place)
