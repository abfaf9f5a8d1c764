"""What the address of a list asks for, of what there is to ask for."""

from collections.abc import Container
from urllib.parse import urlencode

from django.http import QueryDict


class Wishes(dict[str, str]):
    """The wishes that were taken, by name; unknown ones are left aside."""

    def __init__(self, asked: QueryDict):
        super().__init__()
        self._asked = asked

    def take(self, name: str, known: Container[str]) -> str:
        """Return what is asked for, "" where that is nothing or not among what is known."""
        wish = self._asked.get(name, "").strip()
        if not wish or wish not in known:
            return ""
        self[name] = wish
        return wish

    @property
    def address(self) -> str:
        return urlencode(self)
