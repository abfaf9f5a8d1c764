"""Amendments: changes of an agreement in force, asked for by one person and approved by another."""

from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement, check_parts
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.rules.decision import Decided
from people import rights
from people.roles import Role


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, user: Any) -> "AmendmentQuerySet":
        return self.filter(agreement__in=Agreement.objects.visible_to(user))

    def waiting(self) -> "AmendmentQuerySet":
        return self.filter(state=Amendment.State.PROPOSED)


class Amendment(Decided):
    """A change of an agreement in force, asked for by one person with a reason and approved by another.

    `before` and `after` hold {"amount", "ends_on", "instalments": [{"number", "amount", "due_on", "waits_for"}]},
    amounts as text of baht, days as ISO dates. A cancellation's `after` is empty.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("change")
        CANCELLATION = "cancellation", _("cancellation")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="amendments", verbose_name=_("agreement")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CHANGE)
    reason = models.TextField(_("reason"))
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"), default=dict, blank=True)
    needs_head_office = models.BooleanField(_("needs head office"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="amendment_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="refused") | ~Q(decided_by=F("requested_by")),
                name="amendment_by_two_persons",
                violation_error_message=_("Nobody approves what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="amendment_has_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state="proposed"),
                name="amendment_one_waits",
                violation_error_message=_("Another amendment of this agreement still waits for approval."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Amendment of %(agreement)s") % {"agreement": self.agreement}

    @classmethod
    def propose(
        cls,
        agreement: Agreement,
        *,
        by: Any,
        reason: str,
        amount: Decimal | None = None,
        ends_on: date | None = None,
        parts: list[Instalment] | None = None,
    ) -> "Amendment":
        """Ask for another amount, last day or instalments. `parts` are all instalments as they are to be.

        Instalments that are paid stay as they are. Above settings.AMENDMENT_SHARE of the first amount,
        counted over all amendments, head office has to approve.
        """
        with transaction.atomic():
            held = cls._held(agreement, by)
            present = list(held.instalments.exclude(state="cancelled").order_by("number"))
            wanted = parts if parts is not None else present
            total = held.amount if amount is None else amount
            check_parts(total, wanted)
            told = [_told(number, part) for number, part in enumerate(wanted, 1)]
            _check_paid_stay(present, told)
            held.amount = total
            held.check_room()
            if held.starts_on and ends_on and ends_on < held.starts_on:
                raise ValidationError(
                    {"ends_on": ValidationError(gettext("The last day comes before the first."), code="days")}
                )
            before = cls._picture(Agreement.objects.get(pk=held.pk), present)
            after = {
                "amount": str(total),
                "ends_on": str(ends_on or held.ends_on),
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
    def propose_cancellation(cls, agreement: Agreement, *, by: Any, reason: str) -> "Amendment":
        """Ask for an agreement in force to be cancelled."""
        with transaction.atomic():
            held = cls._held(agreement, by)
            parts = list(held.instalments.exclude(state="cancelled").order_by("number"))
            made = cls(
                agreement=held,
                kind=cls.Kind.CANCELLATION,
                reason=reason.strip(),
                before=cls._picture(held, parts),
                requested_by=by,
            )
            made.full_clean()
            made.save()
        return made

    def approve(self, *, by: Any) -> None:
        """Carry the amendment out, if the agreement is still what it was when the amendment was asked for."""
        with transaction.atomic():
            held, agreement = self._held_to_decide(by)
            rights.require_another(by, held.requested_by)
            if held.needs_head_office:
                rights.require_head_office(by)
            agreement.programme.require_open()
            if agreement.state != Agreement.State.ACTIVE:
                raise ValidationError(gettext("The agreement is not in force any more."), code="state")
            parts = list(agreement.instalments.exclude(state="cancelled").order_by("number"))
            if self._picture(agreement, parts) != held.before:
                raise ValidationError(
                    gettext("The agreement has changed since this was asked for. Refuse it and ask anew."),
                    code="moved",
                )
            if held.kind == self.Kind.CHANGE:
                _check_paid_stay(parts, held.after["instalments"])
            change = held._carry_out(agreement, parts, by)
            if change:
                held._commit(agreement, change, by)
            held._decide(self.State.APPROVED, by, "")
        self.refresh_from_db()

    def refuse(self, *, by: Any, answer: str) -> None:
        """Turn the amendment down; who asked for it may so take it back."""
        with transaction.atomic():
            held, _agreement = self._held_to_decide(by)
            held._refuse(self.State.REFUSED, by, answer)
        self.refresh_from_db()

    @classmethod
    def _held(cls, agreement: Agreement, by: Any) -> Agreement:
        held = agreement.hold()
        rights.require(by, held.programme.region_id, Role.REGIONAL_STAFF)
        held.programme.require_open()
        if held.state != Agreement.State.ACTIVE:
            raise ValidationError(gettext("Only an agreement in force is amended."), code="state")
        return held

    def _held_to_decide(self, by: Any) -> "tuple[Amendment, Agreement]":
        agreement = self.agreement.hold()
        rights.require(by, agreement.programme.region_id, Role.REGIONAL_STAFF)
        held = Amendment.objects.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)
        if held.state != self.State.PROPOSED:
            raise ValidationError(gettext("This amendment is already decided."), code="state")
        return held, agreement

    @staticmethod
    def _picture(agreement: Agreement, parts: list[Instalment]) -> dict[str, Any]:
        return {
            "amount": str(agreement.amount),
            "ends_on": str(agreement.ends_on),
            "instalments": [_told(part.number, part) for part in parts],
        }

    @classmethod
    def decided_by_region(cls, agreement: Agreement) -> tuple[Decimal, Decimal]:
        """The lowest and the highest amount that an amendment may come to without head office."""
        first = cls._first_amount(agreement)
        limit = (first * settings.AMENDMENT_SHARE / Decimal(100)).quantize(Decimal("0.01"), ROUND_DOWN)
        return first - limit, first + limit

    @classmethod
    def _first_amount(cls, agreement: Agreement) -> Decimal:
        """The amount as it was signed, before any amendment."""
        first = agreement.amendments.filter(state=cls.State.APPROVED, kind=cls.Kind.CHANGE).first()
        return Decimal(first.before["amount"]) if first else Agreement.objects.get(pk=agreement.pk).amount

    def _carry_out(self, agreement: Agreement, parts: list[Instalment], by: Any) -> Decimal:
        """Write the change; return by how many baht the commitment rises (falls, below zero)."""
        if self.kind == self.Kind.CANCELLATION:
            agreement.carry_out_cancellation(agreement, by, self.reason)
            return agreement.paid - agreement.committed
        change = Decimal(self.after["amount"]) - agreement.amount
        agreement.amount = Decimal(self.after["amount"])
        agreement.ends_on = date.fromisoformat(self.after["ends_on"])
        agreement.full_clean(exclude=["allocation"])
        # A smaller total first, a larger one last: no sum of instalments ever stands above the allocation.
        agreement.store(agreement, by, self.reason, ["amount", "ends_on"])
        self._write_parts(agreement, parts, by)
        return change

    def _write_parts(self, agreement: Agreement, parts: list[Instalment], by: Any) -> None:
        wanted = {told["number"]: told for told in self.after["instalments"]}
        present = {part.number: part for part in parts}
        for number in sorted(present.keys() - wanted.keys(), reverse=True):
            present[number]._history_user, present[number]._change_reason = by, self.reason  # type: ignore[attr-defined]
            present[number].delete()
        for number, told in wanted.items():
            part = present.get(number) or Instalment(agreement=agreement, number=number)
            if part.pk and told == _told(number, part):
                continue
            part.amount, part.waits_for = Decimal(told["amount"]), told["waits_for"]
            part.due_on = date.fromisoformat(told["due_on"]) if told["due_on"] else None
            part._history_user, part._change_reason = by, self.reason  # type: ignore[attr-defined]
            part.full_clean()
            part.save()

    def _commit(self, agreement: Agreement, change: Decimal, by: Any) -> None:
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


def _told(number: int, part: Instalment) -> dict[str, Any]:
    return {
        "number": number,
        "amount": str(part.amount.quantize(Decimal("0.01"))),
        "due_on": str(part.due_on) if part.due_on else "",
        "waits_for": part.waits_for,
    }


def _check_paid_stay(present: list[Instalment], wanted: list[dict[str, Any]]) -> None:
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
