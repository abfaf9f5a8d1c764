"""What papers add to everyone's list of what is due: issued ones whose plan, budget or amendment has changed since.

A paper of a closed meeting stays as it is: only of an open one is a new revision offered.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.life import OPEN
from committees.models import AgendaThing, Meeting, Paper
from deciding.due import DueSource, DueThing
from grants.budget.life import AllocationState
from grants.models import Allocation
from participation.life import AmendmentState
from participation.models import AmendedLine, AmendmentChange, PlanAmendment, PlanItem, PlanLine
from people.models import User
from regions.models import Region

REGION = "item__meeting__committee__region"
# What the plan's table prints of a line and of an item.
OF_LINES = ("number", "form_words")
OF_ITEMS = ("mark", "text", "after")
# What a paper tells of the changes of an amendment that nobody has decided on.
WANTED: dict[Any, tuple[str, ...]] = {
    AmendmentChange: ("what", "text", "line", "into"),
    AmendedLine: ("what", "number", "form_words", "after"),
}


def outdated(user: User) -> "QuerySet[Model]":
    """The newest revision of each paper that a person may issue anew, where what it was made from has changed."""
    of_hers = Paper.objects.visible_to(user).filter(
        item__meeting__committee__region__in=Region.objects.staffed_by(user)
    )
    found = outdated_among(of_hers)
    return found.annotate(day=F("item__meeting__held_on"), of=F("item__meeting__committee__name")).order_by()


def outdated_at(meeting: Meeting) -> set[int]:
    """The keys of the newest papers of an open meeting's items whose plan or budget has changed since."""
    if meeting.state not in OPEN:
        return set()
    return set(outdated_among(Paper.objects.filter(item__meeting=meeting)).values_list("pk", flat=True))


def outdated_among(papers: "QuerySet[Paper]") -> "QuerySet[Paper]":
    later = Paper.objects.filter(item=OuterRef("item"), revision__gt=OuterRef("revision"))
    # The year stands in what the hash proves, and nowhere else: a column beside it could say another one.
    newest = papers.filter(~Exists(later.order_by()), item__meeting__state__in=OPEN).alias(
        year=Cast(KT("content__fiscal_year"), IntegerField())
    )
    of_the_plan = _draws_the_plan() & (_lines_differ() | _items_differ())
    return newest.filter(of_the_plan | _proposals_differ() | _grants_differ() | _grants_went()).order_by()


def _draws_the_plan() -> Q:
    """Whether its plan is drawn as it stands: an item that names a version of it has that one, which never changes."""
    versions = AgendaThing.objects.filter(
        item=OuterRef("item"), plan_version__plan__fiscal_year=OuterRef("year")
    )
    return ~Q(Exists(versions.order_by()))


def _lines_differ() -> Q:
    lines = PlanLine.kept.filter(plan__region=OuterRef(REGION), plan__fiscal_year=OuterRef("year"))
    return Q(Exists(_that_differ(lines, OF_LINES).order_by()))


def _items_differ() -> Q:
    items = PlanItem.kept.filter(  # those of a line that was taken out went with it
        line__order__isnull=False,
        line__plan__region=OuterRef(REGION),
        line__plan__fiscal_year=OuterRef("year"),
    )
    return Q(Exists(_that_differ(items, OF_ITEMS).order_by()))


def _that_differ(rows: "QuerySet[Model]", printed: Sequence[str]) -> "QuerySet[Model]":
    """Of lines or items those that stand elsewhere or say something else than when the paper was issued, or are new."""
    of_each = rows.model.history.filter(id=OuterRef("pk"))  # type: ignore[attr-defined]
    until = of_each.filter(history_date__lte=OuterRef(OuterRef("issued_at")))
    then = until.order_by("-history_date", "-history_id")
    told = {f"{name}_then": Subquery(then.values(name)[:1]) for name in ("id", "order", *printed)}
    elsewhere = ~Q(place_then=F("place"))
    other_words = [~Q(**{f"{name}_then": F(name)}) for name in printed]
    changed = elsewhere
    for each in other_words:
        changed |= each & Q(order__isnull=False)
    came = of_each.filter(history_type="+", history_date__gt=OuterRef(OuterRef("issued_at")))
    is_new = Q(Exists(came.order_by()), order__isnull=False)
    # What has no later line in its history cannot differ: the commonest case asks for nothing more.
    touched = Exists(of_each.filter(history_date__gt=OuterRef(OuterRef("issued_at"))).order_by())
    return (
        rows.filter(touched)
        .alias(**told)
        .alias(place=Coalesce("order", Value(0)), place_then=Coalesce("order_then", Value(0)))
        .filter(Q(changed, id_then__isnull=False) | is_new)
    )


