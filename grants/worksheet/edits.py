"""What a person typed into the worksheet, and writing it: all of it or nothing, with the rows named that refuse."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from editing.acting import refusals_of
from editing.baht import BahtFormField
from grants.budget.allocation import Allocation, shown_of
from grants.budget.programme import Programme
from people.models import User
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.text import clean, control_characters

_FIELD = BahtFormField(required=True)


@dataclass(slots=True)
class Edit:
    """One row as it was shown to a person and as she left it; `refusals` say why it was not saved."""

    pk: int
    seen: str  # as Allocation.shown
    seen_amount: Decimal
    seen_tier: str
    typed_amount: str
    typed_tier: str
    amount: Decimal | None = None
    refusals: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, allocation: Allocation, version: int, amount: Decimal) -> "Edit":
        """An amount that the portal works out itself, for an allocation as it stood in that version."""
        seen = shown_of(version, allocation.amount, allocation.tier)
        return cls(
            allocation.pk,
            seen,
            allocation.amount,
            allocation.tier,
            format_baht(amount),
            allocation.tier,
            amount,
        )

    @property
    def is_change(self) -> bool:
        return self.amount != self.seen_amount or self.typed_tier != self.seen_tier


def read_edits(sent: QueryDict, programme: Programme) -> list[Edit]:
    """Return the rows of a sent worksheet in which anything was changed."""
    longest = Allocation._meta.get_field("tier").max_length
    edits = []
    for pk in programme.allocations.values_list("pk", flat=True):
        seen = sent.get(f"seen-{pk}", "")
        if seen.count("|") < 2:
            continue  # the row was not on the page
        _version, amount, tier = seen.split("|", 2)
        typed = sent.get(f"amount-{pk}", amount)
        edit = Edit(pk, seen, _baht(amount), tier, typed, clean(sent.get(f"tier-{pk}", tier)))
        try:
            edit.amount = _FIELD.clean(typed)
        except ValidationError as error:
            edit.refusals = [str(message) for message in error.messages]
        if control_characters(edit.typed_tier):
            edit.refusals.append(_("The tier holds characters that cannot be seen. Type it anew."))
        if len(edit.typed_tier) > (longest or 0):
            edit.refusals.append(_("A tier has at most %(longest)s characters.") % {"longest": longest})
        if edit.is_change:
            edits.append(edit)
    return edits


def _baht(text: str) -> Decimal:
    try:
        return _FIELD.clean(text)
    except ValidationError:
        return Decimal(-1)  # nothing that a row can have, so that the row counts as changed


def save_edits(programme: Programme, edits: Iterable[Edit], *, by: User) -> list[str]:
    """Write the rows in one transaction, what goes down first, so that the ceiling holds after every row.

    Returns the sentences that refuse the whole; those of a row are in its `refusals`. Either refuses all of it.
    """
    edits = list(edits)
    if any(edit.refusals for edit in edits):
        return []

    def write() -> None:
        programme.hold()
        now = {row.pk: row for row in programme.allocations.filter(pk__in=[edit.pk for edit in edits])}
        for edit in sorted(edits, key=lambda edit: _rise(edit, now)):
            _write(edit, now.get(edit.pk), by)
        if any(edit.refusals for edit in edits):
            transaction.set_rollback(True)

    return refusals_of(write)


def _rise(edit: Edit, now: dict[int, Allocation]) -> Decimal:
    row = now.get(edit.pk)
    return (edit.amount or NO_BAHT) - (row.amount if row else NO_BAHT)


def _write(edit: Edit, row: Allocation | None, by: User) -> None:
    if row is None:
        edit.refusals = [_("Somebody has removed this organisation from the programme.")]
        return
    amount = edit.amount
    if amount is None or (row.amount, row.tier) == (amount, edit.typed_tier):
        return  # the other person saved the same
    if row.shown != edit.seen:
        edit.refusals = [_said_by_another(row)]
        return
    edit.refusals = refusals_of(lambda: row.set_amount(amount, by=by, seen=edit.seen, tier=edit.typed_tier))


def _said_by_another(row: Allocation) -> str:
    last = row.history.select_related("history_user").order_by("-history_date", "-history_id").first()
    who = last.history_user if last and last.history_user else _("Somebody")
    parts = {"who": who, "amount": format_baht(row.amount), "tier": row.tier or _("No tier")}
    return (
        _("%(who)s has saved here since you opened the page: %(amount)s baht, %(tier)s. Yours is not saved.")
        % parts
    )
