"""What agreements, cancellations and the close of a year have settled, against tables that would change it."""

from decimal import Decimal

from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from spreadsheets.resources import RowChange, UndoObstacle, UndoStep
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.sentences import gettext as _


def settled_already(change: RowChange, programme: Programme | None) -> tuple[str, str] | None:
    """Return why a row of a budget table cannot be what it says (a code and a sentence), None where it can."""
    allocation: Allocation | None = change.record
    amount: Decimal = change.values["amount"]
    if allocation is not None and allocation.counted == amount:
        return None
    figures = {"said": format_baht(amount)}
    if allocation is not None:
        figures |= {"held": format_baht(allocation.counted), "agreed": format_baht(allocation.agreed)}
    if programme is not None and programme.state == Programme.State.CLOSED:
        figures["year"] = str(programme.fiscal_year)
        if allocation is None:
            said = _(
                "Fiscal year %(year)s is closed, and no organisation is added to it. The table says %(said)s baht."
            )
        else:
            said = _(
                "Fiscal year %(year)s is closed and keeps %(held)s baht; the table says %(said)s baht. Head office "
                "can open the year again, with a reason."
            )
        return "year", said % figures
    if allocation is None:
        return None
    if allocation.state == Allocation.State.CANCELLED:
        said = _(
            "This allocation is cancelled. %(held)s baht of it were paid and count; the table says %(said)s baht."
        )
        return "cancelled", said % figures
    if amount < allocation.agreed:
        said = _(
            "%(agreed)s baht are already in agreements; the table says %(said)s baht. Change the agreement first."
        )
        return "agreed", said % figures
    return None


def settled_since(programme: Programme, steps: list[UndoStep]) -> list[UndoObstacle]:
    """Return what keeps allocations from going back to what they were before an import."""
    if not steps:
        return []
    if programme.state == Programme.State.CLOSED:
        return [
            UndoObstacle(str(programme), _("is closed. Head office can open the year again, with a reason."))
        ]
    back = [step for step in steps if step.before is not None]
    obstacles = [
        UndoObstacle(
            step.record.organisation.name,
            _("had %(amount)s baht before the import; by now %(agreed)s baht are in agreements.")
            % {"amount": format_baht(step.before.amount), "agreed": format_baht(step.record.agreed)},
        )
        for step in back
        if step.before.amount < step.record.agreed
    ]
    taken = sum((step.record.counted for step in steps), NO_BAHT)
    total = programme.allocated - taken + sum((step.before.amount for step in back), NO_BAHT)
    if total > programme.ceiling:
        reason = _("would come to %(total)s baht, more than its ceiling of %(ceiling)s baht by now.")
        figures = {"total": format_baht(total), "ceiling": format_baht(programme.ceiling)}
        obstacles.append(UndoObstacle(str(programme), reason % figures))
    return obstacles
