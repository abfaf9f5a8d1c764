"""A line of a plan: a form of participation, and under it the ordered items of three cells."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.texts import LineField
from participation.models.catalogue import FormOfParticipation
from participation.models.plan import Plan
from people.models import Visitor
from spreadsheets.models import history

if TYPE_CHECKING:
    from participation.models.item import PlanItem


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    def visible_to(self, user: Visitor) -> "PlanLineQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))


class StandingLines(models.Manager["PlanLine"]):
    """The lines that stand in a plan; one that was taken out keeps its key for whoever puts it back."""

    def get_queryset(self) -> PlanLineQuerySet:
        return PlanLineQuerySet(self.model, using=self._db).filter(order__isnull=False)


class PlanLine(Held):
    """One line of the plan: a form of participation, for whom, what is done, what comes of it.

    The words of the form are those of the plan's year: a catalogue that renames it later does not rewrite the plan.
    A line without a place (`order` is empty) was taken out.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines", verbose_name=_("participation plan"))
    order = models.PositiveSmallIntegerField(_("place"), null=True)
    number = LineField(
        _("number as written"), max_length=20, blank=True, help_text=_("As it is printed: “1.”, “3”.")
    )
    form = models.ForeignKey(
        FormOfParticipation,
        models.PROTECT,
        related_name="plan_lines",
        verbose_name=_("form of participation"),
    )
    form_words = LineField(_("form as named in this plan"), max_length=300)
    form_is_above = models.BooleanField(
        _("form stands above"),
        default=False,
        help_text=_("The office merged the cell with the one above it."),
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name=_("copied from")
    )

    objects = StandingLines.from_queryset(PlanLineQuerySet)()
    kept = models.Manager()  # those that were taken out, too
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
                condition=Q(order=None) | Q(order__gte=1),
                name="planline_order_from_1",
                violation_error_message=_("Lines are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(form_words=""),
                name="planline_names_its_form",
                violation_error_message=_("A line says which form of participation it is of."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Line %(order)s: %(form)s") % {"order": self.order, "form": self.form.short_name}

    def clean(self) -> None:
        if self.plan_id:
            self.plan.require_open()

    @property
    def targets(self) -> "list[PlanItem]":
        return self.cell("target")

    @property
    def activities(self) -> "list[PlanItem]":
        return self.cell("activity")

    @property
    def outcomes(self) -> "list[PlanItem]":
        return self.cell("outcome")

    def cell(self, kind: str) -> "list[PlanItem]":
        """The items of one of its cells, in order; from what was prefetched, where it was."""
        items = [item for item in self.items.all() if item.kind == kind and item.order is not None]
        return sorted(items, key=lambda item: item.order or 0)
