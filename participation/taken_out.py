"""What was taken out of a plan and keeps its key: said of it, by whom."""

from django.utils.translation import gettext as _

from editing.gone import Gone
from participation.models import PlanItem, PlanLine


def said_of(record: PlanItem | PlanLine) -> str:
    """Who has taken an item or a line out of the plan."""
    entry = record.history.first()
    who = str(entry.history_user or "") if entry else ""
    return _("%(who)s has taken this out of the plan meanwhile.") % {"who": who or _("Somebody")}


def require_standing(record: PlanItem | PlanLine) -> None:
    """Raises Gone for a line or an item that stands in its plan no more; an item also goes with its line."""
    if isinstance(record, PlanItem):
        require_standing(record.line)
    if record.order is None:
        raise Gone(said_of(record))
