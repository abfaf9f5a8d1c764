"""What no database takes: a NUL in a text, a number that is longer than any key. Neither is an error of the portal."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse


class OddInputMiddleware:
    """Drop NULs from what is asked for; answer a number beyond every key as one that nothing has.

    What is typed into a form keeps its NULs for the form to refuse: an amount is not read by leaving some of it out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = without_nul(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, OverflowError) or (
            # The admin looks for whatever an address says: for a year that no date has, a key that is no number.
            isinstance(exception, ValueError | ValidationError)
            and request.method == "GET"
            and request.GET
            and request.path.startswith(reverse("admin:index"))
        ):
            raise Http404 from exception


def without_nul(sent: QueryDict) -> QueryDict:
    """The same values without NULs; the same object where there is none."""
    if not any("\x00" in value for values in sent.lists() for value in values[1] if isinstance(value, str)):
        return sent
    clean = sent.copy()
    for name, values in sent.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values])
    return clean
