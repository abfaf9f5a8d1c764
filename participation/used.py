"""Which plans use an entry of a catalogue: it is not retired before them, and its page names them."""

from django.db.models import Model, Q, QuerySet

from editing.of_years import OfYears, used_in
from participation.models import Indicator, Plan, PlanItem, PlanLine

# "app.Model" → the rows of plans that name its entries, and the ways from such a row to the entry and to the plan.
_Way = tuple["QuerySet[Model]", str, str]
_ITEMS = PlanItem.objects.all()
WAYS: dict[str, tuple[_Way, ...]] = {
    "participation.FormOfParticipation": ((PlanLine.objects.all(), "form", "plan"),),
    "participation.StandardActivity": ((_ITEMS, "standard", "line__plan"),),
    "centres.TargetNetwork": (
        (_ITEMS, "network", "line__plan"),
        (_ITEMS, "detail__networks", "line__plan"),
    ),
    "participation.ActivityTag": ((_ITEMS, "detail__tags", "line__plan"),),
}
# What an indicator is counted from is no record: its key is the measure's code, "" where values are typed.
MEASURES = "measures"
_STANDING = Indicator.objects.filter(item__order__isnull=False, item__line__order__isnull=False)
_OF_MEASURES: tuple[_Way, ...] = ((_STANDING, "measure", "item__line__plan"),)


def plans_that_name(label: str, key: object) -> "QuerySet[Plan]":
    """The plans that name an entry."""
    found = Q()
    for rows, entry, plan in _ways(label):
        found |= Q(pk__in=rows.filter(**{entry: key}).order_by().values(plan))
    return Plan.objects.filter(found)


def named_in(label: str, plans: "QuerySet[Plan]") -> set[tuple[object, int]]:
    """Each entry with the key of each plan, of these, that names it."""
    found: set[tuple[object, int]] = set()
    for rows, entry, plan in _ways(label):
        named = rows.filter(**{f"{plan}__in": plans.order_by().values("pk"), f"{entry}__isnull": False})
        found |= set(named.order_by().values_list(entry, plan).distinct())
    return found


def _ways(label: str) -> tuple[_Way, ...]:
    return _OF_MEASURES if label == MEASURES else WAYS[label]


def _years(entry: OfYears) -> "QuerySet[Plan, int]":
    plans = plans_that_name(entry._meta.label, entry.pk).order_by()
    return plans.values_list("fiscal_year", flat=True).distinct()


for _label in WAYS:
    used_in(_label, _years)
