"""What of an outcome's measures goes along into another year."""

from participation.carrying import carries
from participation.models import Indicator, PlanItem
from people.models import User

_CARRIED = (
    *("order", "what", "kind", "unit", "sign", "target", "target_of"),
    *("per", "every", "is_running", "measure"),
)


@carries
def indicators_go_along(old: PlanItem, copy: PlanItem, by: User) -> None:
    """What an outcome is measured by is copied; what was measured stays behind, and so does where it began."""
    for indicator in Indicator.objects.filter(item=old):
        Indicator(item=copy, **{name: getattr(indicator, name) for name in _CARRIED}).store(by=by)
