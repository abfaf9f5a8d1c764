"""What a person typed into the worksheet, and writing it: all of it or nothing, with the rows named that refuse."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editing.acting import refusals_of
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.rules.fields import BahtFormField
from thai.money_words import format_baht
from thai.text import clean, control_characters

_FIELD = BahtFormField(required=True)


@dataclass(slots=True)
class Edit:
    """One row as it was shown to a person and as she left it; `refusals` say why it was not saved."""

    pk: int
    version: int
    seen_amount: Decimal
    seen_tier: str
    typed_amount: str
    typed_tier: str
    amount: Decimal | None = None
    refusals: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, pk: int, version: int, seen: Decimal, amount: Decimal, tier: str = "") -> "Edit":
        """An amount that the portal works out itself."""
        return cls(pk, version, seen, tier, format_baht(amount), tier, amount)

    @property
    def is_change(self) -> bool:
        return self.amount != self.seen_amount or self.typed_tier != self.seen_tier


def read_edits(said: Any, programme: Programme) -> list[Edit]:
    """Return the rows of a sent worksheet in which anything was changed."""
    longest = Allocation._meta.get_field("tier").max_length
    edits = []
    for pk in programme.allocations.values_list("pk", flat=True):
        seen = said.get(f"seen-{pk}", "").split("|", 2)
        if len(seen) != 3:
            continue  # the row was not on the page
        version, amount, tier = seen
        typed = said.get(f"amount-{pk}", amount)
        edit = Edit(
            pk, version_from(version), _baht(amount), tier, typed, clean(said.get(f"tier-{pk}", tier))
        )
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


def version_from(text: str) -> int:
    """The version that a page carried; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _baht(text: str) -> Decimal:
    try:
        return _FIELD.clean(text)
    except ValidationError:
        return Decimal(-1)  # nothing that a row can have, so that the row counts as changed


def save_edits(programme: Programme, edits: Iterable[Edit], *, by: Any) -> list[str]:
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
    return (edit.amount or Decimal(0)) - (row.amount if row else Decimal(0))


def _write(edit: Edit, row: Allocation | None, by: Any) -> None:
    if row is None:
        edit.refusals = [_("Somebody has removed this organisation from the programme.")]
        return
    amount = edit.amount
    if amount is None or (row.amount, row.tier) == (amount, edit.typed_tier):
        return  # the other person saved the same
    if row.version != edit.version:
        edit.refusals = [_said_by_another(row)]
        return
    edit.refusals = refusals_of(
        lambda: row.set_amount(amount, by=by, version=edit.version, tier=edit.typed_tier)
    )


def _said_by_another(row: Allocation) -> str:
    last = row.history.select_related("history_user").order_by("-history_date", "-history_id").first()
    who = last.history_user if last and last.history_user else _("Somebody")
    parts = {"who": who, "amount": format_baht(row.amount), "tier": row.tier or _("No tier")}
    return (
        _("%(who)s has saved here since you opened the page: %(amount)s baht, %(tier)s. Yours is not saved.")
        % parts
    )
