"""Whether the portal can work: for the machine that watches it, and for who looks after it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from editing.proof.run import GROWS_OLD_AFTER
from grants.models import AuditRun
from trail.models import TrailEntry

LEAST_FREE = 200 * 1024**2  # bytes on the disk of the offices' files
BACKUP_GROWS_OLD_AFTER = timedelta(days=2)  # a night may fail and be tried again


def is_migrated() -> bool:
    """Whether the tables are those of this version of the portal."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def keeps_files() -> bool:
    """In a folder a file is begun and gone; another store is asked for one, since each that is kept there costs."""
    if not is_a_folder():
        default_storage.exists("kept?")
        return True
    with TemporaryFile(dir=settings.MEDIA_ROOT) as file:
        file.write(b"kept?")
    return True


def is_a_folder() -> bool:
    return isinstance(default_storage, FileSystemStorage)


def free_bytes() -> int:
    return shutil.disk_usage(settings.MEDIA_ROOT).free


def last_backup() -> datetime | None:
    return TrailEntry.objects.filter(what=TrailEntry.What.BACKED_UP).values_list("at", flat=True).first()


def last_audit() -> datetime | None:
    return AuditRun.objects.values_list("at", flat=True).first()


def noted_since_yesterday() -> dict[str, int]:
    """How often a page (403, 404) and how often a sign-in was refused in a day: many more than usual ask for a look."""
    lines = TrailEntry.objects.filter(at__gt=timezone.now() - timedelta(days=1)).order_by()
    refused = (TrailEntry.What.REFUSED, TrailEntry.What.SIGN_IN_REFUSED)
    return {what.value: lines.filter(what=what).count() for what in refused}


def is_of_late(last: datetime | None, grows_old_after: timedelta) -> bool:
    """Of what was never done the time counts from the first line of the trail: a new portal has a few days for it."""
    since = last or TrailEntry.objects.order_by("pk").values_list("at", flat=True).first()
    return since is None or timezone.localdate() - timezone.localdate(since) <= grows_old_after


def reaches_its_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


OF_DATABASE: dict[str, Callable[[], bool]] = {
    "migrations": is_migrated,
    "backup": lambda: is_of_late(last_backup(), BACKUP_GROWS_OLD_AFTER),
    "audit": lambda: is_of_late(last_audit(), GROWS_OLD_AFTER),
}
OF_FILES: dict[str, Callable[[], bool]] = {
    "folder": keeps_files,
    "disk": lambda: not is_a_folder() or free_bytes() >= LEAST_FREE,
}


def what_fails() -> Iterator[str]:
    """The names of what is not as it has to be; none when all is well."""
    asked = OF_DATABASE | OF_FILES
    if not _is_well(reaches_its_database):
        yield "database"
        asked = OF_FILES
    yield from (name for name, check in asked.items() if not _is_well(check))


def _is_well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (Error, OSError):
        return False
