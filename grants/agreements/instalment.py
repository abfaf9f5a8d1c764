"""Instalments (งวด) of an agreement: what is paid when, what it waits for, who asked and who approved."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.waiting import what_waits
from editing.baht import BahtField, CountedBahtField
from editing.days import days_constraint, require_possible
from editing.held import Held
from editing.shown import digest_of
from editing.texts import LineField, ProseField
from grants.agreements.agreement import Agreement, seen_by
from grants.agreements.ledger import Entry
from grants.agreements.life import INSTALMENT_LIFE, UNPAID, AgreementState, InstalmentState
from people.fields import PersonField
from people.models import Visitor
from spreadsheets.models import history
from thai.amounts import NO_BAHT
from thai.money_words import format_baht


class InstalmentQuerySet(models.QuerySet["Instalment"]):
    def visible_to(self, user: Visitor) -> "InstalmentQuerySet":
        return self.filter(seen_by(user, "agreement__"))

    def with_everything(self) -> "InstalmentQuerySet":
        return self.select_related(
            "agreement__allocation__programme__region", "agreement__allocation__organisation"
        )

    def unpaid(self) -> "InstalmentQuerySet":
        """Planned, requested or approved, of agreements in force."""
        return self.filter(state__in=UNPAID, agreement__state=AgreementState.ACTIVE)

    def with_report_before(self) -> "InstalmentQuerySet":
        """Tell of each in the same query whether the report of the one before is accepted."""
        before = Instalment.objects.filter(
            agreement=OuterRef("agreement"), number=OuterRef("number") - 1, report__state="accepted"
        )
        return self.annotate(report_before_accepted=Exists(before))

    def payable(self) -> "InstalmentQuerySet":
        """Those that wait to be asked for: planned, in force, and the report of the one before is accepted."""
        return self.with_report_before().filter(
            Q(number=1) | Q(report_before_accepted=True),
            state=InstalmentState.PLANNED,
            agreement__state=AgreementState.ACTIVE,
            agreement__allocation__programme__state="open",
        )

    def to_approve(self) -> "InstalmentQuerySet":
        """Asked for; what was asked for at the signing waits until the agreement is in force."""
        return self.filter(state=InstalmentState.REQUESTED, agreement__state=AgreementState.ACTIVE)

    def to_pay(self) -> "InstalmentQuerySet":
        """Approved and waiting for finance."""
        return self.filter(state=InstalmentState.APPROVED)


class Instalment(Held):
    """One part of an agreement's amount. It is paid as a whole or not at all.

    `paid` is the sum of its payments in the ledger; a trigger keeps it and moves the state with it.
    """

    State = InstalmentState
    UNDER = "agreement__allocation__programme"

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="instalments", verbose_name=_("agreement")
    )
    number = models.PositiveSmallIntegerField(_("instalment"))
    amount = BahtField(_("amount (baht)"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    waits_for = LineField(_("waits for"), max_length=255, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=InstalmentState, default=InstalmentState.PLANNED, editable=False
    )
    paid = CountedBahtField(_("paid (baht)"), default=NO_BAHT, editable=False)
    requested_by = PersonField(null=True)
    requested_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = PersonField(null=True)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    comment = ProseField(_("comment"), blank=True, editable=False)

    objects = InstalmentQuerySet.as_manager()
    history = history(excluded_fields=["paid"])

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["agreement", "number"]
        indexes = [what_waits("instalment", InstalmentState.REQUESTED)]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="instalment_number_once",
                violation_error_message=_("The agreement already has an instalment of that number."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="instalment_amount_positive",
                violation_error_message=_("The amount of an instalment is more than zero."),
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="instalment_number_from_one"),
            models.CheckConstraint(
                condition=Q(state="paid", paid=F("amount")) | (~Q(state="paid") & Q(paid=0)),
                name="instalment_paid_whole",
                violation_error_message=_("An instalment is paid as a whole."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("requested_by")),
                name="instalment_by_two_persons",
                violation_error_message=_("Nobody approves what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"])
                | Q(state="requested", requested_by__isnull=False)
                | Q(
                    state__in=["approved", "paid"],
                    requested_by__isnull=False,
                    approved_by__isnull=False,
                ),
                name="instalment_knows_who",
            ),
            days_constraint("instalment", "due_on"),
        ]

    def __str__(self) -> str:
        return gettext("%(agreement)s, instalment %(number)s") % {
            "agreement": self.agreement,
            "number": self.number,
        }

    def clean(self) -> None:
        if self.agreement_id:
            require_possible("due_on", self.due_on, self.agreement.programme.fiscal_year)

    @property
    def shown(self) -> str:
        """What a page shows to whoever decides on its payment."""
        return digest_of(
            self.version, self.state, self.amount, self.due_on, self.agreement.amount, self.agreement.paid
        )

    @property
    def previous(self) -> "Instalment | None":
        return Instalment.objects.filter(agreement=self.agreement_id, number=self.number - 1).first()

    @property
    def following(self) -> "Instalment | None":
        return Instalment.objects.filter(agreement=self.agreement_id, number=self.number + 1).first()

    @property
    def standing_payment(self) -> Entry | None:
        """The ledger entry by which it is paid: the last payment, where one was taken back; None while unpaid."""
        if self.state != self.State.PAID:
            return None
        return self.entries.filter(kind=Entry.Kind.PAYMENT).order_by("pk").last()

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not paid."""
        return bool(
            self.due_on
            and self.due_on < timezone.localdate()
            and self.state not in (self.State.PAID, self.State.CANCELLED)
        )

    @cached_property
    def report_before_accepted(self) -> bool:
        """Whether what it waits for is there: the accepted report of the instalment before, or none before it."""
        previous = self.previous
        return self.number == 1 or (previous is not None and previous.has_accepted_report)

    @property
    def has_accepted_report(self) -> bool:
        report = getattr(self, "report", None)
        return report is not None and report.state == "accepted"

    @property
    def owed_text(self) -> str:
        """The instalment in a word or two, for lists: "งวดที่ 1 · 47,500.00"."""
        return gettext("instalment %(number)s · %(amount)s") % {
            "number": self.number,
            "amount": format_baht(self.amount),
        }


