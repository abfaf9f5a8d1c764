"""Seals over every line that is only ever added to, and what is broken in them.

A page is written to its table and goes on: no line waits for the one before, as SQLite has one writer and a region
many readers. A seal comes after them, by a command of every hour: of each table what was added since, as one hash.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import NotRequired, TypedDict

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, models, transaction
from django.db.models import Max
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from editing.proof import added_to
from editing.proof.chain import as_text, plain
from trail.models import TrailSeal

READ_AT_ONCE = 2000
WAITS_AT_MOST = "10s"  # for who is writing to a table; whoever comes to write meanwhile waits as long


class Lines(TypedDict):
    """How many lines, and their hash."""

    rows: int
    hash: str


class SealedLines(Lines):
    """The lines of a table between two keys, as they were sealed."""

    after: int
    until: int
    columns: list[str]
    anew: NotRequired[str]  # why these lines were sealed once more, from the first on


def sealed_models() -> list[type[models.Model]]:
    """The histories of all rooms, the admin's log, the trail, and whatever else is only added to."""
    return [model for model in added_to.models_added_to() if model is not TrailSeal]


class Busy(Exception):
    """Somebody wrote to the table for too long, and nothing was sealed."""


def seal() -> TrailSeal | None:
    """Seal what was added since the last seal; None where nothing was. Of two at once the second breaks off.

    Raises Busy with the name of a table.
    """
    last = TrailSeal.objects.order_by("-place").first()
    spans: dict[str, SealedLines] = {}
    for model in sealed_models():
        table, until = model._meta.db_table, _last_key(model)
        after = last.ends.get(table, 0) if last else 0
        if until > after:
            spans[table] = _span(model, after, until)
    return _add(last, spans) if spans else None


def seal_anew(table: str, why: str) -> TrailSeal:
    """Seal the lines of one table from the first on, as they are now: after a migration that had to change them.

    Every proof tells from then on that it was done, when and why. Raises ValidationError where the table was never
    sealed, or nothing under its seals is broken.
    """
    last = TrailSeal.objects.order_by("-place").first()
    if last is None or table not in last.ends:
        raise ValidationError(f"{table} was never sealed.")
    if not any(re.search(f": {re.escape(table)}[:,]", said) for said in broken()):
        raise ValidationError(f"{table} is as it was sealed.")
    model = _models_by_table().get(table)
    until = last.ends[table]
    span = _span(model, 0, until) if model else SealedLines(after=0, until=until, columns=[], rows=0, hash="")
    return _add(last, {table: {**span, "anew": why}})


def _models_by_table() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in sealed_models()}


def _span(model: type[models.Model], after: int, until: int) -> SealedLines:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    lines = _read(model._meta.db_table, _key_of(model), columns, after, until)
    return {"after": after, "until": until, "columns": columns, **lines}


def _add(last: TrailSeal | None, spans: dict[str, SealedLines]) -> TrailSeal:
    ends = (last.ends if last else {}) | {table: span["until"] for table, span in spans.items()}
    made = TrailSeal(place=last.place + 1 if last else 1, at=timezone.now(), spans=spans, ends=ends)
    made.previous = last.hash if last else ""
    made.hash = made.computed()
    made.save(force_insert=True)
    return made


def _last_key(model: type[models.Model]) -> int:
    """The last key before which no line can come any more: PostgreSQL gives keys out before it shows their lines.

    There it waits for who is writing to the table, and who comes after it waits with it.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _wait_for_writers(model._meta.db_table)
        return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _wait_for_writers(table: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WAITS_AT_MOST}'")
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN SHARE MODE")
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Busy(table) from error
        raise


def _key_of(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _read(table: str, key: str, columns: list[str], after: int, until: int) -> Lines:
    """How many lines there are between two keys, and their hash, from the columns as the database has them."""
    quoted = connection.ops.quote_name
    listed = ", ".join(map(quoted, columns))
    digest, rows = hashlib.sha256(), 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {listed} FROM {quoted(table)} WHERE {quoted(key)} > %s AND {quoted(key)} <= %s "  # noqa: S608
            f"ORDER BY {quoted(key)}",
            [after, until],
        )
        while lines := cursor.fetchmany(READ_AT_ONCE):
            rows += len(lines)
            for line in lines:
                values = {column: plain(value) for column, value in zip(columns, line, strict=True)}
                digest.update(f"{as_text(values)}\n".encode())
    return {"rows": rows, "hash": digest.hexdigest()}


def told_anew() -> Iterator[str]:
    """Tell of each table that was sealed anew: what was under its seals before is proved by none."""
    for each in TrailSeal.objects.order_by("place").iterator():
        for table, span in each.spans.items():
            if "anew" in span:
                yield f"seal {each.place} of {each.at:%Y-%m-%d}: {table} was sealed anew: {span['anew']}"


def broken() -> Iterator[str]:
    """Tell of each trigger that does not stand, each seal out of place, and each span whose lines are not as sealed."""
    yield from (f"trigger {name} is gone" for name in added_to.missing(connection))
    models_by_table = _models_by_table()
    seals = TrailSeal.objects.order_by("place")
    anew = {
        table: each.place for each in seals.iterator() for table in each.spans if "anew" in each.spans[table]
    }
    previous, place, ends = "", 0, dict[str, int]()
    for each in seals.iterator():
        if each.place != place + 1:
            yield f"seal {place + 1} is gone"
        if each.previous != previous or each.hash != each.computed():
            yield f"seal {each.place} is not what was sealed, or does not follow the one before"
        for table, span in each.spans.items():
            if span["after"] != (0 if "anew" in span else ends.get(table, 0)):
                yield f"seal {each.place}: {table} does not begin where the seal before ended"
            if each.place >= anew.get(table, 0):
                yield from _broken_span(f"seal {each.place}: {table}", models_by_table.get(table), span)
            ends[table] = span["until"]
        previous, place = each.hash, each.place


def _broken_span(where: str, model: type[models.Model] | None, span: SealedLines) -> Iterator[str]:
    there = {field.column for field in model._meta.concrete_fields} if model else set()
    if set(span["columns"]) - there:
        yield f"{where}: the table or a column is gone, its lines cannot be read as they were sealed"
    if model is None or set(span["columns"]) - there:
        return
    now = _read(model._meta.db_table, _key_of(model), span["columns"], span["after"], span["until"])
    lines = f"{where}, lines {span['after'] + 1} to {span['until']}"
    if now["rows"] != span["rows"]:
        yield f"{lines}: {span['rows']} were sealed, {now['rows']} are there"
    elif now["hash"] != span["hash"]:
        yield f"{lines}: a line is not what was sealed"
