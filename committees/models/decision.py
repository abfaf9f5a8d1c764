"""What a meeting decided on an item, what is to be done then, and what rests on it."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.life import MEETING_LIFE
from committees.models.agenda import AgendaItem, Recusal
from committees.models.meeting import Meeting, has_been_held
from deciding.models import Decision
from editing.days import can_be, has_come
from editing.held import Held
from editing.reasons import History
from editing.refusals import say
from editing.texts import LineField, ProseField
from participation.models import DecisionKind
from people.models import Visitor
from thai.dates import format_date, tell_date

say(
    {
        "itemdecision_says_why": _("A decision of a closed meeting is corrected by another that says why."),
        "meeting_decided": _("A meeting that has decided keeps its number and its day."),
    }
)


class ItemDecisionKind(models.TextChoices):
    """The words of the minutes under มติที่ประชุม."""

    NOTED = "noted", _("noted")
    AGREED = "agreed", _("agreed")
    RESERVED = "reserved", _("agreed with remarks")
    REJECTED = "rejected", _("not agreed")
    ASSIGNED = "assigned", _("assigned to somebody")
    POSTPONED = "postponed", _("postponed")


# Those by which a plan or an amendment is decided on.
DECIDES_PLANS = {
    ItemDecisionKind.NOTED: DecisionKind.ACKNOWLEDGED,
    ItemDecisionKind.AGREED: DecisionKind.APPROVED,
    ItemDecisionKind.RESERVED: DecisionKind.RESERVED,
}


# Those on which something may rest: of each of them stands a Decision.
CARRIES = (*DECIDES_PLANS, ItemDecisionKind.ASSIGNED)


class ItemDecisionQuerySet(models.QuerySet["ItemDecision"]):
    def visible_to(self, user: Visitor) -> "ItemDecisionQuerySet":
        return self.filter(item__in=AgendaItem.objects.visible_to(user))

    def in_force(self) -> "ItemDecisionQuerySet":
        """Those that no later one corrects."""
        return self.filter(corrected_by=None)


class ItemDecision(Held):
    """The decision on one item. Once its meeting is closed it stays; another one, with a reason, corrects it."""

    Kind = ItemDecisionKind

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="decisions", verbose_name=_("item of the agenda")
    )
    kind = models.CharField(_("decision"), max_length=12, choices=ItemDecisionKind)
    text = ProseField(_("words of the decision"), blank=True)
    reservations = ProseField(_("remarks and conditions"), blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    reason = ProseField(_("why it is corrected"), blank=True)
    record = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="item_decisions",
        verbose_name=_("decision or order"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    objects = ItemDecisionQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(corrects=None),
                name="itemdecision_once_per_item",
                violation_error_message=_("The item is decided on already."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="reserved") & ~Q(reservations="")) | ~Q(kind="reserved"),
                name="itemdecision_says_its_remarks",
                violation_error_message=_("Write the remarks with which the meeting agreed."),
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, reason="") | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="itemdecision_corrected_with_a_reason",
                violation_error_message=_("A correction says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.meeting} {self.item}: {self.get_kind_display()}"

    def make_record(self) -> Decision:
        """Write down the decision that others point at, as it stands in the minutes."""
        meeting = self.item.meeting
        record = Decision(
            region=meeting.committee.region,
            body=meeting.body,
            meeting=str(meeting),
            agenda_item=self.item.number,
            decided_on=meeting.held_on,
            recorded_by=self.recorded_by,
        )
        record.full_clean()
        record.save()
        return record


def take_back(decision: ItemDecision) -> None:
    """Nothing rests on a decision from now on; its record stays and says so."""
    if decision.record is not None:
        decision.record.taken_back = True
        decision.record.save(update_fields=["taken_back"])
        decision.record = None


def rested_on(decisions: Iterable[ItemDecision], *, hold: bool = False) -> set[int]:
    """The keys of the records of decisions on which a plan, a unit or anything else rests.

    Held, nothing comes to rest on them before the transaction ends (`Decision.kept`).
    """
    keys = {each.record_id for each in decisions if each.record_id}
    if hold:
        list(Decision.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    found: set[int] = set()
    for relation in Decision._meta.related_objects if keys else ():
        if relation.related_model is not ItemDecision:
            name = f"{relation.field.name}__in"
            rows = relation.related_model._base_manager.filter(**{name: keys})
            found.update(rows.values_list(relation.field.attname, flat=True))
    return found


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: Visitor) -> "FollowUpQuerySet":
        return self.filter(item__in=AgendaItem.objects.visible_to(user))

    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_on=None)


class FollowUp(Held):
    """Something that a meeting wants done: by whom, until when, and what came of it."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="tasks", verbose_name=_("item of the agenda")
    )
    what = LineField(_("what is to be done"), max_length=300)
    owner = LineField(_("who does it"), max_length=160)
    due_on = models.DateField(_("until"), validators=[can_be])
    done_on = models.DateField(_("done on"), null=True, blank=True, validators=[has_come])
    outcome = LineField(_("what came of it"), max_length=300, blank=True)

    objects = FollowUpQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("task from a meeting")
        verbose_name_plural = _("tasks from meetings")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def told(self) -> str:
        """As the minutes tell it."""
        return f"{self.owner}: {self.what} ภายใน {format_date(self.due_on, long=True)}"


