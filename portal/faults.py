"""What a person is told when the machine under the portal fails: what to do, and what became of what was sent."""

import errno
import os
import sqlite3
import sys
from pathlib import Path
from traceback import walk_tb

import psycopg
from django.conf import settings
from django.core.files.storage import storages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template import loader
from django.utils.translation import gettext_lazy

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
AWAY, NOT_KEPT, LOST = "away", "not_kept", "lost"
RETRY_AFTER = {AWAY: "30", NOT_KEPT: "600"}  # seconds; a lost file does not come back by itself
SENTENCES = {
    AWAY: gettext_lazy(
        "The portal cannot reach its data at the moment. Wait about a minute, and look whether what you sent is there "
        "before you send it again."
    ),
    NOT_KEPT: gettext_lazy("What you sent could not be kept, and nothing was saved. Send it again later."),
    LOST: gettext_lazy("The portal knows of this file but cannot find it. Nothing was changed."),
}
# SQLSTATE: a connection that failed, is refused or was ended; what another holds or went before; and what the server
# has no room for, or its disk cannot do.
POSTGRES_AWAY = ("08", "57P0", "55P03", "40", "53", "58")
POSTGRES_FULL = psycopg.errors.DiskFull.sqlstate
SQLITE_AWAY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
PRIMARY = 0xFF  # SQLite's codes tell in this byte what kind of error it is


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 where the database is away or a file cannot be kept or read; anything else is an error of ours.

    Django asks for this page while it handles what was raised, be it in a view or on the way to one.
    """
    kind = _kind_of(sys.exc_info()[1], request)
    if kind is None:
        page = loader.get_template("500.html").render({"reference": getattr(request, "reference", "")})
        return HttpResponse(page, status=500)
    headers = {"Retry-After": RETRY_AFTER[kind]} if kind in RETRY_AFTER else {}
    if request.accepts("text/html"):
        # Without the request: the page of a person asks the database who she is.
        page = loader.get_template(f"portal/{kind}.html").render()
        return HttpResponse(page, status=503, headers=headers)
    return JsonResponse({"kind": kind, "sentence": str(SENTENCES[kind])}, status=503, headers=headers)


def _kind_of(error: BaseException | None, request: HttpRequest) -> str | None:
    if isinstance(error, OperationalError | InterfaceError):
        return _kind_of_database(error.__cause__)
    if not isinstance(error, OSError) or isinstance(error, UnreadablePostError):
        return None
    path = _path_of(error)
    is_in_folder = path.is_relative_to(settings.MEDIA_ROOT)
    if error.errno in FULL or ((is_in_folder or _store_raised(error)) and request.FILES):
        return NOT_KEPT
    if not is_in_folder and (path.is_absolute() or not _store_raised(error)):
        return None
    # A folder that is not mounted has lost nothing.
    is_there = not is_in_folder or Path(settings.MEDIA_ROOT).is_dir()
    return LOST if isinstance(error, FileNotFoundError) and is_there else AWAY


def _kind_of_database(cause: BaseException | None) -> str | None:
    """By what the database's own library raised; where it names no code, there was no answer to name one."""
    if isinstance(cause, psycopg.Error):
        code = cause.sqlstate or POSTGRES_AWAY[0]
        return NOT_KEPT if code == POSTGRES_FULL else AWAY if code.startswith(POSTGRES_AWAY) else None
    if isinstance(cause, sqlite3.Error):
        primary = getattr(cause, "sqlite_errorcode", 0) & PRIMARY
        return NOT_KEPT if primary == sqlite3.SQLITE_FULL else AWAY if primary in SQLITE_AWAY else None
    return None


def _path_of(error: OSError) -> Path:
    """The file that an error names; none where it names an open one by its number, or nothing."""
    named = error.filename
    return Path(os.fsdecode(named)) if isinstance(named, str | bytes | os.PathLike) else Path()


def _store_raised(error: OSError) -> bool:
    """Whether it came out of the store of files, which need not be a folder."""
    frames = (frame for frame, _line in walk_tb(error.__traceback__))
    return any(frame.f_locals.get("self") is storages["default"] for frame in frames)
