"""What moved in a plan's budget since a version of the plan was kept: so an amendment of the plan weighs its baht.

Grants that stood when the version was kept and say another amount, or were cancelled, have moved. A first grant to an
organisation moves nothing: it is given out of what was free under the ceiling. What is taken from one grant and
added to another counts once.
"""

from datetime import datetime
from decimal import Decimal

from centres.models import Organisation
from grants.budget.allocation import Allocation
from grants.budget.life import AllocationState
from participation.models import Plan
from participation.years.weighing import MovedBaht, MovedPart, Span, weighs
from thai.amounts import NO_BAHT


@weighs
def moved_between_grants(plan: Plan, span: Span) -> MovedBaht:
    """The baht added to grants of the plan's region and year, or those taken from them, whichever is more."""
    before, after = (_amounts_at(plan, moment) for moment in (span.since, span.until))
    changed = {key: (said, after.get(key, NO_BAHT)) for key, said in before.items()}
    changed = {key: pair for key, pair in changed.items() if pair[0] != pair[1]}
    differences = [now - then for then, now in changed.values()]
    added = sum((each for each in differences if each > 0), NO_BAHT)
    taken = -sum((each for each in differences if each < 0), NO_BAHT)
    names = dict(Organisation.objects.filter(pk__in=changed).order_by("name").values_list("pk", "name"))
    parts = [MovedPart(name, *changed[key]) for key, name in names.items()]
    return MovedBaht(max(added, taken), parts)


def _amounts_at(plan: Plan, moment: datetime) -> dict[int, Decimal]:
    """What each organisation was granted at a moment; a cancelled grant is none."""
    rows = Allocation.history.filter(
        programme__region=plan.region_id, programme__fiscal_year=plan.fiscal_year, history_date__lte=moment
    )
    found: dict[int, Decimal] = {}
    stands: dict[int, int] = {}  # of each grant the organisation that it was counted for
    for row in rows.order_by("history_date", "history_id"):
        found.pop(stands.pop(row.id, 0), None)
        if row.history_type != "-" and row.state != AllocationState.CANCELLED:
            found[row.organisation_id] = row.amount
            stands[row.id] = row.organisation_id
    return found
