"""What becomes of what the portal has already, where its rows in the file are left out: said with the question."""

from tables.cells import quoted
from tables.destination import Destination
from tables.finder.findings import listed
from tables.finder.headers import Header
from tables.kinds import TableKind
from tables.names import name_proper
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.sentences import gettext as _
from thai.text import clean


def what_stays(header: Header, kind: TableKind, rows: list[int], destination: Destination) -> list[str]:
    """A sentence about those of the rows that the portal has, with their baht; none where it has none of them."""
    subject, holds = header.columns.get(kind.subject), destination.holds
    if subject is None or holds is None:
        return []
    cells = filter(None, (header.sheet.cell(row, subject) for row in rows))
    names = dict.fromkeys(name_proper(clean(cell.text)) for cell in cells)
    held = {name: baht for name in names if (baht := holds(name)) is not None}
    values = {"names": listed(map(quoted, held), 5), "baht": format_baht(sum(held.values(), NO_BAHT))}
    if not held:
        return []
    if kind.amount is None:
        return [_("Left out, what the portal has of %(names)s already stays as it is.") % values]
    message = _(
        "Left out, what the budget has of %(names)s already stays as it is: %(baht)s baht. To take it away, cancel "
        "it in the budget."
    )
    return [message % values]
