"""Where a form is sent no page stands: whoever asks for one there is led to the page that the form belongs to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import is_valid_path


class FormAddressesMiddleware:
    """Lead who reads the address of a form to the nearest address above it.

    A form that is refused shows its page at its own address. The browser asks for that address again when it is
    reloaded, or after the language is changed. The address alone decides, so nothing is told of its record.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponseNotAllowed):
            return HttpResponseRedirect(_above(request.path_info))
        return response


def _above(address: str) -> str:
    parts = address.strip("/").split("/")
    above = ("".join(f"/{part}" for part in parts[:count]) + "/" for count in range(len(parts) - 1, 0, -1))
    return next(filter(is_valid_path, above), "/")
