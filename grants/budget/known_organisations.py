"""The organisations of a region, as the names of a table meet them."""

from collections import defaultdict

from rapidfuzz import fuzz, process

from centres.models import Organisation, TargetNetwork
from centres.models.network import NetworkFinder
from centres.models.organisation import OrganisationAlias, split_issue
from regions.places import PlaceFinder
from spreadsheets.resources import Scope

ALMOST_THE_SAME = 92  # rapidfuzz ratio of two names from which a person should look at both


class KnownOrganisations:
    """The organisations of a region by what identifies them, read once for a whole file."""

    def __init__(self, scope: Scope):
        self.by_identity: dict[tuple[str, str], Organisation] = {}
        organisations = list(Organisation.objects.filter(region=scope.region))
        self._by_pk = {organisation.pk: organisation for organisation in organisations}
        for alias in OrganisationAlias.objects.filter(organisation__region=scope.region):
            self.by_identity[alias.name_key, alias.issue_key] = self._by_pk[alias.organisation_id]
        for organisation in organisations:
            self.by_identity[organisation.name_key, organisation.issue_key] = organisation
        self._by_issue: dict[str, dict[str, Organisation]] = defaultdict(dict)
        for (key, issue), organisation in self.by_identity.items():
            self._by_issue[issue][key] = organisation

    def chosen(self, answer: str | None) -> Organisation | None:
        """Return the organisation that a person said a name means; "new" means none."""
        return self._by_pk.get(int(answer)) if answer is not None and answer.isdecimal() else None

    def almost(self, key: str, issue: str) -> Organisation | None:
        """Return the organisation with the nearest name of the same issue, if it is near enough to ask."""
        same_issue = self._by_issue.get(issue, {})
        best = process.extractOne(key, same_issue.keys(), scorer=fuzz.ratio, score_cutoff=ALMOST_THE_SAME)
        return same_issue[best[0]] if best else None

    @staticmethod
    def make(scope: Scope, names: dict[str, tuple[str, str]]) -> list[Organisation]:
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
