"""Instalments (งวด) of an agreement: what is paid when, what it waits for, who asked and who approved."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.versions import Versioned
from grants.agreements.agreement import Agreement
from grants.rules.fields import BahtField, CountedBahtField
from people import rights
from people.models import User
from people.roles import Role
from spreadsheets.models import history
from thai.dates import format_date
from thai.money_words import format_baht


class InstalmentQuerySet(models.QuerySet["Instalment"]):
    def visible_to(self, user: Any) -> "InstalmentQuerySet":
        return self.filter(agreement__in=Agreement.objects.visible_to(user))

    def with_everything(self) -> "InstalmentQuerySet":
        return self.select_related(
            "agreement__allocation__programme__region", "agreement__allocation__organisation"
        )

    def unpaid(self) -> "InstalmentQuerySet":
        """Planned, requested or approved, of agreements in force."""
        return self.filter(
            state__in=[Instalment.State.PLANNED, Instalment.State.REQUESTED, Instalment.State.APPROVED],
            agreement__state=Agreement.State.ACTIVE,
        )

    def payable(self) -> "InstalmentQuerySet":
        """Those that may be asked for: planned, and the report of the one before is accepted."""
        before = Instalment.objects.filter(
            agreement=models.OuterRef("agreement"),
            number=models.OuterRef("number") - 1,
            report__state="accepted",
        )
        return self.filter(
            Q(number=1) | Q(models.Exists(before)),
            state=Instalment.State.PLANNED,
            agreement__state=Agreement.State.ACTIVE,
            agreement__allocation__programme__state="open",
        )

    def to_approve(self) -> "InstalmentQuerySet":
        return self.filter(state=Instalment.State.REQUESTED)

    def to_pay(self) -> "InstalmentQuerySet":
        """Approved and waiting for finance."""
        return self.filter(state=Instalment.State.APPROVED)


class Instalment(Versioned):
    """One part of an agreement's amount. It is paid as a whole or not at all.

    `paid` is the sum of its payments in the ledger; a trigger keeps it and moves the state with it.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        REQUESTED = "requested", _("payment requested")
        APPROVED = "approved", _("payment approved")
        PAID = "paid", _("paid")
        CANCELLED = "cancelled", _("cancelled")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="instalments", verbose_name=_("agreement")
    )
    number = models.PositiveSmallIntegerField(_("instalment"))
    amount = BahtField(_("amount (baht)"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    waits_for = models.CharField(_("waits for"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    paid = CountedBahtField(_("paid (baht)"), default=Decimal(0), editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    requested_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    comment = models.TextField(_("comment"), blank=True, editable=False)

    objects = InstalmentQuerySet.as_manager()
    history = history(excluded_fields=["paid"])

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["agreement", "number"]
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
        ]

    def __str__(self) -> str:
        return gettext("%(agreement)s, instalment %(number)s") % {
            "agreement": self.agreement,
            "number": self.number,
        }

    @property
    def previous(self) -> "Instalment | None":
        return Instalment.objects.filter(agreement=self.agreement_id, number=self.number - 1).first()

    @property
    def standing_payment(self) -> Any:
        """The ledger entry by which it is paid: the last payment, where one was taken back; None while unpaid."""
        if self.state != self.State.PAID:
            return None
        return self.entries.filter(kind="payment").order_by("pk").last()

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not paid."""
        return bool(
            self.due_on
            and self.due_on < timezone.localdate()
            and self.state not in (self.State.PAID, self.State.CANCELLED)
        )

    def check_payable(self) -> None:
        """Refuse to pay before the report of the instalment before this one is accepted."""
        previous = self.previous
        if self.number == 1 or (previous is not None and previous.has_accepted_report):
            return
        raise ValidationError(
            gettext("Instalment %(number)s can be paid when the report of instalment %(before)s is accepted.")
            % {"number": self.number, "before": self.number - 1},
            code="report",
        )

    def check_approved(self) -> None:
        """Refuse to pay what is not approved, of an agreement that is not in force, or in a year that is not open."""
        self._check_money_moves()
        if self.state != self.State.APPROVED:
            raise ValidationError(
                gettext("Instalment %(number)s of %(agreement)s is %(state)s, not approved for payment.")
                % {
                    "number": self.number,
                    "agreement": self.agreement,
                    "state": self.get_state_display(),
                },
                code="state",
            )

    def check_payment_day(self, on: date) -> None:
        """Refuse a day of payment that is still to come, or before the agreement was signed: a slip of the year."""
        signed_on = self.agreement.signed_on
        if on > timezone.localdate():
            raise ValidationError(
                {
                    "on": ValidationError(
                        gettext("%(day)s is still to come. Record a payment once it is made.")
                        % {"day": format_date(on)},
                        code="future",
                    )
                }
            )
        if signed_on and on < signed_on:
            raise ValidationError(
                {
                    "on": ValidationError(
                        gettext("%(day)s is before the agreement was signed, on %(signed)s. Check the year.")
                        % {"day": format_date(on), "signed": format_date(signed_on)},
                        code="before_signing",
                    )
                }
            )

    @property
    def has_accepted_report(self) -> bool:
        report = getattr(self, "report", None)
        return report is not None and report.state == "accepted"

    def hold(self) -> "Instalment":
        """Return the instalment as it is now, under the lock of its programme."""
        self.agreement.allocation.programme.hold()
        return (
            Instalment.objects.select_for_update(no_key=True, of=("self",)).with_everything().get(pk=self.pk)
        )

    def request_payment(self, *, by: Any) -> None:
        """Ask for the payment of an instalment; another person approves it."""
        with transaction.atomic():
            held = self._held_in(self.State.PLANNED, gettext("Its payment is already under way."), by)
            held.check_payable()
            held.state, held.requested_by, held.requested_at = self.State.REQUESTED, by, timezone.now()
            held.approved_by = held.approved_at = None
            held.comment = ""
            self._save(held, by, gettext("payment requested"))

    def approve_payment(self, *, by: Any) -> None:
        """Approve a requested payment. Of two who approve at once, the second is told."""
        with transaction.atomic():
            held = self._held_in(
                self.State.REQUESTED, gettext("This payment does not wait for approval."), by
            )
            rights.require_another(by, held.requested_by)
            held.check_payable()
            held.state, held.approved_by, held.approved_at = self.State.APPROVED, by, timezone.now()
            self._save(held, by, gettext("payment approved"))

    def return_request(self, *, by: Any, comment: str) -> None:
        """Send a requested or approved payment back, with what has to change."""
        with transaction.atomic():
            held = self.hold()
            rights.require(by, held.agreement.programme.region_id, Role.REGIONAL_STAFF, Role.FINANCE)
            held.agreement.programme.require_open()
            if held.state not in (self.State.REQUESTED, self.State.APPROVED):
                raise ValidationError(gettext("This payment does not wait for anybody."), code="state")
            if not comment.strip():
                raise ValidationError(
                    {"comment": ValidationError(gettext("Say what has to change."), code="required")}
                )
            held.state, held.comment = self.State.PLANNED, comment.strip()
            held.requested_by = held.requested_at = held.approved_by = held.approved_at = None
            self._save(held, by, comment.strip())

    def pay(self, *, by: Any, on: date, document_number: str, batch: Any = None) -> Any:
        """Record that an approved instalment was paid: one entry in the ledger. Returns the entry."""
        from grants.agreements.ledger import Entry

        with transaction.atomic():
            held = self.hold()
            rights.require(by, held.agreement.programme.region_id, Role.REGIONAL_STAFF, Role.FINANCE)
            held.check_approved()
            held.check_payment_day(on)
            entry = Entry.write(
                held.agreement,
                Entry.Kind.PAYMENT,
                held.amount,
                instalment=held,
                on=on,
                document_number=document_number,
                requested_by=held.requested_by,
                approved_by=held.approved_by,
                recorded_by=by,
                batch=batch,
            )
            held.refresh_from_db(fields=["state", "paid"])
            self._save(held, by, gettext("paid"))
        return entry

    def store_payment(self, by: User, reason: str) -> None:
        """Keep in the history that the ledger has moved the held instalment."""
        self._save(self, by, reason)

    def _held_in(self, state: str, refusal: str, by: Any) -> "Instalment":
        held = self.hold()
        rights.require(by, held.agreement.programme.region_id, Role.REGIONAL_STAFF, Role.FINANCE)
        held._check_money_moves()
        if held.state != state:
            raise ValidationError(refusal, code="state")
        return held

    def _check_money_moves(self) -> None:
        self.agreement.programme.require_open()
        if self.agreement.state != Agreement.State.ACTIVE:
            raise ValidationError(
                gettext("Agreement %(agreement)s is %(state)s; only an agreement in force is paid.")
                % {"agreement": self.agreement, "state": self.agreement.get_state_display()},
                code="agreement",
            )

    def _save(self, held: "Instalment", by: Any, reason: str) -> None:
        held.version += 1
        held._history_user, held._change_reason = by, reason  # type: ignore[attr-defined]
        held.save(
            update_fields=[
                "state",
                "requested_by",
                "requested_at",
                "approved_by",
                "approved_at",
                "comment",
                "version",
            ]
        )
        self.refresh_from_db()

    @property
    def owed_text(self) -> str:
        """The instalment in a word or two, for lists: "งวดที่ 1 · 47,500.00"."""
        return gettext("instalment %(number)s · %(amount)s") % {
            "number": self.number,
            "amount": format_baht(self.amount),
        }
