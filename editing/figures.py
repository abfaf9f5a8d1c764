"""Numbers and times of day as people type them, in Arabic or Thai digits."""

import re
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from editing.keys import key_in
from thai.digits import arabic
from thai.text import clean

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_PEOPLE = 9_999_999
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?::\d{2})?(?:\s*น\.?)?")


def take_any_digits(field: forms.Field) -> None:
    """Make the box of a number one of text: into a box for numbers a browser lets nobody type Thai digits."""
    box = field.widget
    if isinstance(box, forms.NumberInput):
        box.input_type = "text"
        bounds = {"min", "max", "step"}  # of no meaning there; the field asks for them itself
        box.attrs = {name: value for name, value in box.attrs.items() if name not in bounds}
        box.attrs["inputmode"] = "decimal" if isinstance(field, forms.DecimalField) else "numeric"


class ClockField(forms.CharField):
    """A time of day: 09.00 or 9:30 น. Typed, because a browser's own box may ask for AM and PM."""

    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off", "class": "figure", "placeholder": "09.00"}
    )

    def to_python(self, value: object) -> Any:
        text = arabic(clean(str(value or "")))
        if not text or text in "-–—":
            return None
        found = _CLOCK.fullmatch(text)
        try:
            return time(int(found[1]), int(found[2])) if found else self._refuse(text)
        except ValueError:
            return self._refuse(text)

    def _refuse(self, text: str) -> None:
        raise ValidationError(
            gettext("“%(text)s” is no time of day. Write it like 09.00.") % {"text": text}, code="invalid"
        )


class FigureField(forms.CharField):
    """A figure in Arabic or Thai digits, with or without commas."""

    def __init__(self, *, places: int = 0, **options: Any):
        self.places = places
        attrs = {"inputmode": "decimal" if places else "numeric", "autocomplete": "off", "class": "figure"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: object) -> Any:
        text = arabic(clean(str("" if value is None else value))).replace(",", "").removesuffix("คน").strip()
        if not text or text in "-–—":
            return None
        try:
            figure = Decimal(text)
        except InvalidOperation:
            figure = Decimal(-1)
        if not figure.is_finite() or not 0 <= figure <= MOST_PEOPLE or round(figure, self.places) != figure:
            raise ValidationError(
                gettext("“%(text)s” cannot be read as a figure. Type it such as 60.") % {"text": text},
                code="invalid",
            )
        return figure if self.places else int(figure)


class PeopleField(forms.CharField):
    """A number of people, in arabic or Thai figures; left empty it is nobody."""

    def __init__(self, label: "str | _StrPromise", help_text: "str | _StrPromise" = ""):
        attrs = {"inputmode": "numeric", "class": "people", "autocomplete": "off", "placeholder": "0"}
        super().__init__(
            label=label, help_text=help_text, required=False, widget=forms.TextInput(attrs=attrs)
        )

    def to_python(self, value: object) -> Any:
        text = arabic(clean(plain(value))).replace(",", "").removesuffix("คน").strip()
        if not text:
            return 0
        people = key_in(text) if text.isascii() else None
        if people is None or people > MOST_PEOPLE:
            raise ValidationError(
                gettext("“%(text)s” is not a number of people. Type it in figures, such as 60.")
                % {"text": plain(value)},
                code="invalid",
            )
        return people


def plain(value: object) -> str:
    """What was typed; a phone's dictation or a PDF may bring a NUL along."""
    return str(value or "").replace("\x00", "")
