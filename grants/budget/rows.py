"""The organisations of a budget as rows of its page, each drawn from the pattern of its shape."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from editing.row_patterns import DrawnRow, draw_rows
from grants.budget.summaries import GrantedRow
from thai.money_words import format_baht


@dataclass(frozen=True, slots=True)
class Shape:
    """On what the pattern of a row depends."""

    is_cancelled: bool
    has_focus: bool


def drawn_rows(rows: list[GrantedRow], largest: Decimal, sort: str) -> SafeString:
    """Return the rows as HTML; a network of theirs links to all of its own, in the order that was chosen."""
    kept = {"sort": sort} if sort else {}
    links = {slug: f"?{urlencode({**kept, 'focus': slug})}" for slug in {row.focus_slug for row in rows}}
    drawn = [
        DrawnRow(
            Shape(row.is_cancelled, bool(row.focus)),
            {
                "order": str(row.order),
                "name": row.name,
                "focus": row.focus,
                "focus_link": links[row.focus_slug],
                "value": str(row.amount),
                "amount": format_baht(row.amount),
            },
        )
        for row in rows
    ]
    shared: dict[str, object] = {"most": str(largest) if largest else "", "largest": format_baht(largest)}
    return draw_rows("grants/budget/parts/organisation_row.html", drawn, shared)
