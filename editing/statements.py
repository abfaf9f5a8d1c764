"""Statements that are put together once and asked again and again: the text is kept, what it finds never is.

For a page of some twenty queries Django takes longer to put them together than the database to answer them.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

Row = TypeVar("Row")
_KEPT = 500  # statements of one process, some 50 kB each; the oldest goes first
_MOST = 256  # keys of one statement; a longer list is put together anew
_STAND_IN = 2**62  # as high counts no table

_statements: dict[tuple[Hashable, ...], "_Statement"] = {}


def read(under: tuple[Hashable, ...], rows: "Callable[[], QuerySet[Model, Row]]") -> list[Row]:
    """Return the rows as they are now.

    `under` names the query set and holds all that its text depends on: what a person may see is kept under her
    rights (people.rights.rights_of). It is made the first time only: ties and states are conditions in it, and not
    read beforehand.
    """
    return _kept(under, rows).read({})


def read_of(
    under: tuple[Hashable, ...], keys: Iterable[int], rows: "Callable[[Sequence[int]], QuerySet[Model, Row]]"
) -> list[Row]:
    """The same of the rows that some keys name; the keys are no part of the text, only how many there may be.

    Raises ValueError for keys that are no big integers, such as a region's number.
    """
    asked = list(keys)
    if not asked:
        return []
    room = 1 << (len(asked) - 1).bit_length()
    if room > _MOST:
        return list(rows(asked))
    stand_ins = range(_STAND_IN, _STAND_IN + room)
    kept = _kept((*under, "keys", room), lambda: rows(stand_ins))
    if not kept.asks_for(stand_ins):
        raise ValueError("Such keys are too small for what stands for them.")
    asked += asked[-1:] * (room - len(asked))
    return kept.read(dict(zip(stand_ins, asked, strict=True)))


def _kept(under: tuple[Hashable, ...], rows: "Callable[[], QuerySet[Model, object]]") -> "_Statement":
    kept = _statements.get(under)
    if kept is None:
        kept = _Statement(rows())
        for oldest in list(_statements)[
            : len(_statements) - _KEPT + 1
        ]:  # a list: other threads keep theirs meanwhile
            _statements.pop(oldest, None)
        _statements[under] = kept
    return kept


class _Statement:
    """The text of a query set with its values, and how the rows of an answer are made into what it gives."""

    def __init__(self, rows: "QuerySet[Model, object]"):
        if rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise ValueError("What is prefetched would be put together anew each time.")
        self._rows: Any = rows
        self._compiler = rows.query.get_compiler(using=rows.db)
        try:
            self._text, self._values = self._compiler.as_sql()
        except EmptyResultSet:
            self._text = ""

    def asks_for(self, keys: Iterable[int]) -> bool:
        return bool(self._text) and set(keys) <= {value for value in self._values if type(value) is int}

    def read(self, instead: dict[int, int]) -> list[Any]:
        if not self._text:
            return []
        values = tuple(instead.get(value, value) if type(value) is int else value for value in self._values)
        compiler: Any = copy(self._compiler)
        compiler.connection = connections[self._rows.db]
        compiler.as_sql = lambda *_args, **_kwargs: (self._text, values)
        query = _As(self._rows.query, get_compiler=lambda *_args, **_kwargs: compiler)
        return list(self._rows._iterable_class(_As(self._rows, query=query)))


class _As:
    """An object as it is, but for what is named."""

    def __init__(self, other: object, **named: object):
        self.__dict__.update(named, _other=other)

    def __getattr__(self, name: str) -> object:
        return getattr(self._other, name)
