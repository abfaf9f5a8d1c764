"""What the region decides on a report that was sent: it is accepted, or goes back with remarks at its fields."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from participation.models import ActivityReport, NameList, NameListOpening
from participation.models.activity_report import STEPS
from participation.report_life import ACTIVITY_REPORT_LIFE
from people.models import User
from thai.sentences import gettext

# Where a remark can stand: a field of the report, one of its tables, or the whole.
FIELDS = (
    "",
    "held_on",
    "timetable",
    "done",
    "groups",
    "output",
    "outcome",
    "summary",
    "results",
    "rating",
    "photos",
)


def accept(report: ActivityReport, *, by: User, seen: str) -> None:
    """Accept it for the region; it does not change any more."""
    with ACTIVITY_REPORT_LIFE.doing("accept", report, by, seen=seen) as held:
        held.accepted_by, held.accepted_at = by, timezone.now()
        held.store(by=by, why=gettext("accepted by the region"), fields=STEPS)


def send_back(report: ActivityReport, remarks: dict[str, str], *, by: User, seen: str) -> None:
    """Return it with remarks on its fields, for its writers to correct."""
    kept = {field: text.strip() for field, text in remarks.items() if text.strip()}
    if unknown := set(kept) - set(FIELDS):
        raise ValueError(f"no such fields: {unknown}")
    with ACTIVITY_REPORT_LIFE.doing("send_back", report, by, seen=seen) as held:
        if not kept:
            raise ValidationError(gettext("Say what has to be corrected."), code="required")
        held.store(by=by, why=gettext("returned for correction"), fields=STEPS)
        for field, text in kept.items():
            held.remarks.create(field=field, text=text, by=by)


def note_opening(names: NameList, *, by: User) -> None:
    """Keep that a person opens a list of names, before it goes out."""
    with transaction.atomic():
        NameListOpening.objects.create(names=names, by=by)
