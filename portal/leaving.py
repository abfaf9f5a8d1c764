"""A person leaves: her roles end, what hangs on her is handed over or put away, and her account is closed, at once.

What she asked for stays asked for by her, and waits for who decides on it (docs/decisions/leaving.md).
"""

from collections.abc import Mapping
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from centres.models import Invitation, OrganisationPerson
from committees.models import Seat
from deciding.waiting import KINDS as WAITING_KINDS
from deciding.waiting import Waiting
from editing.held import rights_change
from editing.refusals import required
from editing.shown import digest_of, require_shown
from people.factors import forget
from people.helping import Helped, near_to, require_open
from people.models import Membership, OpenSession, User
from people.models.person import MembershipQuerySet
from people.open_sessions import open_of
from portal.leaving_kinds import KINDS
from portal.leaving_parts import Leave, LeavingKind, Left
from portal.to_do import Task, work_of
from thai.sentences import gettext


def near_or_closed(by: User) -> QuerySet[User]:
    """Whose page of leaving a person opens: also, for staff, of those who worked in their regions and are closed."""
    if by.sees_every_region:
        return near_to(by)
    here = Membership.objects.filter(region__in=by.staffed_region_numbers())
    return near_to(by) | User.objects.filter(is_active=False, pk__in=here.values("user")).exclude(pk=by.pk)


def require_may_close(by: User, person: User) -> None:
    """Whoever may end all her roles closes her account, and nobody her own. Raises ValidationError."""
    if not near_or_closed(by).filter(pk=person.pk).exists():
        raise ValidationError(gettext("Nobody closes her own account: another person does."), code="own")
    require_open(person)
    if person.is_superuser and not by.is_superuser:
        raise ValidationError(gettext("This account is kept by who runs the portal."), code="superuser")
    roles = Membership.objects.filter(user=person).not_over().select_related("user")
    if not by.sees_every_region:
        _require_here_alone(
            by, person, roles
        )  # before any role is named: staff do not see those of elsewhere
    for role in roles:
        if role.role not in by.gives_in(role.region_id):
            raise ValidationError(
                gettext(
                    "Head office closes the account of who has the role “%(role)s”: your own role may not."
                )
                % {"role": role.get_role_display()},
                code="role",
            )
        role.require_gives(by)


def _require_here_alone(by: User, person: User, roles: MembershipQuerySet) -> None:
    here = by.staffed_region_numbers()
    ties = OrganisationPerson.objects.filter(~Q(organisation__region__in=here), user=person).not_over()
    seats = Seat.objects.filter(account=person).not_over()
    if (
        any(role.region_id not in here for role in roles)
        or ties.exists()
        or seats.exclude(committee__region__in=here).exists()
    ):
        raise ValidationError(
            gettext("This person works in another region too: head office closes her account."),
            code="head_office",
        )


class Leaving:
    """All that hangs on a person, as who closes her account sees it; `shown` stands for it in the form."""

    def __init__(self, person: User, by: User):
        self.person, self.by = person, by

    def __str__(self) -> str:
        return str(self.person)

    @cached_property
    def kinds(self) -> list[tuple[LeavingKind, list[tuple[str, Left]]]]:
        """Each kind of which there is something, with its rows by their names in the form."""
        found = ((kind, kind.rows(self.person, self.by)) for kind in KINDS)
        return [
            (kind, [(f"{kind.name}-{left.record.pk}", left) for left in rows]) for kind, rows in found if rows
        ]

    @cached_property
    def rows(self) -> dict[str, tuple[LeavingKind, Left]]:
        return {name: (kind, left) for kind, rows in self.kinds for name, left in rows}

    @cached_property
    def waiting(self) -> list[Waiting]:
        """What she asked for and another decides on: it stays hers."""
        withdrawn = {left.record for _kind, left in self.rows.values()}
        return [
            kind.told(record)
            for kind in WAITING_KINDS
            for record in kind.asked_by(self.person, reader=self.by)
            if record not in withdrawn
        ]

    @property
    def work(self) -> list[Task]:
        """What her roles have to do today: of her region and her organisations, so that others see it too."""
        return work_of(self.person).for_her

    @property
    def browsers(self) -> int:
        return len(open_of(self.person))

    @property
    def shown(self) -> str:
        rows = [
            (name, left.stamp, bool(left.otherwise), [each.pk for each in left.heirs])
            for name, (_kind, left) in self.rows.items()
        ]
        return digest_of(
            Helped(self.person).shown, rows, [(each.title, each.record.pk) for each in self.waiting]
        )


def close(person: User, reason: str, heirs: Mapping[str, User | None], *, by: User, seen: str) -> None:
    """Close her account as it was shown, with all that hangs on it.

    `heirs` says by the name of each row that asks for one who takes it over, or None. Raises ValidationError.
    """
    rights_change.send(Membership)
    with transaction.atomic():
        held = _held({person.pk, by.pk, *(each.pk for each in heirs.values() if each)})
        person, by = held[person.pk], held[by.pk]
        require_open(by)
        require_may_close(by, person)
        why = required(reason, "reason", gettext("Say why the account is closed."))
        leaving = Leaving(person, by)
        require_shown(seen, leaving)
        for name, (kind, left) in leaving.rows.items():
            kind.leave(left, Leave(person=person, by=by, heir=_heir_of(name, left, heirs)))
        _withdraw_invitations(person, by)
        _close_account(person, gettext("account closed: %(reason)s") % {"reason": why}, by)


def _held(keys: set[int]) -> dict[int, User]:
    """Those persons as they are now, in the order of their keys, so that no two who close wait for each other."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return {each.pk: each for each in rows}


def _heir_of(name: str, left: Left, heirs: Mapping[str, User | None]) -> User | None:
    if not left.otherwise:
        return None
    if name not in heirs:
        raise ValidationError(gettext("Say of everything who takes it over."), code="heir")
    heir = heirs[name]
    if heir is not None and heir not in left.heirs:
        raise ValidationError(
            gettext("%(person)s may not take this over: %(what)s") % {"person": heir, "what": left.says},
            code="heir",
        )
    return heir


def _withdraw_invitations(person: User, by: User) -> None:
    """All that she gave, also where who closes sees none: they would open again with her account."""
    for each in Invitation.objects.filter(given_by=person, state=Invitation.State.WAITING):
        each.fall(by=by)


def _close_account(person: User, why: str, by: User) -> None:
    forget(person)  # the second factor and its codes
    person.end_sessions()
    OpenSession.objects.filter(person=person).delete()
    person.is_active, person.password_of_another = False, False
    person.set_unusable_password()  # so that no link that was made before opens the account again
    person.store(by=by, why=why, fields=["is_active", "password", "password_of_another"])
