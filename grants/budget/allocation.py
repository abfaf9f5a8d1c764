"""Who gets how much under a programme."""

from decimal import Decimal

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation, OrganisationAlias, TargetNetwork
from editing.baht import BahtField, CountedBahtField
from editing.held import Held
from editing.refusals import refused_at, required
from editing.texts import LineField, ProseField
from grants.budget.life import ALLOCATION_LIFE, PROGRAMME_LIFE, AllocationStage, AllocationState
from grants.budget.programme import Programme
from people.models import User, Visitor
from spreadsheets.models import history
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.sentences import gettext

# In these states an agreement binds both sides, or did; a draft binds nobody.
CONTRACTED = ("signed", "active", "ended")
# What an allocation takes of the ceiling, for sums over many; `Allocation.counted` says it of one.
COUNTED = Case(When(state="cancelled", then=F("agreed")), default=F("amount"), output_field=BahtField())


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, user: Visitor) -> "AllocationQuerySet":
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def with_contracted(self) -> "AllocationQuerySet":
        """Tell of each in the same query whether one of its agreements is signed, in force or ended."""
        signed = Allocation.objects.filter(pk=OuterRef("pk"), agreements__state__in=CONTRACTED)
        return self.annotate(is_contracted=Exists(signed))

    def with_name_in_year(self) -> "AllocationQuerySet":
        """Tell of each in the same query, as `name_then`, what `Allocation.name_in_year` says of one."""
        versions = Programme.history.order_by("history_date", "history_id")
        opened_later = (
            versions.filter(id=OuterRef("id"))
            .filter(
                Q(history_date__gt=OuterRef("history_date"))
                | Q(history_date=OuterRef("history_date"), history_id__gt=OuterRef("history_id"))
            )
            .exclude(state=Programme.State.CLOSED)
        )
        closings = versions.filter(
            ~Exists(opened_later), id=OuterRef("programme"), state=Programme.State.CLOSED
        )
        former = OrganisationAlias.objects.filter(
            organisation=OuterRef("organisation"), until__gte=OuterRef("closed_day")
        )
        return self.annotate(
            closed_day=Subquery(closings.annotate(day=TruncDate("history_date")).values("day")[:1])
        ).annotate(
            name_then=Coalesce(
                Subquery(former.order_by("until").values("name")[:1]),
                F("organisation__name"),
                output_field=LineField(),
            )
        )

    def total(self) -> Decimal:
        """The sum in baht; 0.00 when there is none."""
        return self.aggregate(total=Sum("amount"))["total"] or NO_BAHT

    def counted(self) -> Decimal:
        """What they take of the ceiling, in baht: a cancelled one only what was paid under its agreements."""
        return self.aggregate(counted=Sum(COUNTED))["counted"] or NO_BAHT


