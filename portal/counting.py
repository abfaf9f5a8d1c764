"""Many counts in one statement, whose text is put together once for a person and a day."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, Value
from django.utils import timezone

from editing.statements import SqlStatement, kept
from people.models import User

Rows = Callable[[User], "Sequence[QuerySet[Any]]"]


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def count_all(user: User, counted: Sequence[Rows], *, page: str) -> list[int]:
    """Return how many rows each of `counted` has for the person; several query sets of one are added up.

    What the query sets ask for may depend on nothing but who she is, her memberships and the day, under which the
    statement is kept.
    """
    held = frozenset((each.role, each.region_id) for each in user.current_memberships)
    key = ("counts", page, user.pk, user.is_superuser, held, timezone.localdate())
    (counts,) = kept(key, lambda: _statement(user, counted)).found()
    return list(counts)


def _statement(user: User, counted: Sequence[Rows]) -> SqlStatement:
    sums = [
        reduce(add, (_CountOf(each.order_by().values("pk")) for each in rows(user)), Value(0))
        for rows in counted
    ]
    return SqlStatement.of(User.objects.filter(pk=user.pk).values_list(*sums))
