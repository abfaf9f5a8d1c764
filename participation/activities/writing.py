"""What its writers do with a report on an activity: begin it, write in it, attach files, send it."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from centres.models import Organisation
from editing.uploads import TakenFile, take_in, take_in_photograph
from participation.models import ActivityDetail, ActivityPhoto, ActivityReport, NameList, PlanItem
from participation.models.activity_report import STEPS
from participation.models.report_parts import PARTS
from participation.report_life import ACTIVITY_REPORT_LIFE
from people import rights
from people.models import User
from people.roles import STAFF_ROLES
from thai.sentences import gettext

MOST_PHOTOS = 30
MOST_LISTS = 10

Kept = TypeVar("Kept", ActivityPhoto, NameList)


def organisations_for(item: PlanItem, user: User) -> list[Organisation]:
    """For whom she may report on an activity: any organisation that answers for it, or those that she coordinates."""
    detail = ActivityDetail.objects.filter(item=item).first()
    responsible = list(detail.organisations.order_by("name", "pk")) if detail else []
    if _is_staff(item, user):
        return responsible
    return [each for each in responsible if rights.acts_for(user, each)]


def may_report(item: PlanItem, user: User) -> bool:
    """Whether a person may begin a report: staff of the region also in the name of their office."""
    return _is_staff(item, user) or bool(organisations_for(item, user))


def _is_staff(item: PlanItem, user: User) -> bool:
    return rights.holds(user, item.line.plan.region_id, *STAFF_ROLES)


def begin(item: PlanItem, organisation: Organisation | None, *, by: User) -> ActivityReport:
    """Begin a report in the name of an organisation, or of the office. Raises ValidationError for who may not."""
    with transaction.atomic():
        item.line.plan.hold().require_not_closed()
        if organisation not in [*organisations_for(item, by), *([None] if _is_staff(item, by) else [])]:
            raise ValidationError(
                gettext("You do not report on this activity for that organisation."), code="role"
            )
        report = ActivityReport(item=item, organisation=organisation)
        report.full_clean()
        report.store(by=by, why=gettext("begun"))
    return report


def keep_rows(report: ActivityReport, rows: dict[str, list[dict[str, object]]]) -> None:
    """Replace the rows of a held report by those of its form, in order."""
    for name, made in rows.items():
        part = PARTS[name]
        part._default_manager.filter(report=report).delete()
        for order, values in enumerate(made, start=1):
            row = part(report=report, order=order, **values)
            row.full_clean()
            row.save()


def send(report: ActivityReport, *, by: User) -> None:
    """Hand the report in. Raises ValidationError naming, by field, all that is missing."""
    with ACTIVITY_REPORT_LIFE.doing("send", report, by) as held:
        if missing := missing_of(held):
            raise ValidationError(missing, code="incomplete")
        held.sent_by, held.sent_at = by, timezone.now()
        held.remarks.filter(settled_at=None).update(settled_at=timezone.now())
        held.store(by=by, why=gettext("sent"), fields=STEPS)


def take_back(report: ActivityReport, *, by: User) -> None:
    """Make what one has sent oneself a draft again, to correct it, while nobody has decided on it."""
    with ACTIVITY_REPORT_LIFE.doing("take_back", report, by) as held:
        held.store(by=by, why=gettext("taken back by its sender"), fields=["state"])


def missing_of(report: ActivityReport) -> dict[str, str]:
    """What keeps a report from being sent, by the field where it is to be filled in."""
    missing: dict[str, str] = {}
    if report.held_on is None:
        missing["held_on"] = gettext("Say on which day it was held.")
    if not report.done.strip():
        missing["done"] = gettext("Say what was done.")
    if not report.groups.exists():
        missing["groups"] = gettext("Say who took part and how many, such as อสม. 15.")
    unsaid = [photo for photo in report.photos.standing() if not photo.alt or not photo.consent]
    if unsaid:
        missing["photos"] = gettext("Say of each photograph what is seen, and that whoever is seen agreed.")
    return missing


def attach_photo(
    report: ActivityReport, upload: UploadedFile, alt: str = "", consent: str = "", *, by: User
) -> ActivityPhoto:
    """Keep a photograph without its place and time, with what is seen in it and the consent as far as they are said.

    Raises ValidationError for what is no JPEG, PNG or WebP.
    """
    photo = ActivityPhoto(alt=alt, consent=consent)
    return _attach(photo, report, take_in_photograph(upload), MOST_PHOTOS, by=by)


def attach_names(report: ActivityReport, upload: UploadedFile, *, by: User) -> NameList:
    """Keep a list of names, a PDF, or a picture without its place and time. Raises ValidationError for any other."""
    return _attach(NameList(), report, take_in(upload), MOST_LISTS, by=by)


def _attach(made: Kept, report: ActivityReport, taken: TakenFile, most: int, *, by: User) -> Kept:
    with ACTIVITY_REPORT_LIFE.doing("write", report, by) as held:
        if type(made)._default_manager.filter(report=held, removed_at=None).count() >= most:
            raise ValidationError(
                gettext("A report holds at most %(most)d such files.") % {"most": most}, code="too_many"
            )
        made.report = held
        return made.attach(taken, held, by=by)


def take_off(file: ActivityPhoto | NameList, *, by: User) -> None:
    """Take a file off its open report and delete it; that it was there stays known."""
    with ACTIVITY_REPORT_LIFE.doing("write", file.report, by) as held:
        file.take_off(held, by=by)


def say_of_photos(report: ActivityReport, said: Iterable[tuple[ActivityPhoto, str, str]]) -> None:
    """Keep what is seen in photographs of a held report, and the consent."""
    for photo, alt, consent in said:
        photo.alt, photo.consent = alt, consent
        photo.full_clean(exclude=["file", "report"])
        photo.save(update_fields=["alt", "consent"])
