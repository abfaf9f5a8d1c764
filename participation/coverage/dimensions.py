"""The dimensions over which the plans of a year are counted, and what stands in each of them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, StandardActivity
from regions.models import Province, Region

LABELS: dict[str, str | Promise] = {
    "form": _("Forms of participation"),
    "activity": _("Standard activities"),
    "network": _("Target networks"),
    "province": _("Provinces"),
    "region": _("Regions"),
}
# What may stand in the rows, and what may stand beside it, the first unless another is asked for.
COLUMNS = {
    "activity": ("region", "network", "province"),
    "form": ("region", "network", "province"),
    "network": ("region", "form", "province"),
    "province": ("form", "network"),
}


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """One of what stands in a dimension: its key, its words, and the form or the region that it belongs to."""

    key: object
    words: str
    short: str = ""
    form: int = 0
    region: int = 0

    @property
    def head(self) -> str:
        """How it is called at the head of a column."""
        return self.short or self.words


@dataclass(frozen=True, slots=True)
class Coverable:
    """All that the plans of some regions could cover in a year."""

    fiscal_year: int
    regions: list[Region]

    def parts(self, dimension: str) -> list[CoveragePart]:
        return {
            "form": self._forms,
            "activity": self._activities,
            "network": self._networks,
            "province": self._provinces,
            "region": self._regions,
        }[dimension]()

    def _forms(self) -> list[CoveragePart]:
        forms = FormOfParticipation.objects.for_year(self.fiscal_year)
        return [
            CoveragePart(form.pk, str(form), f"{form.number}. {form.short_name}", form=form.number)
            for form in forms
        ]

    def _activities(self) -> list[CoveragePart]:
        activities = StandardActivity.objects.for_year(self.fiscal_year).select_related("form")
        return [CoveragePart(each.pk, str(each), form=each.form.number) for each in activities]

    def _networks(self) -> list[CoveragePart]:
        """The kinds of section 13(4) first; partners are no networks."""
        networks = TargetNetwork.objects.for_year(self.fiscal_year).exclude(kind=TargetNetwork.Kind.PARTNER)
        of_law = TargetNetwork.Kind.SECTION_13_4
        return [
            CoveragePart(each.pk, str(each))
            for each in sorted(networks, key=lambda each: each.kind != of_law)
        ]

    def _provinces(self) -> list[CoveragePart]:
        provinces = Province.objects.filter(region__in=self.regions).order_by("region", "pk")
        return [CoveragePart(each.pk, str(each), region=each.region_id) for each in provinces]

    def _regions(self) -> list[CoveragePart]:
        said = gettext("R. %(number)s")
        return [
            CoveragePart(each.pk, str(each), said % {"number": each.pk}, region=each.pk)
            for each in self.regions
        ]
