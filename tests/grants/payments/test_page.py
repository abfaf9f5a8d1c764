"""Finance's page: what is to be paid and asked for, the list for the bank, one payment by hand and one taken back."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Correction, Entry, Instalment, Programme
from grants.payments.paying import pay
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.doors import decide, door_of
from tests.grants.steps import Office, seen
from tests.html import browser_of, forms_of, text_at
from tests.imports import press
from tests.uploads import upload
from tests.workbooks.writers import saved
from thai.dates import format_date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]

CENTRE, CLUB, GROUP = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "ชมรมคนพิการระยอง", "สมาคมผู้สูงอายุตราด"


@pytest.fixture
def agreements(office: Office, programme: Programme) -> list[Agreement]:
    """In force: one approved to be paid, one asked for, one that may be asked for; 47,500 + 40,000 baht each."""
    made = [
        office.active(make.allocation(programme, name, "87500.00"), "47500.00", "40000.00")
        for name in (CENTRE, CLUB, GROUP)
    ]
    office.approve(made[0], 1)
    request_payment(made[1].instalments.get(number=1), by=office.asks)
    return made


def first(agreement: Agreement) -> Instalment:
    return agreement.instalments.get(number=1)


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="card" id="{name}">(.*?)</section>', page, re.DOTALL)
    assert found is not None, name
    return found[1]


# ── the page ────────────────────────────────────────────────────────────────────────────────────────────────


def test_finance_sees_what_to_pay_what_to_ask_for_and_what_waits(
    office: Office, agreements: list[Agreement]
) -> None:
    page = browser_of(office.pays).get("/payments/").text
    for name, organisation in (("to-pay", CENTRE), ("waiting", CLUB), ("payable", GROUP)):
        told = section(page, name)
        assert [each for each in (CENTRE, CLUB, GROUP) if each in told] == [organisation]
        assert "47,500.00" in told
    assert "ยังไม่มีการจ่ายเงิน" in section(page, "latest")


def test_the_second_instalment_may_be_asked_for_once_the_first_is_reported(
    office: Office, agreements: list[Agreement]
) -> None:
    pay(first(agreements[0]), by=office.pays, on=date(2023, 11, 10), document_number="บค 1")
    told = section(browser_of(office.pays).get("/payments/").text, "payable")
    assert CENTRE not in told
    office.accept(office.report(first(agreements[0])))
    told = section(browser_of(office.pays).get("/payments/").text, "payable")
    assert CENTRE in told
    assert "งวดที่ 2" in told


@pytest.mark.parametrize(
    ("role", "status"),
    [("asks", 200), ("pays", 200), ("head", 200), ("mentors", 403)],
)
def test_the_page_is_for_finance_staff_and_head_office(
    role: str, status: int, office: Office, agreements: list[Agreement]
) -> None:
    desk = browser_of(getattr(office, role))
    for address in ("/payments/", "/payments/batch.xlsx", "/payments/batch.csv"):
        assert desk.get(address).status_code == status
    assert desk.get(f"/payments/{first(agreements[0]).pk}/").status_code == status


def test_coordinators_and_the_committee_are_kept_out(
    office: Office, agreements: list[Agreement], member_6: User
) -> None:
    part = first(agreements[0])
    for user in (office.coordinator_of(agreements[0]), member_6):
        desk = browser_of(user)
        assert desk.get("/payments/").status_code == 403
        assert desk.get(f"/payments/{part.pk}/").status_code == 403
        for address in ("/payments/request/", f"/payments/{part.pk}/", f"/payments/{part.pk}/take-back/"):
            assert desk.post(address, {"instalment": first(agreements[2]).pk}).status_code == 403
    assert first(agreements[2]).state == "planned"


def test_another_region_neither_sees_nor_pays(office: Office, agreements: list[Agreement]) -> None:
    other = Office(11)
    other.open_programme()
    desk = browser_of(other.pays)
    part = first(agreements[0])
    assert CENTRE not in text_at(desk, "/payments/")
    assert CENTRE in text_at(browser_of(office.pays), "/payments/")
    assert desk.get("/payments/?region=6").status_code == 404
    said = {"on": "10 พ.ย. 2566", "document_number": "บค 1"}
    assert desk.post(f"/payments/{part.pk}/", said).status_code == 404
    desk.post("/payments/request/", {"instalment": first(agreements[2]).pk})
    assert (first(agreements[0]).state, first(agreements[2]).state) == ("approved", "planned")


def test_the_page_shows_one_organisation_province_or_year(
    office: Office, agreements: list[Agreement]
) -> None:
    desk = browser_of(office.pays)
    organisation = agreements[2].organisation.pk
    page = desk.get(f"/payments/?organisation={organisation}").text
    assert GROUP in section(page, "payable")
    assert CENTRE not in section(page, "to-pay")
    organisations = [agreement.organisation for agreement in agreements]
    Agreement.objects.get(pk=agreements[0].pk)
    organisations[0].province_id = "20"
    organisations[0].save()
    page = desk.get("/payments/?province=20").text
    assert CENTRE in section(page, "to-pay")
    assert GROUP not in section(page, "payable")
    office.open_programme(year=2568)
    assert CENTRE not in text_at(desk, "/payments/")
    assert CENTRE in desk.get("/payments/?year=2567").text


def test_head_office_chooses_the_region(office: Office, agreements: list[Agreement]) -> None:
    Office(11).open_programme()
    desk = browser_of(office.head)
    assert CENTRE in desk.get("/payments/?region=6").text
    assert CENTRE not in text_at(desk, "/payments/?region=11")


def test_a_region_without_a_programme_is_told_so(office: Office) -> None:
    assert "ยังไม่มีโครงการ" in browser_of(office.pays).get("/payments/").text


def test_the_queries_do_not_grow_with_the_rows(office: Office, programme: Programme) -> None:
    counted = []
    for count in (3, 9):
        for number in range(count):
            name = f"ชมรม {count}/{number}"
            agreement = office.active(
                make.allocation(programme, name, "1000.00"), "300.00", "300.00", "400.00"
            )
            office.pay(agreement, 1)
            if number % 3:
                office.accept(office.report(first(agreement)))
            if number % 3 == 1:
                office.approve(agreement, 2)
        desk = browser_of(office.pays)
        desk.get("/payments/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get("/payments/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


# ── asking for many ─────────────────────────────────────────────────────────────────────────────────────────


def test_many_are_asked_for_at_once_and_who_is_refused_is_named(
    office: Office, agreements: list[Agreement]
) -> None:
    more = office.active(make.allocation(Programme.objects.get(), "ชมรมใหม่", "100.00"), "100.00")
    chosen = [first(agreements[2]).pk, first(more).pk, agreements[2].instalments.get(number=2).pk]
    answer = browser_of(office.pays).post("/payments/request/?year=2567", {"instalment": chosen}, follow=True)
    assert answer.redirect_chain[0][0] == "/payments/?year=2567"
    assert (first(agreements[2]).state, first(more).state) == ("requested", "requested")
    assert "ขอเบิก 2 งวดแล้ว" in answer.text
    assert f"{agreements[2].number}" in answer.text
    assert agreements[2].instalments.get(number=2).state == "planned"


def test_asking_for_nothing_says_what_to_do(office: Office, agreements: list[Agreement]) -> None:
    answer = browser_of(office.pays).post("/payments/request/", {"instalment": ["x"]}, follow=True)
    assert "โปรดเลือกอย่างน้อยหนึ่งงวด" in answer.text


# ── the list for the bank ───────────────────────────────────────────────────────────────────────────────────


def test_the_list_holds_what_is_approved_with_its_total_and_empty_columns(
    office: Office, agreements: list[Agreement]
) -> None:
    office.approve(agreements[2], 1)
    content = browser_of(office.pays).get("/payments/batch.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert "2567" in str(rows[0][0])
    head = rows.index(next(row for row in rows if row[0] == "ลำดับ"))
    assert rows[head] == (
        *("ลำดับ", "เลขที่นิติกรรมสัญญา", "งวดที่", "ชื่อหน่วยงาน", "จำนวนเงิน (บาท)", "วันที่จ่าย", "เลขที่เอกสาร"),
    )
    assert rows[head + 1 :] == [
        (1, agreements[0].number, 1, CENTRE, 47500, None, None),
        (2, agreements[2].number, 1, GROUP, 47500, None, None),
        (None, None, None, "รวม", 95000, None, None),
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_list_comes_back_filled_in_and_is_paid(
    office: Office, agreements: list[Agreement], ending: str
) -> None:
    office.approve(agreements[2], 1)
    desk = browser_of(office.pays)
    content = desk.get(f"/payments/batch.{ending}").content
    if ending == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        lines[1] = lines[1].removesuffix(",,") + ",10/11/2566,บค 1"
        filled = "\r\n".join(lines).encode("utf-8-sig")
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.active
        row = next(cell.row for cell in sheet["B"] if cell.value == agreements[0].number)
        sheet.cell(row, 6).value, sheet.cell(row, 7).value = date(2023, 11, 10), "บค 1"
        filled = saved(book)
    batch = upload(desk, f"list.{ending}", "payments", filled)
    assert batch.preview["faults"] == []
    assert batch.preview["counts"] == {"new": 0, "changed": 1, "unchanged": 1, "left_out": 0, "missing": 0}
    press(desk, batch, "confirm")
    entry = Entry.objects.get(kind="payment")
    assert (entry.on, entry.document_number, entry.batch) == (date(2023, 11, 10), "บค 1", batch)
    assert f"/imports/{batch.pk}/" in section(desk.get("/payments/").text, "latest")


def test_an_empty_list_is_a_list_without_rows(office: Office, programme: Programme) -> None:
    lines = browser_of(office.pays).get("/payments/batch.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1


# ── one by hand ─────────────────────────────────────────────────────────────────────────────────────────────


def test_one_payment_is_recorded_by_hand(office: Office, agreements: list[Agreement]) -> None:
    part, desk = first(agreements[0]), browser_of(office.pays)
    (form,) = forms_of(desk.get(f"/payments/{part.pk}/").text)
    said = dict(form.data) | {"on": "๑๐ พฤศจิกายน ๒๕๖๖", "document_number": " บค 7 "}
    answer = desk.post(f"/payments/{part.pk}/", said, follow=True)
    assert "บันทึกการจ่ายเงินแล้ว" in answer.text
    entry = Entry.objects.get(kind="payment")
    assert (entry.on, entry.document_number, entry.recorded_by) == (date(2023, 11, 10), "บค 7", office.pays)
    assert (entry.requested_by, entry.approved_by) == (office.asks, office.approves)
    assert CENTRE in section(desk.get("/payments/").text, "latest")


def test_a_slip_in_the_form_comes_back_with_what_was_typed(
    office: Office, agreements: list[Agreement]
) -> None:
    address, desk = f"/payments/{first(agreements[0]).pk}/", browser_of(office.pays)
    tomorrow = format_date(timezone.localdate() + timedelta(days=1))
    for number in ("x" * 61, "-", " "):
        assert desk.post(address, {"on": "10 พ.ย. 2566", "document_number": number}).status_code == 422
    for day in ("", "พ.ย. 2566", tomorrow, "1 ต.ค. 2566"):
        answer = desk.post(address, {"on": day, "document_number": "บค 7"})
        assert answer.status_code == 422
        assert "บค 7" in answer.text
    assert not Entry.objects.filter(kind="payment").exists()


def test_what_is_paid_meanwhile_is_not_paid_twice(office: Office, agreements: list[Agreement]) -> None:
    part, desk = first(agreements[0]), browser_of(office.pays)
    pay(part, by=office.asks, on=date(2023, 11, 9), document_number="บค 1")
    answer = desk.post(
        f"/payments/{part.pk}/", {"on": "10 พ.ย. 2566", "document_number": "บค 2/2567", "seen": seen(part)}
    )
    assert answer.status_code == 422
    assert f"จ่ายไปแล้ว {office.asks} บันทึกไว้ตามเอกสารเลขที่ บค 1 วันที่ 9 พ.ย. 2566" in answer.text
    assert "<dd>บค 2/2567</dd>" in answer.text  # to be copied
    assert "จ่ายได้เฉพาะ" not in answer.text
    assert Entry.objects.filter(kind="payment").count() == 1


def test_what_is_not_approved_has_no_form_but_says_why(office: Office, agreements: list[Agreement]) -> None:
    page = browser_of(office.pays).get(f"/payments/{first(agreements[1]).pk}/").text
    assert forms_of(page) == []
    assert "จ่ายได้เฉพาะงวดที่ได้รับอนุมัติให้จ่ายแล้ว" in page


# ── taking back ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def paid(office: Office, agreements: list[Agreement]) -> Instalment:
    part = first(agreements[0])
    pay(part, by=office.pays, on=date(2023, 11, 10), document_number="บค 1")
    return part


SAID = {"reason": "ธนาคารตีกลับ", "document_number": "ธ 9/2567"}


def test_a_payment_is_taken_back_by_two_persons(office: Office, paid: Instalment) -> None:
    finance, staff = browser_of(office.pays), browser_of(office.approves)
    finance.post(f"/payments/{paid.pk}/take-back/", SAID)
    correction = Correction.objects.get()
    paid.refresh_from_db()
    assert (paid.state, correction.state) == ("paid", "waiting")
    own = finance.get(f"/payments/{paid.pk}/").text
    assert [form.action for form in forms_of(own)] == [door_of(correction)]
    decide(finance, correction)
    paid.refresh_from_db()
    assert paid.state == "paid"

    assert "ธนาคารตีกลับ" in staff.get("/payments/").text
    answer = decide(staff, correction)
    assert "อนุมัติแล้ว" in answer.text
    paid.refresh_from_db()
    assert paid.state == "approved"
    entry = Entry.objects.get(adjusts="payment")
    assert (entry.amount, entry.requested_by, entry.approved_by) == (
        Decimal("-47500.00"),
        office.pays,
        office.approves,
    )
    assert "-47,500.00" in section(staff.get("/payments/").text, "latest")


def test_staff_who_asks_does_not_approve_and_finance_approves_nothing(
    office: Office, paid: Instalment
) -> None:
    staff = browser_of(office.asks)
    staff.post(f"/payments/{paid.pk}/take-back/", SAID)
    correction = Correction.objects.get()
    decide(staff, correction)
    second = make.user("pays_too", Role.FINANCE, 6)
    page = browser_of(second).get(f"/payments/{paid.pk}/").text
    assert forms_of(page) == []
    decide(browser_of(second), correction)
    decide(browser_of(second), correction, "refuse", "ไม่")
    correction.refresh_from_db()
    paid.refresh_from_db()
    assert (correction.state, paid.state) == ("waiting", "paid")


def test_a_request_is_refused_with_a_reason_or_withdrawn(office: Office, paid: Instalment) -> None:
    finance, staff = browser_of(office.pays), browser_of(office.approves)
    finance.post(f"/payments/{paid.pk}/take-back/", SAID)
    correction = Correction.objects.get()
    decide(staff, correction, "refuse", "  ")
    correction.refresh_from_db()
    assert correction.state == "waiting"
    decide(staff, correction, "refuse", "โอนสำเร็จแล้ว")
    assert "โอนสำเร็จแล้ว" in finance.get(f"/payments/{paid.pk}/").text
    finance.post(f"/payments/{paid.pk}/take-back/", SAID)
    again = Correction.objects.latest("pk")
    decide(finance, again, "withdraw")
    states = Correction.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["refused", "withdrawn"]
    paid.refresh_from_db()
    assert paid.state == "paid"


def test_one_request_waits_at_a_time_and_says_why(office: Office, paid: Instalment) -> None:
    finance = browser_of(office.pays)
    assert (
        finance.post(f"/payments/{paid.pk}/take-back/", {"reason": "", "document_number": ""}).status_code
        == 422
    )
    finance.post(f"/payments/{paid.pk}/take-back/", SAID)
    again = SAID | {"document_number": "ธ 10/2567"}
    answer = finance.post(f"/payments/{paid.pk}/take-back/", again, follow=True)
    assert "รอพิจารณาอยู่" in answer.text
    assert "<dd>ธ 10/2567</dd>" in answer.text  # to be copied
    assert Correction.objects.count() == 1


def test_what_a_report_counts_as_received_is_not_taken_back(office: Office, paid: Instalment) -> None:
    finance, staff = browser_of(office.pays), browser_of(office.approves)
    finance.post(f"/payments/{paid.pk}/take-back/", SAID)
    correction = Correction.objects.get()
    office.report(Instalment.objects.get(pk=paid.pk))
    decide(staff, correction)
    correction.refresh_from_db()
    paid.refresh_from_db()
    assert (correction.state, paid.state) == ("waiting", "paid")
    decide(staff, correction, "refuse", "รายงานแล้ว")
    page = finance.get(f"/payments/{paid.pk}/").text
    assert forms_of(page) == []


def test_a_payment_taken_back_and_made_again_is_shown_with_its_last_document(
    office: Office, paid: Instalment
) -> None:
    browser_of(office.pays).post(f"/payments/{paid.pk}/take-back/", SAID)
    decide(browser_of(office.approves), Correction.objects.get())
    finance = browser_of(office.pays)
    finance.post(
        f"/payments/{paid.pk}/", {"on": "20 พ.ย. 2566", "document_number": "บค 22", "seen": seen(paid)}
    )
    paid.refresh_from_db()
    assert paid.state == "paid"
    exported = finance.get("/imports/table/6/2567/payments.csv").content.decode("utf-8-sig")
    assert "บค 22" in exported
    assert "บค 1," not in exported


def test_a_document_that_pays_something_else_already_is_asked_about_and_taken_when_it_is_meant(
    office: Office, agreements: list[Agreement]
) -> None:
    pay(first(agreements[0]), by=office.pays, on=date(2023, 11, 10), document_number="บค 1")
    part, hers = office.approve(agreements[2], 1), browser_of(office.pays)
    typed = {"on": "11 พ.ย. 2566", "document_number": " บค  1 "}
    page = hers.post(f"/payments/{part.pk}/", typed | {"seen": seen(part)})
    assert page.status_code == 422
    assert all(told in page.text for told in (CENTRE, "47,500.00", "10 พ.ย. 2566"))
    asked = re.search(r'name="meant" value="(\w+)"', page.text)
    assert asked
    assert Entry.objects.filter(kind="payment").count() == 1
    assert (
        hers.post(f"/payments/{part.pk}/", typed | {"seen": seen(part)} | {"meant": asked[1]}).status_code
        == 302
    )
    assert Entry.objects.filter(kind="payment", document_number="บค 1").count() == 2


def test_who_approved_a_payment_does_not_record_it_and_the_page_says_who_did(
    office: Office, agreements: list[Agreement]
) -> None:
    part, typed = first(agreements[0]), {"on": "11 พ.ย. 2566", "document_number": "บค 1"}
    his = browser_of(office.approves)
    assert "ต้องให้ผู้อื่นดำเนินการ" in text_at(his, f"/payments/{part.pk}/")
    his.post(f"/payments/{part.pk}/", typed | {"seen": seen(part)})
    assert not Entry.objects.filter(kind="payment").exists()
    hers = browser_of(office.pays)
    hers.post(f"/payments/{part.pk}/", typed | {"seen": seen(part)})
    assert re.search(rf"<dt>ผู้บันทึก</dt>\s*<dd>{office.pays}</dd>", text_at(hers, f"/payments/{part.pk}/"))
