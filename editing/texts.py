"""Text as every room takes it in: cleaned on each way to the database, and refused where it holds what nobody typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from thai.apps import THAI_ORDER
from thai.text import clean, control_characters, match_key


def refuse_control_characters(text: str) -> None:
    """Raises ValidationError for characters that can be neither seen nor put into a workbook or a paper."""
    if found := control_characters(text):
        raise ValidationError(
            gettext(
                "There are characters here that cannot be seen and cannot be kept (%(codes)s), probably from copying. "
                "Delete the place and type it again."
            )
            % {"codes": ", ".join(found)},
            code="control_characters",
        )


LONGEST_PROSE = 20_000  # as a cell that is brought in (`tables.cells.LONGEST_TEXT`)


def refuse_too_long(text: str) -> None:
    """Raises ValidationError for more than anybody reads in one box."""
    if len(text) > LONGEST_PROSE:
        raise ValidationError(
            gettext("This is %(length)s characters long; up to %(longest)s are kept. Shorten it.")
            % {"length": f"{len(text):,}", "longest": f"{LONGEST_PROSE:,}"},
            code="max_length",
        )


class TextInput(forms.CharField):
    """What a person types, as she meant to type it; in several lines where its box has several `rows`."""

    default_validators = [refuse_control_characters, refuse_too_long]

    def __init__(self, *, rows: int = 0, **options: Any):
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**options)

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        return clean(text, multiline=isinstance(self.widget, forms.Textarea))


_DASHES = frozenset("-–—‐‑−")


class OpenInput(TextInput):
    """What may stay open: a dash, as offices put where nothing is to be said, is nothing."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return "" if set(text) <= _DASHES else text


class _Cleaned:
    """A field of text that holds nothing but clean text, whoever writes it: form, import, act or shell."""

    several_lines = False

    def cleaned(self, value: object) -> object:
        return clean(value, multiline=self.several_lines) if isinstance(value, str) else value

    def to_python(self, value: object) -> object:
        return self.cleaned(super().to_python(value))  # type: ignore[misc]

    def pre_save(self, instance: models.Model, add: bool) -> object:
        value = self.cleaned(super().pre_save(instance, add))  # type: ignore[misc]
        if isinstance(value, str):
            for refuse in self.default_validators:  # type: ignore[attr-defined]
                refuse(value)
            setattr(instance, self.attname, value)  # type: ignore[attr-defined]
        return value

    def get_prep_value(self, value: object) -> object:
        # Also what is looked for: a name with a broken vowel finds the one that was kept whole.
        return self.cleaned(super().get_prep_value(value))  # type: ignore[misc]

    def formfield(self, **kwargs: object) -> forms.Field | None:
        return super().formfield(**{"form_class": TextInput, **kwargs})  # type: ignore[misc]

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        # To the database it is a column as any other; a migration need not know more.
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, self.column_path, args, kwargs  # type: ignore[attr-defined]


class LineField(_Cleaned, models.CharField):
    """One line: a name, a number, a document."""

    column_path = "django.db.models.CharField"
    default_validators = [refuse_control_characters]


class NameField(LineField):
    """A name that lists are sorted by: in the order of a Thai dictionary, on either database."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"db_collation": THAI_ORDER, **kwargs})


class ProseField(_Cleaned, models.TextField):
    """Several lines."""

    several_lines = True
    column_path = "django.db.models.TextField"
    default_validators = [refuse_control_characters, refuse_too_long]


class KnownByName:
    """A record that is found by its name however that is typed: beside the name as written stands its key."""

    name: Any
    name_key: Any

    def set_name(self, name: str) -> None:
        """Take a name as written and what identifies it."""
        self.name = clean(name)
        self.set_name_key()

    def set_name_key(self) -> None:
        longest = self._meta.get_field("name_key").max_length  # type: ignore[attr-defined]
        self.name_key = match_key(self.name)[:longest]
