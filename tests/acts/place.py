"""A region's year with everyone who could come by, for records that the steps of the office bring to where they are."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.test import override_settings

from grants.models import Agreement, Allocation, Instalment, Programme, Settlement
from grants.payments.paying import pay
from people.models import User
from people.roles import Role
from tests import make
from tests.acts.door import Noun
from tests.grants.steps import Office, close_year


class ActPlace:
    """Region 6's year of 1,000 baht, 100 of it granted to an organisation that has a coordinator."""

    def __init__(self) -> None:
        self.office = Office()
        self.programme = self.office.open_programme("1000.00")
        self.granted = make.allocation(self.programme, "ศูนย์ประสานงาน", "100.00")
        self.coordinator = make.user("coordinates", Role.COORDINATOR, 6)
        make.tie(self.coordinator, self.granted.organisation, Role.COORDINATOR)
        other = make.user("other_coordinates", Role.COORDINATOR, 6)
        make.tie(other, make.organisation("อีกแห่ง"), Role.COORDINATOR)
        self.people: dict[str, User] = {
            "asks": self.office.asks,
            "approves": self.office.approves,
            "pays": self.office.pays,
            "mentors": self.office.mentors,
            "head": self.office.head,
            "coordinates": self.coordinator,
            "other_coordinates": other,
            "committee": make.user("committee", Role.COMMITTEE_MEMBER, 6),
            "complaints": make.user("complaints", Role.COMPLAINT_OFFICER, 6),
            "strange": make.user("strange", Role.REGIONAL_STAFF, 11),
            "nobody": make.user("nobody"),
        }

    def draft(self) -> Agreement:
        return self.office.draft(self.granted, "60.00", "40.00")

    def signed(self) -> Agreement:
        return self.office.sign(self.draft())

    def active(self) -> Agreement:
        return self.office.active(self.granted, "60.00", "40.00")

    def part(self, agreement: Agreement, number: int = 1) -> Instalment:
        return agreement.instalments.get(number=number)

    def paid(self) -> Instalment:
        return self.office.pay(self.active(), 1)

    def pay(self, part: Instalment) -> Instalment:
        pay(part, by=self.office.pays, on=date(2023, 11, 10), document_number="บค 1")
        return part

    def settle_all(self, left: str = "0.00", agreement: Agreement | None = None) -> Programme:
        """Account for all that is left: of the agreement, and of what was never paid."""
        if Decimal(left):
            self.office.settle(self.programme, left, agreement=agreement)
        paid = agreement.paid if agreement is not None else Decimal(0)
        self.office.settle(self.programme, self.programme.ceiling - paid)
        return self.programme

    def close(self, left: str = "0.00", agreement: Agreement | None = None) -> Programme:
        close_year(self.settle_all(left, agreement), by=self.office.asks)
        return Programme.objects.get(pk=self.programme.pk)

    def settlement(self) -> Settlement:
        return Settlement.propose(
            self.programme, by=self.office.asks, how="explained", amount=Decimal(1), reason="ไม่ได้ใช้"
        )

    def planned_year(self) -> Allocation:
        """A grant of a year that is not open yet."""
        return make.allocation(make.programme(6, 2568, "500.00"), "ศูนย์ของปีหน้า", "100.00")


def brought_about(noun: Noun, at: ActPlace) -> Iterator[tuple[str, Any]]:
    """The noun's record in each situation, by its name; nothing of one is there in the next."""
    for situation in noun.situations:
        with override_settings(**getattr(situation, "settings", {})), transaction.atomic():
            record = situation(at)
            yield situation.__name__, type(record)._default_manager.get(pk=record.pk)
            transaction.set_rollback(True)
