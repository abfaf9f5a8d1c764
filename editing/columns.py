"""Columns of the admin's lists as Thai offices write them; an export takes the value beside the words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import pgettext

from editing.words import in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def column(
    of: str | Callable[[Any], object], label: "str | _StrPromise", *, ordered: bool = True
) -> Callable[..., str]:
    """A column of a day, a moment or an amount of baht: an attribute of the record, or what a function makes of it.

    The admin itself would print years of the common era, and amounts without separators. A column that the
    database does not know, such as a property, is not `ordered`.
    """

    def value(record: Model) -> object:
        return of(record) if callable(of) else getattr(record, of)

    @admin.display(description=label, ordering=of if ordered and isinstance(of, str) else None)
    def shown(*arguments: Any) -> str:  # as a method it is given the admin class first
        return in_words(value(arguments[-1]))

    shown.__name__ = getattr(of, "__name__", str(of))
    shown.value = value  # type: ignore[attr-defined]
    return shown


def link_to(view: str, label: "str | _StrPromise", key: str = "pk") -> Callable[..., str]:
    """A column that leads to the record's page of ours, whose address takes the record's `key`."""

    @admin.display(description=label)
    def page(*arguments: Any) -> str:
        address = reverse(view, args=[getattr(arguments[-1], key)])
        return format_html('<a href="{}">{}</a>', address, pgettext("a page", "Open"))

    return page
