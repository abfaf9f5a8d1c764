"""What a person typed into a form whose page answers no more, so that the page of the refusal gives it back."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

from people.models import User

# What a form carries of its own beside what is typed, and what is shown to nobody.
_CARRIED = re.compile(r"csrf|password|version|opened|seen|meant|known|press|^base$", re.IGNORECASE)


def typed_by(request: HttpRequest) -> list[tuple[str, str]]:
    """The words that a signed-in person sent, to be copied; keys, ticks and choices are not words."""
    if request.method != "POST" or not isinstance(getattr(request, "user", None), User):
        return []
    sent = (text for name, texts in request.POST.lists() if not _CARRIED.search(name) for text in texts)
    return [(_("What you typed"), text) for text in sent if _is_words(text)]


def _is_words(text: str) -> bool:
    return any(char.isalpha() for char in text) and (not text.isascii() or " " in text.strip())
