"""Plans and amendments that were submitted: read and decided on, with the minutes, on their own pages."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.waiting import Waiting, WaitingKind
from editing.written import read_writers
from participation.life import AMENDMENT_LIFE, PLAN_LIFE
from participation.models import Plan, PlanAmendment, PlanLine
from participation.models.amendment import PARTS
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
        (gettext("Changes"), str(len(amendment.changes.all()) + len(amendment.line_changes.all()))),
        (gettext("Lines touched"), str(weight.lines)),
        (gettext("Baht moved"), format_baht(weight.baht)),
    ]
    return _waiting(amendment, facts, amendment.reason)


def _waiting(record: Any, facts: list[tuple[str, str]], text: str = "") -> Waiting:
    url = record.get_absolute_url()
    return Waiting(record, str(record), None, None, record.since, record.submitted_by, url, facts, text)


def _since(rows: Any) -> Any:
    """Each with the moment at which it was submitted: a submitted record is not saved again."""
    entries = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    return rows.annotate(since=Subquery(entries.values("history_date")[:1]))


def _read_together(amendments: list[PlanAmendment]) -> None:
    read_writers(amendments)
    prefetch_related_objects(amendments, *PARTS)


def _plans(user: User) -> "QuerySet[Plan]":
    return _since(Plan.objects.visible_to(user).select_related("region", "submitted_by"))


def _amendments(user: User) -> "QuerySet[PlanAmendment]":
    rows = PlanAmendment.objects.visible_to(user)
    return _since(rows.select_related("plan__region", "submitted_by", "made_by"))


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
    wrote=lambda people: Q(pk__in=PlanAmendment.objects.written_in_by(people).order_by().values("pk")),
    prepare=_read_together,
)
