"""A region's plan of participation for a fiscal year, line by line as the office wrote it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from centres.models.network import networks_named_in
from editing.fields import FiscalYearField, fiscal_year_constraint
from editing.held import Held
from editing.shown import digest_of
from editing.texts import ProseField
from participation.life import PLAN_LIFE, PlanState
from participation.models.catalogue import FormOfParticipation, StandardActivity
from people.models import User, Visitor
from regions.models import Region
from spreadsheets.models import history
from thai.lists import split_items
from thai.text import match_key


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Visitor) -> "PlanQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))

    def for_year(self, fiscal_year: int) -> "PlanQuerySet":
        return self.filter(fiscal_year=fiscal_year)


class Plan(Held):
    """What one region means to do for public participation in one fiscal year."""

    State = PlanState

    region = models.ForeignKey(Region, models.PROTECT, related_name="plans", verbose_name=_("region"))
    fiscal_year = FiscalYearField(_("fiscal year"))
    state = models.CharField(
        _("state"), max_length=12, choices=PlanState, default=PlanState.DRAFT, editable=False
    )

    objects = PlanQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("participation plan")
        verbose_name_plural = _("participation plans")
        ordering = ["-fiscal_year", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "fiscal_year"],
                name="plan_one_per_region_and_year",
                violation_error_message=_("This region already has a plan for that fiscal year."),
            ),
            fiscal_year_constraint("plan_fiscal_year_is_buddhist"),
        ]

    def __str__(self) -> str:
        return gettext("Plan %(year)s, %(region)s") % {"year": self.fiscal_year, "region": self.region}

    @property
    def is_open(self) -> bool:
        """Only a draft changes; later states change by amendment."""
        return self.state == self.State.DRAFT

    def hold(self) -> "Plan":
        Region.objects.select_for_update(no_key=True).get(pk=self.region_id)  # as all who write in a region
        return super().hold()

    @property
    def shown(self) -> str:
        """What its page shows: the plan and the versions of its lines."""
        return digest_of(
            self.version, self.state, list(self.lines.values_list("pk", "version").order_by("pk"))
        )

    def submit(self, *, by: User, seen: str) -> None:
        """Hand the plan to the committee as it was shown; from here on it does not change line by line."""
        with PLAN_LIFE.doing("submit", self, by, seen=seen) as held:
            held.store(by=by, why=gettext("submitted"), fields=["state"])

    def return_to_draft(self, *, by: User) -> None:
        """Take a submitted plan back, so that its lines can change again."""
        with PLAN_LIFE.doing("return_to_draft", self, by) as held:
            held.store(by=by, why=gettext("taken back to draft"), fields=["state"])


@PLAN_LIFE.needs("submit")
def has_lines(plan: Plan) -> None:
    if not plan.lines.exists():
        raise ValidationError(gettext("A plan without lines cannot be submitted."), code="plan_empty")


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    def visible_to(self, user: Visitor) -> "PlanLineQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanLine(Held):
    """One line of the plan: a form of participation, for whom, what is done, what comes of it.

    The four texts are kept as the office wrote them; the ordered targets, activities and outcomes
    below are what was recognised in them.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines", verbose_name=_("participation plan"))
    order = models.PositiveSmallIntegerField(_("number"))
    form = models.ForeignKey(
        FormOfParticipation,
        models.PROTECT,
        related_name="plan_lines",
        verbose_name=_("form of participation"),
    )
    targets_as_written = ProseField(_("target groups as written"))
    activities_as_written = ProseField(_("activities as written"))
    outcomes_as_written = ProseField(_("outcomes as written"))

    objects = PlanLineQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("plan line")
        verbose_name_plural = _("plan lines")
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="planline_order_once",
                violation_error_message=_("The plan already has a line of that number."),
            ),
            models.CheckConstraint(
                condition=models.Q(order__gte=1),
                name="planline_order_from_1",
                violation_error_message=_("Lines are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Line %(order)s: %(form)s") % {"order": self.order, "form": self.form.short_name}

    def clean(self) -> None:
        if self.plan_id and not self.plan.is_open:
            raise ValidationError(
                gettext("The plan is no longer a draft, so its lines do not change."), code="state"
            )

    def recognised(self) -> "list[PlanTarget | PlanActivity | PlanOutcome]":
        """Return what the texts say, item by item, unsaved: the ordered targets, activities and outcomes."""
        return recognise([self])


def recognise(lines: "list[PlanLine]") -> "list[PlanTarget | PlanActivity | PlanOutcome]":
    """Split the texts of lines and name the networks and standard activities in them; nothing is saved."""
    networks = list(TargetNetwork.objects.all())
    standard = {match_key(activity.name): activity for activity in StandardActivity.objects.all()}
    items: list[PlanTarget | PlanActivity | PlanOutcome] = []
    for line in lines:
        for number, text in enumerate(split_items(line.targets_as_written), start=1):
            named = networks_named_in(text, networks)
            network = named[0] if len(named) == 1 else None
            items.append(PlanTarget(line=line, order=number, text=text, network=network))
        for number, text in enumerate(split_items(line.activities_as_written), start=1):
            items.append(
                PlanActivity(line=line, order=number, text=text, standard=standard.get(match_key(text)))
            )
        for number, text in enumerate(split_items(line.outcomes_as_written), start=1):
            items.append(PlanOutcome(line=line, order=number, text=text))
    return items


def replace_items(lines: "list[PlanLine]", kinds: tuple[Any, ...] = ()) -> None:
    """Make the items of saved lines equal to what their texts say; call in the transaction that saved them.

    `kinds` leaves the items of other kinds as people have put them.
    """
    kinds = kinds or (PlanTarget, PlanActivity, PlanOutcome)
    items = recognise(lines)
    for model in kinds:
        model.objects.filter(line__in=lines).delete()
        model.objects.bulk_create([item for item in items if isinstance(item, model)])


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def visible_to(self, user: Visitor) -> "PlanItemQuerySet":
        return self.filter(line__in=PlanLine.objects.visible_to(user))


class PlanItem(Held):
    """Base of what stands, in order, in one cell of a plan line."""

    order = models.PositiveSmallIntegerField(_("order"))
    text = ProseField(_("text"))

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["line", "order"]

    def __str__(self) -> str:
        return self.text


def _order_once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["line", "order"],
        name=name,
        violation_error_message=_("The line already has an item of that number."),
    )


class PlanTarget(PlanItem):
    """A target of a line: a network of the catalogue where one is named, else the text alone."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="targets", verbose_name=_("plan line"))
    network = models.ForeignKey(
        TargetNetwork,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_targets",
        verbose_name=_("target network"),
    )

    class Meta(PlanItem.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [_order_once("plantarget_order_once")]


class PlanActivity(PlanItem):
    """An activity of a line; the standard one where it is worded alike."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="activities", verbose_name=_("plan line"))
    standard = models.ForeignKey(
        StandardActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_activities",
        verbose_name=_("standard activity"),
    )

    class Meta(PlanItem.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [_order_once("planactivity_order_once")]


class PlanOutcome(PlanItem):
    """An outcome that a line promises."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="outcomes", verbose_name=_("plan line"))

    class Meta(PlanItem.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [_order_once("planoutcome_order_once")]
