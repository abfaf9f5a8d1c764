"""The ledger: entries that are only ever added. Every balance and total is a sum of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement
from grants.rules.chain import seal
from grants.rules.fields import BahtField
from people import rights
from people.roles import Role
from spreadsheets.models import ImportBatch
from thai.money_words import format_baht


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> "EntryQuerySet":
        return self.filter(agreement__in=Agreement.objects.visible_to(user))

    def of_measure(self, kind: str) -> "EntryQuerySet":
        """Entries of one measure (commitment, payment, return, interest) with the adjustments of it."""
        return self.filter(Q(kind=kind) | Q(adjusts=kind))

    def total(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")


class Entry(models.Model):
    """One movement of money, or of a commitment, under an agreement. It never changes and never disappears.

    Amounts are positive, but for an adjustment, which has a reason and says in `adjusts` what it corrects.
    `return` is unspent money of ours that came back, `interest` what the bank paid on it.
    """

    class Kind(models.TextChoices):
        COMMITMENT = "commitment", _("commitment")
        PAYMENT = "payment", _("payment")
        RETURN = "return", _("return of unspent money")
        INTEREST = "interest", _("return of interest")
        ADJUSTMENT = "adjustment", _("adjustment")

    MEASURES = (Kind.COMMITMENT, Kind.PAYMENT, Kind.RETURN, Kind.INTEREST)

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="entries", verbose_name=_("agreement")
    )
    instalment = models.ForeignKey(
        "grants.Instalment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("instalment"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    adjusts = models.CharField(_("adjusts"), max_length=10, choices=Kind, blank=True, default="")
    amount = BahtField(_("amount (baht)"))
    on = models.DateField(_("date"))
    document_number = models.CharField(_("document number"), max_length=60)
    reason = models.TextField(_("reason"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("import batch")
    )

    sealed_beside = ("agreement__number", "agreement__allocation__organisation")  # to whom the money went

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("requested_by")),
                name="entry_by_two_persons",
                violation_error_message=_("Nobody approves what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="adjustment") & ~Q(amount=0)) | (~Q(kind="adjustment") & Q(amount__gt=0)),
                name="entry_amount_positive",
                violation_error_message=_("The amount of an entry is more than zero."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="adjustment", adjusts__in=["commitment", "payment", "return", "interest"])
                    & ~Q(reason="")
                )
                | (~Q(kind="adjustment") & Q(adjusts="")),
                name="entry_adjustment_says_what_and_why",
                violation_error_message=_("An adjustment says what it corrects, and why."),
            ),
            models.CheckConstraint(
                condition=~Q(document_number=""),
                name="entry_has_a_document",
                violation_error_message=_("An entry has the number of its document."),
            ),
            models.CheckConstraint(
                condition=Q(kind="payment", instalment__isnull=False)
                | Q(adjusts="payment", instalment__isnull=False)
                | (~Q(kind="payment") & ~Q(adjusts="payment") & Q(instalment=None)),
                name="entry_payment_has_an_instalment",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["commitment", "payment", "return", "interest", "adjustment"],
                ),
                name="entry_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_baht(self.amount)}"

    @property
    def measure(self) -> str:
        """What the entry counts towards."""
        return self.adjusts or self.kind

    @classmethod
    def write(
        cls,
        agreement: Agreement,
        kind: str,
        amount: Decimal,
        *,
        on: date,
        document_number: str,
        requested_by: Any,
        approved_by: Any,
        recorded_by: Any = None,
        **details: Any,
    ) -> "Entry":
        """Add an entry under the lock of the agreement's programme; refused while the year is not open."""
        with transaction.atomic():
            programme = agreement.programme.hold()
            programme.require_open()
            rights.require_another(approved_by, requested_by)
            entry = cls(
                agreement=agreement,
                kind=kind,
                amount=amount,
                on=on,
                document_number=document_number.strip(),
                requested_by=requested_by,
                approved_by=approved_by,
                recorded_by=recorded_by or approved_by,
                **details,
            )
            entry.full_clean()
            entry.save(force_insert=True)
            seal(entry, programme)
        return entry

    @classmethod
    def take_return(
        cls,
        agreement: Agreement,
        *,
        unspent: Decimal,
        interest: Decimal,
        on: date,
        document_number: str,
        requested_by: Any,
        approved_by: Any,
    ) -> "list[Entry]":
        """Record that unspent money and interest came back. Either may be 0, not both.

        Raises ValidationError when more would come back than was paid, or than the organisation still holds.
        """
        from grants.reports.money import check_left

        with transaction.atomic():
            held = agreement.hold()
            rights.require(approved_by, held.programme.region_id, Role.REGIONAL_STAFF, Role.FINANCE)
            _check_was_in_force(held)
            if unspent < 0 or interest < 0 or unspent + interest <= 0:
                raise ValidationError(gettext("Say how much money or interest came back."), code="required")
            if unspent > held.paid - held.returned:
                raise ValidationError(
                    gettext("Only %(left)s baht of what was paid are not returned yet.")
                    % {"left": format_baht(held.paid - held.returned)},
                    code="returned",
                )
            shared = {
                "on": on,
                "document_number": document_number,
                "requested_by": requested_by,
                "approved_by": approved_by,
            }
            entries = [
                cls.write(held, kind, amount, **shared)
                for kind, amount in ((cls.Kind.RETURN, unspent), (cls.Kind.INTEREST, interest))
                if amount
            ]
            check_left(held)
        agreement.refresh_from_db(fields=["returned"])
        return entries

    @classmethod
    def adjust(
        cls,
        agreement: Agreement,
        measure: str,
        amount: Decimal,
        *,
        reason: str,
        on: date,
        document_number: str,
        requested_by: Any,
        approved_by: Any,
    ) -> "Entry":
        """Correct a return or interest that was recorded wrongly; `amount` is added, below zero taken away.

        Commitments change by amendment, payments by `Instalment.take_payment_back`.
        """
        from grants.reports.money import check_left

        with transaction.atomic():
            held = agreement.hold()
            rights.require(approved_by, held.programme.region_id, Role.REGIONAL_STAFF)
            _check_was_in_force(held)
            if measure not in (cls.Kind.RETURN, cls.Kind.INTEREST):
                raise ValidationError(
                    gettext("Commitments change by amendment and payments are taken back at the instalment."),
                    code="measure",
                )
            after = held.entries.of_measure(measure).total() + amount
            if after < 0 or (measure == cls.Kind.RETURN and after > held.paid):
                raise ValidationError(
                    gettext("The sum would come to %(sum)s baht.") % {"sum": format_baht(after)}, code="sum"
                )
            entry = cls.write(
                held,
                cls.Kind.ADJUSTMENT,
                amount,
                adjusts=measure,
                reason=reason.strip(),
                on=on,
                document_number=document_number,
                requested_by=requested_by,
                approved_by=approved_by,
            )
            check_left(held)
        agreement.refresh_from_db(fields=["returned"])
        return entry


def _check_was_in_force(agreement: Agreement) -> None:
    if agreement.state in (Agreement.State.DRAFT, Agreement.State.SIGNED):
        raise ValidationError(
            gettext("Agreement %(agreement)s is %(state)s; no money was paid under it.")
            % {"agreement": agreement, "state": agreement.get_state_display()},
            code="agreement",
        )
