"""The office's checklist for reports: who sets it, how it is answered, and what is read of the answers."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from grants.models import Agreement, Instalment, Report, ReportCheck
from grants.reports.writing import begin
from people.roles import Role
from tests import make
from tests.grants.reports.test_pages import opened, whole
from tests.grants.steps import Office, accept_as_mentor
from tests.html import browser_of, forms_of, text_at

pytestmark = pytest.mark.django_db

BOOK, NAMES = "ปรับสมุดบัญชีธนาคารถึงวันที่รายงานแล้ว", "แนบรายชื่อผู้เข้าร่วมทุกกิจกรรม"
ADD = "/admin/grants/reportcheck/add/"


@pytest.fixture
def hers(office: Office, agreement: Agreement) -> Client:
    return browser_of(office.coordinator_of(agreement))


@pytest.fixture
def book() -> ReportCheck:
    """Head office asks it in every region."""
    return ReportCheck.objects.create(words=BOOK)


@pytest.fixture
def names() -> ReportCheck:
    """Region 6 asks it."""
    return ReportCheck.objects.create(region_id=6, words=NAMES)


def typed(client: Client, report: Report, *ticked: ReportCheck, **changes: Any) -> dict[str, Any]:
    """A report that can be sent but for the checklist, with these boxes ticked as the page shows them."""
    page = client.get(f"/reports/{report.pk}/").text
    found = {name: re.search(rf'name="{name}"[^>]* value="(\w+)"', page) for name in map(box_of, ticked)}
    sent = {name: box[1] for name, box in found.items() if box}
    return {
        **whole(client, report),
        **dict.fromkeys(map(box_of, ReportCheck.objects.all()), ""),
        **sent,
        **changes,
    }


def box_of(check: ReportCheck) -> str:
    return f"check-{check.pk}"


def test_each_check_is_ticked_or_says_why_not_before_a_report_is_sent(
    hers: Client, report: Report, book: ReportCheck, names: ReportCheck, office: Office
) -> None:
    address = f"/reports/{report.pk}/"
    ReportCheck.objects.create(region_id=11, words="ของเขตอื่น")
    ReportCheck.objects.create(words="ของปีที่แล้ว", valid_until=2566)
    ReportCheck.objects.create(words="ของปีหน้า", valid_from=2568)
    page = text_at(hers, address)
    assert BOOK in page
    assert NAMES in page
    assert not any(words in page for words in ("ของเขตอื่น", "ของปีที่แล้ว", "ของปีหน้า"))
    stopped = hers.post(address, {**typed(hers, report, book), "action": "send"})
    assert stopped.status_code == 422
    assert f"โปรดทำเครื่องหมายที่ “{NAMES}” หรือเขียนเหตุผล" in stopped.text
    assert f"โปรดทำเครื่องหมายที่ “{BOOK}” หรือเขียนเหตุผล" not in stopped.text
    assert Report.objects.get().state == "draft"
    assert opened(hers, report)[f"check-{book.pk}"]  # the draft keeps her tick
    blank = typed(hers, report, book, **{f"why-{names.pk}": "  \n "})
    assert hers.post(address, {**blank, "action": "send"}).status_code == 422
    why = typed(hers, report, book, **{f"why-{names.pk}": "รายชื่ออยู่ที่ศูนย์"})
    assert hers.post(address, {**why, "action": "send"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "sent"
    read = text_at(browser_of(office.mentors), address)
    assert all(words in read for words in (BOOK, NAMES, "รายชื่ออยู่ที่ศูนย์"))


def test_the_answers_stay_in_the_words_of_their_day(
    hers: Client, report: Report, book: ReportCheck, office: Office
) -> None:
    address = f"/reports/{report.pk}/"
    assert hers.post(address, {**typed(hers, report, book), "action": "send"}).status_code == 302
    ReportCheck.objects.update(words="ถ้อยคำใหม่")
    ReportCheck.objects.create(words="เพิ่มภายหลัง")
    page = text_at(browser_of(office.mentors), address)
    assert BOOK in page
    assert "ถ้อยคำใหม่" not in page
    assert "เพิ่มภายหลัง" not in page
    accept_as_mentor(Report.objects.get(), by=office.mentors)  # and it is decided on as it was sent
    with pytest.raises(DatabaseError, match="report_sent_is_fixed"), transaction.atomic():
        Report.objects.update(checks=[])


def test_a_tick_for_other_words_than_stand_now_is_no_tick(
    hers: Client, report: Report, book: ReportCheck
) -> None:
    ticked = typed(hers, report, book)
    ReportCheck.objects.update(words="ถ้อยคำใหม่")
    stopped = hers.post(f"/reports/{report.pk}/", {**ticked, "action": "send"})
    assert stopped.status_code == 422
    assert "โปรดทำเครื่องหมายที่ “ถ้อยคำใหม่”" in stopped.text


def test_what_a_colleague_ticked_meanwhile_stands_beside_hers(
    hers: Client, report: Report, book: ReportCheck, office: Office
) -> None:
    mine, theirs = typed(hers, report), browser_of(office.asks)
    theirs.post(f"/reports/{report.pk}/", {**typed(theirs, report, book), "action": "save"})
    page = hers.post(f"/reports/{report.pk}/", {**mine, "outcome": "อีกอย่าง", "action": "save"})
    assert page.status_code == 409
    assert "ที่บันทึกไว้ขณะนี้: ทำเครื่องหมายแล้ว" in page.text


def test_a_returned_report_is_answered_anew(
    hers: Client, report: Report, book: ReportCheck, office: Office
) -> None:
    address = f"/reports/{report.pk}/"
    hers.post(address, {**typed(hers, report, book), "action": "send"})
    mentor = browser_of(office.mentors)
    back = next(form for form in forms_of(mentor.get(address).text) if form.action == f"{address}decide/")
    mentor.post(back.action, {**back.data, "comment-checks": "สมุดบัญชียังไม่ปรับ", "action": "send_back"})
    assert "สมุดบัญชียังไม่ปรับ" in text_at(hers, address)
    added = ReportCheck.objects.create(region_id=6, words=NAMES)
    assert hers.post(address, {**typed(hers, report, book), "action": "send"}).status_code == 422
    assert hers.post(address, {**typed(hers, report, book, added), "action": "send"}).status_code == 302


def test_a_region_without_checks_asks_nothing(hers: Client, report: Report) -> None:
    assert "รายการตรวจสอบ" not in text_at(hers, f"/reports/{report.pk}/")
    assert hers.post(f"/reports/{report.pk}/", {**whole(hers, report), "action": "send"}).status_code == 302


def test_staff_set_what_their_region_asks_and_head_office_what_all_are_asked(
    office: Office, paid: Instalment, book: ReportCheck
) -> None:
    staff, head = browser_of(office.asks), browser_of(office.head)
    row = {"order": "1", "words": NAMES, "valid_from": "2567", "valid_until": ""}
    staff.post(ADD, {**row, "region": "6"})
    assert ReportCheck.objects.get(words=NAMES).region_id == 6
    for region in ("", "11"):
        refused = staff.post(ADD, {**row, "words": "ของทุกเขต", "region": region})
        assert (refused.status_code, ReportCheck.objects.count()) == (200, 2), region
    assert BOOK in text_at(staff, "/admin/grants/reportcheck/")
    change = f"/admin/grants/reportcheck/{book.pk}/change/"
    assert 'name="words"' not in staff.get(change).text  # to be read
    assert staff.post(change, {**row, "words": "แก้ไข"}).status_code == 403
    shown = next(form for form in forms_of(head.get(change).text) if "words" in form.data).data
    assert head.post(change, {**shown, "words": "แก้ไขแล้ว"}).status_code == 302
    book.refresh_from_db()
    assert (book.words, book.region_id) == ("แก้ไขแล้ว", None)
    head.post(ADD, {**row, "words": "ของทุกเขต", "region": ""})
    asked = begin(paid, by=office.coordinator_of(paid.agreement))
    page = text_at(browser_of(office.coordinator_of(paid.agreement)), f"/reports/{asked.pk}/")
    assert all(words in page for words in (NAMES, "แก้ไขแล้ว", "ของทุกเขต"))


def test_another_region_reads_no_check_of_this_one(names: ReportCheck) -> None:
    elsewhere = browser_of(make.user("officer_eleven", Role.REGIONAL_STAFF, 11))
    assert NAMES not in text_at(elsewhere, "/admin/grants/reportcheck/")
    assert elsewhere.get(f"/admin/grants/reportcheck/{names.pk}/change/").status_code in (302, 404)
