"""An entry of the ledger that is wrong: one person says what it should have been, another approves it."""

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deciding.request import (
    Reasoned,
    RequestQuerySet,
    RequestState,
    life_of_request,
    require_none_waits,
    rules_of_request,
)
from deciding.waiting import what_waits
from editing.baht import BahtField
from editing.refusals import refused_at
from editing.texts import LineField
from grants.agreements.agreement import Agreement, seen_by
from grants.agreements.instalment import Instalment, nobody_counts_it_as_received
from grants.agreements.ledger import Entry
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.payments.paying import follow_the_ledger
from grants.reports.money import money_of, read_money
from grants.rules.request import MoneyRequest
from people.models import User
from people.roles import STAFF_ROLES
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.sentences import gettext

CORRECTIONS = life_of_request(deciding=STAFF_ROLES)
CORRECTED = (Entry.Kind.PAYMENT, *Entry.COMING_BACK)


class CorrectionQuerySet(RequestQuerySet["Correction"]):
    def visible_to(self, user: User) -> "CorrectionQuerySet":
        return self.filter(seen_by(user, "entry__agreement__"))


class Correction(Reasoned, MoneyRequest):
    """That a payment did not happen, or that another sum came back than is recorded, and the paper that shows it.

    The entry itself stays. Approving the correction writes an entry that adjusts it, with both persons' names; an
    instalment whose payment did not happen waits for it again, or is cancelled where its agreement is.
    """

    LIFE = CORRECTIONS
    UNDER = "entry__agreement__allocation__programme"
    RELATED = ("entry__agreement__allocation__organisation", "entry__instalment__report")

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="corrections", verbose_name=_("entry that is wrong")
    )
    right_amount = BahtField(
        _("right amount (baht)"), default=NO_BAHT, help_text=_("0 where it did not happen at all.")
    )
    document_number = LineField(_("document number"), max_length=60)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of an entry")
        verbose_name_plural = _("corrections of entries")
        ordering = ["entry", "pk"]
        indexes = [what_waits("correction", RequestState.WAITING)]
        constraints = [
            *rules_of_request("correction", one_waits_for="entry", why=_("Say why it is corrected.")),
            models.CheckConstraint(
                condition=Q(right_amount__gte=0),
                name="correction_amount_not_negative",
                violation_error_message=_("The right amount is not below zero."),
            ),
            models.CheckConstraint(
                condition=~Q(document_number=""),
                name="correction_has_a_document",
                violation_error_message=_("Write the number of the paper that shows it."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Correction: %(entry)s") % {"entry": self.entry}

    def get_absolute_url(self) -> str:
        if self.entry.kind == Entry.Kind.PAYMENT:
            return reverse("payment", args=[self.entry.instalment_id])
        return reverse("entry", args=[self.entry_id])

    @property
    def instalment(self) -> Instalment:
        """Of a payment; it always has one (entry_payment_has_an_instalment)."""
        part = self.entry.instalment
        if part is None:
            raise ValueError("an entry that is no payment")
        part.agreement = self.entry.agreement
        return part

    @property
    def counted(self) -> Decimal:
        """What the entry counts for now: as recorded, or as corrected last."""
        return counted_amount(self.entry)

    @property
    def change(self) -> Decimal:
        return self.right_amount - self.counted

    @property
    def figures(self) -> tuple[object, ...]:
        entry = self.entry
        asked = (self.right_amount, self.reason, self.document_number)
        recorded = (entry.amount, entry.on, entry.document_number, self.counted)
        return (*asked, *recorded, money_of(entry.agreement).left)

    @classmethod
    def read_figures(cls, requests: Sequence["Correction"]) -> None:
        models.prefetch_related_objects(requests, "entry__corrections")
        read_money(each.entry.agreement for each in requests)

    @classmethod
    def propose(
        cls, entry: Entry, *, by: User, reason: str, document_number: str, right_amount: Decimal = NO_BAHT
    ) -> "Correction":
        """Say what an entry should have been. Raises ValidationError when it cannot be corrected so."""
        with transaction.atomic():
            agreement = entry.agreement.hold()
            if entry.instalment:
                INSTALMENT_LIFE.require("correct", entry.instalment.hold(), by)
            else:
                AGREEMENT_LIFE.require("correct_return", agreement, by)
            made = cls(
                entry=Entry.objects.select_related("agreement", "instalment").get(pk=entry.pk),
                right_amount=right_amount,
                reason=reason.strip(),
                document_number=document_number.strip(),
                requested_by=by,
            )
            made.entry.agreement = agreement
            made.full_clean()
            _may_be_corrected(made)
            made.save()
        return made

    def carry_out(self, by: User) -> None:
        """Write what adjusts the entry. An instalment that was not paid after all goes back with it."""
        agreement, kind = self.entry.agreement, self.entry.kind
        if kind != Entry.Kind.PAYMENT:
            self._adjust(kind, self.change, by)
            return
        part = self.instalment.hold()
        self._adjust(kind, self.change, by, instalment=part)
        if agreement.state == Agreement.State.CANCELLED:
            self._adjust(Entry.Kind.COMMITMENT, self.change, by)  # it is bound to what was paid, and no more
        follow_the_ledger(part, by=self.requested_by, why=self.reason)

    def _adjust(self, measure: str, amount: Decimal, by: User, instalment: Instalment | None = None) -> None:
        Entry.write(
            self.entry.agreement,
            Entry.Kind.ADJUSTMENT,
            amount,
            adjusts=measure,
            reason=self.reason,
            on=timezone.localdate(),
            document_number=self.document_number,
            requested_by=self.requested_by,
            approved_by=by,
            instalment=instalment,
        )


def counted_amount(entry: Entry) -> Decimal:
    """What an entry counts for: as it was recorded, or as it was corrected last."""
    approved = [each for each in entry.corrections.all() if each.state == Correction.State.APPROVED]
    return max(approved, key=lambda each: each.pk).right_amount if approved else entry.amount


@AGREEMENT_LIFE.needs("correct_return")
def something_came_back(agreement: Agreement) -> None:
    if not Entry.objects.filter(agreement=agreement, kind__in=Entry.COMING_BACK).exists():
        raise ValidationError(gettext("Nothing has come back under this agreement yet."), code="returned")


@INSTALMENT_LIFE.needs("correct")
def no_correction_waits(part: Instalment) -> None:
    require_none_waits(Correction.objects.filter(entry__instalment=part))


@CORRECTIONS.needs("approve")
def _may_be_corrected(correction: Correction) -> None:
    """What the entry comes to is another sum, and fits what has happened since."""
    entry, change, money = correction.entry, correction.change, money_of(correction.entry.agreement)
    if entry.kind not in CORRECTED:
        raise ValidationError(
            gettext(
                "Only a payment, a return or interest is corrected so; a commitment changes by amendment."
            ),
            code="kind",
        )
    if not change:
        raise refused_at("right_amount", gettext("It counts for this amount already."), "same")
    if entry.kind == Entry.Kind.PAYMENT:
        nobody_counts_it_as_received(correction.instalment)
        if correction.right_amount:
            raise ValidationError(
                gettext("An instalment is paid as a whole; the payment is taken back and recorded anew."),
                code="whole",
            )
        money.with_payment(change).check_left()
        return
    changed = money.with_return(
        change if entry.kind == Entry.Kind.RETURN else NO_BAHT,
        change if entry.kind == Entry.Kind.INTEREST else NO_BAHT,
    )
    if changed.returned > changed.paid:
        refusal = gettext("The sum would come to %(sum)s baht.") % {"sum": format_baht(changed.returned)}
        raise refused_at("right_amount", refusal, "sum")
    changed.check_left()
