"""Forms that two people have open: what one left alone is as the other saved it; what both changed is shown."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.utils.translation import gettext

from editing.words import NOTHING


class BesideForm(forms.Form):
    """A form that carries what each field said when it was opened. Its `initial` is what is saved now.

    What its sender did not touch takes the value that is saved now. What she and somebody else both changed is refused
    once, with the other's value beside hers; sent again, hers stands. Of a form that `is_one` no field is taken apart
    from the others: as soon as both have changed anything in it, every field that differs is shown.
    """

    is_one = False
    of_this_save = ("reason",)  # fields that nobody else fills in

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.theirs: dict[
            str, str
        ] = {}  # what somebody else saved of what she changed too, by the field, in words
        self._has_met = False

    def __getitem__(self, name: str) -> BoundField:
        if name in self._shared:
            self.fields[name].show_hidden_initial = True
        return super().__getitem__(name)

    @property
    def _shared(self) -> list[str]:
        return [name for name in self.fields if name not in self.of_this_save]

    def add_initial_prefix(self, field_name: str) -> str:
        return f"opened-{self.add_prefix(field_name)}"  # as static/js/kept_text.js knows it

    def full_clean(self) -> None:
        if self.is_bound and not self._has_met:
            self._has_met = True
            self._meet()
        super().full_clean()

    def _meet(self) -> None:
        """Bring together what was shown, what was typed and what is saved now."""
        names = self._shared
        now = {name: as_sent(self.get_initial_for_field(self.fields[name], name)) for name in names}
        opened = {name: self._typed(self.add_initial_prefix(name)) for name in names}
        mine = {name: self._typed(self.add_prefix(name)) for name in names}
        hers = {name for name in names if mine[name] != opened[name]}
        others = {name for name in names if now[name] != opened[name]}
        differ = {name for name in names if mine[name] != now[name]}
        both = differ & (hers & others if not self.is_one else set(names) if hers and others else set())
        typed: Any = self.data
        anew = typed.copy()
        for name in names:
            anew.setlist(self.add_initial_prefix(name), now[name])
            if name in others - both:
                anew.setlist(self.add_prefix(name), now[name])
        self.data = anew
        self.theirs = {name: told(self.fields[name], now[name]) for name in names if name in both}

    def _typed(self, name: str) -> list[str]:
        return as_sent(self.data.getlist(name) if hasattr(self.data, "getlist") else self.data.get(name))

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for name, value in self.theirs.items():
            self.add_error(name, gettext("They saved: %(value)s") % {"value": value})
        if self.theirs:
            self.add_error(
                NON_FIELD_ERRORS,
                gettext(
                    "Someone else has saved this record since you opened it. What you typed is still here; "
                    "beside each field that differs stands what they saved. Save again to keep yours."
                ),
            )


def as_sent(value: object) -> list[str]:
    """A value as a browser sends it, in one order; nothing where it is empty."""
    values: Iterable[object] = value if isinstance(value, list | tuple | set) else [value]
    lines = ("" if each is None else str(each).replace("\r\n", "\n").strip() for each in values)
    return sorted(line for line in lines if line)


def told(field: forms.Field, values: list[str]) -> str:
    """What was saved, as the page names it."""
    named = {str(key): str(label) for key, label in _choices(field)}
    return ", ".join(named.get(value, value) for value in values) or NOTHING


def _choices(field: forms.Field) -> Iterable[tuple[object, object]]:
    for key, label in getattr(field, "choices", ()):
        yield from label if isinstance(label, list | tuple) else [(key, label)]
