"""Amendments: changes of an agreement in force, asked for by one person and approved by another."""

from copy import copy
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import TypedDict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
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
from editing.days import require_possible
from editing.refusals import refused_at
from editing.shown import require_meant
from editing.words import NOTHING
from grants.agreements.agreement import Agreement, seen_by
from grants.agreements.cancelling import carry_out_cancellation
from grants.agreements.drafting import check_parts
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.life import AGREEMENT_LIFE
from grants.rules.request import MoneyRequest
from people.models import User
from people.roles import STAFF_ROLES
from thai.dates import tell_date
from thai.sentences import gettext

AMENDMENTS = life_of_request(deciding=STAFF_ROLES, reserved="needs_head_office")


class PictureOfPart(TypedDict):
    """One instalment as an amendment tells of it: its amount in baht and its day as text, "" where it has none."""

    number: int
    amount: str
    due_on: str
    waits_for: str


class Picture(TypedDict):
    """What an amendment says of an agreement, before or after: the amount in baht and the last day as text."""

    amount: str
    ends_on: str
    instalments: list[PictureOfPart]


class AmendmentQuerySet(RequestQuerySet["Amendment"]):
    def visible_to(self, user: User) -> "AmendmentQuerySet":
        return self.filter(seen_by(user, "agreement__"))


class Amendment(Reasoned, MoneyRequest):
    """A change of an agreement in force, asked for by one person with a reason and approved by another.

    `before` and `after` hold {"amount", "ends_on", "instalments": [{"number", "amount", "due_on", "waits_for"}]},
    amounts as text of baht, days as ISO dates. A cancellation's `after` is empty.
    """

    LIFE = AMENDMENTS
    UNDER = "agreement__allocation__programme"
    RELATED = ("agreement__allocation__organisation",)

    class Kind(models.TextChoices):
        CHANGE = "change", _("change")
        CANCELLATION = "cancellation", _("cancellation")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="amendments", verbose_name=_("agreement")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CHANGE)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"), default=dict, blank=True)
    needs_head_office = models.BooleanField(_("needs head office"), default=False)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["agreement", "pk"]
        indexes = [what_waits("amendment", RequestState.WAITING)]
        constraints = [
            *rules_of_request("amendment", one_waits_for="agreement", why=_("Say why.")),
        ]

    def __str__(self) -> str:
        return gettext("Amendment of %(agreement)s") % {"agreement": self.agreement}

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.agreement_id])

    @property
    def figures(self) -> tuple[object, ...]:
        agreement = self.agreement
        return (self.reason, self.before, self.after, agreement.version, agreement.paid, agreement.unpaid)

    @classmethod
    def propose(
        cls,
        agreement: Agreement,
        *,
        by: User,
        reason: str,
        amount: Decimal | None = None,
        ends_on: date | None = None,
        parts: list[Instalment] | None = None,
        meant: str = "",
    ) -> "Amendment":
        """Ask for another amount, last day or instalments. `parts` are all instalments as they are to be.

        Instalments that are paid stay as they are. Above settings.AMENDMENT_SHARE of the first amount,
        counted over all amendments, head office has to approve.
        """
        with AGREEMENT_LIFE.doing("amend", agreement, by) as held:
            present = _standing(held)
            wanted = parts if parts is not None else present
            total = held.amount if amount is None else amount
            check_parts(total, wanted)
            told = [_told(number, part) for number, part in enumerate(wanted, 1)]
            _check_paid_stay(present, told)
            held.amount = total
            held.check_room()
            if held.starts_on and ends_on and ends_on < held.starts_on:
                raise refused_at("ends_on", gettext("The last day comes before the first."), "days")
            doubts, held.ends_on = held.doubts, ends_on or held.ends_on
            held.check_days()
            for part in wanted:
                require_possible("due_on", part.due_on, held.programme.fiscal_year)
            require_meant([doubt for doubt in held.doubts if doubt not in doubts], meant)
            before = _picture(Agreement.objects.get(pk=held.pk), present)
            after = {
                "amount": str(total),
                "ends_on": str(held.ends_on),
                "instalments": told,
            }
            if before == after:
                raise ValidationError(gettext("Nothing would change."), code="same")
            lowest, highest = cls.decided_by_region(held)
            made = cls(
                agreement=held,
                reason=reason.strip(),
                before=before,
                after=after,
                requested_by=by,
                needs_head_office=not lowest <= total <= highest,
            )
            made.full_clean()
            made.save()
        return made

    @classmethod
    def propose_cancellation(cls, agreement: Agreement, *, by: User, reason: str) -> "Amendment":
        """Ask for an agreement in force to be cancelled."""
        with AGREEMENT_LIFE.doing("amend", agreement, by) as held:
            parts = _standing(held)
            made = cls(
                agreement=held,
                kind=cls.Kind.CANCELLATION,
                reason=reason.strip(),
                before=_picture(held, parts),
                requested_by=by,
            )
            made.full_clean()
            made.save()
        return made

    def carry_out(self, by: User) -> None:
        """Write the change or the cancellation, and what it moves of the commitment."""
        agreement = self.agreement.hold()
        if self.kind == self.Kind.CANCELLATION:
            carry_out_cancellation(agreement, by=by, reason=self.reason)
            agreement.refresh_from_db()
            change = agreement.paid - agreement.committed
        else:
            change = self._change(agreement, by)
        if change:
            self._commit(agreement, change, by)

    @classmethod
    def decided_by_region(cls, agreement: Agreement) -> tuple[Decimal, Decimal]:
        """The lowest and the highest amount that an amendment may come to without head office."""
        first = cls._first_amount(agreement)
        limit = (first * settings.AMENDMENT_SHARE / Decimal(100)).quantize(Decimal("0.01"), ROUND_DOWN)
        return first - limit, first + limit

    @classmethod
    def _first_amount(cls, agreement: Agreement) -> Decimal:
        """The amount as it was signed, before any amendment."""
        first = Amendment.objects.approved().filter(agreement=agreement, kind=cls.Kind.CHANGE).first()
        return Decimal(first.before["amount"]) if first else Agreement.objects.get(pk=agreement.pk).amount

    def _change(self, agreement: Agreement, by: User) -> Decimal:
        """Write another amount, last day and instalments; return by how many baht the commitment changes."""
        change = Decimal(self.after["amount"]) - agreement.amount
        parts = _standing(agreement)
        agreement.amount = Decimal(self.after["amount"])
        agreement.ends_on = date.fromisoformat(self.after["ends_on"])
        agreement.full_clean(exclude=["allocation"])
        # A smaller total first, a larger one last: no sum of instalments ever stands above the allocation.
        agreement.store(by=by, why=self.reason, fields=["amount", "ends_on"])
        agreement.refresh_from_db()
        self._write_parts(agreement, parts, by)
        return change

    def _write_parts(self, agreement: Agreement, parts: list[Instalment], by: User) -> None:
        wanted = {told["number"]: told for told in self.after["instalments"]}
        present = {part.number: part for part in parts}
        for number in sorted(present.keys() - wanted.keys(), reverse=True):
            present[number].remove(by=by, why=self.reason)
        for number, told in wanted.items():
            part = present.get(number) or Instalment(agreement=agreement, number=number)
            if part.pk and told == _told(number, part):
                continue
            part.amount, part.waits_for = Decimal(told["amount"]), told["waits_for"]
            part.due_on = date.fromisoformat(told["due_on"]) if told["due_on"] else None
            part.full_clean()
            part.store(by=by, why=self.reason)

    def _commit(self, agreement: Agreement, change: Decimal, by: User) -> None:
        Entry.write(
            agreement,
            Entry.Kind.ADJUSTMENT,
            change,
            adjusts=Entry.Kind.COMMITMENT,
            reason=self.reason,
            on=timezone.localdate(),
            document_number=agreement.number_as_typed or agreement.number,
            requested_by=self.requested_by,
            approved_by=by,
        )


