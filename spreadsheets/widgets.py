"""From a cell's text to a value and back, for the fields of registers. Errors are sentences for the sender."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import models
from import_export import widgets
from rapidfuzz import fuzz, process

from thai.dates import Precision, ThaiDate, format_date
from thai.sentences import gettext as _
from thai.text import match_key

NEAR = 60  # rapidfuzz ratio from which a word may be another one mistyped


def nearest(text: str, names: Iterable[str], score: int = NEAR) -> str | None:
    """The one name that the text is most like; None where none is near, or two are equally so."""
    near = process.extract(text, list(dict.fromkeys(names)), scorer=fuzz.ratio, score_cutoff=score, limit=2)
    return None if not near or (len(near) > 1 and near[0][1] == near[1][1]) else near[0][0]


def _not_known(text: str, near: str | None, known: Iterable[str]) -> str:
    if near:
        return _("“%(text)s” is not known. Did you mean “%(near)s”?") % {"text": text, "near": near}
    return _("“%(text)s” is not known. It can be: %(names)s") % {
        "text": text,
        "names": " · ".join(list(known)[:12]),
    }


class Text(widgets.Widget):
    """A text; a blank cell is an empty text."""

    def clean(self, value: str | None, row: Mapping[str, str] | None = None, **kwargs: object) -> str:
        return value or ""

    def render(self, value: str | None, obj: object = None, **kwargs: object) -> str:
        return value or ""


class Named(widgets.Widget):
    """A record of a catalogue, by any of its names. The catalogue is given when the resource is made."""

    key = staticmethod(match_key)

    def __init__(self) -> None:
        super().__init__()
        self._by_key: dict[str, models.Model] = {}
        self._names: list[str] = []

    def know(self, names: Iterable[tuple[str, models.Model]]) -> None:
        for name, record in names:
            self._by_key.setdefault(self.key(name), record)
            self._names.append(name)

    def clean(
        self, value: str | None, row: Mapping[str, str] | None = None, **kwargs: object
    ) -> models.Model | None:
        if not value:
            return None
        found = self._by_key.get(self.key(value))
        if found is None:
            raise ValueError(self.refusal(value))
        return found

    def refusal(self, value: str) -> str:
        """What is said of a name that the catalogue lacks."""
        return self.proposal(value, nearest(value, self._names))

    def proposal(self, value: str, near: str | None, names: Iterable[str] | None = None) -> str:
        return _not_known(value, near, self._names if names is None else names)

    def render(self, value: object, obj: object = None, **kwargs: object) -> str:
        return str(value) if value is not None else ""


class Choice(widgets.Widget):
    """One of a field's choices, by its label in either language or its code."""

    def __init__(self, choices: type[models.TextChoices], *, synonyms: dict[str, str] | None = None):
        super().__init__()
        self.choices = choices
        self.synonyms = synonyms or {}

    def clean(self, value: str | None, row: Mapping[str, str] | None = None, **kwargs: object) -> str:
        if not value:
            return ""
        key = match_key(value)
        for choice in self.choices:
            if key in (match_key(str(choice.label)), match_key(choice.value)):
                return str(choice.value)
        for written, code in self.synonyms.items():
            if key == match_key(written):
                return code
        labels = [str(choice.label) for choice in self.choices if choice.value]
        raise ValueError(_not_known(value, nearest(value, labels), labels))

    def render(self, value: str, obj: object = None, **kwargs: object) -> str:
        return str(self.choices(value).label) if value else ""


class Day(widgets.Widget):
    """A day as Thai offices write it; the year alone or the month alone is not a day."""

    def clean(self, value: object, row: object = None, **kwargs: object) -> date | None:
        if not value:
            return None
        if not isinstance(value, ThaiDate) or value.precision is not Precision.DAY or value.end is not None:
            raise ValueError(_("Name the day, month and year, such as 22 ธ.ค. 2566."))
        return value.value

    def render(self, value: date | None, obj: object = None, **kwargs: object) -> str:
        return format_date(value) if value else ""
