"""Money: whole satang in the database, Decimal baht in the code.

SQLite keeps decimals as floating point, where 0.10 + 0.20 does not fit a ceiling of 0.30; integers are
exact on both databases.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from tables.cells import read_amount
from tables.sheets import Cell, CellKind
from thai.amounts import LARGEST_BAHT, NO_BAHT
from thai.money_words import format_baht

SATANG = Decimal(100)


class BahtField(models.BigIntegerField):
    """An amount of baht with two decimals, stored as satang.

    Sums, CHECKs, and `F() + Value(…, BahtField())` in an update() come out right. What annotate() adds or
    subtracts comes back as satang unless its output field is named.
    """

    if TYPE_CHECKING:  # what the type checker takes the attribute for
        _pyi_private_set_type: Decimal | Combinable  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]
        _pyi_lookup_exact_type: Decimal  # type: ignore[assignment]

    default_error_messages = {"invalid": _("“%(value)s” is not an amount of baht with at most two decimals.")}

    def from_db_value(self, value: int | None, expression: object, connection: object) -> Decimal | None:
        if isinstance(value, int):
            return Decimal(value).scaleb(-2)  # a long page reads thousands of these
        return None if value is None else (Decimal(value) / SATANG).quantize(Decimal("0.01"))

    def to_python(self, value: object) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            amount = Decimal(str(value)) if not isinstance(value, Decimal) else value
            satang = amount * SATANG
            exact = satang == satang.to_integral_value()
        except ArithmeticError as error:  # not a number, NaN or infinity
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": value}
            ) from error
        if not exact or abs(amount) > LARGEST_BAHT:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return amount.quantize(Decimal("0.01"))

    def get_prep_value(self, value: object) -> object:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        amount = self.to_python(value)
        return None if amount is None else int(amount * SATANG)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    @property
    def validators(self) -> list[Callable[[object], None]]:
        # The integer field's range validators would compare baht with satang.
        return list(self._validators)  # type: ignore[attr-defined]  # Django's own cached list

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # The admin would offer a number box, which shows neither "95,000.00" nor Thai digits.
        kwargs.pop("widget", None)
        return models.Field.formfield(self, form_class=BahtFormField, **kwargs)


class CountedBahtField(BahtField):
    """An amount that triggers keep: saving the record leaves it alone, so that a stale copy never overwrites it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Decimal | models.F:
        return NO_BAHT if add else models.F(self.attname)


class BahtFormField(forms.CharField):
    """An amount typed as people type it: 95,000 · 95,000.50 · ๙๕,๐๐๐ · 95,000.-

    `look` is the class of its box; `empty` is what it comes to when nothing is typed.
    """

    def __init__(
        self, *, look: str = "baht", placeholder: str = "", empty: Decimal | None = None, **options: Any
    ):
        self.empty = empty
        attrs = {"inputmode": "decimal", "class": look, "autocomplete": "off"}
        attrs |= {"placeholder": placeholder} if placeholder else {}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), **options})

    def to_python(self, value: object) -> Any:
        text = super().to_python(value)
        if not text:
            return self.empty
        reading = read_amount(Cell(CellKind.TEXT, text))
        if reading.faults:
            raise ValidationError([fault.message for fault in reading.faults], code="invalid")
        return reading.value

    def prepare_value(self, value: object) -> object:
        return format_baht(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
