"""The agenda of a meeting: items under items, what each is about, and who took no part in it."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from committees.life import MEETING_LIFE
from committees.models.meeting import Meeting, MeetingCorrection
from committees.models.seat import Seat
from complaints.models import ReceivingUnit
from editing.held import Held
from editing.reasons import History
from editing.shown import digest_of
from editing.texts import LineField, NameField, ProseField
from grants.models import Programme
from participation.models import Plan, PlanAmendment, PlanVersion
from people.models import Visitor
from thai.digits import arabic


class ItemType(models.TextChoices):
    """What an item is for. It does not follow from its number: region 6's 3.3 is เพื่อทราบ."""

    INFORM = "inform", _("for acknowledgement")
    DECIDE = "decide", _("for decision")
    ARISING = "arising", _("arising from earlier minutes")
    MINUTES = "minutes", _("confirmation of minutes")
    OTHER = "other", pgettext_lazy("type of an item", "other")


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: Visitor) -> "AgendaItemQuerySet":
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def with_everything(self) -> "AgendaItemQuerySet":
        return self.select_related("meeting__committee__region", "meeting__committee__kind", "parent")


class AgendaItem(Held):
    """One item. Its number as written, its place and its type are three things, and none follows from another."""

    Type = ItemType

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("meeting"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    order = models.PositiveSmallIntegerField(_("place"), default=1)
    number = LineField(_("number as written"), max_length=20, help_text=_("Such as 3.3 or ๔.๒"))
    type = models.CharField(_("type"), max_length=10, choices=ItemType)
    title = ProseField(_("title"))
    presenter = LineField(_("presenter"), max_length=160, blank=True)
    presenter_position = LineField(_("position of the presenter"), max_length=160, blank=True)
    correction = models.ForeignKey(
        MeetingCorrection,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("correction"),
    )

    objects = AgendaItemQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="agendaitem_number_once",
                violation_error_message=_("The agenda has an item of that number already."),
            )
        ]

    def __str__(self) -> str:
        return f"วาระที่ {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("agenda-item", args=[self.pk])

    @property
    def shown(self) -> str:
        """What stands on the page of whoever decides on it: the item, its decisions, what it is about."""
        about = [getattr(thing.record, "shown", thing.record.pk) for thing in self.things.order_by("pk")]
        decided = self.decisions.order_by("pk").values_list("pk", "version")
        files = list(self.files.order_by("pk").values_list("pk", flat=True))
        papers = list(self.consultations.order_by("pk").values_list("paper", flat=True))
        return digest_of(self.meeting.state, self.version, list(decided), about, files, papers)

    def clean(self) -> None:
        self._check_number()
        self._check_parent()

    def _check_number(self) -> None:
        """The same number in other digits is the same number: 3.3 and ๓.๓."""
        others = self.meeting.items.exclude(pk=self.pk).values_list("number", flat=True)
        if arabic(self.number) in map(arabic, others):
            said = gettext("The agenda has an item of that number already.")
            raise ValidationError({"number": said}, code="unique")

    def _check_parent(self) -> None:
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.meeting_id != self.meeting_id:
                raise ValidationError({"parent": gettext("This item is of another meeting.")}, code="parent")
            if above.pk in seen:
                raise ValidationError(
                    {"parent": gettext("An item does not stand under itself.")}, code="parent"
                )
            seen.add(above.pk)
            above = above.parent


class ThingQuerySet(models.QuerySet["AgendaThing"]):
    def visible_to(self, user: Visitor) -> "ThingQuerySet":
        return self.filter(item__in=AgendaItem.objects.visible_to(user))


# What an item can be about: the field, and the way from the record to its region.
THINGS = {
    "plan": "region",
    "plan_version": "plan__region",
    "amendment": "plan__region",
    "programme": "region",
    "unit": "role__organisation__region",
}


