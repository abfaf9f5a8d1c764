"""The ledger: entries that are only ever added. Every balance and total is a sum of them."""

from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.baht import BahtField
from editing.days import days_constraint, require_come, require_possible
from editing.proof.portal_user import ADDED_TO
from editing.refusals import refused_at
from editing.texts import LineField, ProseField
from grants.agreements.agreement import Agreement, seen_by
from grants.rules.chain import seal
from people import rights
from people.fields import PersonField
from people.models import User, Visitor
from spreadsheets.models import ImportBatch
from thai.amounts import NO_BAHT
from thai.dates import tell_date
from thai.money_words import format_baht


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Visitor) -> "EntryQuerySet":
        return self.filter(seen_by(user, "agreement__"))

    def of_measure(self, kind: str) -> "EntryQuerySet":
        """Entries of one measure (commitment, payment, return, interest) with the adjustments of it."""
        return self.filter(Q(kind=kind) | Q(adjusts=kind))

    def total(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or NO_BAHT


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

    COMING_BACK = (Kind.RETURN, Kind.INTEREST)
    MEASURES = (Kind.COMMITMENT, Kind.PAYMENT, *COMING_BACK)

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
    document_number = LineField(_("document number"), max_length=60)
    reason = ProseField(_("reason"), blank=True)
    requested_by = PersonField(_("requested by"))
    approved_by = PersonField(_("approved by"))
    recorded_by = PersonField(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("import batch")
    )

    portal_may = ADDED_TO
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
                condition=~Q(kind="payment") | ~Q(recorded_by=F("approved_by")),
                name="entry_payment_recorded_by_another",
                violation_error_message=_("Who approved a payment does not record it."),
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
            days_constraint("entry", "on"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_baht(self.amount)}"

    def clean(self) -> None:
        if self.kind != self.Kind.ADJUSTMENT:  # which is of the day it is decided, however late
            check_entry_day(self.agreement, self.on)

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
        requested_by: User | None,
        approved_by: User,
        recorded_by: User | None = None,
        **details: object,
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


def check_entry_day(agreement: Agreement, on: date) -> None:
    """Refuse a day that the year cannot have, that is still to come, or that is before the signing."""
    require_possible("on", on, agreement.programme.fiscal_year)
    require_come("on", on)
    signed_on = agreement.signed_on
    if signed_on and on < signed_on:
        sentence = gettext("%(day)s is before the agreement was signed, on %(signed)s. Check the year.")
        days = {"day": tell_date(on), "signed": tell_date(signed_on)}
        raise refused_at("on", sentence % days, "before_signing")
