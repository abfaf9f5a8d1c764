"""Money that an organisation says it has sent back, until another person has found it in the account."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.request import (
    RequestQuerySet,
    RequestState,
    life_of_request,
    require_none_waits,
    rules_of_request,
)
from deciding.waiting import what_waits
from editing.baht import BahtField
from editing.days import days_constraint
from editing.refusals import refused_at
from editing.texts import LineField
from editing.uploads import take_in
from grants.agreements.agreement import Agreement, seen_by
from grants.agreements.ledger import Entry, check_entry_day
from grants.agreements.life import AGREEMENT_LIFE
from grants.reports.money import money_of, read_money
from grants.rules.request import MoneyRequest
from people.models import User
from people.roles import PAYING_ROLES
from thai.amounts import NO_BAHT
from thai.money_words import format_baht

RETURNS = life_of_request(deciding=PAYING_ROLES)


def slip_path(notice: "ReturnNotice", filename: str) -> str:
    """Where a slip is kept: under the agreement, by what the file is and not by what its sender called it."""
    return f"returns/{notice.agreement_id}/slip{PurePath(filename).suffix.lower()}"


class ReturnNoticeQuerySet(RequestQuerySet["ReturnNotice"]):
    def visible_to(self, user: User) -> "ReturnNoticeQuerySet":
        return self.filter(seen_by(user, "agreement__"))


class ReturnNotice(MoneyRequest):
    """That unspent money or interest was sent back, said by one person and found in the account by another.

    It moves no money by itself: approving it writes the ledger's entries, which name both persons.
    """

    LIFE = RETURNS
    UNDER = "agreement__allocation__programme"
    RELATED = ("agreement__allocation__organisation",)

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="return_notices", verbose_name=_("agreement")
    )
    unspent = BahtField(_("unspent money (baht)"), default=NO_BAHT)
    interest = BahtField(_("interest (baht)"), default=NO_BAHT)
    on = models.DateField(_("sent back on"))
    document_number = LineField(_("document number"), max_length=60)
    slip = models.FileField(_("transfer slip"), upload_to=slip_path, blank=True)

    objects = ReturnNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of a return")
        verbose_name_plural = _("notices of returns")
        ordering = ["agreement", "pk"]
        indexes = [what_waits("returnnotice", RequestState.WAITING)]
        constraints = [
            *rules_of_request("returnnotice", one_waits_for="agreement"),
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
            days_constraint("returnnotice", "on"),
        ]

    def __str__(self) -> str:
        return gettext("Return of %(amount)s baht, %(agreement)s") % {
            "amount": format_baht(self.total),
            "agreement": self.agreement,
        }

    @property
    def total(self) -> Decimal:
        return self.unspent + self.interest

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.agreement_id])

    @property
    def left(self) -> Decimal:
        return money_of(self.agreement).left

    @classmethod
    def read_figures(cls, requests: Sequence["ReturnNotice"]) -> None:
        read_money(notice.agreement for notice in requests)

    @property
    def figures(self) -> tuple[object, ...]:
        return (self.unspent, self.interest, self.on, self.document_number, self.slip.name, self.left)

    @classmethod
    def report(
        cls,
        agreement: Agreement,
        *,
        by: User,
        unspent: Decimal,
        interest: Decimal,
        on: date,
        document_number: str,
        slip: UploadedFile | None = None,
    ) -> "ReturnNotice":
        """Say that money was sent back. For the organisation's coordinator, staff and finance of the region."""
        with AGREEMENT_LIFE.doing("report_return", agreement, by) as held:
            check_entry_day(held, on)
            made = cls(
                agreement=held,
                unspent=unspent,
                interest=interest,
                on=on,
                document_number=document_number.strip(),
                slip=take_in(slip).file if slip else "",
                requested_by=by,
            )
            made.full_clean()
            _may_come_back(made)
            made.save()
        return made

    def carry_out(self, by: User) -> None:
        """Take the money into the ledger, with both persons' names."""
        for kind, amount in ((Entry.Kind.RETURN, self.unspent), (Entry.Kind.INTEREST, self.interest)):
            if amount:
                Entry.write(
                    self.agreement,
                    kind,
                    amount,
                    on=self.on,
                    document_number=self.document_number,
                    requested_by=self.requested_by,
                    approved_by=by,
                )


@AGREEMENT_LIFE.needs("report_return")
def no_notice_waits(agreement: Agreement) -> None:
    require_none_waits(ReturnNotice.objects.filter(agreement=agreement))


@RETURNS.needs("approve")
def _may_come_back(notice: ReturnNotice) -> None:
    """No more comes back than was paid, nor than is left with the organisation."""
    money = money_of(notice.agreement)
    if not money.paid:
        raise ValidationError(gettext("Nothing was paid under this agreement yet."), code="returned")
    for left, said, code in (
        (
            money.paid - money.returned,
            gettext("Only %(left)s baht of what was paid are not returned yet."),
            "returned",
        ),
        (
            money.left,
            gettext("Only %(left)s baht are left with the organisation by its accepted reports."),
            "left",
        ),
    ):
        if notice.unspent > left:
            raise refused_at("unspent", said % {"left": format_baht(left)}, code)
    money.with_return(notice.unspent, notice.interest).check_left()
