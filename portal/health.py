"""Whether the portal can work: for the machine that watches it, and for who looks after it."""

import shutil
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

LEAST_FREE = 200 * 1024**2  # bytes on the disk of the offices' files


def reaches_its_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def is_migrated() -> bool:
    """Whether the tables are those of this version of the portal."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def keeps_files() -> bool:
    try:
        with TemporaryFile(dir=settings.MEDIA_ROOT) as file:
            file.write(b"kept?")
    except OSError:
        return False
    return True


def has_room() -> bool:
    try:
        return shutil.disk_usage(settings.MEDIA_ROOT).free >= LEAST_FREE
    except OSError:
        return False


CHECKS: dict[str, Callable[[], bool]] = {
    "database": reaches_its_database,
    "migrations": is_migrated,
    "folder": keeps_files,
    "disk": has_room,
}


def what_fails() -> Iterator[str]:
    """The names of what is not as it has to be; none when all is well."""
    for name, is_well in CHECKS.items():
        if not is_well():
            yield name
