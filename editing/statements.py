"""Statements whose text is put together once: that takes longer than to answer them. No answer is ever kept."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

_KEPT = 1_000  # statements; a person has a few of each page
_statements: dict[tuple[Hashable, ...], "SqlStatement"] = {}


@dataclass(frozen=True, slots=True)
class SqlStatement:
    """What a query set asks of the database. Its text is empty where no row can be meant."""

    text: str
    values: tuple[Any, ...]

    @classmethod
    def of(cls, rows: "QuerySet[Any]") -> "SqlStatement":
        try:
            return cls(*rows.query.sql_with_params())
        except EmptyResultSet:
            return cls("", ())

    def within(self, before: str, after: str, *values: object) -> "SqlStatement":
        """A statement about its rows, which stand between the two; the values are those of what stands before."""
        return SqlStatement(f"{before}({self.text}){after}", (*values, *self.values)) if self.text else self

    def found(self, low: int = 0, high: int | None = None) -> list[tuple[Any, ...]]:
        """Ask for the rows from `low` up to `high`; their columns are as the database has them."""
        if not self.text:
            return []
        cut = connection.ops.limit_offset_sql(low, high)
        with connection.cursor() as cursor:
            cursor.execute(f"{self.text} {cut}", self.values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def kept(key: tuple[Hashable, ...], put_together: Callable[[], SqlStatement]) -> SqlStatement:
    """Return the statement of this key. The key names everything that the statement is put together from."""
    statement = _statements.get(key)
    if statement is None:
        statement = put_together()
        if len(_statements) >= _KEPT:
            _statements.clear()
        _statements[key] = statement
    return statement