def undecided(meeting: Meeting) -> "models.QuerySet[AgendaItem]":
    """The items that wait for a decision: those under which no other item stands."""
    below = AgendaItem.objects.filter(parent=OuterRef("pk"))
    decided = ItemDecision.objects.filter(item=OuterRef("pk"))
    return meeting.items.filter(~Exists(below), ~Exists(decided))


@MEETING_LIFE.needs("close")
def is_decided(meeting: Meeting) -> None:
    """A meeting with an undecided item is not closed; without a quorum it can only have postponed."""
    if left := [each.number for each in undecided(meeting)]:
        said = gettext("Still undecided: %(items)s. Write down what became of each item.")
        raise ValidationError(said % {"items": ", ".join(left)}, code="undecided")
    require_decisions_hold(meeting)


@MEETING_LIFE.needs("close")
def is_written_down(meeting: Meeting) -> None:
    """Everybody who sits there that day stands in the minutes, among who came or who did not; and so does their end."""
    seats = meeting.committee.seats.on(meeting.held_on).as_listed()
    missing = [str(seat) for seat in seats.exclude(pk__in=meeting.attendance.values("seat"))]
    refused = []
    if missing:
        said = gettext("Whether they came is not written down yet: %(names)s.")
        refused.append(ValidationError(said % {"names": ", ".join(missing)}, code="unrecorded"))
    if meeting.ends is None:
        refused.append(ValidationError(gettext("Write when the meeting ended."), code="no_end"))
    if refused:
        raise ValidationError(refused)


def require_decisions_hold(meeting: Meeting) -> None:
    """Refuse what takes the ground from under a decision that is written down already: its day and who came.

    Raises ValidationError where the meeting has decided and too few came, where one who took no part in an item did
    not come at all, and where its day is still to come.
    """
    decided = ItemDecision.objects.filter(item__meeting=meeting)
    if not decided.exists():
        return
    has_been_held(meeting)
    if decided.exclude(kind=ItemDecisionKind.POSTPONED).exists():
        require_quorum(meeting)
    here = meeting.attendance.present().values("seat")
    recusal = Recusal.objects.in_force().filter(item__meeting=meeting).exclude(seat__in=here).first()
    if recusal is not None:
        said = gettext(
            "%(person)s took no part in %(item)s, so this member came. Change that decision first."
        )
        raise ValidationError(said % {"person": recusal.seat, "item": recusal.item}, code="recused")


def require_number_and_day(meeting: Meeting, before: Meeting) -> list[ItemDecision]:
    """Refuse another number or day of a meeting once something rests on what it decided: that names them.

    Returns the decisions whose records have to be written anew, because nothing rests on them yet.
    """
    if (meeting.written_number, meeting.held_on) == (before.written_number, before.held_on):
        return []
    decided = list(ItemDecision.objects.filter(item__meeting=meeting).exclude(record=None))
    if rested_on(decided, hold=True):
        said = gettext("What %(meeting)s decided on %(day)s is in use, so its number and its day stay.")
        told = {"meeting": before, "day": tell_date(before.held_on)}
        raise ValidationError(said % told, code="moved")
    return decided


def require_quorum(meeting: Meeting) -> None:
    """Raises ValidationError where too few members came for anything but postponing."""
    quorum = meeting.quorum
    if not quorum.is_reached:
        said = gettext(
            "%(came)s members came, and %(needed)s have to be there. Write down first who came; "
            "without a quorum an item can only be postponed."
        )
        raise ValidationError(said % {"came": quorum.came, "needed": quorum.needed}, code="quorum")