def _proposals_differ() -> Q:
    """Whether an amendment that the item is about wants something else since the paper was issued, or was withdrawn."""
    things = AgendaThing.objects.exclude(amendment=None)
    withdrawn = PlanAmendment.history.filter(
        id__in=things.filter(item=OuterRef(OuterRef("item"))).values("amendment"),
        state=AmendmentState.WITHDRAWN,
        history_date__gt=OuterRef("issued_at"),
    )
    found = Q(Exists(withdrawn.order_by()))
    for model, wanted in WANTED.items():
        of_item = {
            "amendment__in": things.filter(item=OuterRef(OuterRef("item")))
            .filter(amendment__state=AmendmentState.SUBMITTED)
            .values("amendment")
        }
        stood = model.history.filter(history_date__lte=OuterRef(OuterRef("issued_at")))
        then = stood.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
        told = {f"{name}_then": Subquery(then.values(name)[:1]) for name in ("id", *wanted)}
        differs = Q(id_then=None)
        for name in wanted:
            then_too = {f"{name}_then__isnull": False}
            differs |= ~Q(**{f"{name}_then": F(name)}) & Q(**then_too, **{f"{name}__isnull": False})
            differs |= Q(**then_too, **{name: None}) | ~Q(**then_too) & Q(**{f"{name}__isnull": False})
        rows = model.objects.filter(**of_item).alias(**told).filter(differs)
        gone = model.history.filter(
            Exists(stood.filter(id=OuterRef("id")).order_by()),
            history_type="-",
            history_date__gt=OuterRef("issued_at"),
            **of_item,
        )
        found |= Q(Exists(rows.order_by())) | Q(Exists(gone.order_by()))
    return found


def _grants_differ() -> Q:
    """Whether a grant has another amount, was cancelled, or is new."""
    then = Allocation.history.filter(
        programme=OuterRef("programme"),
        organisation=OuterRef("organisation"),
        history_date__lte=OuterRef(OuterRef("issued_at")),
    ).order_by("-history_date", "-history_id")
    grants = Allocation.objects.filter(
        programme__region=OuterRef(REGION), programme__fiscal_year=OuterRef("year")
    ).alias(
        amount_then=Subquery(then.values("amount")[:1]),
        state_then=Subquery(then.values("state")[:1]),
        type_then=Subquery(then.values("history_type")[:1]),
    )
    is_cancelled = Q(state=AllocationState.CANCELLED)
    changed = (
        Q(type_then=None)
        | Q(type_then="-")
        | ~Q(amount_then=F("amount"))
        | (is_cancelled & ~Q(state_then=AllocationState.CANCELLED))
    )
    return Q(Exists(grants.filter(changed).order_by()))


def _grants_went() -> Q:
    """Whether a grant that stood on the day of the paper is no row any more."""
    stood = Allocation.history.filter(id=OuterRef("id"), history_date__lte=OuterRef(OuterRef("issued_at")))
    again = Allocation.objects.filter(programme=OuterRef("programme"), organisation=OuterRef("organisation"))
    went = Allocation.history.filter(
        Exists(stood.order_by()),
        ~Exists(again.order_by()),
        programme__region=OuterRef(REGION),
        programme__fiscal_year=OuterRef("year"),
        history_type="-",
        history_date__gt=OuterRef("issued_at"),
    )
    return Q(Exists(went.order_by()))


def _told(keys: Sequence[int]) -> Mapping[int, DueThing]:
    papers = Paper.objects.filter(pk__in=keys).without_file().defer("content")
    return {
        paper.pk: DueThing(
            source=OUTDATED.name,
            label=_("paper to issue anew"),
            title=paper.item.meeting.committee.name,
            under=f"{paper.item.meeting} {paper.item}",
            why=gettext("plan or budget have changed since revision %(number)s") % {"number": paper.revision},
            to_do=gettext("Look at what changed, and issue revision %(number)s.")
            % {"number": paper.revision + 1},
            url=reverse("item-paper", args=[paper.item_id]),
            on=paper.item.meeting.held_on,
        )
        for paper in papers.select_related("item__meeting__committee")
    }


OUTDATED = DueSource(
    name="papers",
    label=_("papers to issue anew"),
    region=REGION,
    rows=outdated,
    tell=_told,
)
