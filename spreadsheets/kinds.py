"""The kinds of table that offices bring in, by name: who brings each one in, and where."""

from people.models import User
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
        if user.sees_every_region or (not kind.head_office_only and user.has_role(*kind.roles))
    }


def regions_open_to(user: User, kind: TableKind) -> RegionQuerySet:
    """Regions where a person may bring in and see this kind of table."""
    return Region.objects.open_to_import_by(user, *kind.roles)
