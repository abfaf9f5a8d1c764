"""A payment in the ledger that did not happen: one person says so, another of the region approves it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.rules.decision import Decided
from people import rights
from people.roles import PAYING_ROLES, Role


class PaymentCorrectionQuerySet(models.QuerySet["PaymentCorrection"]):
    def visible_to(self, user: Any) -> "PaymentCorrectionQuerySet":
        return self.filter(payment__agreement__in=Agreement.objects.visible_to(user))

    def waiting(self) -> "PaymentCorrectionQuerySet":
        return self.filter(state=PaymentCorrection.State.WAITING)


class PaymentCorrection(Decided):
    """That a payment in the ledger did not happen, with the reason and the paper that shows it.

    It moves no money by itself: approving it writes the adjusting entry, with both persons' names, and the
    instalment waits for its payment again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for approval")
        APPROVED = "approved", pgettext_lazy("a correction", "approved")
        REFUSED = "refused", pgettext_lazy("a correction", "refused")

    payment = models.ForeignKey(
        Entry, models.PROTECT, related_name="corrections", verbose_name=_("payment that did not happen")
    )
    reason = models.TextField(_("reason"))
    document_number = models.CharField(_("document number"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)

    objects = PaymentCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a payment")
        verbose_name_plural = _("corrections of payments")
        ordering = ["payment", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="paymentcorrection_has_a_reason",
                violation_error_message=_("Say why the payment is taken back."),
            ),
            models.CheckConstraint(
                condition=~Q(document_number=""),
                name="paymentcorrection_has_a_document",
                violation_error_message=_("Write the number of the paper that shows it."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(state__in=["approved", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="paymentcorrection_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="refused") | ~Q(decided_by=F("requested_by")),
                name="paymentcorrection_by_two_persons",
                violation_error_message=_("Nobody approves what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="paymentcorrection_refused_with_a_reason",
                violation_error_message=_("Say why it is refused."),
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(state="waiting"),
                name="paymentcorrection_one_waits",
                violation_error_message=_("Another correction of this payment still waits for approval."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Correction: %(payment)s") % {"payment": self.payment}

    @property
    def instalment(self) -> Instalment:
        """A payment always has its instalment (entry_payment_has_an_instalment)."""
        part = self.payment.instalment
        if part is None:
            raise ValueError("an entry that is no payment")
        return part

    @classmethod
    def propose(
        cls, instalment: Instalment, *, by: Any, reason: str, document_number: str
    ) -> "PaymentCorrection":
        """Say that an instalment was not paid after all. Raises ValidationError when it cannot be taken back."""
        with transaction.atomic():
            held = instalment.hold()
            rights.require(by, held.agreement.programme.region_id, *PAYING_ROLES)
            held.check_may_be_taken_back()
            made = cls(
                payment=held.standing_payment,
                reason=reason.strip(),
                document_number=document_number.strip(),
                requested_by=by,
            )
            made.full_clean()
            made.save()
        return made

    def approve(self, *, by: Any) -> None:
        """Take the payment back: the ledger gets its adjusting entry, and the instalment waits for payment again."""
        with transaction.atomic():
            held = self._held_waiting()
            part = held.instalment.hold()
            if part.standing_payment != held.payment:
                raise ValidationError(
                    gettext("This payment is no longer the one by which the instalment is paid."),
                    code="payment",
                )
            # Before the ledger moves, so that the check of two persons stands also here.
            rights.require(by, part.agreement.programme.region_id, Role.REGIONAL_STAFF)
            rights.require_another(by, held.requested_by)
            part.take_payment_back(
                by=held.requested_by,
                approved_by=by,
                reason=held.reason,
                document_number=held.document_number,
            )
            held._decide(self.State.APPROVED, by, "")
        self.refresh_from_db()

    def refuse(self, *, by: Any, answer: str) -> None:
        """Leave the payment as it is; who asked may so withdraw."""
        with transaction.atomic():
            held = self._held_waiting()
            programme = held.payment.agreement.programme
            if by.pk != held.requested_by_id:
                rights.require(by, programme.region_id, Role.REGIONAL_STAFF)
            programme.require_not_closed()
            held._refuse(self.State.REFUSED, by, answer)
        self.refresh_from_db()

    def _held_waiting(self) -> "PaymentCorrection":
        self.payment.agreement.programme.hold()
        held = (
            PaymentCorrection.objects.select_for_update(no_key=True, of=("self",))
            .select_related(
                "payment__agreement__allocation__programme", "payment__instalment", "requested_by"
            )
            .get(pk=self.pk)
        )
        if held.state != self.State.WAITING:
            raise ValidationError(
                gettext("This correction is already %(state)s.") % {"state": held.get_state_display()},
                code="state",
            )
        return held
