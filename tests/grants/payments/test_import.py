"""Finance sends the list of payments back filled in: through the import pages and the command line."""

import io
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from grants.guard.audit import violations
from grants.models import Agreement, Amendment, Entry, Instalment, Programme
from grants.payments.paying import pay
from people.models import Membership, User
from people.roles import Role
from spreadsheets import batches
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from tests import make
from tests.grants.steps import Office, approve
from tests.html import browser_of, flat, forms_of, text_at
from tests.imports import press
from tests.uploads import faults, sent, upload
from tests.workbooks.writers import write
from thai.sentences import told

pytestmark = pytest.mark.django_db

HEAD = ["ลำดับ", "เลขที่นิติกรรมสัญญา", "งวดที่", "ชื่อหน่วยงาน", "จำนวนเงิน", "วันที่จ่าย", "เลขที่เอกสาร"]
NAMES = ("ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "ชมรมคนพิการระยอง (ประเด็นคนพิการ)", "สมาคมผู้สูงอายุตราด")


@pytest.fixture
def agreements(office: Office, programme: Programme) -> list[Agreement]:
    """Three agreements in force, of 47,500 + 47,500 baht each; the first instalments are approved."""
    made = []
    for name in NAMES:
        agreement = office.active(make.allocation(programme, name, "95000.00"), "47500.00", "47500.00")
        office.approve(agreement, 1)
        made.append(agreement)
    return made


def row(agreement: Agreement, day: Any = None, document: Any = None, **said: Any) -> list[Any]:
    """One row of finance's list as it should be, but for what is `said`."""
    values = {
        "order": None,
        "number": agreement.number,
        "instalment": 1,
        "name": agreement.organisation.name,
        "amount": 47500,
    } | said
    return [*values.values(), day, document]


def send(user: User, rows: list[list[Any]], *, ending: str = "xlsx", **more: Any) -> Any:
    return sent(browser_of(user), f"payments.{ending}", "payments", write(ending, [HEAD, *rows]), **more)


def previewed(user: User, rows: list[list[Any]], *, ending: str = "xlsx", **more: Any) -> ImportBatch:
    content = write(ending, [HEAD, *rows])
    return upload(browser_of(user), f"payments.{ending}", "payments", content, **more)


def confirm(user: User, batch: ImportBatch) -> ImportBatch:
    client = browser_of(user)
    press(client, batch, "confirm")
    batch.refresh_from_db()
    return batch


def test_the_list_that_finance_fills_in_is_written_into_the_ledger_at_once(
    office: Office, agreements: list[Agreement]
) -> None:
    first, second, third = agreements
    rows = [row(first, "10 พ.ย. 66", "บค 1/2567"), row(second, "๑๐/๑๑/๒๕๖๖", 27), row(third)]
    batch = previewed(office.pays, rows)
    assert batch.preview["counts"] == {"new": 0, "changed": 2, "unchanged": 1, "left_out": 0, "missing": 0}
    assert batch.preview["baht"]["changed"] == "95000.00"
    assert [warning["code"] for warning in batch.preview["warnings"]] == ["not_paid_yet"]
    assert not Entry.objects.filter(kind="payment").exists()

    assert confirm(office.pays, batch).state == "applied"
    client = browser_of(office.pays)
    page = flat(client.get(f"/imports/{batch.pk}/").text)
    assert '<p class="value">95,000.00 บาท</p>' in page  # what was paid, not the sum of the list
    assert "/payments/?region=6&amp;year=2567" in page
    written = Entry.objects.filter(kind="payment").values_list(
        "amount", "on", "document_number", "recorded_by", "batch"
    )
    assert set(written) == {
        (Decimal("47500.00"), date(2023, 11, 10), number, office.pays.pk, batch.pk)
        for number in ("บค 1/2567", "27")
    }
    states = Instalment.objects.filter(number=1).values_list("state", flat=True)
    assert sorted(states) == ["approved", "paid", "paid"]
    assert violations() == []


def test_a_preview_shows_what_would_be_paid_and_that_it_stays(
    office: Office, agreements: list[Agreement]
) -> None:
    batch = previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1")])
    client = browser_of(office.pays)
    page = client.get(f"/imports/{batch.pk}/").text
    assert "บันทึกการจ่ายเงิน 1 รายการ รวม 47,500.00 บาท" in page
    assert "10 พ.ย. 2566" in page
    assert "บค 1" in page
    assert "ยกเลิกการนำเข้าย้อนหลังไม่ได้" in page


def test_an_import_of_payments_cannot_be_undone_and_says_what_to_do_instead(
    office: Office, agreements: list[Agreement]
) -> None:
    batch = confirm(office.pays, previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1")]))
    client = browser_of(office.pays)
    page = client.get(f"/imports/{batch.pk}/").text
    assert not [form for form in forms_of(page) if form.action.endswith("/undo/")]
    assert "กลับรายการได้ที่หน้าของงวดนั้น" in page
    answer = press(client, batch, "undo", follow=True).text
    assert "กลับรายการได้ที่หน้าของงวดนั้น" in answer
    batch.refresh_from_db()
    assert batch.state == "applied"
    assert Entry.objects.filter(kind="payment").count() == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_payments_of_a_year_come_back_as_unchanged(
    office: Office, agreements: list[Agreement], ending: str
) -> None:
    for agreement, document in zip(agreements, ("บค  1", "=1+1", "๓/๒๕๖๗"), strict=True):
        pay(
            agreement.instalments.get(number=1),
            by=office.pays,
            on=date(2023, 11, 10),
            document_number=document,
        )
    client = browser_of(office.pays)
    exported = client.get(f"/imports/table/6/2567/payments.{ending}").content
    file = SimpleUploadedFile(f"back.{ending}", exported)
    said = {"kind": "payments", "region": 6, "fiscal_year": "2567", "file": file}
    address = client.post("/imports/new/", said).url
    batch = ImportBatch.objects.get(pk=int(address.strip("/").split("/")[-1]))
    assert faults(batch) == []
    assert batch.preview["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "left_out": 0, "missing": 0}


def test_a_payment_that_was_taken_back_may_be_recorded_again(
    office: Office, agreements: list[Agreement]
) -> None:
    part = agreements[0].instalments.get(number=1)
    pay(part, by=office.pays, on=date(2023, 11, 10), document_number="บค 1")
    office.take_payment_back(part, document_number="บค 2")
    batch = confirm(office.pays, previewed(office.pays, [row(agreements[0], "15 พ.ย. 2566", "บค 3")]))
    assert batch.state == "applied"
    again = previewed(office.pays, [row(agreements[0], "15 พ.ย. 2566", "บค 3")])
    assert again.preview["counts"]["unchanged"] == 1


# what, the row's own values, day and number, where and what the fault is
FAULTS: list[tuple[str, dict[str, Any], tuple[Any, Any], tuple[str, str], tuple[str, ...]]] = [
    (
        "another amount",
        {"amount": 47000},
        ("10 พ.ย. 2566", "1"),
        ("E", "other_amount"),
        ("47,000.00", "47,500.00"),
    ),
    (
        "another organisation",
        {"name": NAMES[2]},
        ("10 พ.ย. 2566", "1"),
        ("D", "other_organisation"),
        NAMES[::2],
    ),
    ("only a day", {}, ("10 พ.ย. 2566", None), ("G", "half_filled"), ()),
    ("only a number", {}, (None, "บค 1"), ("F", "half_filled"), ()),
    (
        "no agreement",
        {"number": "ปชส-06-2567-099"},
        ("10 พ.ย. 2566", "1"),
        ("B", "unknown_agreement"),
        ("2567",),
    ),
    ("no instalment", {"instalment": 3}, ("10 พ.ย. 2566", "1"), ("C", "unknown_instalment"), ("1, 2",)),
    ("not approved", {"instalment": 2}, ("10 พ.ย. 2566", "1"), ("C", "not_approved"), ("วางแผน",)),
    ("a month only", {}, ("พ.ย. 2566", "1"), ("F", "not_a_day"), ()),
    ("before the signing", {}, ("10 พ.ย. 2565", "1"), ("F", "day"), ("10 พ.ย. 2565", "20 ต.ค. 2566")),
    ("still to come", {}, ("10 พ.ย. 2599", "1"), ("F", "day"), ("10 พ.ย. 2599",)),
    ("no instalment number", {"instalment": "ทั้งหมด"}, ("10 พ.ย. 2566", "1"), ("C", "not_an_instalment"), ()),
]


@pytest.mark.parametrize(
    ("said", "paid", "where", "words"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS]
)
def test_what_does_not_agree_is_named_at_its_cell_and_nothing_is_written(
    said: dict[str, Any], paid: tuple[Any, Any], where: tuple[str, str], words: tuple[str, ...], office: Office,
    agreements: list[Agreement],
) -> None:  # fmt: skip
    good = row(agreements[1], "10 พ.ย. 2566", "บค 2")
    batch = previewed(office.pays, [good, row(agreements[0], *paid, **said)])
    assert batch.state == "rejected"
    assert faults(batch) == [(where[0], 3, where[1])]
    assert all(word in told(batch.preview["faults"][0]["message"]) for word in words)
    assert confirm(office.pays, batch).state == "rejected"
    assert not Entry.objects.filter(kind="payment").exists()


def test_a_payment_that_the_portal_has_otherwise_is_a_fault_with_both(
    office: Office, agreements: list[Agreement]
) -> None:
    pay(
        agreements[0].instalments.get(number=1), by=office.pays, on=date(2023, 11, 10), document_number="บค 1"
    )
    batch = previewed(office.pays, [row(agreements[0], "11 พ.ย. 2566", "บค 1")])
    assert faults(batch) == [("F", 2, "paid_otherwise")]
    assert "10 พ.ย. 2566" in told(batch.preview["faults"][0]["message"])
    assert "11 พ.ย. 2566" in told(batch.preview["faults"][0]["message"])
    other = previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 9")])
    assert faults(other) == [("G", 2, "paid_otherwise")]


def test_one_instalment_in_two_rows_is_refused(office: Office, agreements: list[Agreement]) -> None:
    twice = [
        row(agreements[0], "10 พ.ย. 2566", "บค 1"),
        row(agreements[0], "10 พ.ย. 2566", "บค 2", instalment="งวดที่ ๑"),
    ]
    assert faults(previewed(office.pays, twice)) == [("D", 3, "same_twice")]


def test_a_list_without_its_columns_to_fill_in_is_refused_by_name(
    office: Office, agreements: list[Agreement]
) -> None:
    client = browser_of(office.pays)
    file = SimpleUploadedFile("list.xlsx", write("xlsx", [HEAD[:5], row(agreements[0])[:5]]))
    said = {"kind": "payments", "region": 6, "fiscal_year": "2567", "file": file}
    client.post("/imports/new/", said)
    batch = ImportBatch.objects.get()
    assert [fault["code"] for fault in batch.preview["faults"]] == ["header_missing"] * 2
    assert "วันที่จ่าย" in told(batch.preview["faults"][0]["message"])


def test_columns_with_other_headings_are_named_by_hand(office: Office, agreements: list[Agreement]) -> None:
    rows = [[*HEAD[:5], "เมื่อใด", "ตามหนังสือ"], row(agreements[0], "10 พ.ย. 2566", "บค 1")]
    client = browser_of(office.pays)
    file = SimpleUploadedFile("list.xlsx", write("xlsx", rows))
    client.post("/imports/new/", {"kind": "payments", "region": 6, "fiscal_year": "2567", "file": file})
    batch = ImportBatch.objects.get()
    page = client.get(f"/imports/{batch.pk}/").text
    assert "column_paid_on" in page
    keys = ("agreement", "instalment", "name", "amount", "paid_on", "document")
    columns = {f"column_{key}": letter for key, letter in zip(keys, "BCDEFG", strict=True)}
    client.post(f"/imports/{batch.pk}/again/", {**columns, "header_row": "1"})
    batch.refresh_from_db()
    assert faults(batch) == []
    assert batch.preview["counts"]["changed"] == 1


def test_a_list_with_faults_goes_back_with_notes(office: Office, agreements: list[Agreement]) -> None:
    batch = previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1", amount=1)])
    client = browser_of(office.pays)
    content = client.get(f"/imports/{batch.pk}/notes.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    said = [str(value) for sheet in book for line in sheet.iter_rows(values_only=True) for value in line]
    assert any("47,500.00" in text for text in said)


def test_an_agreement_of_another_year_is_said_to_be_there(
    office: Office, agreements: list[Agreement]
) -> None:
    office.open_programme(year=2568)
    batch = previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1")], year=2568)
    assert faults(batch) == [("B", 2, "unknown_agreement")]
    assert "2567" in told(batch.preview["faults"][0]["message"])


def test_an_agreement_of_another_region_is_not_given_away(
    office: Office, agreements: list[Agreement]
) -> None:
    other = Office(11)
    other.open_programme()
    batch = previewed(other.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1")], region=11)
    assert faults(batch) == [("B", 2, "unknown_agreement")]
    assert NAMES[0] not in told(batch.preview["faults"][0]["message"])
    assert "เขต 6" not in told(batch.preview["faults"][0]["message"])


def test_a_cancelled_agreement_is_not_paid(office: Office, agreements: list[Agreement]) -> None:
    asked = Amendment.propose_cancellation(agreements[0], by=office.asks, reason="ยุติการดำเนินงาน")
    approve(asked, by=office.approves)
    batch = previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1")])
    assert faults(batch) == [("C", 2, "not_approved")]
    assert "ยกเลิก" in told(batch.preview["faults"][0]["message"])


def test_a_payment_by_hand_between_preview_and_confirmation_is_shown_and_nothing_is_paid_twice(
    office: Office, agreements: list[Agreement]
) -> None:
    batch = previewed(office.pays, [row(agreement, "10 พ.ย. 2566", "บค 1") for agreement in agreements])
    pay(agreements[0].instalments.get(number=1), by=office.asks, on=date(2023, 11, 9), document_number="บค 7")
    assert confirm(office.pays, batch).state == "rejected"
    assert faults(batch) == [("F", 2, "paid_otherwise")]
    assert Entry.objects.filter(kind="payment").count() == 1


def test_the_agreement_is_found_by_the_number_on_its_paper(
    office: Office, agreements: list[Agreement]
) -> None:
    Agreement.objects.filter(pk=agreements[0].pk).update(number_as_typed="สปสช. 12/2567")
    batch = previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1", number="สปสช.๑๒/๒๕๖๗")])
    assert batch.preview["counts"]["changed"] == 1


# ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ["asks", "pays", "head"])
def test_staff_finance_and_head_office_bring_payments_in(
    role: str, office: Office, agreements: list[Agreement]
) -> None:
    user = getattr(office, role)
    assert confirm(user, previewed(user, [row(agreements[0], "10 พ.ย. 2566", "บค 1")])).state == "applied"


def test_finance_brings_in_payments_and_nothing_else(office: Office, programme: Programme) -> None:
    client = browser_of(office.pays)
    page = client.get("/imports/new/").text
    assert 'value="payments"' in page
    assert 'value="budget"' not in page
    assert 'value="plan"' not in page
    of_staff = text_at(browser_of(office.asks), "/imports/new/")
    assert 'value="budget"' in of_staff
    assert 'value="plan"' in of_staff
    file = SimpleUploadedFile("budget.xlsx", write("xlsx", [["ชื่อหน่วยงาน", "งบประมาณ"], ["ชมรม ก", 100]]))
    said = {"kind": "budget", "region": 6, "fiscal_year": "2567", "file": file}
    assert client.post("/imports/new/", said).status_code == 422
    assert client.get("/imports/table/6/2567/budget.xlsx").status_code == 404
    assert client.get("/imports/table/6/2567/payments.xlsx").status_code == 200
    assert "นำเข้าตารางงบประมาณ" not in text_at(client, "/budget/2567/6/")
    assert "นำเข้าตารางงบประมาณ" in text_at(browser_of(office.asks), "/budget/2567/6/")


def test_a_coordinator_neither_sees_nor_touches_payments(
    office: Office, agreements: list[Agreement], coordinator_6: User
) -> None:
    batch = previewed(office.pays, [row(agreements[0], "10 พ.ย. 2566", "บค 1")])
    client = browser_of(coordinator_6)
    assert 'value="payments"' not in text_at(client, "/imports/new/")
    assert batch.filename not in text_at(client, "/imports/")
    assert batch.filename in text_at(browser_of(office.pays), "/imports/")
    for end in ("", "file/", "notes.xlsx"):
        assert client.get(f"/imports/{batch.pk}/{end}").status_code == 404
    for end in ("again/", "ask/", "give-back/", "discard/", "confirm/", "undo/"):
        assert client.post(f"/imports/{batch.pk}/{end}").status_code == 404
    assert client.get("/imports/table/6/2567/payments.csv").status_code == 404
    assert send(coordinator_6, [row(agreements[0])]).status_code == 422
    assert confirm(coordinator_6, batch).state == "previewed"


def test_finance_does_not_see_tables_of_other_kinds(
    office: Office, officer_6: User, programme: Programme
) -> None:
    client = browser_of(officer_6)
    file = SimpleUploadedFile("budget.xlsx", write("xlsx", [["ชื่อหน่วยงาน", "งบประมาณ"], ["ชมรม ก", 100]]))
    address = client.post(
        "/imports/new/", {"kind": "budget", "region": 6, "fiscal_year": "2567", "file": file}
    ).url
    assert "budget.xlsx" in text_at(client, "/imports/")
    client.force_login(office.pays)
    assert client.get(address).status_code == 404
    assert "budget.xlsx" not in text_at(client, "/imports/")


def test_who_is_finance_here_and_coordinator_there_brings_payments_in_here_only(
    office: Office, agreements: list[Agreement]
) -> None:
    Membership.objects.create(user=office.pays, role=Role.COORDINATOR, region_id=11, since=date(2020, 1, 1))
    user = User.objects.get(pk=office.pays.pk)
    refused = send(user, [row(agreements[0])], region=11)
    assert refused.status_code == 422
    paid = row(agreements[0], "10 พ.ย. 2566", "บค 1")
    assert previewed(user, [paid], region=6).state == "previewed"
    scope = batches.scope_for(user, make.region(11), 2567)
    with pytest.raises(PermissionDenied):
        batches.preview(write("xlsx", [HEAD]), "list.xlsx", "payments", scope, Options())


# ── the command line ────────────────────────────────────────────────────────────────────────────────────────


def run(path: Path, *options: str) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    said = ["--kind", "payments", "--region", "6", "--year", "2567", *options]
    try:
        call_command("import_table", str(path), *said, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue() + err.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path: Path, agreements: list[Agreement]) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(write("csv", [HEAD, row(agreements[0], "10 พ.ย. 2566", "บค 1")]))
    return path


def test_the_command_records_payments_in_the_name_of_a_person(office: Office, file: Path) -> None:
    code, said = run(file, "--user", office.pays.username, "--apply")
    assert (code, "บันทึกแล้ว" in said) == (0, True)
    assert Entry.objects.get(kind="payment").recorded_by == office.pays


def test_the_command_records_no_payment_without_a_person(office: Office, file: Path) -> None:
    assert run(file)[0] == 0
    code, said = run(file, "--apply")
    assert (code, "--user NAME" in said) == (2, True)
    assert not Entry.objects.filter(kind="payment").exists()
    assert not ImportBatch.objects.exists()


def test_the_command_keeps_the_walls(file: Path, coordinator_6: User) -> None:
    assert run(file, "--user", coordinator_6.username, "--apply")[0] == 2
    assert not Entry.objects.filter(kind="payment").exists()


def test_a_list_points_out_a_document_that_pays_two_and_who_approved_does_not_bring_it_in(
    office: Office, agreements: list[Agreement]
) -> None:
    rows = [row(each, "10 พ.ย. 2566", "บค 1") for each in agreements[:2]]
    batch = previewed(office.pays, rows)
    assert "document_again" in [warning["code"] for warning in batch.preview["warnings"]]
    refused = previewed(office.approves, rows)
    assert {fault["code"] for fault in refused.preview["faults"]} == {"not_approved"}
    confirm(office.pays, previewed(office.pays, rows[:1]))
    batch = previewed(office.pays, rows[1:])
    assert "document_used" in [warning["code"] for warning in batch.preview["warnings"]]
