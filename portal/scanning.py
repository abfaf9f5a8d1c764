"""Whoever sends a file has it looked at by clamd first, where one is configured: no door has to know of it."""

import socket
from collections.abc import Callable
from logging import getLogger
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.typed import typed_by

logger = getLogger(__name__)
WAITS_AT_MOST = 60  # seconds; less than a request may take
CLEAN, FOUND = b"stream: OK", b" FOUND"


class ScanMiddleware:
    """Refuse a form with a file in which something was found (422), or that cannot be looked at now (503)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not settings.SCANNER or not request.FILES:
            return None
        for _field, uploads in request.FILES.lists():
            for upload in uploads:
                try:
                    found = what_is_in(upload)
                except OSError as error:
                    logger.error("A file could not be scanned: %s", error)
                    return _refused(request, 503, upload, "")
                if found:
                    logger.warning("In a file that was sent there was: %s", found)
                    return _refused(request, 422, upload, found)
        return None


def _refused(request: HttpRequest, status: int, upload: UploadedFile, found: str) -> HttpResponse:
    headers = {"Retry-After": "60"} if status == 503 else {}
    if not request.accepts("text/html"):
        return JsonResponse(_told_scripts(upload, found), status=status, headers=headers)
    context = {"name": upload.name, "found": found, "unsaved": typed_by(request)}
    return TemplateResponse(
        request, "portal/not_taken.html", context, status=status, headers=headers
    ).render()


def _told_scripts(upload: UploadedFile, found: str) -> dict[str, str]:
    if found:
        sentence = _("The scanner found something harmful in “%(name)s” (%(found)s). Nothing was saved.")
    else:
        sentence = _("“%(name)s” could not be looked at by the scanner just now. Nothing was saved.")
    return {"kind": "not_taken", "sentence": sentence % {"name": upload.name, "found": found}}


def what_is_in(upload: UploadedFile) -> str:
    """What clamd finds in a file, "" where nothing. Raises OSError where it does not answer, or cannot say."""
    with _connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for chunk in filter(None, upload.chunks()):  # nothing means to clamd that the file ends
            scanner.sendall(len(chunk).to_bytes(4, "big") + chunk)
        scanner.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and (part := scanner.recv(4096)):
            said += part
    upload.seek(0)
    said = said.rstrip(b"\0")
    if said.endswith(FOUND):
        return said.removeprefix(b"stream: ").removesuffix(FOUND).decode("utf-8", "replace")
    if said != CLEAN:
        raise OSError(f"clamd said {said!r}")
    return ""


def _connected() -> socket.socket:
    """SCANNER is unix:/run/clamav/clamd.ctl or tcp:HOST:PORT."""
    kind, _, place = settings.SCANNER.partition(":")
    if kind == "tcp":
        host, _, port = place.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=WAITS_AT_MOST)
    scanner = socket.socket(socket.AF_UNIX)
    scanner.settimeout(WAITS_AT_MOST)
    try:
        scanner.connect(place)
    except OSError:
        scanner.close()
        raise
    return scanner
