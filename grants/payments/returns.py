"""Money that an organisation says it has sent back, until another person has found it in the account."""

from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement
from grants.agreements.ledger import Entry
from grants.reports.money import money_of
from grants.rules.decision import Decided
from grants.rules.fields import BahtField
from people import rights
from people.roles import Role
from spreadsheets.uploads import check_attachment
from thai.money_words import format_baht

# Who of the office may say that money came back, and who may confirm what another person said.
CONFIRMING_ROLES = (Role.REGIONAL_STAFF, Role.FINANCE)


def slip_path(notice: "ReturnNotice", filename: str) -> str:
    """Where a slip is kept: under the agreement, by what the file is and not by what its sender called it."""
    return f"returns/{notice.agreement_id}/slip{PurePath(filename).suffix.lower()}"


class ReturnNoticeQuerySet(models.QuerySet["ReturnNotice"]):
    def visible_to(self, user: Any) -> "ReturnNoticeQuerySet":
        return self.filter(agreement__in=Agreement.objects.visible_to(user))

    def waiting(self) -> "ReturnNoticeQuerySet":
        return self.filter(state=ReturnNotice.State.WAITING)


class ReturnNotice(Decided):
    """That unspent money or interest was sent back, said by one person and confirmed by another.

    It moves no money by itself: the ledger's entries are written when it is confirmed, and name both persons.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", pgettext_lazy("a return", "refused")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="return_notices", verbose_name=_("agreement")
    )
    unspent = BahtField(_("unspent money (baht)"), default=Decimal("0.00"))
    interest = BahtField(_("interest (baht)"), default=Decimal("0.00"))
    on = models.DateField(_("sent back on"))
    document_number = models.CharField(_("document number"), max_length=60)
    slip = models.FileField(_("transfer slip"), upload_to=slip_path, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"), auto_now_add=True)

    objects = ReturnNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of a return")
        verbose_name_plural = _("notices of returns")
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unspent__gte=0, interest__gte=0) & (Q(unspent__gt=0) | Q(interest__gt=0)),
                name="returnnotice_says_how_much",
                violation_error_message=_("Say how much money or interest came back."),
            ),
            models.CheckConstraint(
                condition=~Q(document_number=""),
                name="returnnotice_has_a_document",
                violation_error_message=_("Write the number of the transfer or of the receipt."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(state__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="returnnotice_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="refused") | ~Q(decided_by=F("reported_by")),
                name="returnnotice_by_two_persons",
                violation_error_message=_("Nobody approves what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="returnnotice_refused_with_a_reason",
                violation_error_message=_("Say why it is refused."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state="waiting"),
                name="returnnotice_one_waits",
                violation_error_message=_("Another return of this agreement still waits for confirmation."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Return of %(amount)s baht, %(agreement)s") % {
            "amount": format_baht(self.total),
            "agreement": self.agreement,
        }

    @property
    def total(self) -> Decimal:
        return self.unspent + self.interest

    @classmethod
    def report(
        cls,
        agreement: Agreement,
        *,
        by: Any,
        unspent: Decimal,
        interest: Decimal,
        on: date,
        document_number: str,
        slip: Any = None,
    ) -> "ReturnNotice":
        """Say that money was sent back. For the organisation's coordinator, staff and finance of the region."""
        with transaction.atomic():
            held = agreement.hold()
            if not rights.acts_for(by, held.organisation):
                rights.require(by, held.programme.region_id, *CONFIRMING_ROLES)
            held.programme.require_open()
            if on > timezone.localdate():
                raise ValidationError(
                    {"on": ValidationError(gettext("This day is still to come."), code="future")}
                )
            _check_within_paid(held, unspent)
            _check_within_left(held, unspent)
            if slip:
                check_attachment(slip)
            made = cls(
                agreement=held,
                unspent=unspent,
                interest=interest,
                on=on,
                document_number=document_number.strip(),
                slip=slip or "",
                reported_by=by,
            )
            made.full_clean()
            made.save()
        return made

    def confirm(self, *, by: Any) -> None:
        """Find the money arrived: the ledger takes its entries, with both persons' names."""
        with transaction.atomic():
            held, agreement = self._held_waiting()
            rights.require(by, agreement.programme.region_id, *CONFIRMING_ROLES)
            rights.require_another(by, held.reported_by)
            Entry.take_return(
                agreement,
                unspent=held.unspent,
                interest=held.interest,
                on=held.on,
                document_number=held.document_number,
                requested_by=held.reported_by,
                approved_by=by,
            )
            held._decide(self.State.CONFIRMED, by, "")
        self.refresh_from_db()

    def refuse(self, *, by: Any, answer: str) -> None:
        """Say that the money did not arrive so; who reported it may so take it back."""
        with transaction.atomic():
            held, agreement = self._held_waiting()
            if by.pk != held.reported_by_id:
                rights.require(by, agreement.programme.region_id, *CONFIRMING_ROLES)
            agreement.programme.require_not_closed()
            held._refuse(self.State.REFUSED, by, answer)
        self.refresh_from_db()

    def _held_waiting(self) -> "tuple[ReturnNotice, Agreement]":
        agreement = self.agreement.hold()
        held = ReturnNotice.objects.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)
        if held.state != self.State.WAITING:
            raise ValidationError(
                gettext("This return is already %(state)s.") % {"state": held.get_state_display()},
                code="state",
            )
        return held, agreement


def _check_within_paid(agreement: Agreement, unspent: Decimal) -> None:
    left = agreement.paid - agreement.returned
    if not agreement.paid:
        raise ValidationError(gettext("Nothing was paid under this agreement yet."), code="returned")
    if unspent > left:
        raise ValidationError(
            {
                "unspent": ValidationError(
                    gettext("Only %(left)s baht of what was paid are not returned yet.")
                    % {"left": format_baht(left)},
                    code="returned",
                )
            }
        )


def _check_within_left(agreement: Agreement, unspent: Decimal) -> None:
    """Tell who reports a return what is left, before the second person has to refuse it."""
    left = money_of(agreement).left
    if unspent > left:
        raise ValidationError(
            {
                "unspent": ValidationError(
                    gettext("Only %(left)s baht are left with the organisation by its accepted reports.")
                    % {"left": format_baht(left)},
                    code="left",
                )
            }
        )
