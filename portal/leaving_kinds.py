"""What hangs on a person, kind by kind: how it is found and told, who may take it over, what becomes of it."""

import re
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centres.models import Invitation
from committees.models import FollowUp, Seat
from grants.models import Report
from participation.life import AmendmentState
from participation.models import ActivityDetail, ActivityReport, Plan, PlanAmendment, PlanItem
from people.models import FactorReset, Membership, User
from people.resetting import fall
from people.roles import BUDGET_ROLES, SITTING_ROLES
from portal.leaving_parts import Leave, LeavingKind, Left, at_work, taken_from
from portal.leaving_rights import end_role, end_ties, roles_of, ties_of
from regions.models import Region
from spreadsheets.handing import discard
from spreadsheets.life import OPEN
from spreadsheets.models import ImportBatch
from thai.dates import tell_date
from thai.sentences import gettext, ngettext
from thai.text import clean

# A name ends where no letter or mark of any script goes on: John Smith is neither John Smithson nor John Smith-Jones.
_NO_NAME_BEFORE = r"(?<![\w\u0e00-\u0e7f])(?<![^\W\u0e00-\u0e7f][-'’‐‑])"
_NO_NAME_BEHIND = r"(?=$|[^\w\u0e00-\u0e7f]|และ)(?![-'’‐‑](?![\u0e00-\u0e7f])\w)"
_TITLES = r"(?:นางสาว|นาง|นาย|น\.ส\.|ดร\.|คุณ)"


def _seats(person: User, by: User) -> list[Left]:
    return [
        Left(
            record=row,
            says=gettext("Reads the papers of %(committee)s from the seat of %(seat)s")
            % {"committee": row.committee, "seat": row},
            url=row.committee.get_absolute_url(),
            stamp=row.version,
        )
        for row in Seat.objects.filter(account=person).not_over().select_related("committee__region")
    ]


def _free_seat(left: Left, leave: Leave) -> None:
    seat = left.record.hold()
    seat.account = None
    seat.store(by=leave.by, why=gettext("left the work"), fields=["account"])


def named(person: User) -> re.Pattern[str] | None:
    """Finds her name in a cleaned text where an office wrote it; None for who has no whole name."""
    title, first, last = (
        re.escape(clean(part)) for part in (person.title, person.first_name, person.last_name)
    )
    if not (first and last):
        return None
    titles = rf"(?:{title or _TITLES}\s*)?"
    return re.compile(rf"{_NO_NAME_BEFORE}{titles}{first}\s+{last}{_NO_NAME_BEHIND}")


def _regions(person: User, by: User) -> "QuerySet[Region]":
    """Where she worked, as far as who closes her account works there too."""
    hers = Membership.objects.filter(user=person, region__isnull=False).order_by().values("region")
    return (Region.objects.all() if by.sees_every_region else Region.objects.staffed_by(by)).filter(
        pk__in=hers
    )


def _renamed(written: str, leave: Leave) -> str:
    pattern = named(leave.person)
    return pattern.sub(lambda found: str(leave.heir), clean(written)) if pattern else written


def _as_written() -> str:
    return gettext("Nobody: the name stays as it is written")


def _tasks(person: User, by: User) -> list[Left]:
    pattern = named(person)
    if pattern is None:
        return []
    rows = FollowUp.objects.visible_to(by).open().exclude(owner="")
    rows = rows.filter(item__meeting__committee__region__in=_regions(person, by))
    return [
        Left(
            record=row,
            says=gettext("%(task)s, until %(day)s; written for %(owner)s")
            % {"task": row.what, "day": tell_date(row.due_on), "owner": row.owner},
            url=reverse("task", args=[row.pk]),
            stamp=row.version,
            heirs=tuple(at_work(row.item.meeting.committee.region_id, *SITTING_ROLES).exclude(pk=person.pk)),
            otherwise=_as_written(),
        )
        for row in rows.select_related("item__meeting__committee")
        if pattern.search(clean(row.owner))
    ]


def _hand_task(left: Left, leave: Leave) -> None:
    if leave.heir is None:
        return
    task = left.record.hold()
    task.owner = _renamed(task.owner, leave)
    task.full_clean()
    task.store(by=leave.by, why=taken_from(leave), fields=["owner"])


def _answered_for(person: User, by: User) -> dict[Plan, list[ActivityDetail]]:
    """The activities of plans that are not closed at which her name is written."""
    pattern = named(person)
    found: dict[Plan, list[ActivityDetail]] = {}
    if pattern is None:
        return found
    rows = ActivityDetail.objects.filter(item__in=PlanItem.objects.all()).exclude(owner="")
    rows = rows.filter(item__line__plan__region__in=_regions(person, by)).exclude(
        item__line__plan__state=Plan.State.CLOSED
    )
    for row in rows.select_related("item__line__plan__region").order_by("item__line__plan", "pk"):
        if pattern.search(clean(row.owner)):
            found.setdefault(row.plan, []).append(row)
    return found


