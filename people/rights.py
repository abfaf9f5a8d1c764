"""Who may act on a region's money. The model methods ask here, so that no page, command or shell forgets to."""

from datetime import date
from typing import NamedTuple, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import User, Visitor
from people.roles import FACTOR_ROLES, Role


class Rights(NamedTuple):
    """All that what a person may see depends on, but for the rows: who she is, her memberships and ties, the day."""

    person: int | None
    is_superuser: bool
    held: frozenset[tuple[str, int | None]]
    ties: frozenset[int]  # keys of the organisations that she coordinates
    today: date


def rights_of(user: Visitor) -> Rights:
    """What a statement about a person's rows is kept under (editing.statements)."""
    held = user.current_memberships if isinstance(user, User) else ()
    roles = frozenset((each.role, each.region_id) for each in held)
    ties: frozenset[int] = frozenset()
    if isinstance(user, User) and user.has_role(Role.COORDINATOR):
        ties = frozenset(user.coordinated_organisations)
    return Rights(user.pk, user.is_superuser, roles, ties, timezone.localdate())


def decides(user: User) -> bool:
    """Whether she decides on money, rights or cases, in whatever region."""
    return user.is_superuser or user.has_role(*FACTOR_ROLES)


def holds(user: Visitor, region_number: int, *roles: Role) -> bool:
    """Whether a person holds one of the roles in a region today; head office holds all but the organisations'."""
    return isinstance(user, User) and (user.sees_every_region or region_number in user.region_numbers(*roles))


def require(user: User, region_number: int, *roles: Role) -> None:
    """Refuse who holds none of the roles in the region. Raises ValidationError with code "role"."""
    if not holds(user, region_number, *roles):
        raise ValidationError(
            _("This is for %(roles)s of the region.")
            % {"roles": " / ".join(str(role.label) for role in roles)},
            code="role",
        )


def require_head_office(user: User) -> None:
    if not user.sees_every_region:
        raise ValidationError(_("Only head office may do this."), code="role")


def require_another(user: User, *before: User | None) -> None:
    """Refuse a person who asked for it, or approved it at an earlier step."""
    if user.pk in {person.pk for person in before if person is not None}:
        raise ValidationError(
            _(
                "Another person has to do this: nobody takes the next step of what they asked for or approved."
            ),
            code="own",
        )


class OfARegion(Protocol):
    """An organisation, of which the rooms above know more."""

    @property
    def pk(self) -> int: ...

    @property
    def region_id(self) -> int: ...


def acts_for(user: Visitor, organisation: OfARegion) -> bool:
    """Whether a person is a coordinator of this very organisation today."""
    return (
        isinstance(user, User)
        and organisation.region_id in user.region_numbers(Role.COORDINATOR)
        and organisation.pk in user.coordinated_organisations
    )


def of_own_organisation(user: User, path: str = "") -> Q:
    """As `acts_for`, of rows that reach their organisation by `path`: the condition that she is its coordinator."""
    return Q(
        **{
            f"{path}organisation__in": user.coordinated_organisations,
            f"{path}organisation__region__in": user.region_numbers(Role.COORDINATOR),
        }
    )


def require_acts_for(user: User, organisation: OfARegion) -> None:
    """Refuse who is neither the organisation's coordinator nor staff of its region, who may enter it for her."""
    if not acts_for(user, organisation) and not holds(user, organisation.region_id, Role.REGIONAL_STAFF):
        raise ValidationError(
            _("This is for the coordinator of %(organisation)s.") % {"organisation": organisation},
            code="role",
        )
