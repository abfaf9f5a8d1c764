"""Rows of a long table, drawn from a template once for each shape of row and filled in for each row.

A template costs some microseconds for every variable and condition, which five hundred rows of forty make a
tenth of a second. Rows that differ only in their texts share a shape; the template is rendered for the shape with
a slot where each text goes, and the texts are written into the slots.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from html import escape

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

_SLOT = "\x00"
_SLOTS = re.compile(f"{_SLOT}([a-z_]+){_SLOT}")


class _Slots:
    """Stands for the texts of a row while its shape is drawn: {{ text.name }} leaves a slot called name."""

    def __getitem__(self, name: str) -> SafeString:
        return mark_safe(f"{_SLOT}{name}{_SLOT}")  # noqa: S308 a name out of our own template


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """What a row gives its template: `shape`, on which conditions may depend, and the texts for the slots."""

    shape: Hashable
    texts: dict[str, str]


def draw_rows(template: str, rows: Iterable[DrawnRow], shared: dict[str, object]) -> SafeString:
    """Return the rows as HTML. The template knows `shape`, `text` and what is shared; every text is escaped."""
    render: Callable[..., str] = get_template(template).render
    patterns: dict[Hashable, list[str]] = {}
    drawn: list[str] = []
    for row in rows:
        pattern = patterns.get(row.shape)
        if pattern is None:
            html = render({**shared, "shape": row.shape, "text": _Slots()})
            pattern = patterns[row.shape] = _SLOTS.split(html)
        parts = list(pattern)
        parts[1::2] = _escaped([row.texts[name] for name in parts[1::2]])
        drawn.extend(parts)
    return mark_safe("".join(drawn))  # noqa: S308 the template escapes what is shared, this the texts


def _escaped(texts: list[str]) -> list[str]:
    """Escape the texts of a row at once, which is a tenth of the work; one by one if a text holds the slot's mark."""
    escaped = escape(_SLOT.join(texts)).split(_SLOT)
    return escaped if len(escaped) == len(texts) else [escape(text) for text in texts]
