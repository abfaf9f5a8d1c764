"""The one list of what is due and late, and the figures behind it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.agreements.drafting import draw_up, split
from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Instalment, Programme, ReturnNotice, Settlement
from grants.payments.paying import pay
from grants.reports.ending import end
from grants.reports.writing import send
from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.grants.steps import (
    SIGNED,
    STARTS,
    Office,
    approve,
    approve_payment,
    close_year,
    put_in_force,
    send_back,
    sign_as_meant,
)
from tests.html import browser_of, text_at
from thai.dates import format_date

pytestmark = pytest.mark.django_db

DUE = "/reports/due/"
LATE = 'class="chip bad">เกินกำหนด</span>'


def running(office: Office, programme: Programme, name: str, *due: int, ends: int = 60) -> Agreement:
    """An agreement in force, of 10,000 baht an instalment, each due so many days from today."""
    allocation = make.allocation(programme, name, f"{10000 * len(due)}.00")
    agreement = draw_up(allocation, Decimal(10000 * len(due)), by=office.asks)
    parts = [Instalment(amount=Decimal(10000), due_on=make.day(days)) for days in due]
    split(agreement, parts, by=office.asks)
    sign_as_meant(agreement, by=office.asks, signed_on=SIGNED, starts_on=STARTS, ends_on=make.day(ends))
    put_in_force(agreement, by=office.approves)
    return agreement


def rows(user: User, query: str = "") -> list[Any]:
    """The rows of a page, which are as many as it counts."""
    page = browser_of(user).get(f"{DUE}{query}").context["rows"]
    before = (page.number - 1) * page.paginator.per_page
    assert len(page) == min(page.paginator.count - before, page.paginator.per_page)
    return list(page)


def told(user: User, query: str = "") -> list[tuple[str, str, int | None]]:
    return [(str(row.agreement.organisation), str(row.kind), row.days) for row in rows(user, query)]


def test_late_comes_first_the_longest_first(office: Office, programme: Programme) -> None:
    running(office, programme, "ศูนย์ ก", 5, 40)
    running(office, programme, "ศูนย์ ข", -3, 40)
    running(office, programme, "ศูนย์ ค", -10, 40)
    assert told(office.asks) == [
        ("ศูนย์ ค", "instalment", -10),
        ("ศูนย์ ข", "instalment", -3),
        ("ศูนย์ ก", "instalment", 5),
    ]
    assert [row.is_late for row in rows(office.asks)] == [True, True, False]


def test_what_is_due_today_is_late_tomorrow_and_not_before(office: Office, programme: Programme) -> None:
    for name, days in (("ศูนย์ ก", -1), ("ศูนย์ ข", 0), ("ศูนย์ ค", 1)):
        running(office, programme, name, days)
    standing = [(str(row.agreement.organisation), row.is_late, row.days_late) for row in rows(office.asks)]
    assert standing == [("ศูนย์ ก", True, 1), ("ศูนย์ ข", False, 0), ("ศูนย์ ค", False, -1)]
    page = browser_of(office.asks).get(DUE)
    counts = page.context["counts"]
    assert (counts.late, counts.in_time) == (1, 2)
    assert [str(row.agreement.organisation) for row in rows(office.asks, "?late=1")] == ["ศูนย์ ก"]


def test_what_is_due_within_30_days_is_shown_alone_or_with_what_is_late_and_stands_on_the_home(
    office: Office, programme: Programme
) -> None:
    for name, days in (("ศูนย์ ก", -1), ("ศูนย์ ข", 0), ("ศูนย์ ค", 30), ("ศูนย์ ง", 31)):
        running(office, programme, name, days, 400)

    def shown(query: str) -> list[int | None]:
        return [row.days for row in rows(office.asks, query)]

    assert shown("?soon=1") == [0, 30]
    assert shown("?soon=1&late=1") == [-1, 0, 30]
    tasks = browser_of(office.asks).get("/").context["work"].for_her
    assert [(task.count, task.presses) for task in tasks if task.address == "/reports/due/?soon=1"] == [
        (2, False)
    ]


def test_rights_that_change_between_two_looks_change_what_is_seen(
    office: Office, programme: Programme
) -> None:
    running(office, programme, "ศูนย์ ก", 5)
    other = Office(4)
    running(other, other.open_programme(), "ศูนย์ ข", 6)
    client, membership = browser_of(office.pays), office.pays.memberships.get()

    def seen() -> list[str]:
        return [str(row.agreement.organisation) for row in client.get(DUE).context["rows"]]

    assert seen() == ["ศูนย์ ก"]
    Membership.objects.create(user=office.pays, role=Role.FINANCE, region_id=4, since=make.day(-1))
    assert seen() == ["ศูนย์ ก", "ศูนย์ ข"]
    membership.until = make.day(-1)
    membership.save()
    assert seen() == ["ศูนย์ ข"]
    office.pays.memberships.update(until=make.day(-1))
    assert client.get(DUE).status_code == 403


def test_a_coordinator_whose_tie_has_ended_sees_nothing_due_any_more(
    office: Office, programme: Programme
) -> None:
    agreement = running(office, programme, "ศูนย์ ก", 5)
    coordinator = make.user("coordinator", Role.COORDINATOR, 6)
    tie = make.tie(coordinator, agreement.organisation, Role.COORDINATOR)
    assert len(rows(coordinator)) == 1
    tie.until = make.day(-1)
    tie.save()
    assert rows(coordinator) == []


@pytest.mark.parametrize(("due", "is_late"), [(-1, True), (0, False), (1, False)])
def test_every_page_that_shows_the_day_of_an_instalment_calls_it_late_the_day_after(
    office: Office, programme: Programme, due: int, is_late: bool
) -> None:
    agreement = running(office, programme, "ศูนย์ ก", due)
    client = browser_of(office.asks)
    for address in (f"/agreements/{agreement.pk}/", f"/programmes/{programme.pk}/", "/payments/"):
        page = text_at(client, address)
        assert format_date(make.day(due)) in page
        assert (LATE in page) == is_late, address


@pytest.mark.parametrize(
    ("ends", "is_owed", "is_late"),
    [(0, False, False), (-1, True, False), (-90, True, False), (-91, True, True)],
)
def test_what_is_left_is_owed_after_the_last_day_and_late_after_the_ninetieth_from_then(
    office: Office, programme: Programme, ends: int, is_owed: bool, is_late: bool
) -> None:
    agreement = running(office, programme, "ศูนย์ ก", -100, ends=ends)
    office.accept(office.report(office.pay(agreement, 1), spent="9000.00"))
    assert [(str(row.kind), row.is_late) for row in rows(office.asks)] == [("return", is_late)] * is_owed
    page = text_at(browser_of(office.asks), f"/agreements/{agreement.pk}/")
    assert format_date(make.day(ends + 90)) in page
    assert (LATE in page) == is_late


def test_an_instalment_goes_from_due_to_payment_to_report_to_the_next(
    office: Office, programme: Programme
) -> None:
    agreement = running(office, programme, "ศูนย์ ก", 0, 30)
    assert told(office.asks) == [("ศูนย์ ก", "instalment", 0)]
    part = agreement.instalments.get(number=1)
    request_payment(part, by=office.asks)
    assert told(office.asks) == [("ศูนย์ ก", "payment", 0)]
    approve_payment(part, by=office.approves)
    (row,) = rows(office.pays)
    assert (row.kind, row.why) == ("payment", "อนุมัติแล้ว รอโอนเงิน")
    pay(part, by=office.pays, on=date(2023, 11, 10), document_number="บค 1")
    report, waiting = rows(office.asks)
    assert (report.kind, report.days, waiting.kind, waiting.days) == ("report", 30, "instalment", 30)
    assert "รอรายงานงวดที่ 1" in waiting.why
    sent = office.report(part)
    assert rows(office.asks)[0].why == "ส่งแล้ว รอพี่เลี้ยงตรวจ"
    office.accept(sent)
    (row,) = rows(office.asks)
    assert (row.instalment.number, row.why) == (2, "พร้อมเบิก สำนักงานเขตขอเบิกได้แล้ว")


def test_what_is_left_is_due_back_when_the_agreement_is_over(office: Office, programme: Programme) -> None:
    agreement = running(office, programme, "ศูนย์ ก", -100, ends=-100)
    part = office.pay(agreement, 1)
    (report,) = rows(office.asks)
    assert (report.kind, report.days) == ("report", -100)  # how much is left nobody knows yet
    office.accept(office.report(part, spent="9000.00", interest="5.25"))
    (row,) = rows(office.asks)
    assert (row.kind, row.amount, row.days) == ("return", Decimal("1005.25"), -10)
    notice = ReturnNotice.report(
        agreement,
        by=office.coordinator_of(agreement),
        unspent=Decimal("900.00"),
        interest=Decimal("5.25"),
        on=make.day(-1),
        document_number="โอน 1",
    )
    assert rows(office.asks)[0].why == "แจ้งคืนแล้ว รอยืนยัน"
    approve(notice, by=office.pays)
    assert rows(office.asks)[0].amount == Decimal("100.00")
    carried = Settlement.propose(
        programme,
        by=office.asks,
        agreement=agreement,
        how="carried",
        amount=Decimal("100.00"),
        reason="จัดอบรมรุ่นสุดท้าย",
    )
    assert len(rows(office.asks)) == 1  # it counts once another person has approved it
    approve(carried, by=office.approves)
    assert rows(office.asks) == []


def test_money_that_came_back_is_not_due(office: Office, programme: Programme) -> None:
    agreement = running(office, programme, "ศูนย์ ก", -100, ends=-100)
    office.accept(office.report(office.pay(agreement, 1), spent="9000.00"))
    office.give_back(agreement, "1000.00")
    assert rows(office.asks) == []


def test_a_coordinator_sees_only_what_is_of_her_organisation(office: Office, programme: Programme) -> None:
    own = running(office, programme, "ศูนย์ ก", 5)
    other = running(office, programme, "ศูนย์ ข", 6)
    office.report(office.pay(other, 1))
    client = browser_of(office.coordinator_of(own))
    page = client.get(DUE)
    assert [row.agreement for row in page.context["rows"]] == [own]
    assert "ศูนย์ ก" in page.text
    assert "ศูนย์ ข" not in page.text
    assert client.get(f"{DUE}?organisation={other.organisation.pk}").context["wishes"] == {}


def test_every_reader_of_agreements_has_the_list_and_others_have_none(
    office: Office, programme: Programme
) -> None:
    agreement = running(office, programme, "ศูนย์ ก", 5)
    office.pay(agreement, 1)
    member = make.user("member", Role.COMMITTEE_MEMBER, 6)
    for user in (member, office.asks, office.pays, office.mentors, office.head):
        assert [str(row.agreement) for row in rows(user)] == [str(agreement)]
    assert rows(make.user("elsewhere", Role.REGIONAL_STAFF, 11)) == []
    for person in (make.user("complaints", Role.COMPLAINT_OFFICER, 6), make.user("nobody")):
        assert browser_of(person).get(DUE).status_code == 403
    assert browser_of(member).post(DUE).status_code == 405


def test_a_report_that_a_reader_may_not_open_is_not_linked_for_her(
    office: Office, programme: Programme
) -> None:
    part = office.pay(running(office, programme, "ศูนย์ ก", 5), 1)
    sent = office.report(part)
    send_back(sent, {"": "แก้ไข"}, by=office.mentors)
    member = make.user("member", Role.COMMITTEE_MEMBER, 6)
    link = f'href="/reports/{sent.pk}/"'
    assert link not in text_at(browser_of(member), DUE)
    assert link in browser_of(office.coordinator_of(part.agreement)).get(DUE).text
    send(sent, by=office.coordinator_of(part.agreement))
    assert link in browser_of(member).get(DUE).text


def test_a_coordinator_is_led_to_her_own_page_for_a_report_and_nobody_else_is(
    office: Office, programme: Programme
) -> None:
    own = running(office, programme, "ศูนย์ ก", 5)
    office.pay(own, 1)
    hers = f'href="/reports/#agreement-{own.pk}"'
    assert hers in text_at(browser_of(office.coordinator_of(own)), DUE)
    page = text_at(browser_of(office.asks), DUE)
    assert hers not in page
    assert f'href="/agreements/{own.pk}/"' in page


def test_the_list_is_filtered_by_kind_organisation_and_lateness(office: Office, programme: Programme) -> None:
    late = running(office, programme, "ศูนย์ ก", -5, 40)
    running(office, programme, "ศูนย์ ข", 5, 40)
    office.pay(running(office, programme, "ศูนย์ ค", 1, 20), 1)
    assert {kind for _name, kind, _days in told(office.asks, "?kind=report")} == {"report"}
    assert [row.agreement for row in rows(office.asks, "?late=1")] == [late]
    assert told(office.asks, f"?organisation={late.organisation.pk}") == [("ศูนย์ ก", "instalment", -5)]
    assert len(rows(office.asks, "?kind=nonsense&organisation=x&region=99")) == 4


def test_a_long_list_comes_in_pages_and_is_counted_whole(
    office: Office, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grants.desk.due_page.ON_A_PAGE", 2)
    for name, days in (("ศูนย์ ก", 5), ("ศูนย์ ข", -3), ("ศูนย์ ค", 1)):
        running(office, programme, name, days)
    assert [name for name, _kind, _days in told(office.asks)] == ["ศูนย์ ข", "ศูนย์ ค"]
    assert [name for name, _kind, _days in told(office.asks, "?page=2")] == ["ศูนย์ ก"]
    page = text_at(browser_of(office.asks), f"{DUE}?kind=instalment")
    assert "?kind=instalment&amp;page=2" in page
    assert "ยังไม่เลยกำหนด 2 รายการ" in page


def test_head_office_chooses_a_region_first_and_then_its_organisations(
    office: Office, programme: Programme
) -> None:
    own = running(office, programme, "ศูนย์ ก", 5)
    there = Office(11)
    other = running(there, there.open_programme(), "ศูนย์ ข", 6)
    desk = browser_of(office.head)
    assert desk.get(DUE).context["organisations"] == []
    page = desk.get(f"{DUE}?region=11&organisation={own.organisation.pk}")
    assert page.context["wishes"] == {"region": "11"}
    assert page.context["organisations"] == [(str(other.organisation.pk), "ศูนย์ ข")]
    assert [row.agreement for row in page.context["rows"]] == [other]


def test_a_closed_year_owes_nothing(office: Office, programme: Programme) -> None:
    agreement = running(office, programme, "ศูนย์ ก", -100, ends=-100)
    office.accept(office.report(office.pay(agreement, 1), spent="9000.00"))
    end(agreement, by=office.approves)
    for of, amount in ((agreement, "1000.00"), (None, "1165000.00")):
        office.settle(programme, amount, agreement=of)
    close_year(programme, by=office.approves)
    page = browser_of(office.asks).get(DUE)
    assert page.context["counts"].all == 0
    assert "ไม่มีสิ่งใดถึงกำหนด" in page.text


@pytest.mark.parametrize("address", [DUE, "/reports/"])
def test_the_queries_of_a_page_do_not_grow_with_its_organisations(
    office: Office, programme: Programme, address: str
) -> None:
    person = make.user("of_many", Role.COORDINATOR, 6)

    def fill(numbers: range) -> None:
        for number in numbers:
            agreement = running(office, programme, f"ศูนย์ {number:02}", -number, 40)
            make.tie(person, agreement.organisation, Role.COORDINATOR)
            office.accept(office.report(office.pay(agreement, 1), spent="9000.00"))
            office.pay(agreement, 2)

    def asked() -> int:
        client = browser_of(person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    fill(range(3))
    few = asked()
    fill(range(3, 12))
    assert asked() == few