class Allocation(Held):
    """What one organisation is granted under a programme.

    `agreed` is the sum of its agreements, of a cancelled one only what was paid; triggers keep it, and a CHECK
    holds it within the amount.
    """

    State = AllocationState
    UNDER = "programme"

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="allocations", verbose_name=_("programme")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="allocations", verbose_name=_("organisation")
    )
    order = models.PositiveSmallIntegerField(_("number"), help_text=_("Its place in the office's table."))
    amount = BahtField(_("amount (baht)"))
    agreed = CountedBahtField(_("agreed (baht)"), default=NO_BAHT, editable=False)
    tier = LineField(
        _("tier"), max_length=30, blank=True, help_text=_("Organisations of one tier share a round sum.")
    )
    purpose = ProseField(_("purpose"), blank=True)
    focus = models.ForeignKey(
        TargetNetwork,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        verbose_name=_("network it is for"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AllocationState, default=AllocationState.PLANNED, editable=False
    )

    is_contracted: bool  # as with_contracted() tells
    is_summed_with_others = False  # a page of several allocations checks their sum, not each alone

    objects = AllocationQuerySet.as_manager()
    history = history(excluded_fields=["agreed"])  # a sum of other records, each with its own history

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["programme", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                name="allocation_once_per_organisation",
                violation_error_message=_("This organisation already has an allocation in the programme."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="allocation_amount_not_negative",
                violation_error_message=_("The amount cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(agreed__gte=0, agreed__lte=F("amount")),
                name="allocation_agreed_within_amount",
                violation_error_message=_("The agreements add up to more than the allocation."),
            ),
        ]

    def __str__(self) -> str:
        # A list that asked `with_name_in_year` knows the name of then.
        return f"{getattr(self, 'name_then', self.organisation)}: {format_baht(self.amount)}"

    @property
    def name_in_year(self) -> str:
        """What its year calls the organisation: by the name of the day of its closing once it is closed."""
        return self.organisation.name_on(self.programme.closed_on)

    def clean(self) -> None:
        programme = getattr(self, "programme", None)  # not saved yet where both are written on one page
        if programme is None or not self.organisation_id:
            return  # the field's own error is on the list already
        if self.organisation.region_id != programme.region_id:
            raise refused_at("organisation", gettext("This organisation is of another region."), "region")
        if self.amount is None:
            return
        self._check_against_what_holds(programme)
        if not self.is_summed_with_others and self.state != self.State.CANCELLED:
            self._check_room(programme)

    def _check_room(self, programme: Programme) -> None:
        """Refuse an amount that the ceiling has no room for, with the figures a person needs."""
        left = programme.ceiling - programme.allocations.exclude(pk=self.pk).counted()
        if self.amount > left:
            sentence = gettext("Only %(left)s baht are left under the ceiling of %(ceiling)s baht.")
            figures = {"left": format_baht(left), "ceiling": format_baht(programme.ceiling)}
            raise refused_at("amount", sentence % figures, "ceiling")

    def _check_against_what_holds(self, programme: Programme) -> None:
        before = Allocation.objects.filter(pk=self.pk).first() if self.pk else None
        if before is not None and before.amount == self.amount:
            return
        programme.require_not_closed()
        if before is None:
            return
        if before.state == self.State.CANCELLED:
            sentence = gettext("This allocation is cancelled; its amount does not change.")
            raise refused_at("amount", sentence, "state")
        if self.amount < before.agreed:
            sentence = gettext("%(agreed)s baht are already in agreements; the amount cannot be less.")
            raise refused_at("amount", sentence % {"agreed": format_baht(before.agreed)}, "agreed")

    @property
    def counted(self) -> Decimal:
        """What it takes of the ceiling: its amount, or once it is cancelled what was paid under its agreements."""
        return self.agreed if self.state == self.State.CANCELLED else self.amount

    @property
    def shown(self) -> str:
        """What the worksheet shows of it: whoever changes or cancels it saw this."""
        return shown_of(self.version, self.amount, self.tier)

    @property
    def stage(self) -> AllocationStage:
        """Where it stands: contracted is what its agreements make of it, and is stored nowhere."""
        if self.state == AllocationState.CANCELLED:
            return AllocationStage.CANCELLED
        if not hasattr(self, "is_contracted"):
            self.is_contracted = self.agreements.filter(state__in=CONTRACTED).exists()
        return AllocationStage.CONTRACTED if self.is_contracted else AllocationStage.PLANNED

    def set_amount(self, amount: Decimal, *, by: User, seen: str, tier: str | None = None) -> None:
        """Change what is granted, and the tier if one is named. Refused where it is not what was shown any more."""
        with ALLOCATION_LIFE.doing("set_amount", self, by, seen=seen) as held:
            held.amount = amount
            if tier is not None:
                held.tier = tier
            held.full_clean(exclude=["programme", "organisation"])
            held.store(by=by, why=gettext("changed on the worksheet"), fields=["amount", "tier"])

    def cancel(self, *, by: User, seen: str, reason: str) -> None:
        """Take the grant back: exactly what was not paid is free again under the ceiling."""
        with ALLOCATION_LIFE.doing("cancel", self, by, seen=seen) as held:
            why = required(reason, "reason", gettext("Say why it is cancelled."))
            held.store(by=by, why=why, fields=["state"])


def shown_of(version: int, amount: Decimal, tier: str) -> str:
    """What stands for a row of the worksheet in its form. Legible, for the page shows what changed in between."""
    return f"{version}|{format_baht(amount)}|{tier}"


def allocate(
    programme: Programme, organisation: Organisation, amount: Decimal, *, by: User, **details: object
) -> Allocation:
    """Grant an amount to an organisation, at the end of the table.

    Raises ValidationError when the ceiling has no room, also against a second person at once.
    """
    with PROGRAMME_LIFE.doing("allocate", programme, by) as held:
        last = held.allocations.aggregate(last=models.Max("order"))["last"] or 0
        allocation = Allocation(
            programme=held, organisation=organisation, order=last + 1, amount=amount, **details
        )
        allocation.full_clean()
        allocation.store(by=by)
    return allocation
