"""An import handed on: sent to the regional office, taken back, given back, discarded, or replaced by a newer one."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from people.models import User
from spreadsheets.life import IMPORT_LIFE, OPEN, BatchState
from spreadsheets.models import ImportBatch
from thai.sentences import gettext as _


def ask(batch: ImportBatch, *, by: User, seen: str) -> None:
    """Have the regional office decide on the preview; raises ValidationError, as all here do."""
    with IMPORT_LIFE.doing("ask", batch, by, seen=seen) as held:
        held.asked_at, held.asked_by, held.comment = timezone.now(), by, ""
        held.store(by=by, why=_("sent to the regional office"))


def withdraw(batch: ImportBatch, *, by: User) -> None:
    with IMPORT_LIFE.doing("withdraw", batch, by) as held:
        held.asked_at = held.asked_by = None
        held.store(by=by, why=_("taken back by its sender"))


def give_back(batch: ImportBatch, reason: str, *, by: User, seen: str) -> None:
    """Give it back to who asked, saying why."""
    with IMPORT_LIFE.doing("give_back", batch, by, seen=seen) as held:
        if not reason.strip():
            raise ValidationError(_("Write what has to be corrected."), code="blank")
        held.asked_at = held.asked_by = None
        held.comment = reason.strip()
        held.store(by=by, why=_("given back: %(reason)s") % {"reason": held.comment})


def discard(batch: ImportBatch, *, by: User, seen: str) -> None:
    """Close what nobody wants in any more; the file and its preview stay readable."""
    with IMPORT_LIFE.doing("discard", batch, by, seen=seen) as held:
        held.closed_at, held.closed_by = timezone.now(), by
        held.store(by=by, why=_("discarded"))


def replace_older(newer: ImportBatch) -> None:
    """Close what a person still has open of the same kind, region and year: her newer file stands for it.

    What she has sent to the regional office stays there.
    """
    if newer.created_by is None:
        return
    same = ImportBatch.objects.filter(
        kind=newer.kind,
        region=newer.region,
        fiscal_year=newer.fiscal_year,
        created_by=newer.created_by,
        state__in=OPEN,
    )
    for older in same.exclude(pk=newer.pk).select_for_update().order_by("pk"):
        older.state, older.closed_at, older.replaced_by = BatchState.CLOSED, timezone.now(), newer
        older.store(by=newer.created_by, why=_("replaced by %(file)s") % {"file": newer.filename})
