"""What hangs on a person, kind by kind: how it is found and told, who may take it over, what becomes of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from centres.models import Invitation, OrganisationPerson
from committees.models import FollowUp, Seat
from grants.models import Report
from participation.life import AmendmentState
from participation.models import ActivityDetail, ActivityReport, Plan, PlanAmendment, PlanItem
from people.models import FactorReset, Membership, User
from people.resetting import fall
from people.roles import BUDGET_ROLES, SITTING_ROLES, Role
from regions.models import Region
from spreadsheets.handing import discard
from spreadsheets.life import OPEN
from spreadsheets.models import ImportBatch
from thai.dates import tell_date
from thai.sentences import gettext, ngettext

# Who decides for an office on what organisations ask for takes over no organisation.
DECIDING = (Role.HEAD_OFFICE, Role.REGIONAL_STAFF, Role.FINANCE, Role.MENTOR)
_TITLES = r"(?:นางสาว|นาง|นาย|น\.ส\.|ดร\.|คุณ)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One thing that a person leaves behind: told as a sentence, with its page.

    `heirs` may take it over; `otherwise` says what becomes of it where none of them does, and is empty where nothing
    is to be chosen. `stamp` is what of the record was shown.
    """

    record: Any
    says: str
    url: str
    stamp: object
    heirs: tuple[User, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """She leaves: who closes her account, and who takes over the thing at hand, if anybody does."""

    person: User
    by: User
    heir: User | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingKind:
    """One kind of what hangs on a person. `columns` are those that say whose it is, as "app.Model.field"."""

    name: str
    label: str | Promise
    becomes: str | Promise
    columns: tuple[str, ...]
    rows: Callable[[User, User], list[Left]]  # of the person, as who closes her account sees them
    leave: Callable[[Left, Leave], None] = lambda left, leave: None


def at_work(region_number: int | None, *roles: Role) -> QuerySet[User]:
    """Who holds one of the roles in a region today, and may sign in."""
    held = Membership.objects.current().filter(region=region_number, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("first_name", "pk")


def lasting(person: User) -> "QuerySet[Membership]":
    """Her roles of which today is not the last day, also those that are to begin."""
    return Membership.objects.filter(user=person).exclude(until__lte=timezone.localdate())


def _roles(person: User, by: User) -> list[Left]:
    return [
        Left(
            record=row,
            says=gettext("%(role)s, from %(day)s")
            % {"role": f"{row.get_role_display()} {row.region or ''}".strip(), "day": tell_date(row.since)},
            url=reverse("roles", args=[person.pk]),
            stamp=row.version,
        )
        for row in lasting(person).select_related("region", "user")
    ]


def _ties(person: User, by: User) -> list[Left]:
    rows = OrganisationPerson.objects.filter(user=person).exclude(until__lte=timezone.localdate())
    return [
        _tie(row) for row in rows.select_related("organisation__region").order_by("organisation__name", "pk")
    ]


def _tie(row: OrganisationPerson) -> Left:
    place, role = row.organisation, Role(row.role)
    able = at_work(place.region_id, role).exclude(pk=row.user_id)
    there = OrganisationPerson.objects.current().filter(organisation=place, role=role)
    going_on = list(able.filter(pk__in=there.values("user")))
    said = {"role": row.get_role_display(), "organisation": place, "day": tell_date(row.since)}
    stamp = (row.version, [each.pk for each in going_on])
    page = reverse("admin:centres_organisation_change", args=[place.pk])
    if going_on:
        says = gettext("%(role)s of %(organisation)s from %(day)s; %(people)s goes on with it")
        names = ", ".join(map(str, going_on))
        return Left(record=row, says=says % {**said, "people": names}, url=page, stamp=stamp)
    deciding = Membership.objects.current().filter(role__in=DECIDING)
    return Left(
        record=row,
        says=gettext("%(role)s of %(organisation)s from %(day)s") % said,
        url=page,
        stamp=stamp,
        heirs=tuple(able.filter(is_superuser=False).exclude(pk__in=deciding.values("user"))),
        otherwise=gettext("Nobody yet: the regional office looks after it"),
    )


def _end_tie(left: Left, leave: Leave) -> None:
    tie, today = left.record.hold(), timezone.localdate()
    if tie.since > today:
        tie.remove(by=leave.by, why=gettext("left the work"))
    else:
        tie.until = today
        tie.store(by=leave.by, why=gettext("left the work"), fields=["until"])
    if leave.heir is not None:
        made = OrganisationPerson(organisation=tie.organisation, user=leave.heir, role=tie.role)
        made.full_clean()
        made.store(by=leave.by, why=_taken_from(leave))


def _taken_from(leave: Leave) -> str:
    return gettext("taken over from %(person)s") % {"person": str(leave.person)}


def _seats(person: User, by: User) -> list[Left]:
    today = timezone.localdate()
    rows = Seat.objects.filter(Q(until=None) | Q(until__gte=today), Q(left_on=None) | Q(left_on__gte=today))
    return [
        Left(
            record=row,
            says=gettext("Reads the papers of %(committee)s from the seat of %(seat)s")
            % {"committee": row.committee, "seat": row},
            url=row.committee.get_absolute_url(),
            stamp=row.version,
        )
        for row in rows.filter(account=person).select_related("committee__region")
    ]


def _free_seat(left: Left, leave: Leave) -> None:
    seat = left.record.hold()
    seat.account = None
    seat.store(by=leave.by, why=gettext("left the work"), fields=["account"])


def named(person: User) -> re.Pattern[str] | None:
    """Finds her name where an office wrote it; None for who has no whole name."""
    if not (person.first_name and person.last_name):
        return None
    name = rf"{re.escape(person.first_name)}\s+{re.escape(person.last_name)}"
    titles = rf"(?:{re.escape(person.title)}\s*)?" if person.title else rf"(?:{_TITLES}\s*)?"
    return re.compile(rf"(?<![\u0e00-\u0e7f]){titles}{name}(?=$|[^\u0e00-\u0e7f]|และ)")


def _regions(person: User, by: User) -> "QuerySet[Region]":
    """Where she worked, as far as who closes her account works there too."""
    hers = Membership.objects.filter(user=person, region__isnull=False).order_by().values("region")
    return (Region.objects.all() if by.sees_every_region else Region.objects.staffed_by(by)).filter(
        pk__in=hers
    )


def _renamed(written: str, leave: Leave) -> str:
    pattern = named(leave.person)
    return pattern.sub(lambda found: str(leave.heir), written) if pattern else written


def _as_written() -> str:
    return gettext("Nobody: the name stays as it is written")


def _tasks(person: User, by: User) -> list[Left]:
    pattern = named(person)
    if pattern is None:
        return []
    rows = FollowUp.objects.visible_to(by).open().filter(owner__contains=person.last_name)
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
        if pattern.search(row.owner)
    ]


def _hand_task(left: Left, leave: Leave) -> None:
    if leave.heir is None:
        return
    task = left.record.hold()
    task.owner = _renamed(task.owner, leave)
    task.full_clean()
    task.store(by=leave.by, why=_taken_from(leave), fields=["owner"])


def _answered_for(person: User, by: User) -> dict[Plan, list[ActivityDetail]]:
    """The activities of plans that are not closed at which her name is written."""
    pattern = named(person)
    found: dict[Plan, list[ActivityDetail]] = {}
    if pattern is None:
        return found
    rows = ActivityDetail.objects.filter(item__in=PlanItem.objects.all(), owner__contains=person.last_name)
    rows = rows.filter(item__line__plan__region__in=_regions(person, by)).exclude(
        item__line__plan__state=Plan.State.CLOSED
    )
    for row in rows.select_related("item__line__plan__region").order_by("item__line__plan", "pk"):
        if pattern.search(row.owner):
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
        )
        for plan, details in _answered_for(person, by).items()
    ]


def _hand_activities(left: Left, leave: Leave) -> None:
    if leave.heir is None:
        return
    left.record.hold()
    for detail in _answered_for(leave.person, leave.by)[left.record]:
        detail.owner = _renamed(detail.owner, leave)
        detail.full_clean()
        detail.store(by=leave.by, why=_taken_from(leave), fields=["owner"])


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


_UNTIL_TODAY = _("Today is the last day.")

KINDS = (
    LeavingKind(
        name="role",
        label=_("Roles"),
        becomes=_UNTIL_TODAY,
        columns=("people.Membership.user",),
        rows=_roles,
        leave=lambda left, leave: left.record.end(by=leave.by, version=left.record.version),
    ),
    LeavingKind(
        name="tie",
        label=_("Organisations that she acts for"),
        becomes=_(
            "Today is the last day. Who takes an organisation over reads and reports for it from today."
        ),
        columns=("centres.OrganisationPerson.user",),
        rows=_ties,
        leave=_end_tie,
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
        leave=lambda left, leave: left.record.fall(by=leave.by),
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
