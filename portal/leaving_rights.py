"""The roles of a person who leaves, and the organisations that she acts for: none holds any more once she is closed."""

from datetime import timedelta
from itertools import count, groupby

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from centres.models import OrganisationPerson
from centres.models.organisation import OrganisationPersonQuerySet
from people.models import Membership, User
from people.roles import Role
from portal.leaving_parts import Leave, Left, at_work, taken_from, tomorrow
from thai.dates import tell_date
from thai.sentences import gettext

# Who decides for an office on what organisations ask for takes over no organisation.
DECIDING = (Role.HEAD_OFFICE, Role.REGIONAL_STAFF, Role.FINANCE, Role.MENTOR)


def roles_of(person: User, by: User) -> list[Left]:
    return [
        Left(
            record=row,
            says=gettext("%(role)s, from %(day)s")
            % {"role": f"{row.get_role_display()} {row.region or ''}".strip(), "day": tell_date(row.since)},
            url=reverse("roles", args=[person.pk]),
            stamp=row.version,
        )
        for row in Membership.objects.filter(user=person).not_over().select_related("region", "user")
    ]


def end_role(left: Left, leave: Leave) -> None:
    role = left.record.hold()
    role.require_version(left.record.version)
    role.require_gives(leave.by)
    same = Membership.objects.filter(user=role.user_id, role=role.role, region=role.region_id)
    _end_at_once(role, same, leave.by)


def _end_at_once(
    row: Membership | OrganisationPerson,
    same: "QuerySet[Membership] | QuerySet[OrganisationPerson]",
    by: User,
) -> None:
    """Have it hold today no more: an account that is opened again today has nothing that is not given anew.

    What began today is not removed: who brought her in keeps standing there, and decides on nothing that she asked for.
    """
    today, why = timezone.localdate(), gettext("left the work")
    if row.since > today:
        row.remove(by=by, why=why)
        return
    row.until = today - timedelta(days=1)
    if row.since > row.until:
        taken = set(same.values_list("since", flat=True))
        days = (today - timedelta(days=back) for back in count(1))
        row.since = next(day for day in days if day not in taken)
    row.store(by=by, why=why, fields=["since", "until"])


def ties_of(person: User, by: User) -> list[Left]:
    """One row for each role at an organisation, however many periods of it are written."""
    rows = OrganisationPerson.objects.filter(user=person).not_over().select_related("organisation__region")
    ordered = rows.order_by("organisation__name", "organisation", "role", "since")
    periods = groupby(ordered, key=lambda row: (row.organisation_id, row.role))
    return [_tie(tuple(of_role)) for _key, of_role in periods]


def _tie(rows: tuple[OrganisationPerson, ...]) -> Left:
    first = rows[0]
    place, role = first.organisation, Role(first.role)
    able = at_work(place.region_id, role).exclude(pk=first.user_id)
    there = OrganisationPerson.objects.current().not_over(tomorrow()).filter(organisation=place, role=role)
    going_on = list(able.filter(pk__in=there.values("user")))
    said = {"role": first.get_role_display(), "organisation": place, "day": tell_date(first.since)}
    stamp = ([(row.pk, row.version) for row in rows], [each.pk for each in going_on])
    page = reverse("admin:centres_organisation_change", args=[place.pk])
    if going_on:
        says = gettext("%(role)s of %(organisation)s from %(day)s; %(people)s goes on with it")
        names = ", ".join(map(str, going_on))
        return Left(record=first, says=says % {**said, "people": names}, url=page, stamp=stamp, parts=rows)
    deciding = Membership.objects.current().filter(role__in=DECIDING)
    return Left(
        record=first,
        says=gettext("%(role)s of %(organisation)s from %(day)s") % said,
        url=page,
        stamp=stamp,
        heirs=tuple(able.filter(is_superuser=False).exclude(pk__in=deciding.values("user"))),
        otherwise=gettext("Nobody yet: the regional office looks after it"),
        parts=rows,
    )


def end_ties(left: Left, leave: Leave) -> None:
    first = left.parts[0]
    same = OrganisationPerson.objects.filter(organisation=first.organisation_id, role=first.role)
    for each in left.parts:
        _end_at_once(each.hold(), same.filter(user=leave.person), leave.by)
    if leave.heir is not None:
        _hand_over(first, same.filter(user=leave.heir), leave)


def _hand_over(hers: OrganisationPerson, of_heir: OrganisationPersonQuerySet, leave: Leave) -> None:
    """The heir acts for it from today, or from when she would have; a tie that the heir has already is stretched."""
    since, today = max(hers.since, timezone.localdate()), timezone.localdate()
    has = of_heir.not_over().order_by("since").first()
    if has is None:
        made = OrganisationPerson(
            organisation=hers.organisation, user=leave.heir, role=hers.role, since=since
        )
        made.full_clean()
        made.store(by=leave.by, why=taken_from(leave))
        return
    held = has.hold()
    held.since = min(held.since, since)
    held.until = None if held.until == today else held.until
    held.store(by=leave.by, why=taken_from(leave), fields=["since", "until"])
