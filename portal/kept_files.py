"""What a person is told when a file cannot be kept: its folder is missing, closed or full."""

from collections.abc import Callable
from logging import getLogger

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

logger = getLogger(__name__)


class KeptFilesMiddleware:
    """Answer a form whose file could not be written with what to do, not as an error of the portal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OSError) or isinstance(exception, UnreadablePostError):
            return None
        if not request.FILES:
            return None
        logger.error("A file could not be kept: %s", exception)
        return render(request, "portal/not_kept.html", status=503)
