"""Organisations that a budget table is the first to name."""

from centres.models import Organisation, TargetNetwork
from centres.models.network import NetworkFinder
from centres.models.organisation import split_issue
from regions.places import PlaceFinder
from spreadsheets.resources import Scope


def new_organisations(scope: Scope, names: dict[str, tuple[str, str]]) -> list[Organisation]:
    """Return new organisations, unsaved, with the place and network that their names say.

    `names` are the names with what identifies them. Keys are set, not records, which takes a third of the time.
    """
    if not names:
        return []
    places, networks = PlaceFinder(scope.region), NetworkFinder(TargetNetwork.objects.all())
    made = []
    for name, (key, issue) in names.items():
        province, district = places.in_name(name)
        named = networks.named_in(split_issue(name)[1]) or networks.named_in(name)
        made.append(
            Organisation(
                region_id=scope.region.pk,
                name=name,
                name_key=key,
                issue_key=issue,
                province_id=province.pk if province else None,
                district_id=district.pk if district else None,
                focus_id=named[0].pk if len(named) == 1 else None,
            )
        )
    return made
