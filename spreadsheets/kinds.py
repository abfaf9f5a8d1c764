"""The kinds of table that offices bring in, by name: who brings each one in, and where."""

from people.models import User
from people.rights import holds
from people.roles import Role
from regions.models import Region, RegionQuerySet
from tables.kinds import TableKind

_KINDS: dict[str, TableKind] = {}


def make_known(kind: TableKind) -> None:
    _KINDS[kind.name] = kind


def kinds() -> dict[str, TableKind]:
    """The kinds by name: the tables of a year first, then the registers."""
    return dict(sorted(_KINDS.items(), key=lambda item: item[1].is_register))


def kind_named(name: str) -> TableKind:
    return _KINDS[name]


def kinds_open_to(user: User) -> dict[str, TableKind]:
    """The kinds that a person may bring in somewhere."""
    return {
        name: kind
        for name, kind in kinds().items()
        if user.sees_every_region or (not kind.head_office_only and _numbers_open_to(user, kind))
    }


def is_open_to(user: User, kind: TableKind) -> bool:
    """Whether there is a region in which this kind of table is open to a person."""
    return user.sees_every_region or bool(_numbers_open_to(user, kind))


def regions_open_to(user: User, kind: TableKind) -> RegionQuerySet:
    """Regions where a person may bring in and see this kind of table, or her own organisation's rows of it."""
    here = Region.objects.visible_to(user)
    return here if user.sees_every_region else here.filter(number__in=_numbers_open_to(user, kind))


def office_roles(kind: TableKind) -> tuple[Role, ...]:
    """Whose the whole table of a region is: a coordinator sees no more of one than what she brought in herself."""
    return tuple(Role(role) for role in kind.roles if role != Role.COORDINATOR)


def coordinator_numbers(user: User, kind: TableKind) -> set[int]:
    """Regions where a person brings the kind in as a coordinator: where rows are an organisation's, she needs one."""
    if Role.COORDINATOR not in kind.roles or kind.head_office_only:
        return set()
    return user.coordinated_region_numbers if kind.by_organisation else user.region_numbers(Role.COORDINATOR)


def organisations_open_to(user: User | None, kind: TableKind, region: Region) -> frozenset[int] | None:
    """Keys of the organisations whose rows a person reads and brings in; None where the whole table is open to her.

    Nobody is the command line, which acts for head office.
    """
    if user is None or not kind.by_organisation or holds(user, region.number, *office_roles(kind)):
        return None
    return frozenset(user.coordinated_in(region.number))


def _numbers_open_to(user: User, kind: TableKind) -> set[int]:
    return user.region_numbers(*office_roles(kind)) | coordinator_numbers(user, kind)
