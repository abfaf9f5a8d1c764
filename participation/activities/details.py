"""Keeps the details of an activity, and says of a plan which activities nobody answers for or that have no time."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from participation.lacks import Lack, asks
from participation.models import ActivityDetail, ItemKind, Plan, PlanItem
from people.models import User
from people.rights import holds
from people.roles import STAFF_ROLES


def may_write(user: User, item: PlanItem) -> bool:
    return holds(user, item.line.plan.region_id, *STAFF_ROLES)


def held_detail(item: PlanItem) -> ActivityDetail:
    """The details of an activity as they are now, empty where there are none; other writers of the plan wait."""
    item.line.plan.hold()
    found = ActivityDetail.objects.filter(item=item).select_related("item__line__plan").first()
    return found or ActivityDetail(item=item)


def keep(detail: ActivityDetail, related: dict[str, list[object]], *, by: User) -> None:
    """Store checked details, and what they are linked to by name of the relation; one entry of history says it all."""
    why = gettext("details of the activity")
    is_new = detail._state.adding
    if is_new:
        detail.store(by=by, why=why)
    detail.skip_history_when_saving = True  # type: ignore[attr-defined]
    for name, records in related.items():
        getattr(detail, name).set(records)
    del detail.skip_history_when_saving  # type: ignore[attr-defined]
    if is_new:
        detail.note(by=by, why=why)
    else:
        detail.store(by=by, why=why)


def activities_of(plan: Plan) -> "QuerySet[PlanItem]":
    """The activities that stand in a plan, in its order."""
    return PlanItem.objects.filter(line__plan=plan, kind=ItemKind.ACTIVITY).order_by("line__order", "order")


def _found(sentence: str, items: "QuerySet[PlanItem]") -> Lack | None:
    found = list(items)
    return Lack(sentence, found) if found else None


@asks
def without_owner(plan: Plan) -> Lack | None:
    nobody = Q(detail=None) | Q(detail__owner="", detail__organisations=None)
    return _found(gettext("activities that nobody answers for"), activities_of(plan).filter(nobody))


@asks
def without_time(plan: Plan) -> Lack | None:
    open_ = Q(detail=None) | Q(detail__when_written="")
    return _found(gettext("activities without a time"), activities_of(plan).filter(open_))