class AgendaThing(models.Model):
    """One record that an item is about."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="things", verbose_name=_("item of the agenda")
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("participation plan")
    )
    plan_version = models.ForeignKey(
        PlanVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_things",
        verbose_name=_("version of a plan"),
    )
    amendment = models.ForeignKey(
        PlanAmendment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("amendment of a plan"),
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )
    unit = models.ForeignKey(
        ReceivingUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("receiving unit"),
    )

    objects = ThingQuerySet.as_manager()

    class Meta:
        verbose_name = _("what an item is about")
        verbose_name_plural = _("what items are about")
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(
                    or_, (Q(**{f"{each}__isnull": each != name for each in THINGS}) for name in THINGS)
                ),
                name="agendathing_is_one_thing",
                violation_error_message=_("An item is about one record at a time."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["item", name],
                    name=f"agendathing_{name}_once",
                    violation_error_message=_("The item names this already."),
                )
                for name in THINGS
            ),
        ]

    def __str__(self) -> str:
        if self.plan_version is not None:
            return f"{self.plan_version.plan}, {self.plan_version}"
        return str(self.record)

    @property
    def record(self) -> Any:
        return self.plan or self.plan_version or self.amendment or self.programme or self.unit

    @property
    def url(self) -> str:
        """Where it is read; empty where it has no page for every reader."""
        if self.plan_version is not None:
            plan = self.plan_version.plan
            return reverse("plan-version", args=[plan.fiscal_year, plan.region_id, self.plan_version.number])
        if self.programme is not None:
            return reverse("budget", args=[self.programme.fiscal_year, self.programme.region_id])
        return getattr(self.record, "get_absolute_url", str)()

    def clean(self) -> None:
        region = self.item.meeting.committee.region_id
        for name, path in THINGS.items():
            record = getattr(self, name)
            if (
                record is not None
                and not type(record).objects.filter(pk=record.pk, **{path: region}).exists()
            ):
                raise ValidationError({name: gettext("This is of another region.")}, code="another_region")


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def visible_to(self, user: Visitor) -> "RecusalQuerySet":
        return self.filter(item__in=AgendaItem.objects.visible_to(user))

    def in_force(self) -> "RecusalQuerySet":
        """Those that no correction took back."""
        return self.filter(taken_back=False)


class Recusal(models.Model):
    """A member who took no part in one item, and why. Of a closed meeting a correction adds it or takes it back."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="recusals", verbose_name=_("item of the agenda")
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", verbose_name=_("member who took no part")
    )
    name = NameField(_("name"), max_length=200, blank=True, editable=False)  # as it was written down
    why = LineField(_("why"), max_length=255)
    taken_back = models.BooleanField(_("taken back by a correction"), default=False, editable=False)
    correction = models.ForeignKey(
        MeetingCorrection,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("correction"),
    )

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"],
                name="recusal_once",
                violation_error_message=_("That this member takes no part is written down already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.seat)


def hanging_on(meeting: Meeting) -> list[str]:
    """The names of what hangs on a meeting beside its agenda: who came, decisions, papers, files, tasks."""
    of_meeting = {each.related_model: each.field.name for each in Meeting._meta.related_objects}
    of_items = {
        each.related_model: f"{each.field.name}__meeting" for each in AgendaItem._meta.related_objects
    }
    models_there = {**of_items, **of_meeting}
    for goes_with_it in (AgendaItem, AgendaThing):
        del models_there[goes_with_it]
    there = {
        f"has_{model._meta.model_name}": Exists(
            model._base_manager.filter(**{way: OuterRef("pk")}).order_by()
        )
        for model, way in models_there.items()
    }
    found = Meeting.objects.filter(pk=meeting.pk).values(**there).first() or {}
    hanging = (model._meta for model in models_there if found.get(f"has_{model._meta.model_name}"))
    return [str(each.verbose_name_plural) for each in hanging]


@MEETING_LIFE.needs("remove")
def nothing_hangs_on_it(meeting: Meeting) -> None:
    if hanging := hanging_on(meeting):
        said = gettext("Something hangs on the meeting, so it stays: %(things)s.")
        raise ValidationError(said % {"things": ", ".join(hanging)}, code="hanging")


def tree_of(items: list[AgendaItem]) -> Iterator[tuple[AgendaItem, int, bool]]:
    """Each item in the order of the agenda, with how deep it stands and whether others stand under it."""
    under: dict[int | None, list[AgendaItem]] = {}
    for item in sorted(items, key=lambda each: (each.order, each.pk)):
        under.setdefault(item.parent_id, []).append(item)

    def walk(parent: int | None, depth: int) -> Iterator[tuple[AgendaItem, int, bool]]:
        for item in under.get(parent, []):
            yield item, depth, item.pk in under
            yield from walk(item.pk, depth + 1)

    return walk(None, 0)