@AGREEMENT_LIFE.needs("amend")
def no_amendment_waits(agreement: Agreement) -> None:
    require_none_waits(Amendment.objects.filter(agreement=agreement))


@AMENDMENTS.needs("approve")
def _is_of_what_stands(amendment: Amendment) -> None:
    """The agreement is in force, and still what it was when the amendment was asked for."""
    agreement = amendment.agreement
    if agreement.state != Agreement.State.ACTIVE:
        raise ValidationError(gettext("The agreement is not in force any more."), code="state")
    parts = _standing(agreement)
    if _picture(agreement, parts) != amendment.before:
        raise ValidationError(
            gettext("The agreement has changed since this was asked for. Refuse it and ask anew."),
            code="moved",
        )
    if amendment.kind == Amendment.Kind.CHANGE:
        _check_paid_stay(parts, amendment.after["instalments"])
        changed = copy(agreement)
        changed.amount = Decimal(amendment.after["amount"])
        if changed.amount - agreement.amount > agreement.allocation.amount - agreement.allocation.agreed:
            changed.check_room()


def _standing(agreement: Agreement) -> list[Instalment]:
    """The instalments that are not cancelled; read already where a list of many agreements is shown."""
    parts = [part for part in agreement.instalments.all() if part.state != Instalment.State.CANCELLED]
    return sorted(parts, key=lambda part: part.number)


def _picture(agreement: Agreement, parts: list[Instalment]) -> Picture:
    return {
        "amount": str(agreement.amount),
        "ends_on": str(agreement.ends_on),
        "instalments": [_told(part.number, part) for part in parts],
    }


def _told(number: int, part: Instalment) -> PictureOfPart:
    return {
        "number": number,
        "amount": str(part.amount.quantize(Decimal("0.01"))),
        "due_on": str(part.due_on) if part.due_on else "",
        "waits_for": part.waits_for,
    }


def _check_paid_stay(present: list[Instalment], wanted: list[PictureOfPart]) -> None:
    """What is paid, or on its way to be, is not changed by an amendment."""
    for number, part in enumerate(present, 1):
        if part.state == "planned":
            continue
        same = number <= len(wanted) and wanted[number - 1] == _told(part.number, part)
        if not same:
            raise ValidationError(
                gettext("Instalment %(number)s is %(state)s and stays as it is.")
                % {"number": part.number, "state": part.get_state_display()},
                code="instalments",
            )


def day_told(written: str) -> str:
    """A day as an amendment holds it, for people."""
    return tell_date(date.fromisoformat(written)) if written and written != "None" else NOTHING
