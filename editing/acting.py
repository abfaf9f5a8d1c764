"""What happens when a person presses a button that moves money: it is done, or she is told why not."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from editing.once import once
from editing.refusals import sentence_for
from editing.shown import Doubted


class Refusals(list[str]):
    """The sentences that refuse an act; empty when it is done. `key` is that of a question (Doubted)."""

    key = ""


def refusals_of(action: Callable[[], object]) -> Refusals:
    """Do it in one transaction; return the sentences that refuse it, none when it is done.

    Catches what the rules say (ValidationError), what the database holds against them (IntegrityError, also at
    the end of the transaction) and what two people at once can cause (OperationalError: locked, deadlock).
    """
    try:
        with transaction.atomic():
            action()
    except ValidationError as error:
        refused = Refusals(str(message) for message in error.messages)
        refused.key = error.key if isinstance(error, Doubted) else ""
        return refused
    except IntegrityError as error:
        return Refusals([sentence_for(error)])
    except OperationalError:
        said = _("Somebody else is changing the same things at this moment. Nothing was saved; try again.")
        return Refusals([said])
    return Refusals()


def refusals_once(request: HttpRequest, action: Callable[[], object], part: str = "") -> Refusals:
    """The same for what a page's form does: however often it is pressed, it is done once (editing/once.py)."""
    return refusals_of(lambda: once(request, action, part))


def attempt(request: HttpRequest, done: str, action: Callable[[], object]) -> bool:
    """Do it once and say so on the next page, or say there why not. Returns whether it is done."""
    refused = refusals_once(request, action)
    for sentence in refused:
        messages.error(request, sentence)
    if not refused:
        messages.success(request, done)
    return not refused


def seen_in(request: HttpRequest) -> str:
    """What the page showed of the record that a person now decides on (`record.shown`, carried by the form)."""
    return request.POST.get("seen", "")


def meant_in(request: HttpRequest) -> str:
    """The yes to a question of the page before: parts/meant.html carries it."""
    return request.POST.get("meant", "")
