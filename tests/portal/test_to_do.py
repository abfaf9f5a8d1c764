"""งานของท่านวันนี้: one list of what waits for a person, on her home, in the editing pages and in the queue alike."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.models import ReceivingUnit
from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Programme
from people.models import User
from people.roles import Role
from portal.to_do import Task
from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.steps import Office, accept_as_mentor, approve_payment, cancel, close_year
from tests.html import browser_of, text_at
from tests.imports import press
from tests.uploads import budget_as_csv, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def programme(office: Office) -> Programme:
    return office.open_programme()


def agreement_of(office: Office, programme: Programme, name: str) -> Agreement:
    return office.active(make.allocation(programme, name, "20000.00"), "10000.00", "10000.00")


def counts(tasks: list[Task]) -> dict[str, int]:
    return {task.label: task.count for task in tasks}


def work(user: User, address: str = "/") -> Any:
    return browser_of(user).get(address).context["work"]


def registered(name: str, until: int, **more: Any) -> ReceivingUnit:
    """A unit whose registration lasts so many days from today."""
    return make.receiving_unit(
        make.organisation(name),
        state="registered",
        registration_number="1/2566",
        order_date=make.day(-900),
        is_independent=True,
        independence_declared_on=make.day(-900),
        valid_until=make.day(until),
        **more,
    )


def test_the_home_and_the_editing_pages_show_the_same_list(office: Office, programme: Programme) -> None:
    make.plan(6)
    request_payment(agreement_of(office, programme, "ศูนย์ ก").instalments.get(number=1), by=office.asks)
    home = work(office.approves)
    assert counts(home.for_her)["เรื่องรอท่านพิจารณา"] == 1
    (drafts,) = (task for task in home.for_her if task.label == "แผนยังเป็นร่าง")
    assert drafts.address == "/plans/"
    assert work(office.approves, "/admin/") == home


def test_what_the_list_counts_is_what_the_queue_and_the_list_of_what_is_due_hold(
    office: Office, programme: Programme
) -> None:
    first, second, third = (agreement_of(office, programme, f"ศูนย์ {n}") for n in "กขค")
    request_payment(first.instalments.get(number=1), by=office.asks)
    request_payment(second.instalments.get(number=1), by=office.approves)
    accept_as_mentor(office.report(office.pay(third, 1)), by=office.approves)
    for user in (office.asks, office.approves, office.pays, office.mentors, office.head):
        rows = browser_of(user).get("/reports/queue/").context["rows"]
        hers, others = counts(work(user).for_her), counts(work(user).for_others)
        assert hers.get("เรื่องรอท่านพิจารณา", 0) == sum(not row.is_own for row in rows), user
        assert others.get("คำขอของท่านรอผู้อื่นพิจารณา", 0) == sum(row.is_own for row in rows), user
        late = browser_of(user).get("/reports/due/?late=1").context["rows"].paginator.count
        assert hers.get("เรื่องเกินกำหนดของทั้งเขต ไม่ว่าผู้ใดรับผิดชอบ", 0) == late, user
        soon = browser_of(user).get("/reports/due/?soon=1").context["rows"].paginator.count
        assert hers.get("เรื่องถึงกำหนดภายใน 30 วัน", 0) == soon, user
    assert counts(work(office.approves).for_others) == {"คำขอของท่านรอผู้อื่นพิจารณา": 2}


def test_what_an_agreement_needs_next_is_counted_and_leads_to_exactly_those_rows(
    office: Office, programme: Programme
) -> None:
    """Beside each there are rows of the same kind that are not for her: of region 11, without money, cancelled."""
    other = Office(11)
    elsewhere = other.open_programme()
    granted, drafted, running = (make.allocation(programme, f"ศูนย์ {n}", "100.00") for n in "กขค")
    make.allocation(elsewhere, "ของเขต 11", "100.00")
    make.allocation(programme, "ไม่ได้รับเงิน", "0.00")
    draft = office.draft(drafted, "100.00")
    other.draft(make.allocation(elsewhere, "ร่างของเขต 11", "100.00"), "100.00")
    whole = office.active(running, "100.00")
    office.accept(office.report(office.pay(whole, 1)))
    office.pay(agreement_of(office, programme, "ยังไม่ได้รายงาน"), 1)
    cancel(office.draft(granted, "100.00"), by=office.asks, reason="พิมพ์ผิด")
    found = {
        "การจัดสรรที่ยังไม่มีนิติกรรมสัญญา": {granted.organisation.name},
        "ร่างนิติกรรมสัญญารอลงนาม": {draft.organisation.name},
        "นิติกรรมสัญญาพร้อมสิ้นสุด": {whole.organisation.name},
    }
    names = {row.organisation.name for row in programme.allocations.all()}
    for user in (office.asks, office.approves):
        tasks = {task.label: task for task in work(user).for_her}
        for label, organisations in found.items():
            assert tasks[label].count == len(organisations), label
            shown = browser_of(user).get(tasks[label].address)
            assert {row.organisation.name for row in shown.context["page"]} == organisations, label
            assert {name for name in names if name in shown.text} == organisations, label
    for user in (office.pays, office.mentors):
        assert not found.keys() & counts(work(user).for_her).keys()
        assert browser_of(user).get("/agreements/to-draw-up/").status_code == 403
    assert not found.keys() & counts(work(office.head).for_her).keys()


def test_the_imports_that_a_person_is_done_with_stay_on_her_home(officer_6: User, head_office: User) -> None:
    client = browser_of(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"'), ceiling="100000")
    assert "นำเข้าล่าสุดของท่าน" not in client.get("/").text
    press(client, batch, "confirm")
    page = client.get("/")
    assert [each.pk for each in page.context["latest"]] == [batch.pk]
    assert f"/imports/{batch.pk}/" in page.text
    assert list(browser_of(head_office).get("/").context["latest"]) == []


def test_a_report_that_a_coordinator_has_sent_is_not_hers_to_write_any_more(
    office: Office, programme: Programme
) -> None:
    agreement = agreement_of(office, programme, "ศูนย์ ก")
    part = office.pay(agreement, 1)
    her = office.coordinator_of(agreement)
    assert counts(work(her).for_her) == {"รายงานที่ต้องทำและส่ง": 1}
    office.report(part)
    assert counts(work(her).for_her) == {}
    assert counts(work(her).for_others) == {"รายงานหรือการคืนเงินที่ส่งแล้ว สำนักงานกำลังตรวจ": 1}
    assert "ไม่มีงานค้าง" in text_at(browser_of(her), "/")
    assert browser_of(her).get("/reports/").context["reports_owed"] == 0


def test_a_payment_goes_from_who_asks_to_who_approves_to_who_pays(
    office: Office, programme: Programme
) -> None:
    part = agreement_of(office, programme, "ศูนย์ ก").instalments.get(number=1)
    assert counts(work(office.pays).for_her) == {"งวดพร้อมขอเบิก": 1}
    request_payment(part, by=office.pays)
    assert (counts(work(office.pays).for_her), counts(work(office.pays).for_others)) == (
        {},
        {"คำขอของท่านรอผู้อื่นพิจารณา": 1},
    )
    approve_payment(part, by=office.approves)
    assert counts(work(office.pays).for_her) == {"งวดที่อนุมัติแล้วรอจ่าย": 1}
    assert counts(work(office.asks).for_her)["งวดที่อนุมัติแล้วรอจ่าย"] == 1
    assert "งวดที่อนุมัติแล้วรอจ่าย" not in counts(work(office.approves).for_her)  # another than who approved it


@pytest.mark.parametrize(
    ("until", "said"),
    [(-1, "หมดอายุการขึ้นทะเบียนแล้ว"), (0, "ภายใน 60 วัน"), (60, "ภายใน 60 วัน"), (61, "")],
)
def test_a_registration_that_ends_is_told_to_its_office_and_to_its_officer(
    office: Office, complaints_6: User, until: int, said: str
) -> None:
    unit = registered("ศูนย์คุ้มครองสิทธิบัตรทองระยอง", until)
    make.tie(complaints_6, unit.organisation, Role.COMPLAINT_OFFICER)
    for user in (office.asks, office.head, complaints_6):
        told = [task for task in work(user).for_her if "การขึ้นทะเบียน" in task.label]
        assert [said in task.label for task in told] == [True] * bool(said), user
        assert [task.presses for task in told] == [until < 0] * bool(said)
    elsewhere = make.user("elsewhere", Role.REGIONAL_STAFF, 11)
    assert not [task for task in work(elsewhere).for_her if "การขึ้นทะเบียน" in task.label]


def test_a_committee_member_is_told_of_the_plan_to_read_in_her_region(member_6: User) -> None:
    plan = make.plan(6)
    assert counts(work(member_6).for_her) == {}
    plan.state, plan.submitted_by = "submitted", make.user("submits", Role.REGIONAL_STAFF, 6)
    plan.save()
    assert counts(work(member_6).for_her) == {"แผนที่เสนอแล้ว รอท่านอ่าน": 1}
    assert browser_of(member_6).get(work(member_6).for_her[0].address, follow=True).status_code == 200
    assert counts(work(make.user("member_11", Role.COMMITTEE_MEMBER, 11)).for_her) == {}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEAD_OFFICE])
def test_every_role_has_its_list_and_is_told_when_nothing_waits(role: Role) -> None:
    make.plan(11)
    page = browser_of(make.user("somebody", role, 6)).get("/")
    assert "งานของท่านวันนี้" in page.text
    assert ("ไม่มีงานค้าง" in page.text) == (not page.context["work"].first_steps)


def test_an_empty_office_is_told_what_to_do_first_until_it_has_a_table() -> None:
    head = make.user("head", Role.HEAD_OFFICE)
    desk = browser_of(head)
    steps = desk.get("/").context["work"].first_steps
    assert [bool(step.count) for step in steps] == [False] * 4
    for step in steps:
        assert desk.get(step.address).status_code == 200, step.address
    staff = make.user("staff", Role.REGIONAL_STAFF, 6)
    assert [bool(step.count) for step in work(head, "/admin/").first_steps] == [True, False, False, False]
    assert len(work(staff).first_steps) == 3
    make.programme(6)
    assert work(head).first_steps == work(staff).first_steps == []


ASKED_EVERY_DAY = (
    *(
        "/",
        "/reports/due/",
        "/reports/queue/",
        "/agreements/",
        "/admin/",
        "/programmes/",
        "/budget/",
        "/imports/",
    ),
    *("/payments/", "/agreements/to-draw-up/", "/plans/", "/registers/"),
)


def test_no_page_asks_more_of_the_database_as_years_are_closed(office: Office) -> None:
    def year(fiscal_year: int, *, is_closed: bool = True) -> None:
        make.plan(6, fiscal_year)
        programme = office.open_programme("20000.00", fiscal_year)
        agreement = agreement_of(office, programme, f"ศูนย์ {fiscal_year}")
        if is_closed:
            office.finish(agreement)
            close_year(programme, by=office.asks)
        else:
            office.pay(agreement, 1)
        ImportBatch.objects.create(
            kind="budget",
            region_id=6,
            fiscal_year=fiscal_year,
            filename=f"งบ {fiscal_year}.xlsx",
            sha256="0" * 64,
            state=ImportBatch.State.REJECTED,
            created_by=office.asks,
        )

    def asked() -> dict[tuple[str, str], int]:
        return {
            (address, user.username): queries_of(browser_of(user), address)
            for address in ASKED_EVERY_DAY
            for user in (office.asks, office.head)
        }

    year(2567, is_closed=False)
    year(2566)
    one = asked()
    for closed in (2565, 2564, 2563):
        year(closed)
    assert Programme.objects.filter(state=Programme.State.CLOSED).count() == 4
    assert {page: (one[page], now) for page, now in asked().items() if now > one[page]} == {}


def queries_of(client: Client, address: str) -> int:
    """What the page itself asks, once what a process keeps is there."""
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, follow=True).status_code == 200, address
    return len(queries)
