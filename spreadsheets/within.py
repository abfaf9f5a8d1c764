"""Whether a list of keys that is kept as JSON holds none but some: asked in the database, of both kinds."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Value


class HoldsNoneBut(Func):
    output_field = BooleanField()

    def __init__(self, column: str, keys: Iterable[int]):
        super().__init__(F(column), Value(json.dumps(sorted(keys))))

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="NOT EXISTS (SELECT 1 FROM json_each(%(expressions)s)))",
            arg_joiner=") held WHERE held.value NOT IN (SELECT value FROM json_each(",
            **more,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s::jsonb)", arg_joiner=" <@ ", **more
        )
