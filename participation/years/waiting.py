"""Plans and amendments that were submitted: read and decided on, with the minutes, on their own pages."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.waiting import Waiting, WaitingKind
from participation.life import AMENDMENT_LIFE, PLAN_LIFE
from participation.models import Plan, PlanAmendment, PlanLine
from participation.years.missing import missing_in
from participation.years.weighing import weight_of
from people.models import User
from thai.money_words import format_baht


def _plan_told(plan: Plan) -> Waiting:
    facts = [
        (gettext("Plan lines"), str(PlanLine.objects.filter(plan=plan).that_say_something().count())),
        (gettext("Still missing"), str(len(missing_in(plan)))),
    ]
    return _waiting(plan, facts)


def _amendment_told(amendment: PlanAmendment) -> Waiting:
    weight = weight_of(amendment)
    facts = [
        (gettext("Changes"), str(amendment.changes.count() + amendment.line_changes.count())),
        (gettext("Lines touched"), str(weight.lines)),
        (gettext("Baht moved"), format_baht(weight.baht)),
    ]
    return _waiting(amendment, facts, amendment.reason)


def _waiting(record: Any, facts: list[tuple[str, str]], text: str = "") -> Waiting:
    since = record.history.first().history_date  # a submitted record is not saved again
    url = record.get_absolute_url()
    return Waiting(record, str(record), None, None, since, record.submitted_by, url, facts, text)


def _plans(user: User) -> "QuerySet[Plan]":
    return Plan.objects.visible_to(user).select_related("region", "submitted_by")


def _amendments(user: User) -> "QuerySet[PlanAmendment]":
    return PlanAmendment.objects.visible_to(user).select_related("plan__region", "submitted_by", "made_by")


PLANS = WaitingKind(
    name="plan",
    label=_("Plans to decide on"),
    tag=_("plan"),
    life=PLAN_LIFE,
    act="decide",
    back="return_to_draft",
    rows=_plans,
    told=_plan_told,
)
AMENDMENTS = WaitingKind(
    name="amendment_of_plan",
    label=_("Amendments of plans to decide on"),
    tag=_("amendment"),
    life=AMENDMENT_LIFE,
    act="decide",
    back="return_to_draft",
    rows=_amendments,
    told=_amendment_told,
    under="plan",
    wrote=lambda user: Q(pk__in=PlanAmendment.objects.written_in_by(user).order_by().values("pk")),
)
