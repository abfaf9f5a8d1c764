"""The whole country after years, made in bulk: thirteen regions of a hundred organisations, and their money."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from benchmarks.written import AMOUNT, Deciders, Progress, close, office, write_agreements
from centres.models import Organisation, TargetNetwork
from grants.models import Allocation, Programme
from participation.models import Plan
from people.models import Membership, User
from people.roles import Role
from regions.models import Province, Region
from spreadsheets.models import ImportBatch

ORGANISATIONS, YEARS, NOW = 100, 10, 2570
IN_FORCE = Progress(90, 54, 30)
OVER = Progress(100, 100, 100, 100)


class Country:
    """The people and organisations of every region, and year after year of their money."""

    def __init__(self) -> None:
        self.head = User.objects.create(username="bench-head")
        Membership.objects.create(user=self.head, role=Role.HEAD_OFFICE, since=date(2020, 1, 1))
        self.regions = list(Region.objects.all())
        self.offices: dict[int, Deciders] = {region.pk: office(region.pk) for region in self.regions}
        self.organisations = {region.pk: self._organisations(region) for region in self.regions}
        ImportBatch.objects.bulk_create(
            ImportBatch(
                kind="budget",
                region_id=6,
                fiscal_year=NOW,
                filename=f"{number}.xlsx",
                sha256="0" * 64,
                state=ImportBatch.State.REJECTED,
                created_by=self.offices[6].asks,
            )
            for number in range(60)
        )

    @staticmethod
    def _organisations(region: Region) -> list[Organisation]:
        provinces = list(Province.objects.filter(region=region))
        networks = list(TargetNetwork.objects.all())
        return Organisation.objects.bulk_create(
            Organisation(
                region=region,
                name=f"ศูนย์ประสานงานหลักประกันสุขภาพประชาชน แห่งที่ {number} (เขต {region.pk})",
                name_key=f"ศูนย์{number}เขต{region.pk}",
                province=provinces[number % len(provinces)],
                focus=networks[number % len(networks)],
            )
            for number in range(1, ORGANISATIONS + 1)
        )

    def add_year(self, fiscal_year: int) -> None:
        """A year that is over is closed; the one that runs has everything there is to do."""
        for region in self.regions:
            with transaction.atomic():
                self._add(region, fiscal_year)

    def _add(self, region: Region, fiscal_year: int) -> None:
        programme = Programme.objects.create(
            region=region,
            fiscal_year=fiscal_year,
            name=f"โครงการปี {fiscal_year}",
            ceiling=AMOUNT * ORGANISATIONS,
            plan=Plan.objects.create(region=region, fiscal_year=fiscal_year),
            state=Programme.State.OPEN,
        )
        allocations = Allocation.objects.bulk_create(
            Allocation(programme=programme, organisation=organisation, order=order, amount=AMOUNT)
            for order, organisation in enumerate(self.organisations[region.pk], 1)
        )
        runs, signed_on = fiscal_year == NOW, date(fiscal_year - 544, 10, 20)
        agreements = write_agreements(
            allocations,
            self.offices[region.pk],
            IN_FORCE if runs else OVER,
            signed_on=signed_on,
            due_from=timezone.localdate() - timedelta(days=90) if runs else signed_on,
            mark=f"{fiscal_year}-{region.pk}",
        )
        if not runs:
            close(programme, agreements)
