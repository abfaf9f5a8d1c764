"""The log as lines of JSON: when, where, for which request and person, and nothing that a person wrote.

Loaded by gunicorn before Django is: it imports nothing of the house.
"""

import json
import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import walk_tb
from types import TracebackType
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

# As nginx makes it ($request_id), and as it is made here where no proxy did.
REFERENCE = re.compile(r"[0-9a-f]{32}")
_now: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class RequestMiddleware:
    """Give each request a reference, which its lines in the log, its answer and the page of an error bear."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        request.reference = sent if REFERENCE.fullmatch(sent) else uuid.uuid4().hex  # type: ignore[attr-defined]
        token = _now.set(request)
        try:
            response = self.get_response(request)
        finally:
            _now.reset(token)
        response.headers["X-Request-ID"] = request.reference  # type: ignore[attr-defined]
        return response


class JsonLines(logging.Formatter):
    """One object a line. Of an error its kind and where it was raised: its own words may hold what somebody wrote."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": _said(record),
            **_asked(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, _error, trace = record.exc_info
            line |= {"error": f"{kind.__module__}.{kind.__qualname__}", "at": _places(trace)}
        return json.dumps(line, ensure_ascii=False, default=str)


def _said(record: logging.LogRecord) -> str:
    # Of an address only the route is told: a path may be the key of an invitation or of a new password.
    said, request = record.getMessage(), _now.get()
    path = request.path if request is not None else ""
    for told in (path, path.encode("unicode_escape").decode("ascii"), quote(path)):
        said = said.removesuffix(f": {told}")
        said = said.replace(told, "") if len(told) > 1 else said
    return said


def _asked() -> dict[str, object]:
    request = _now.get()
    if request is None:
        return {}
    match = request.resolver_match
    # Who she is is told where the portal knows already: a line of the log asks the database nothing.
    user = request.__dict__.get("_cached_user")
    return {
        "request": request.reference,  # type: ignore[attr-defined]
        "method": request.method,
        "route": match.route if match else None,
        "user": user.pk if user is not None else None,
    }


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}" for frame, line in walk_tb(trace)]
