"""What was there and is no more: who comes for it, or sends what she typed to it, is told what became of it."""

from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=models.Model)


class Gone(Http404):
    """There is nothing at this address any more; `said` is the sentence for a reader who may know why."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def still_there(rows: "models.QuerySet[Row] | models.Manager[Row]", **named: object) -> Row:
    """The row so named, read anew under a lock. Raises Gone where somebody has removed it since the page was opened."""
    try:
        return rows.get(**named)
    except ObjectDoesNotExist:
        raise Gone(_("Somebody has removed this meanwhile.")) from None
