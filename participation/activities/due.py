"""What plans add to everyone's list of what is due: activities that are over and that nobody has reported on."""

from collections.abc import Mapping, Sequence

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.due import DueSource, DueThing
from participation.life import PlanState
from participation.models import ActivityDetail, ActivityReport
from participation.models.detail import answered_for_by
from participation.report_life import OPEN
from people.models import User


def _over(user: User) -> "QuerySet[ActivityDetail]":
    """Activities of decided plans whose last day is over, as far as it is known."""
    over = ActivityDetail.objects.visible_to(user).filter(
        item__order__isnull=False,
        item__line__order__isnull=False,
        item__line__plan__state=PlanState.DECIDED,
        ends_on__lt=timezone.localdate(),
    )
    return over.annotate(day=F("ends_on"), of=F("item__text")).order_by()


def activities_over(user: User) -> "QuerySet[ActivityDetail]":
    """Those without any report that was sent."""
    return _over(user).filter(~Exists(_sent()))


def own_activities_over(user: User) -> "QuerySet[ActivityDetail]":
    """Those that a coordinator's organisations answer for, unless they have begun a report or the office has sent one.

    What another organisation has sent tells nothing of theirs.
    """
    begun = ActivityReport.objects.of_coordinator(user).filter(item=OuterRef("item")).order_by()
    whole = _sent().filter(organisation=None)
    return _over(user).filter(~Exists(begun), ~Exists(whole), item__in=answered_for_by(user))


def _sent() -> "QuerySet[ActivityReport]":
    return ActivityReport.objects.filter(item=OuterRef("item")).exclude(state__in=OPEN).order_by()


def _told(keys: Sequence[int]) -> Mapping[int, DueThing]:
    found = ActivityDetail.objects.filter(pk__in=keys).select_related("item__line__plan__region")
    return {
        detail.pk: DueThing(
            source=ACTIVITIES.name,
            label=_("activity to report on"),
            title=detail.item.text,
            under=str(detail.plan),
            why=gettext("it was to be held %(when)s") % {"when": detail.when_written},
            to_do=gettext("Send the report on it, or change its time if it was put off."),
            url=reverse("activity", args=[detail.item_id]),
            on=detail.ends_on,
        )
        for detail in found
    }


ACTIVITIES = DueSource(
    name="activities",
    label=_("activities to report on"),
    region="item__line__plan__region",
    rows=activities_over,
    tell=_told,
)
