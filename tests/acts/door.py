"""Where an act is done: the page that shows its button or link, where that goes, and what is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

from people.acts import Act, Life
from tests.html import read

# What a form carries that was opened before the record moved: what was shown then, the version it was opened at.
OF_AN_OLDER_PAGE = {"seen": "of an older page", "opened_version": "0"}

# An address, or what finds it for a record; "" where the record has none.
Address = str | Callable[[Any], str]


@dataclass(frozen=True, kw_only=True)
class ActDoor:
    """The door of one act. Addresses are formatted with the record: "/agreements/{record.pk}/".

    `button` is the name and value of what is pressed or chosen in the form, `field` the name of what is typed,
    where the form that goes to the address is also another act's. `typed` is what makes the act possible, `older`
    what her page would carry in place of it if the record had moved since she opened it.
    """

    page: Address
    to: Address = ""  # the page itself where it is left out
    button: tuple[str, str] = ("", "")
    field: str = ""
    typed: Callable[[Any], dict[str, Any]] = lambda record: {}
    covered_by: str = ""  # the greater step that a page offers in its place
    older: Callable[[Any], dict[str, Any]] = lambda record: OF_AN_OLDER_PAGE
    removes: bool = False  # the record is gone then
    makes: str = ""  # the table that has one row more then, where the button writes other rows, too

    def address(self, record: Any) -> str:
        return _filled(self.to or self.page, record)

    def is_shown(self, text_of: Callable[[str], str], record: Any) -> bool:
        """Whether a person's page offers the act."""
        page, to = _filled(self.page, record), self.address(record)
        if not to:
            return False
        reader, field = read(text_of(page)), self.field.format(record=record)
        forms = [form for form in reader.forms if form.method == "post" and goes_to(form.action, page) == to]
        if any(self.button):
            return any(self.button in (*form.buttons, *form.choices) for form in forms)
        if field:
            return any(field in form.data for form in forms)
        return bool(forms) or to in reader.links

    def is_opened(self, client: Client, record: Any, act: Act) -> bool:
        """Press the button, whether it is shown or not; whether the act is done by it. Nothing of it stays."""
        is_written, state = self._pressed(client, record)
        return is_written and state == ("" if self.removes else act.target or record.state)

    def is_held_back(self, client: Client, record: Any) -> bool:
        """Press it on a page that was opened before the record moved; whether nothing is done by it."""
        is_written, state = self._pressed(client, record, self.older(record))
        return not is_written and state == record.state

    def _pressed(self, client: Client, record: Any, older: dict[str, Any] | None = None) -> tuple[bool, str]:
        """Whether something is written by it, and the state in which the record is then."""
        to = self.address(record)
        if not to:
            return False, record.state
        name, value = self.button
        with transaction.atomic():
            pressed = {"seen": getattr(record, "shown", ""), **({name: value} if name else {})}
            data = pressed | self.typed(record) | (older or {})
            before = rows_counted(self.makes)
            client.post(to, data)
            is_written = rows_counted(self.makes) != before
            rows = type(record)._default_manager.filter(pk=record.pk)
            state = next(iter(rows.values_list("state", flat=True)), "")
            transaction.set_rollback(True)
        return is_written, state


def _filled(address: Address, record: Any) -> str:
    return address.format(record=record) if isinstance(address, str) else address(record)


def goes_to(action: str, page: str) -> str:
    return urlsplit(action).path or page


def rows_counted(table: str = "") -> tuple[int, ...]:
    """How many rows there are of everything that an act may write: each writes one more, if only to a history."""
    counts = [f"(SELECT count(*) FROM {name})" for name in ([table] if table else _tables())]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}")
        return tuple(cursor.fetchone())


@cache
def _tables() -> list[str]:
    written = ("grants", "participation", "complaints", "committees", "registers")
    return [name for name in connection.introspection.django_table_names() if name.split("_")[0] in written]


@dataclass(frozen=True, kw_only=True)
class Noun:
    """One noun of the portal with its Life: the door of each act, and how it comes to be in each situation."""

    model: type[Model]
    life: Life
    doors: dict[str, ActDoor]
    situations: tuple[Callable[[Any], Any], ...]
