"""What was promised for each province (จังหวัดละ 2 ครั้ง), and how often it was held there by accepted reports."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.covered import Covered, at_each
from participation.models import ActivityDetail, ActivityReport, Plan
from participation.outcomes.measures import Measure, Measured, Unmet, offers
from regions.models import Province


@dataclass(frozen=True, slots=True)
class HeldThere:
    """How often an activity was held in a province, of so many times promised; more than promised is as good."""

    province: Province
    count: int
    times: int
    sent: int

    @property
    def is_whole(self) -> bool:
        return self.count >= self.times


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One activity over the provinces of its region."""

    detail: ActivityDetail
    cells: list[HeldThere]

    @property
    def counted(self) -> int:
        """How much of what was promised is held: what one province has too much makes up for no other."""
        return self._held.count

    @property
    def promised(self) -> int:
        return self._held.all

    @property
    def _held(self) -> Covered:
        return at_each((cell.count for cell in self.cells), self.detail.times or 0)


@dataclass(frozen=True, slots=True)
class ProvinceGrid:
    provinces: list[Province]
    rows: list[ProvinceRow]


def grid_of(plan: Plan) -> ProvinceGrid:
    """The activities that are promised by province, in the plan's order."""
    provinces = list(plan.region.provinces.all())
    details = ActivityDetail.objects.filter(
        item__line__plan=plan, item__order__isnull=False, item__line__order__isnull=False, per="province"
    ).select_related("item")
    reports = ActivityReport.objects.filter(item__line__plan=plan, province__isnull=False).order_by()
    held = Counter(reports.values_list("item", "province", "state"))
    rows = []
    for detail in details.order_by("item__line__order", "item__order"):
        cells = [
            HeldThere(
                province,
                held[detail.item_id, province.pk, ActivityReport.State.ACCEPTED],
                detail.times or 0,
                held[detail.item_id, province.pk, ActivityReport.State.SENT],
            )
            for province in provinces
        ]
        rows.append(ProvinceRow(detail, cells))
    return ProvinceGrid(provinces, rows)


def held_in_every_province(plan: Plan) -> Measured:
    """How many of the holdings that are promised by province were held; what is missing, by province."""
    rows = grid_of(plan).rows
    unmet = [
        Unmet(
            str(cell.province),
            gettext("“%(activity)s” %(count)s of %(times)s")
            % {"activity": row.detail.item, "count": cell.count, "times": cell.times},
            reverse("activity", args=[row.detail.item_id]),
        )
        for row in rows
        for cell in row.cells
        if not cell.is_whole
    ]
    counted, promised = sum(row.counted for row in rows), sum(row.promised for row in rows)
    return Measured(Decimal(counted), Decimal(promised), unmet)


offers(Measure("held_in_every_province", _("meetings held in each province"), "ครั้ง", held_in_every_province))
