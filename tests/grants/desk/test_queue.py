"""The approver's queue: what waits for whom, one decision or many, and what two people at once see."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from deciding.waiting import KINDS
from grants.agreements.payment_requests import request_payment
from grants.guard.audit import violations
from grants.models import (
    Agreement,
    Amendment,
    Correction,
    Instalment,
    Programme,
    Report,
    ReturnNotice,
    Settlement,
)
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import (
    Office,
    accept_as_mentor,
    send_payment_back,
)
from tests.html import browser_of, read

pytestmark = pytest.mark.django_db

QUEUE = "/reports/queue/"


def centre(office: Office, programme: Programme, number: int) -> Agreement:
    allocation = make.allocation(programme, f"ศูนย์ประสานงาน {number}", "50000.00")
    return office.active(allocation, "25000.00", "25000.00")


def requested(office: Office, programme: Programme, number: int, by: User | None = None) -> Instalment:
    """A first instalment whose payment is asked for."""
    part = centre(office, programme, number).instalments.get(number=1)
    request_payment(part, by=by or office.asks)
    return part


def keys(client: Client, query: str = "") -> list[str]:
    """Rows of the queue as their keys, in the order of the page."""
    return [row.key for row in client.get(f"{QUEUE}{query}").context["rows"]]


def kinds(user: User) -> list[str]:
    return sorted(row.kind.name for row in browser_of(user).get(QUEUE).context["rows"])


def messages_of(page: object) -> list[str]:
    return [str(message) for message in page.context["messages"]]  # type: ignore[attr-defined]


def every_request(office: Office, programme: Programme, number: int) -> None:
    """One request of each kind, of an agreement with 25,000 baht paid; and one more settlement, of the ceiling."""
    agreement = centre(office, programme, number)
    entry = office.pay(agreement, 1).standing_payment
    if number % 2:
        (entry,) = office.give_back(agreement, "100.00")
    Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ")
    money = {"unspent": Decimal("500.00"), "interest": Decimal(0), "on": date(2024, 10, 1)}
    ReturnNotice.report(agreement, by=office.asks, document_number="โอน 1", **money)
    Correction.propose(entry, by=office.asks, reason="บันทึกผิด", document_number="บค 9")
    said = {"by": office.asks, "how": "carried", "amount": Decimal(1), "reason": "อบรมรุ่นสุดท้าย"}
    for place in (agreement, None):
        Settlement.propose(programme, agreement=place, **said)


@pytest.fixture
def everything(office: Office, programme: Programme) -> None:
    """One of each kind that can wait."""
    office.report(office.pay(centre(office, programme, 1), 1))
    mentored = office.report(office.pay(centre(office, programme, 2), 1))
    accept_as_mentor(mentored, by=office.mentors)
    requested(office, programme, 3)
    small, large = centre(office, programme, 4), centre(office, programme, 5)
    Amendment.propose(small, by=office.asks, reason="ขยายเวลา", ends_on=date(2024, 10, 31))
    parts = [Instalment(amount=Decimal("25000.00")), Instalment(amount=Decimal("5000.00"))]
    Amendment.propose(large, by=office.asks, reason="ลดกิจกรรม", amount=Decimal("30000.00"), parts=parts)
    returning = centre(office, programme, 6)
    office.pay(returning, 1)
    ReturnNotice.report(
        returning,
        by=office.coordinator_of(returning),
        unspent=Decimal("500.00"),
        interest=Decimal("2.50"),
        on=date(2024, 10, 1),
        document_number="โอน 1",
    )
    Settlement.propose(
        programme, by=office.asks, how="carried", amount=Decimal("1000.00"), reason="จัดอบรมรุ่นสุดท้าย"
    )


@pytest.mark.usefixtures("everything")
def test_each_sees_what_waits_for_her_and_no_more(office: Office) -> None:
    of_staff = ["amendment", "mentor", "payment", "region", "return", "settlement"]
    assert kinds(office.mentors) == ["mentor"]
    assert kinds(office.pays) == ["payment", "return"]
    assert kinds(office.approves) == of_staff
    assert kinds(office.head) == sorted([*of_staff, "amendment"])  # and the one above the threshold
    assert kinds(make.user("elsewhere", Role.REGIONAL_STAFF, 11)) == []


@pytest.mark.usefixtures("everything")
def test_all_of_it_is_approved_at_once(office: Office) -> None:
    client = browser_of(office.head)
    page = client.post(QUEUE, {"row": keys(client)}, follow=True)
    assert messages_of(page) == ["อนุมัติแล้ว 7 รายการ"]
    # What the mentor has accepted waits for the region; the same person does not accept it again.
    (row,) = page.context["rows"]
    assert (row.kind.name, bool(row.why_not)) == ("region", True)
    assert violations() == []


@pytest.mark.usefixtures("everything")
def test_committee_coordinators_and_complaint_officers_have_no_queue(office: Office) -> None:
    for role in (Role.COMMITTEE_MEMBER, Role.COORDINATOR, Role.COMPLAINT_OFFICER):
        client = browser_of(make.user(f"one_{role}", role, 6))
        assert client.get(QUEUE).status_code == 403
        assert client.post(QUEUE, {"row": keys(browser_of(office.head))}).status_code == 403
    assert not Instalment.objects.filter(state="approved").exists()


def test_what_a_person_asked_for_herself_stands_apart_and_is_not_selectable(
    office: Office, programme: Programme
) -> None:
    requested(office, programme, 1)
    requested(office, programme, 2, by=office.approves)
    page = browser_of(office.asks).get(QUEUE)
    assert [bool(row.why_not) for row in page.context["rows"]] == [False, True]
    assert "รอท่านพิจารณา (1)" in page.text
    assert 'id="own">' in page.text
    assert read(page.text).forms[-1].boxes == {"row"}
    assert page.text.count('name="row"') == 1
    assert "ต้องให้ผู้อื่นดำเนินการ" in page.text


def test_each_refused_row_says_why_and_the_others_go_through(office: Office, programme: Programme) -> None:
    own, other = requested(office, programme, 1), requested(office, programme, 2, by=office.approves)
    client = browser_of(office.asks)
    page = client.post(QUEUE, {"row": keys(client)}, follow=True)  # also what has no box on her page
    said = messages_of(page)
    assert "อนุมัติแล้ว 1 รายการ" in said
    (refusal,) = [sentence for sentence in said if str(own.agreement) in sentence]
    assert "ผู้อื่น" in refusal or "ตนเอง" in refusal
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, other.state) == ("requested", "approved")


def test_of_two_who_approve_the_same_payment_the_second_is_told(office: Office, programme: Programme) -> None:
    part = requested(office, programme, 1)
    first, second = browser_of(office.approves), browser_of(office.head)
    seen = keys(first)
    assert keys(second) == seen
    first.post(QUEUE, {"approve": seen})
    page = second.post(QUEUE, {"approve": seen}, follow=True)
    assert len(messages_of(page)) == 1
    assert "อนุมัติแล้ว" not in messages_of(page)[0]
    part.refresh_from_db()
    assert part.approved_by == office.approves


@pytest.mark.usefixtures("everything")
def test_who_comes_second_is_told_of_each_kind_which_it_is_by_whom_when_and_what_came_of_it(
    office: Office,
) -> None:
    first, second = browser_of(office.approves), browser_of(office.head)
    seen = set(keys(second))
    first.post(QUEUE, {"row": keys(first)})
    decided = seen - set(keys(second))
    assert len({key.partition("-")[0] for key in decided}) > 2
    for key in decided:
        (said,) = messages_of(second.post(QUEUE, {"approve": key}, follow=True))
        name, _colon, rest = said.partition(": ")
        assert len(name) > 10
        assert str(office.approves) in rest
        assert "เมื่อ" in rest
        assert "ขณะนี้สถานะเป็น" in rest


def test_a_decision_on_what_has_changed_since_is_refused(office: Office, programme: Programme) -> None:
    part = requested(office, programme, 1)
    client = browser_of(office.approves)
    seen = keys(client)
    send_payment_back(part, by=office.asks, comment="แก้เลขที่บัญชี")
    request_payment(part, by=office.asks)
    client.post(QUEUE, {"row": seen})
    part.refresh_from_db()
    assert part.state == "requested"


def test_a_payment_is_sent_back_with_what_has_to_change(office: Office, programme: Programme) -> None:
    part = requested(office, programme, 1)
    client = browser_of(office.pays)
    (key,) = keys(client)
    page = client.post(QUEUE, {"return": key, f"comment-{key}": " "}, follow=True)
    assert part.agreement.instalments.get(number=1).state == "requested"
    assert len(messages_of(page)) == 1
    client.post(QUEUE, {"return": key, f"comment-{key}": "แก้เลขที่บัญชี"})
    part.refresh_from_db()
    assert (part.state, part.comment) == ("planned", "แก้เลขที่บัญชี")


def test_what_is_typed_in_one_row_is_still_there_when_another_one_is_decided(
    office: Office, programme: Programme
) -> None:
    for number in (1, 2, 3):
        requested(office, programme, number)
    client = browser_of(office.approves)
    decided, sent_back, left = keys(client)

    def said() -> dict[str, str]:
        (form,) = (form for form in read(client.get(QUEUE).text).forms if ("many", "1") in form.buttons)
        return {name: text for name, (text,) in form.data.items() if name.startswith("comment-")}

    typed = {f"comment-{sent_back}": "แก้เลขที่บัญชี", f"comment-{left}": "ขอใบเสร็จ"}
    client.post(QUEUE, {**said(), **typed, "approve": decided})
    assert said() == typed
    client.post(QUEUE, {**said(), "return": sent_back})
    assert said() == {f"comment-{left}": "ขอใบเสร็จ"}
    assert set(Instalment.objects.filter(number=1).values_list("comment", flat=True)) == {"", "แก้เลขที่บัญชี"}
    client.post(QUEUE, {"approve": "gone", f"comment-{left}": " "})
    assert said() == {f"comment-{left}": ""}


def test_a_mentor_returns_a_report_and_its_comment_is_of_the_whole(
    office: Office, programme: Programme
) -> None:
    office.report(office.pay(centre(office, programme, 1), 1))
    client = browser_of(office.mentors)
    (key,) = keys(client)
    client.post(QUEUE, {"return": key, f"comment-{key}": "ขอภาพถ่ายกิจกรรม"})
    report = Report.objects.get()
    assert report.state == "returned"
    assert [(comment.field, comment.text) for comment in report.comments.all()] == [("", "ขอภาพถ่ายกิจกรรม")]


@pytest.mark.usefixtures("everything")
def test_amendments_returns_and_settlements_are_turned_down(office: Office) -> None:
    client = browser_of(office.head)
    for key in keys(client):
        if key.split("-")[0] in ("amendment", "return", "settlement"):
            client.post(QUEUE, {"return": key, f"comment-{key}": "เอกสารไม่ครบ"})
    assert set(Amendment.objects.values_list("state", "answer")) == {("refused", "เอกสารไม่ครบ")}
    assert ReturnNotice.objects.get().state == "refused"
    assert Settlement.objects.get().state == "refused"
    assert violations() == []


@pytest.mark.usefixtures("everything")
def test_the_queue_is_filtered_by_kind_and_organisation_and_sorted_by_age(office: Office) -> None:
    client = browser_of(office.approves)
    all_keys = keys(client)
    assert keys(client, "?sort=newest") == all_keys[::-1]
    assert [key.split("-")[0] for key in keys(client, "?kind=payment")] == ["payment"]
    agreement = Agreement.objects.get(allocation__organisation__name="ศูนย์ประสานงาน 3")
    page = client.get(f"{QUEUE}?organisation={agreement.organisation.pk}")
    assert [row.of for row in page.context["rows"]] == [agreement]
    assert keys(client, "?kind=nonsense&organisation=x&sort=") == all_keys


def test_a_long_queue_comes_in_pages_and_every_row_can_be_decided(
    office: Office, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deciding.queue.ON_A_PAGE", 2)
    for number in range(1, 4):
        requested(office, programme, number)
    client = browser_of(office.approves)
    assert (len(keys(client)), len(keys(client, "?page=2"))) == (2, 1)
    page = client.get(f"{QUEUE}?page=2")
    assert "รอท่านพิจารณา (3)" in page.text
    client.post(f"{QUEUE}?page=2", {"row": [row.key for row in page.context["rows"]]})
    assert Instalment.objects.filter(state="approved").count() == 1


def test_what_waits_is_found_without_looking_through_the_years(office: Office, programme: Programme) -> None:
    """Each count begins at the index of what waits, whatever the database knows of the size of its tables."""
    requested(office, programme, 1)
    kinds = [
        kind
        for kind in KINDS
        if any("waits" in index.name for index in kind.rows(office.head).model._meta.indexes)
    ]
    assert len(kinds) == 7
    if connection.vendor == "sqlite":
        for kind in kinds:
            plan = kind.for_her(office.head).order_by().explain()
            assert f"{kind.rows(office.head).model._meta.model_name}_waits" in plan.partition("\n")[0], plan


def test_an_empty_queue_says_so(office: Office) -> None:
    page = browser_of(office.mentors).get(QUEUE)
    assert page.status_code == 200
    assert page.context["everything"] == []
    assert "ไม่มีรายการรอท่านพิจารณา" in page.text


def test_nothing_ticked_approves_nothing(office: Office, programme: Programme) -> None:
    part = requested(office, programme, 1)
    page = browser_of(office.approves).post(QUEUE, {"many": "1"}, follow=True)
    part.refresh_from_db()
    assert part.state == "requested"
    assert len(messages_of(page)) == 1


def test_the_queries_of_the_queue_do_not_grow_with_its_rows(office: Office, programme: Programme) -> None:
    def wait(numbers: range) -> None:
        for number in numbers:
            office.report(office.pay(centre(office, programme, number), 1))
            requested(office, programme, 100 + number)
            every_request(office, programme, 200 + number)

    def asked() -> int:
        client = browser_of(office.head)
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        return len(queries)

    wait(range(3))
    few = asked()
    wait(range(3, 6))
    assert len(keys(browser_of(office.head))) == 6 * (2 + 5)
    assert asked() == few


def test_signed_agreements_wait_for_the_second_person_in_as_many_queries_for_many_as_for_few(
    office: Office, programme: Programme
) -> None:
    def sign(numbers: range) -> None:
        for number in numbers:
            office.sign(office.draft(make.allocation(programme, f"ศูนย์ที่ {number}", "100.00"), "100.00"))

    def asked() -> int:
        client = browser_of(office.approves)
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        return len(queries)

    sign(range(2))
    few = asked()
    sign(range(2, 7))
    rows = keys(browser_of(office.approves))
    assert len(rows) == 7
    assert asked() == few
    browser_of(office.approves).post(QUEUE, {"row": rows, "many": "1"})
    assert set(Agreement.objects.values_list("state", flat=True)) == {"active"}
