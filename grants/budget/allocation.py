"""Who gets how much under a programme."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, Sum, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation, TargetNetwork
from editing.held import Held
from grants.budget.programme import Programme
from grants.rules.fields import BahtField, CountedBahtField
from people import rights
from people.roles import Role
from spreadsheets.models import history
from thai.money_words import format_baht

# What an allocation takes of the ceiling, for sums over many; `Allocation.counted` says it of one.
COUNTED = Case(When(state="cancelled", then=F("agreed")), default=F("amount"), output_field=BahtField())


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, user: Any) -> "AllocationQuerySet":
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def total(self) -> Decimal:
        """The sum in baht; 0.00 when there is none."""
        return self.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")

    def counted(self) -> Decimal:
        """What they take of the ceiling, in baht: a cancelled one only what was paid under its agreements."""
        return self.aggregate(counted=Sum(COUNTED))["counted"] or Decimal("0.00")


class Allocation(Held):
    """What one organisation is granted under a programme.

    `agreed` is the sum of its agreements, of a cancelled one only what was paid; triggers keep it, and a CHECK
    holds it within the amount.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ANNOUNCED = "announced", _("announced")
        CONTRACTED = "contracted", _("contracted")
        CANCELLED = "cancelled", _("cancelled")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="allocations", verbose_name=_("programme")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="allocations", verbose_name=_("organisation")
    )
    order = models.PositiveSmallIntegerField(_("number"), help_text=_("Its place in the office's table."))
    amount = BahtField(_("amount (baht)"))
    agreed = CountedBahtField(_("agreed (baht)"), default=Decimal(0), editable=False)
    tier = models.CharField(
        _("tier"), max_length=30, blank=True, help_text=_("Organisations of one tier share a round sum.")
    )
    purpose = models.TextField(_("purpose"), blank=True)
    focus = models.ForeignKey(
        TargetNetwork,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        verbose_name=_("network it is for"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)

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
        return f"{self.organisation}: {format_baht(self.amount)}"

    def clean(self) -> None:
        programme = getattr(self, "programme", None)  # not saved yet where both are written on one page
        if programme is None or not self.organisation_id:
            return  # the field's own error is on the list already
        if self.organisation.region_id != programme.region_id:
            raise ValidationError(
                {
                    "organisation": ValidationError(
                        gettext("This organisation is of another region."), code="region"
                    )
                }
            )
        if self.amount is None:
            return
        self._check_against_what_holds(programme)
        if not self.is_summed_with_others and self.state != self.State.CANCELLED:
            programme.check_room_for(self.amount, instead_of=self)

    def _check_against_what_holds(self, programme: Programme) -> None:
        before = Allocation.objects.filter(pk=self.pk).first() if self.pk else None
        if before is not None and before.amount == self.amount:
            return
        programme.require_not_closed()
        if before is None:
            return
        if before.state == self.State.CANCELLED:
            raise ValidationError(
                {
                    "amount": ValidationError(
                        gettext("This allocation is cancelled; its amount does not change."), code="state"
                    )
                }
            )
        if self.amount < before.agreed:
            raise ValidationError(
                {
                    "amount": ValidationError(
                        gettext("%(agreed)s baht are already in agreements; the amount cannot be less.")
                        % {"agreed": format_baht(before.agreed)},
                        code="agreed",
                    )
                }
            )

    @property
    def counted(self) -> Decimal:
        """What it takes of the ceiling: its amount, or once it is cancelled what was paid under its agreements."""
        return self.agreed if self.state == self.State.CANCELLED else self.amount

    def hold(self) -> "Allocation":
        """Return the allocation as it is now, under the lock of its programme."""
        self.programme.hold()
        return Allocation.objects.select_for_update(no_key=True).get(pk=self.pk)

    def announce(self, *, by: Any) -> None:
        """Tell the organisation what it gets."""
        with transaction.atomic():
            held = self.hold()
            rights.require(by, held.programme.region_id, Role.REGIONAL_STAFF)
            held.programme.require_not_closed()
            if held.state != self.State.PLANNED:
                raise ValidationError(gettext("Only a planned allocation can be announced."), code="state")
            self.move(held, self.State.ANNOUNCED, by, gettext("announced"))

    def set_amount(self, amount: Decimal, *, by: Any, version: int, tier: str | None = None) -> None:
        """Change what is granted, and the tier if one is named.

        Refused when someone saved a newer version than the one that was shown.
        """
        with transaction.atomic():
            held = self.hold()
            rights.require(by, held.programme.region_id, Role.REGIONAL_STAFF)
            if held.version != version:
                raise ValidationError(
                    gettext("Someone has changed this amount to %(amount)s since you opened the page.")
                    % {"amount": format_baht(held.amount)},
                    code="newer_version",
                )
            held.programme.require_not_closed()
            held.amount = amount
            if tier is not None:
                held.tier = tier
            held.full_clean(exclude=["programme", "organisation"])
            held.version += 1
            held._history_user, held._change_reason = by, gettext("changed on the worksheet")
            held.save(update_fields=["amount", "tier", "version"])
        self.amount, self.tier, self.version = held.amount, held.tier, held.version

    def cancel(self, *, by: Any, reason: str) -> None:
        """Take the grant back: exactly what was not paid is free again under the ceiling."""
        with transaction.atomic():
            held = self.hold()
            rights.require(by, held.programme.region_id, Role.REGIONAL_STAFF)
            held.programme.require_not_closed()
            if held.state == self.State.CANCELLED:
                raise ValidationError(gettext("This allocation is already cancelled."), code="state")
            if not reason.strip():
                raise ValidationError(
                    {"reason": ValidationError(gettext("Say why it is cancelled."), code="required")}
                )
            if held.agreements.live().exists():
                raise ValidationError(
                    gettext("Its agreement still runs. End or cancel the agreement first."), code="agreed"
                )
            self.move(held, self.State.CANCELLED, by, reason.strip())

    def move(self, held: "Allocation", state: str, by: Any, reason: str) -> None:
        """Write a new state into the held record and take it over here."""
        held.state = state
        held.version += 1
        held._history_user, held._change_reason = by, reason
        held.save(update_fields=["state", "version"])
        self.state, self.version = held.state, held.version
