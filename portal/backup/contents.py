"""What a database holds, told so that a copy of it can be held against it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Self

from editing.proof.migrating import TRIGGERS

Ask = Callable[[str], Iterable[tuple[Any, ...]]]

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
# The same row is written the same way whoever asks.
WRITTEN_ALIKE = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
)
# Each row's hash, added up: rows have no order. It finds what a copy has lost or changed; a forger it does not stop.
_SUM = """
    SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text FROM {table} t
"""


@dataclass(frozen=True)
class Contents:
    """By table how many rows and their hash; the names of the triggers and of the migrations."""

    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    triggers: list[str] = field(default_factory=list)
    migrations: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, vendor: str, ask: Ask) -> Self:
        count = _counted_here if vendor == "sqlite" else _counted_there
        names = sorted(name for (name,) in ask(TABLES[vendor]))
        return cls(
            {name: count(ask, f'"{name}"') for name in names},
            sorted(name for (name,) in ask(TRIGGERS[vendor])),
            sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations")),
        )

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        tables = {name: (count, found) for name, (count, found) in told["tables"].items()}
        return cls(tables, told["triggers"], told["migrations"])

    def told(self) -> dict[str, Any]:
        return asdict(self)

    def differences(self, copy: "Contents") -> Iterable[str]:
        """What a copy has otherwise, table by table and trigger by trigger."""
        for name in sorted(self.tables.keys() | copy.tables.keys()):
            here, there = self.tables.get(name), copy.tables.get(name)
            if here is None or there is None:
                yield f"table {name}: {'not in the backup' if here is None else 'is missing'}"
            elif here[0] != there[0]:
                yield f"table {name}: {there[0]} rows, the backup has {here[0]}"
            elif here != there:
                yield f"table {name}: {here[0]} rows, but not the same ones"
        for name in sorted({*self.triggers} ^ {*copy.triggers}):
            yield f"trigger {name}: {'is missing' if name in self.triggers else 'not in the backup'}"


def _counted_there(ask: Ask, table: str) -> tuple[int, str]:
    ((count, total),) = ask(_SUM.format(table=table))
    return count, total


def _counted_here(ask: Ask, table: str) -> tuple[int, str]:
    count = total = 0
    for row in ask(f"SELECT * FROM {table}"):  # noqa: S608 a name that the database gave
        count += 1
        total += int.from_bytes(sha256(repr(row).encode()).digest()[:8])
    return count, str(total)
