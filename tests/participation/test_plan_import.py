"""Plan tables as offices write them: what is taken, and what is said of it."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, PlanItem, PlanLine
from participation.years.deciding import decide
from people.models import User
from tests import make
from tests.imports import confirmed, press
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, write, xlsx
from thai.sentences import told

pytestmark = pytest.mark.django_db

HEADER = ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
FORM = "การร่วมจัดบริการขององค์กรภาคประชาชน"  # the fourth


def test_an_outcome_merged_over_several_activities_is_that_of_each(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    rows = [HEADER, [1, FORM, "อสม.", "อบรม", "รู้สิทธิ"], [2, FORM, "อสม.", "ประชุม", None]]
    batch = upload(client, "plan.xlsx", "plan", xlsx(SheetOfFile(rows=rows, merges=["E2:E3"])))
    confirmed(client, batch)
    assert [make.cells_of(line)[2] for line in PlanLine.objects.all()] == ["รู้สิทธิ", "รู้สิทธิ"]


@pytest.mark.parametrize(
    "before", ["รูปแบบที่ 4 ", "รูปแบบที่ ๔: ", "(4) ", "4) ", "4. ", "ข้อ 4 ", "ข้อที่ 4. ", "รูปแบบ 4 - "]
)
def test_a_number_before_a_form_is_none_of_its_name(client: Client, officer_6: User, before: str) -> None:
    client.force_login(officer_6)
    batch = upload(
        client, "plan.csv", "plan", write("csv", [HEADER, [1, before + FORM, "อสม.", "อบรม", "รู้"]])
    )
    assert (faults(batch), batch.preview["warnings"]) == ([], [])
    confirmed(client, batch)
    assert PlanLine.objects.get().form.number == 4


def test_another_forms_number_before_a_form_is_said(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    batch = upload(
        client, "plan.csv", "plan", write("csv", [HEADER, [1, f"รูปแบบที่ 2 {FORM}", "อสม.", "อบรม", "รู้"]])
    )
    assert [(warning["code"], warning["row"]) for warning in batch.preview["warnings"]] == [
        ("form_number", 2)
    ]


@pytest.mark.parametrize("number", [100, "๑๐๐", 95.5])
def test_a_number_where_a_text_is_meant_is_taken_and_said(
    client: Client, officer_6: User, number: Any
) -> None:
    client.force_login(officer_6)
    batch = upload(client, "plan.xlsx", "plan", write("xlsx", [HEADER, [1, FORM, "อสม.", "อบรม", number]]))
    assert [warning["code"] for warning in batch.preview["warnings"]] == ["only_a_number"]
    confirmed(client, batch)
    assert make.cells_of(PlanLine.objects.get())[2] == str(number)


SHOWN = {
    "a percentage": (0.8, "0%", "80%"),
    "a percentage with decimals": (0.125, "0.0%", "12.5%"),
    "thousands": (1250, "#,##0", "1,250"),
    "thousands and decimals": (1250.5, "#,##0.00", "1,250.50"),
    "an office's thousands": (1250, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "1,250"),
    "people": (1250, '#,##0 "คน"', "1,250 คน"),
    "a word before": (2, '"ครั้งที่ "0', "ครั้งที่ 2"),
    "a per cent sign of the format alone": (80, '0"%"', "80%"),
    "zeros before": (3, "00", "03"),
    "a telephone": (812345678, "000-000-0000", "081-234-5678"),
    "a word where it is large": (5, '[>3]0"x";0', "5x"),
    "a rounded figure": (0.3333333, "0.0%", "33.3%"),
    "a day": (date(2024, 9, 30), "d mmm yyyy", "30 ก.ย. 2567"),
    "a day with the program's Thai year": (date(2024, 9, 30), "[$-107041E]d mmmm yyyy;@", "30 ก.ย. 2567"),
}


@pytest.mark.parametrize(("value", "number_format", "text"), SHOWN.values(), ids=SHOWN)
def test_a_number_in_a_text_is_taken_as_the_sheet_shows_it(
    client: Client, officer_6: User, value: Any, number_format: str, text: str
) -> None:
    client.force_login(officer_6)
    rows = [HEADER, [1, FORM, "อสม.", "อบรม", value]]
    batch = upload(client, "plan.xlsx", "plan", xlsx(SheetOfFile(rows=rows, formats={"E2": number_format})))
    assert {warning["code"] for warning in batch.preview["warnings"]} <= {"only_a_number", "date_as_text"}
    assert text in told(batch.preview["warnings"][0]["message"])
    confirmed(client, batch)
    assert make.cells_of(PlanLine.objects.get())[2] == text


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        (1250, "#,##0,", "text_format"),  # 1, for thousands
        (0.5, "# ?/?", "text_format"),
        (5, ";;;", "text_format"),
        (100, "$#,##0", "text_format"),
        (date(2024, 2, 1), "d-mmm", "cell_is_date"),  # typed as 1-2
    ],
)
def test_a_number_that_is_shown_as_another_is_asked_about(
    client: Client, officer_6: User, value: Any, number_format: str, code: str
) -> None:
    client.force_login(officer_6)
    rows = [HEADER, [1, FORM, "อสม.", "อบรม", value]]
    content = xlsx(SheetOfFile(rows=rows, formats={"E2": number_format}))
    assert faults(upload(client, "plan.xlsx", "plan", content)) == [("E", 2, code)]


UNCLEAR = {
    "ดำเนินการดังนี้ 1. อบรม 2. ประชุม": ["ดำเนินการดังนี้", "อบรม", "ประชุม"],
    "1. อบรม 2. ประชุม 1. สรุปผล": ["อบรม", "ประชุม", "สรุปผล"],
    "1. อบรม 3. ประชุม": ["อบรม", "ประชุม"],
    "1.1 อบรม 1.2 ประชุม": ["อบรม", "ประชุม"],
    "อบรม -ประชุม -สรุป": ["อบรม", "ประชุม", "สรุป"],
    "☑ อบรม ☐ ประชุม": ["อบรม", "ประชุม"],
}


@pytest.mark.parametrize("cell", UNCLEAR)
@pytest.mark.parametrize("answer", ["whole", "split"])
def test_an_unclear_list_is_asked_about_once_and_kept_as_it_is_answered(
    client: Client, officer_6: User, cell: str, answer: str
) -> None:
    client.force_login(officer_6)
    table = write("xlsx", [HEADER, [1, FORM, "อสม.", cell, "รู้"]])
    batch = upload(client, "plan.xlsx", "plan", table)
    assert faults(batch) == [("D", 2, "unclear_list")]
    client.post(
        f"/imports/{batch.pk}/again/",
        {"answer_code": "unclear_list", "answer_written": cell, "answer": answer},
    )
    confirmed(client, batch)
    line = PlanLine.objects.get()
    assert [item.text for item in line.activities] == (UNCLEAR[cell] if answer == "split" else [cell])
    assert make.cells_of(line)[1] == cell
    again = upload(client, "plan.xlsx", "plan", table)
    assert (again.state, faults(again)) == ("closed", [])


@pytest.mark.parametrize(
    "cell", ["* อบรม * ประชุม", "-อบรม -ประชุม", "•อบรม•ประชุม", "— อบรม — ประชุม", "· อบรม · ประชุม"]
)
def test_bullets_on_one_line_part_items_and_stay(client: Client, officer_6: User, cell: str) -> None:
    client.force_login(officer_6)
    confirmed(
        client, upload(client, "plan.xlsx", "plan", write("xlsx", [HEADER, [1, FORM, "อสม.", cell, "รู้"]]))
    )
    line = PlanLine.objects.get()
    assert [item.text for item in line.activities] == ["อบรม", "ประชุม"]
    assert make.cells_of(line)[1] == cell


def test_bullets_of_wingdings_part_items_and_are_shown_as_bullets(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    rows = [HEADER, [1, FORM, "อสม.", "\uf0a7 อบรม\n\uf0a7 ประชุม", "รู้"]]
    confirmed(client, upload(client, "plan.xlsx", "plan", write("xlsx", rows)))
    line = PlanLine.objects.get()
    assert [item.text for item in line.activities] == ["อบรม", "ประชุม"]
    assert make.cells_of(line)[1] == "• อบรม\n• ประชุม"


@pytest.mark.parametrize("cell", ["- อบรม -ประชุม", "-อบรม-ประชุม", "*อบรม*ประชุม", "·อบรม·ประชุม"])
def test_bullets_written_in_two_ways_are_asked_about(client: Client, officer_6: User, cell: str) -> None:
    client.force_login(officer_6)
    table = write("xlsx", [HEADER, [1, FORM, "อสม.", cell, "รู้"]])
    batch = upload(client, "plan.xlsx", "plan", table)
    assert faults(batch) == [("D", 2, "unclear_list")]
    said = {"answer_code": "unclear_list", "answer_written": cell, "answer": "split"}
    client.post(f"/imports/{batch.pk}/again/", said)
    confirmed(client, batch)
    line = PlanLine.objects.get()
    assert [item.text for item in line.activities] == ["อบรม", "ประชุม"]
    assert make.cells_of(line)[1] == cell


@pytest.mark.parametrize(
    ("state", "way"),
    [
        ("submitted", "สำนักงานเขตดึงแผนกลับมาเป็นร่างได้"),
        ("decided", "ให้เขียนการแก้ไขที่หน้าแผน"),
        ("closed", "สิ้นปีของแผนแล้ว"),
    ],
)
def test_a_file_for_a_plan_that_is_no_draft_is_told_what_changes_the_plan(
    state: str, way: str, client: Client, officer_6: User, decides: User
) -> None:
    plan = make.plan_line(make.plan()).plan
    plan.submit(by=officer_6, seen=plan.shown)
    if state != "submitted":
        decide(plan, make.minutes(), by=decides, seen=plan.shown)
    if state == "closed":
        plan.close(by=decides, seen=plan.shown)
    client.force_login(officer_6)
    batch = upload(client, "plan.csv", "plan", write("csv", [HEADER, [1, FORM, "อสม.", "อบรม", "รู้"]]))
    page = client.get(f"/imports/{batch.pk}/").text
    assert way in page
    assert ("กลับมาเป็นร่าง" in page) == (state == "submitted")


# ── what comes in goes out, and an item stays itself


OFFICE = Path("samples/region6-2567-plan.xlsx")


def cells(content: bytes) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def test_the_offices_workbook_goes_out_as_it_came_in_cell_by_cell(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    content = OFFICE.read_bytes()
    confirmed(client, upload(client, OFFICE.name, "plan", content))
    assert cells(client.get("/plans/2567/6/plan.xlsx").content) == cells(content)
    page = client.get("/plans/2567/6/").text
    for text in ("สจจ. และ สสอ. ในพื้นที่", "๑ละ 2 ครั้ง", "(IL ศูนย์เทศบาลนครเจ้าพระยาสุรศักดิ์)"):
        assert text in page
    assert re.findall(r"data-number>([^<]+)<", page) == ["1.", "2.", "3", "4"]


def table(*rows: tuple[str, str, str]) -> bytes:
    """A table of lines of the fourth form: targets, activities, outcomes."""
    return write("xlsx", [HEADER, *([number, FORM, *row] for number, row in enumerate(rows, start=1))])


def keys() -> dict[str, int]:
    return dict(PlanItem.objects.values_list("text", "pk"))


REWORKED: list[tuple[tuple[tuple[str, str, str], ...], dict[str, str]]] = [
    # the second file, and which new words are which old item
    ((("อสม.", "1. อบรมแกนนำ 2. ประชุมใหญ่", "รู้สิทธิมากขึ้น"), ("สตรี", "สื่อสาร", "ดี")),
     {"ประชุมใหญ่": "ประชุม", "รู้สิทธิมากขึ้น": "รู้สิทธิ"}),
    ((("อสม.", "1. ประชุม 2. อบรมแกนนำ", "รู้สิทธิ"), ("สตรี", "สื่อสาร", "ดี")), {}),
    ((("อสม.", "อบรมแกนนำ", "รู้สิทธิ"), ("สตรี", "1. สื่อสาร 2. ประชุม", "ดี")), {}),
    ((("สตรี", "สื่อสาร", "ดี"), ("อสม.", "1. อบรมแกนนำ 2. ประชุม", "รู้สิทธิ")), {}),
]  # fmt: skip


@pytest.mark.parametrize(("second", "reworded"), REWORKED)
def test_an_item_stays_itself_when_a_file_moves_or_rewords_it_and_when_that_is_undone(
    second: tuple[tuple[str, str, str], ...], reworded: dict[str, str], client: Client, officer_6: User
) -> None:
    client.force_login(officer_6)
    first = table(("อสม.", "1. อบรมแกนนำ 2. ประชุม", "รู้สิทธิ"), ("สตรี", "สื่อสาร", "ดี"))
    confirmed(client, upload(client, "plan.xlsx", "plan", first))
    before, printed = keys(), [make.cells_of(line) for line in PlanLine.objects.all()]
    batch = confirmed(client, upload(client, "plan.xlsx", "plan", table(*second)))
    assert [make.cells_of(line) for line in PlanLine.objects.order_by("order")] == list(second)
    for text, key in keys().items():
        assert key == before[reworded.get(text, text)]
    press(client, batch, "undo")
    assert (keys(), [make.cells_of(line) for line in PlanLine.objects.all()]) == (before, printed)


def test_a_changed_outcome_leaves_the_links_of_other_cells_and_says_what_goes_with_an_item(
    client: Client, officer_6: User
) -> None:
    client.force_login(officer_6)
    first = table(("1. ผู้สูงอายุ 2. คนพิการ", "อบรม", "รู้สิทธิ"))
    confirmed(client, upload(client, "plan.xlsx", "plan", first))
    by_hand = TargetNetwork.objects.get(name_th__contains="สตรี")
    item = PlanItem.objects.get(text="ผู้สูงอายุ")
    item.link(network=by_hand)
    item.store(by=officer_6)
    confirmed(client, upload(client, "plan.xlsx", "plan", table(("1. ผู้สูงอายุ 2. คนพิการ", "อบรม", "รู้ทัน"))))
    assert PlanItem.objects.get(text="ผู้สูงอายุ").network == by_hand
    batch = upload(client, "plan.xlsx", "plan", table(("คนพิการ", "อบรม", "รู้ทัน")))
    (row,) = batch.preview["rows"]
    assert [_("taken out, with its link to the catalogue"), "ผู้สูงอายุ", by_hand.name_th] in [
        list(map(told, difference)) for difference in row["differences"]
    ]


def test_a_table_with_the_former_name_of_a_form_still_comes_in(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    confirmed(client, upload(client, "plan.xlsx", "plan", table(("อสม.", "อบรม", "รู้สิทธิ"))))
    form = FormOfParticipation.objects.get(number=4)
    form.note(by=officer_6, why="ชื่อเดิม")
    form.name = "ร่วมจัดบริการ"
    form.store(by=officer_6)
    assert PlanLine.objects.get().form_words == FORM  # the plan of its year is not rewritten
    batch = upload(client, "plan.xlsx", "plan", table(("อสม.", "อบรมสองวัน", "รู้สิทธิ")))
    assert (faults(batch), batch.preview["counts"]["changed"]) == ([], 1)


EMPTY = {"targets": "", "activities": "", "outcomes": ""}


@pytest.mark.parametrize(
    "lines",
    [
        [{}, EMPTY, {}],
        [EMPTY, {}],
        [{}, EMPTY],
        [{}, {"targets": ""}, {"activities": ""}, {"outcomes": ""}, {"targets": "", "outcomes": ""}],
    ],
)
@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_what_the_plan_leaves_empty_goes_out_and_comes_back_unchanged(
    extension: str, lines: list[dict[str, str]], client: Client, officer_6: User
) -> None:
    client.force_login(officer_6)
    plan = make.plan()
    for form, texts in enumerate(lines, start=1):
        make.plan_line(plan, form, **texts)
    before = [make.cells_of(line) for line in PlanLine.objects.all()]
    batch = upload(client, f"plan.{extension}", "plan", client.get(f"/plans/2567/6/plan.{extension}").content)
    assert (faults(batch), batch.preview["warnings"]) == ([], [])
    assert batch.preview["counts"] == {
        "new": 0,
        "changed": 0,
        "unchanged": len(lines),
        "left_out": 0,
        "missing": 0,
    }
    assert [make.cells_of(line) for line in PlanLine.objects.all()] == before


def test_a_cell_that_a_file_leaves_blank_is_asked_about_with_both_ways_to_say_it(
    client: Client, officer_6: User
) -> None:
    client.force_login(officer_6)
    rows = [HEADER, [1, FORM, "อสม.", "อบรม", "รู้"], [2, FORM, "", "", "รู้"]]
    batch = upload(client, "plan.xlsx", "plan", write("xlsx", rows))
    page = client.get(f"/imports/{batch.pk}/").text
    assert "“กิจกรรม” ว่างอยู่ โปรดกรอก หรือพิมพ์ “–” ถ้ายังไม่มีข้อความในช่องนั้น" in page
    assert "หากยังไม่มีข้อความในช่องนั้น ให้พิมพ์ “–”" in page
    rows[2] = [2, FORM, "–", "-", "รู้"]
    batch = confirmed(client, upload(client, "plan.xlsx", "plan", write("xlsx", rows)))
    assert make.cells_of(PlanLine.objects.last()) == ("", "", "รู้")
