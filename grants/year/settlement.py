"""What is said at the end of a year about money that was not spent: carried, explained, or given back."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement
from grants.budget.programme import Programme
from grants.rules.fields import BahtField
from people import rights
from people.roles import Role


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def visible_to(self, user: Any) -> "SettlementQuerySet":
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def standing(self) -> "SettlementQuerySet":
        """Those that count: what is carried counts once another person has approved it."""
        return self.exclude(how=Settlement.How.CARRIED, approved_by=None)

    def total(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")


class Settlement(models.Model):
    """Why an amount was not spent and where it is: of one agreement, or of the programme (what was never paid)."""

    class How(models.TextChoices):
        CARRIED = "carried", _("carried into the next year")
        EXPLAINED = "explained", _("explained")
        GIVEN_BACK = "given_back", _("given back to head office")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="settlements", verbose_name=_("programme")
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="settlements",
        verbose_name=_("agreement"),
        help_text=_("Empty for money of the programme that was never paid out."),
    )
    how = models.CharField(_("what became of it"), max_length=10, choices=How)
    amount = BahtField(_("amount (baht)"))
    reason = models.TextField(_("reason"))
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["programme", "agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="settlement_amount_positive",
                violation_error_message=_("The amount is more than zero."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="settlement_has_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("requested_by")),
                name="settlement_by_two_persons",
                violation_error_message=_("Nobody approves what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(how="given_back") | ~Q(document_number=""),
                name="settlement_given_back_has_a_document",
                violation_error_message=_("Money that is given back has the number of its document."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.amount}"

    @property
    def is_standing(self) -> bool:
        """Whether it counts; as `standing()` of the query set."""
        return self.how != self.How.CARRIED or self.approved_by_id is not None

    def clean(self) -> None:
        if self.agreement and self.agreement.programme.pk != self.programme_id:
            raise ValidationError(
                {
                    "agreement": ValidationError(
                        gettext("This agreement is of another programme."), code="programme"
                    )
                }
            )

    @classmethod
    def propose(cls, programme: Programme, *, by: Any, **details: Any) -> "Settlement":
        """Say of an unspent amount what became of it."""
        with transaction.atomic():
            held = programme.hold()
            rights.require(by, held.region_id, Role.REGIONAL_STAFF)
            held.require_open()
            made = cls(programme=held, requested_by=by, **details)
            made.full_clean()
            made.save()
        return made

    def approve(self, *, by: Any) -> None:
        with transaction.atomic():
            held = self._held(by)
            rights.require_another(by, held.requested_by)
            if held.approved_by_id:
                raise ValidationError(gettext("This is already approved."), code="state")
            held.approved_by, held.approved_at = by, timezone.now()
            held.save(update_fields=["approved_by", "approved_at"])
        self.refresh_from_db()

    def withdraw(self, *, by: Any) -> None:
        """Take it back, as long as the year is open; what a second person has approved, head office alone."""
        with transaction.atomic():
            held = self._held(by)
            if held.approved_by_id and not by.sees_every_region:
                raise ValidationError(
                    gettext("This is already approved; only head office can take it back."), code="state"
                )
            held.delete()

    def _held(self, by: Any) -> "Settlement":
        programme = self.programme.hold()
        rights.require(by, programme.region_id, Role.REGIONAL_STAFF)
        programme.require_open()
        held = Settlement.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if held is None:
            raise ValidationError(gettext("Somebody has taken this back."), code="state")
        return held
