"""What happens when a person presses a button that moves money: it is done, or she is told why not."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from editing.refusals import sentence_for


def refusals_of(action: Callable[[], object]) -> list[str]:
    """Do it in one transaction; return the sentences that refuse it, none when it is done.

    Catches what the rules say (ValidationError), what the database holds against them (IntegrityError, also at
    the end of the transaction) and what two people at once can cause (OperationalError: locked, deadlock).
    """
    try:
        with transaction.atomic():
            action()
    except ValidationError as error:
        return [str(message) for message in error.messages]
    except IntegrityError as error:
        return [sentence_for(error)]
    except OperationalError:
        return [_("Somebody else is changing the same things at this moment. Nothing was saved; try again.")]
    return []


def attempt(request: HttpRequest, done: str, action: Callable[[], object]) -> bool:
    """Do it and say so on the next page, or say there why not. Returns whether it is done."""
    refused = refusals_of(action)
    for sentence in refused:
        messages.error(request, sentence)
    if not refused:
        messages.success(request, done)
    return not refused


def seen_in(request: HttpRequest) -> str:
    """What the page showed of the record that a person now decides on (`record.shown`, carried by the form)."""
    return request.POST.get("seen", "")
