"""Many counts in one statement, whose text is put together once for a person and a day."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import IntegerField, Model, QuerySet, Subquery

from people.models import User
from people.rights import rights_of

Rows = Callable[[User], "Sequence[QuerySet[Model]]"]
_KEPT = 1_000  # statements; a person has one of each page

_Statement = tuple[str, tuple[Any, ...], list[int]]
_statements: dict[tuple[object, ...], _Statement] = {}


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def count_all(user: User, counted: Sequence[Rows], *, page: str) -> list[int]:
    """Return how many rows each of `counted` has for the person; several query sets of one are added up.

    What the query sets ask for may depend on nothing but who she is, her memberships and the day: to put the
    statement together takes longer than to answer it, so its text is kept under these.
    """
    key = (page, rights_of(user))
    kept = _statements.get(key)
    if kept is None:
        if len(_statements) >= _KEPT:
            _statements.clear()
        kept = _statements[key] = _statement(user, counted)
    text, values, sizes = kept
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        found = iter(cursor.fetchone())
    return [sum(next(found) for _one in range(size)) for size in sizes]


def _statement(user: User, counted: Sequence[Rows]) -> _Statement:
    parts = [[_CountOf(each.order_by().values("pk")) for each in rows(user)] for rows in counted]
    counts = [count for part in parts for count in part]
    text, values = User.objects.filter(pk=user.pk).values_list(*counts).query.sql_with_params()
    return text, values, [len(part) for part in parts]
