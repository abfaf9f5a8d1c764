"""The instalments of an agreement as rows to type: baht or percent, due day, what each waits for."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.baht import BahtFormField
from editing.dates import ThaiDateField
from editing.forms import typed_in
from editing.texts import TextInput
from grants.agreements.instalment import Instalment
from thai.digits import arabic
from thai.splitting import split_by_shares

PATTERNS: dict[str, tuple[int, ...]] = {"50-50": (50, 50), "40-40-20": (40, 40, 20), "100": (100,)}
MOST = 12  # instalments; a year has twelve months
SPARE = 2  # empty rows below those that are filled
_PERCENT = re.compile(r"(?:ร้อยละ\s*(\d{1,3})|(\d{1,3})\s*[%％])$")


class ShareField(BahtFormField):
    """An amount of baht, or a whole percentage: 47,500 · 50% · ร้อยละ ๕๐. A percentage comes out as an int."""

    def to_python(self, value: Any) -> Any:
        text = arabic(forms.CharField.to_python(self, value) or "").strip()
        found = _PERCENT.match(text)
        if not found and ("%" in text or "ร้อยละ" in text):
            raise ValidationError(gettext("Write a whole percentage, such as 40%."), code="percent")
        if not found:
            return super().to_python(value)
        percent = int(found[1] or found[2])
        if not 1 <= percent <= 100:
            raise ValidationError(gettext("A percentage is between 1 and 100."), code="percent")
        return percent


class PartForm(forms.Form):
    """One row. A row that is emptied goes."""

    number = 0  # as it stands on the page, counted from the first instalment

    amount = ShareField(label=_("Baht or percent"), required=False, look="baht share")
    due_on = ThaiDateField(label=_("Due on"), required=False)
    waits_for = TextInput(label=_("Waits for"), required=False, max_length=255)

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        is_filled = cleaned.get("due_on") or cleaned.get("waits_for")
        if is_filled and cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", gettext("Write the amount, or empty the row."))
        amount = cleaned.get("amount")
        if isinstance(amount, Decimal) and amount <= 0:
            self.add_error("amount", gettext("The amount of an instalment is more than zero."))


class PartRows(forms.BaseFormSet):
    """All rows of an agreement's instalments that are not fixed yet."""

    def filled(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("amount") is not None]

    def parts(self, whole: Decimal, fixed: Sequence[Instalment] = ()) -> list[Instalment]:
        """The instalments as they are to be, after those that are fixed; percentages are of the whole amount."""
        rows = self.filled()
        amounts = amounts_of([row["amount"] for row in rows], whole)
        written = [
            Instalment(amount=amount, due_on=row["due_on"], waits_for=row["waits_for"])
            for row, amount in zip(rows, amounts, strict=True)
        ]
        return [*fixed, *written]


def typed_in_rows(rows: PartRows) -> list[tuple[str, str]]:
    """What was typed into the rows of a page that is not open any more (`editing.forms.typed_in`)."""
    told = []
    for row in rows.forms:
        told += typed_in(row, gettext("Instalment %(number)s") % {"number": row.number})
    return told


def amounts_of(shares: Sequence[Decimal | int], whole: Decimal) -> list[Decimal]:
    """Baht of each row. Percentages that make up the whole lose no satang by rounding."""
    percents = [share for share in shares if isinstance(share, int)]
    if percents and len(percents) == len(shares) and sum(percents) == 100:
        return split_by_shares(whole, percents)
    return [
        (whole * share / 100).quantize(Decimal("0.01"), ROUND_HALF_UP) if isinstance(share, int) else share
        for share in shares
    ]


def part_rows(parts: Sequence[Instalment], data: QueryDict | None = None, *, after: int = 0) -> PartRows:
    """Rows for the instalments that may still be written, numbered `after` those that are fixed, and empty ones."""
    spare = max(0, min(SPARE, MOST - len(parts)))
    made = forms.formset_factory(
        PartForm, formset=PartRows, extra=spare, max_num=MOST, validate_max=True, absolute_max=MOST + 1
    )
    initial = [{name: getattr(part, name) for name in ("amount", "due_on", "waits_for")} for part in parts]
    rows: Any = made(data, initial=initial, prefix="parts")
    for number, form in enumerate(rows.forms, after + 1):
        form.number = number
    return rows


def parts_by_pattern(pattern: str, amount: Decimal) -> list[Instalment]:
    """The instalments of a pattern, the first at once, each other after the report before it."""
    amounts = split_by_shares(amount, PATTERNS[pattern])
    return [
        Instalment(
            amount=each,
            waits_for=gettext("the agreement is signed by both sides")
            if number == 1
            else gettext("the report of instalment %(number)s is accepted") % {"number": number - 1},
        )
        for number, each in enumerate(amounts, 1)
    ]
