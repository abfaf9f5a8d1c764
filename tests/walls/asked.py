"""What a page asks the database of its reader and of regions, which one request need not ask twice."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from people.models import User

_OF_ONE_PERSON = re.compile(r'"people_membership"\."user_id" (?:= %s|IN \(%s\))')


@contextmanager
def listening(reader: User | None) -> Iterator[Callable[[], frozenset[str]]]:
    """Gives what was asked again: the roles of the reader by any statement, regions by the same statement."""
    asked: Counter[str] = Counter()

    def listen(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        before, _where, conditions = sql.partition(" WHERE ")
        if before.startswith("SELECT"):
            if 'FROM "regions_region"' in before:
                asked[f"{sql} {values}"] += 1
            of_one = 'FROM "people_membership"' in before and _OF_ONE_PERSON.search(conditions)
            if of_one and reader is not None and reader.pk in (values or ()):
                asked["her roles"] += 1
        return execute(sql, values, many, context)

    with connection.execute_wrapper(listen):
        yield lambda: frozenset(what for what, times in asked.items() if times > 1)