def _activities(person: User, by: User) -> list[Left]:
    return [
        Left(
            record=plan,
            says=ngettext(
                "%(count)s activity of “%(plan)s” that she answers for: %(activities)s",
                "%(count)s activities of “%(plan)s” that she answers for: %(activities)s",
                len(details),
            )
            % {"count": len(details), "plan": plan, "activities": ", ".join(map(str, details))},
            url=plan.get_absolute_url(),
            stamp=[(each.pk, each.version) for each in details],
            heirs=tuple(at_work(plan.region_id, *BUDGET_ROLES).exclude(pk=person.pk)),
            otherwise=_as_written(),
            parts=tuple(details),
        )
        for plan, details in _answered_for(person, by).items()
    ]


def _hand_activities(left: Left, leave: Leave) -> None:
    if leave.heir is None:
        return
    left.record.hold()
    for detail in [each.hold() for each in left.parts]:
        detail.owner = _renamed(detail.owner, leave)
        detail.full_clean()
        detail.store(by=leave.by, why=taken_from(leave), fields=["owner"])


def _imports(person: User, by: User) -> list[Left]:
    rows = ImportBatch.objects.visible_to(by).listed().filter(created_by=person, state__in=OPEN)
    return [
        Left(
            record=row,
            says=f"{row.kind_of_table.label}: {row.filename} ({row.get_state_display()})",
            url=reverse("import-batch", args=[row.pk]),
            stamp=row.version,
        )
        for row in rows
    ]


def _discard(left: Left, leave: Leave) -> None:
    batch = ImportBatch.objects.get(pk=left.record.pk)
    discard(batch, by=leave.by, seen=batch.shown)


def _invitations(person: User, by: User) -> list[Left]:
    """Those that who closes may see; `portal.leaving.close` withdraws all."""
    rows = Invitation.objects.filter(given_by=person, state=Invitation.State.WAITING)
    return [
        Left(record=row, says=str(row), url=reverse("invitations"), stamp=row.version)
        for row in rows
        if by.sees_every_region or row.region_id in by.staffed_region_numbers()
    ]


def _resets(person: User, by: User) -> list[Left]:
    rows = FactorReset.objects.filter(person=person, state=FactorReset.State.WAITING)
    return [
        Left(record=row, says=str(row), url=reverse("factor-reset", args=[row.pk]), stamp=row.version)
        for row in rows.select_related("person")
    ]


def _drafts(person: User, by: User) -> list[Left]:
    """What she began or wrote in and nobody has sent: of an organisation or an office, which goes on with it."""
    reports = Report.objects.visible_to(by).filter(state__in=Report.OPEN).written_in_by([person.pk])
    told = ActivityReport.objects.visible_to(by).open().written_in_by([person.pk])
    amendments = PlanAmendment.objects.visible_to(by).filter(made_by=person, state=AmendmentState.DRAFT)
    found: list[Any] = [
        *reports.with_everything(),
        *told.with_everything(),
        *amendments.select_related("plan__region"),
    ]
    return [
        Left(
            record=each,
            says=f"{each._meta.verbose_name}: {each}",
            url=reverse("report", args=[each.pk]) if isinstance(each, Report) else each.get_absolute_url(),
            stamp=each.version,
        )
        for each in found
    ]


KINDS = (
    LeavingKind(
        name="role",
        label=_("Roles"),
        becomes=_("They end at once: yesterday is written as the last day."),
        columns=("people.Membership.user",),
        rows=roles_of,
        leave=end_role,
    ),
    LeavingKind(
        name="tie",
        label=_("Organisations that she acts for"),
        becomes=_("It ends at once. Who takes an organisation over reads and reports for it from today."),
        columns=("centres.OrganisationPerson.user",),
        rows=ties_of,
        leave=end_ties,
    ),
    LeavingKind(
        name="seat",
        label=_("Seats on committees"),
        becomes=_("The seat stays with the committee; her account no longer opens its papers."),
        columns=("committees.Seat.account",),
        rows=_seats,
        leave=_free_seat,
    ),
    LeavingKind(
        name="task",
        label=_("Tasks from meetings"),
        becomes=_("The name of who takes it over is written instead of hers."),
        columns=("committees.FollowUp.owner",),
        rows=_tasks,
        leave=_hand_task,
    ),
    LeavingKind(
        name="plan",
        label=_("Activities that she answers for"),
        becomes=_("The name of who takes it over is written instead of hers."),
        columns=("participation.ActivityDetail.owner",),
        rows=_activities,
        leave=_hand_activities,
    ),
    LeavingKind(
        name="import",
        label=_("Files that she brought in and that wait"),
        becomes=_("They are discarded; the files stay, and whoever goes on brings them in again."),
        columns=("spreadsheets.ImportBatch.created_by",),
        rows=_imports,
        leave=_discard,
    ),
    LeavingKind(
        name="invitation",
        label=_("Invitations that nobody has opened"),
        becomes=_("They are withdrawn; a colleague invites again."),
        columns=("centres.Invitation.given_by",),
        rows=_invitations,
    ),
    LeavingKind(
        name="reset",
        label=_("Her lost second factor"),
        becomes=_("The request is withdrawn: the account has no second factor any more."),
        columns=("people.FactorReset.person",),
        rows=_resets,
        leave=lambda left, leave: fall(left.record, by=leave.by),
    ),
    LeavingKind(
        name="draft",
        label=_("Drafts that she began or wrote in"),
        becomes=_("They stay as they are; the organisation or the office goes on with them."),
        columns=("participation.PlanAmendment.made_by",),
        rows=_drafts,
    ),
)