@INSTALMENT_LIFE.needs("request")
def is_of_an_agreement_that_is_signed(part: Instalment) -> None:
    if part.agreement.state != AgreementState.SIGNED:
        is_of_an_agreement_in_force(part)


@INSTALMENT_LIFE.needs("approve", "pay")
def is_of_an_agreement_in_force(part: Instalment) -> None:
    if part.agreement.state != AgreementState.ACTIVE:
        raise ValidationError(
            gettext("Agreement %(agreement)s is %(state)s; only an agreement in force is paid.")
            % {"agreement": part.agreement, "state": part.agreement.get_state_display()},
            code="agreement",
        )


@INSTALMENT_LIFE.needs("request", "approve")
def comes_after_the_report_before(part: Instalment) -> None:
    if part.number > 1 and not part.report_before_accepted:
        raise ValidationError(
            gettext("Instalment %(number)s can be paid when the report of instalment %(before)s is accepted.")
            % {"number": part.number, "before": part.number - 1},
            code="report",
        )


@INSTALMENT_LIFE.needs("correct")
def nobody_counts_it_as_received(part: Instalment) -> None:
    """Refuse to take back what a report or a return already counts on."""
    report = getattr(part, "report", None)
    if report is not None and report.state not in ("draft", "returned"):
        raise ValidationError(
            gettext("A report of this instalment is already sent; it counts the money as received."),
            code="report",
        )
    if part.agreement.returned > part.agreement.paid - part.amount:
        raise ValidationError(
            gettext(
                "%(returned)s baht were returned since, more than would be paid then. Correct the return first."
            )
            % {"returned": format_baht(part.agreement.returned)},
            code="returned",
        )
