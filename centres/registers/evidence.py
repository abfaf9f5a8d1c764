"""The checklist of one organisation and the papers behind it: marked, attached, taken off, opened."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from centres.registers.life import READINESS_LIFE
from centres.registers.models import (
    ChecklistItem,
    ChecklistMark,
    Readiness,
    ReadinessFile,
    ReadinessFileOpening,
)
from editing.uploads import take_in
from people.models import User
from thai.sentences import gettext
from thai.years import fiscal_year_of

MOST_FILES = 10  # of one item


@dataclass(frozen=True, slots=True)
class SaidOfItem:
    """What a person says of one item of the checklist."""

    is_met: bool
    met_on: date | None
    remark: str


def items_of(readiness: Readiness) -> list[ChecklistItem]:
    """The checklist of today, and what an earlier one had that was marked or shown by a paper."""
    today = ChecklistItem.objects.for_year(fiscal_year_of(timezone.localdate()))
    marked = ChecklistItem.objects.filter(marks__readiness=readiness)
    shown = ChecklistItem.objects.filter(pk__in=readiness.files.standing().values("item"))
    keys = {item.pk for items in (today, marked, shown) for item in items}
    return list(ChecklistItem.objects.filter(pk__in=keys))


def keep_marks(held: Readiness, said: dict[ChecklistItem, SaidOfItem], *, by: User) -> None:
    """Write on a held record what was said of each item, where it differs."""
    marks = {mark.item_id: mark for mark in held.marks.all()}
    for item, now in said.items():
        mark = marks.get(item.pk) or ChecklistMark(readiness=held, item=item)
        if (mark.is_met, mark.met_on, mark.remark) == (now.is_met, now.met_on, now.remark):
            continue
        mark.is_met, mark.met_on, mark.remark = now.is_met, now.met_on, now.remark
        mark.full_clean()
        mark.store(by=by, why=gettext("checklist"))


def attach(readiness: Readiness, item: ChecklistItem, upload: UploadedFile, *, by: User) -> ReadinessFile:
    """Keep a paper, a PDF or picture. Raises ValidationError for any other file."""
    taken = take_in(upload)
    with READINESS_LIFE.doing("write", readiness, by) as held:
        if held.files.standing().filter(item=item).count() >= MOST_FILES:
            told = gettext("An item holds at most %(most)d papers.") % {"most": MOST_FILES}
            raise ValidationError(told, code="too_many")
        return ReadinessFile(readiness=held, item=item).attach(taken, held, by=by)


def take_off(evidence: ReadinessFile, *, by: User) -> None:
    """Take a paper off and delete its file; that it was there stays known."""
    with READINESS_LIFE.doing("write", evidence.readiness, by) as held:
        evidence.take_off(held, by=by)


def note_opening(evidence: ReadinessFile, *, by: User) -> None:
    """Keep that a person opens a paper, before it goes out."""
    with transaction.atomic():
        ReadinessFileOpening.objects.create(evidence=evidence, by=by)
