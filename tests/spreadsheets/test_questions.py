"""What a file says itself of region, year and state is asked about where it goes elsewhere; nothing is silent."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from grants.models import Allocation
from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
from tests.imports import confirmed
from tests.spreadsheets.asked import (
    HEADER,
    ONE,
    THREE,
    TWO,
    Rows,
    answered,
    as_csv,
    brought_in,
    names,
    with_column,
)
from tests.uploads import faults, upload

pytestmark = pytest.mark.django_db

# The rows of the file, and the question with the numbers of the rows that it is about.
ELSEWHERE: dict[str, tuple[Rows, str, list[int]]] = {
    "a name with another region's province": (
        [HEADER, ONE, [2, "สมาคมคนพิการจังหวัดเชียงใหม่", 45000], THREE], "other_region", [3]),
    "a name that ends in such a province": (
        [HEADER, ONE, [2, "สมาคมคนพิการเชียงใหม่", 45000], THREE], "other_region", [3]),
    "names with several provinces of one region": (
        [HEADER, [1, "ชมรม ก จ.ลำปาง", 95000], [2, "ชมรม ข จังหวัดเชียงใหม่", 45000], THREE], "other_region", [2, 3]),
    "a name with another region": ([HEADER, ONE, [2, "ชมรมเพื่อน สปสช.เขต 5", 45000], THREE], "other_region", [3]),
    "a column of regions": (with_column("เขต", "6", "เขต 5", 6), "other_region", [3]),
    "regions with their names": (with_column("สปสช. เขต", "6 ระยอง", "5 ราชบุรี", ""), "other_region", [3, 4]),
    "a column of provinces": (with_column("จังหวัด", "ชลบุรี", "ระยอง", "จ.ราชบุรี"), "other_region", [4]),
    "the capital by its short name": (with_column("จังหวัด", "กทม.", "ระยอง", "ตราด"), "other_region", [2]),
    "a heading of another region": ([HEADER, ONE, ["เขต 5 ราชบุรี"], TWO, THREE], "other_region", [4, 5]),
    "a heading of another region's province": (
        [HEADER, ["จังหวัดราชบุรี"], ONE, ["จังหวัดชลบุรี"], TWO, THREE], "other_region", [3]),
    "a column of years": (with_column("ปีงบประมาณ", 2567, "2566", "๒๕๖๗"), "other_year", [3]),
    "a column of years in two figures": (with_column("ปี", "67", "66", "66"), "other_year", [3, 4]),
    "a heading of another year": ([HEADER, ONE, ["ปีงบประมาณ 2566"], TWO, THREE], "other_year", [4, 5]),
    "called off in the name": ([HEADER, ONE, [2, "สมาคมแม่บ้าน (ยกเลิก)", 45000], THREE], "other_state", [3]),
    "called off after the name": ([HEADER, ONE, [2, "สมาคมแม่บ้าน - ยกเลิก", 45000], THREE], "other_state", [3]),
    "called off in a remark": (with_column("หมายเหตุ", "", "ยกเลิกตามมติ 2/2567", ""), "other_state", [3]),
    "not approved": (with_column("ผลการพิจารณา", "อนุมัติ", "ไม่อนุมัติ", "อนุมัติ"), "other_state", [3]),
    "a bare no": (with_column("มติ", "อนุมัติ", "ไม่", "อนุมัติ"), "other_state", [3]),
    "not decided yet": (with_column("สถานะ", "อนุมัติ", "รอพิจารณา", "อนุมัติ"), "other_state", [3]),
    "a column of what is called off": (with_column("ยกเลิก", "", "/", ""), "other_state", [3]),
    "a heading of what was refused": ([HEADER, ONE, ["ไม่ผ่านการพิจารณา"], TWO, THREE], "other_state", [4, 5]),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "code", "about"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_rows_that_the_file_puts_elsewhere_are_asked_about_and_left_out_or_taken(
    client: Client, officer_6: User, rows: Rows, code: str, about: list[int]
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, rows)
    assert faults(batch) == [(None, about[0], code)]
    everyone = [row[1] for row in rows if len(row) > 2 and row[0] != "ลำดับ"]
    kept = [
        row[1]
        for number, row in enumerate(rows, 1)
        if row[1:2] and row[1] in everyone and number not in about
    ]
    page = client.get(f"/imports/{batch.pk}/")
    assert "ต้องตอบ 1 ข้อ" in page.text
    assert "ไม่เอาแถวเหล่านี้" in page.text
    assert "เอาแถวเหล่านี้" in page.text
    assert names(answered(client, batch, "leave")) == kept
    assert batch.state == ImportBatch.State.PREVIEWED
    confirmed(client, batch)
    assert {each.organisation.name for each in Allocation.objects.all()} == set(kept)
    other = brought_in(client, rows)
    answered(client, other, "take")
    assert sorted(row["title"] for row in other.preview["rows"]) == sorted(everyone)
    assert code in [warning["code"] for warning in other.preview["warnings"]]


TITLES = {
    "another region": ("สปสช. เขต 5 ราชบุรี", "title_region"),
    "another region's province": ("งบประมาณ จังหวัดราชบุรี", "title_region"),
    "another year": ("งบประมาณ ปีงบประมาณ 2566", "title_year"),
    "a year that cannot be": ("งบประมาณ ปี 3110", "title_no_year"),
    "a year with a figure too many": ("ปีงบประมาณ 25667", "title_no_year"),
    "a list of what was refused": ("หน่วยงานที่ไม่ผ่านการพิจารณา", "title_state"),
    "another region's number in letters": ("งบประมาณ เขตเก้า", "title_region"),
    "another region's number behind R": ("งบประมาณ R9", "title_region"),
    "a draft": ("(ร่าง) งบประมาณภาคประชาชน", "title_state"),
}


@pytest.mark.parametrize(("title", "code"), TITLES.values(), ids=TITLES)
def test_a_title_that_speaks_of_something_else_is_asked_about(
    client: Client, officer_6: User, title: str, code: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, [[title], HEADER, ONE, TWO])
    assert [(row, found) for _column, row, found in faults(batch)] == [(1, code)]
    answered(client, batch, "take")
    assert (batch.state, names(batch)) == (ImportBatch.State.PREVIEWED, [ONE[1], TWO[1]])


UNASKED: dict[str, Rows] = {
    "its own region": [["สปสช. เขต 6 ระยอง ปีงบประมาณ 2567"], HEADER, ONE, [2, "ชมรม ก จังหวัดตราด", 45000]],
    "both regions in the title": [["เทียบเขต 5 กับเขต 6"], HEADER, ONE],
    "its own columns": [[*HEADER, "เขต", "ปี", "จังหวัด"], [*ONE, 6, 2567, "ระยอง"]],
    "its own region in other words": [
        ["R6"],
        [*HEADER, "เขต"],
        [*ONE, "R6"],
        [*TWO, "เขตหก"],
        [*THREE, "สปสช.6"],
    ],
    "its own year by its days": [["1 ต.ค. 2566 ถึงวันที่ 30 กันยายน 2567"], HEADER, ONE],
    "its own district": [[*HEADER, "เขต"], [*ONE, "แกลง"]],
    "what is not called off": with_column("หมายเหตุ", "ไม่ยกเลิก", "โอนแล้ว", ""),
    "a short province inside a word": [HEADER, [1, "ชมรมเผยแพร่สิทธิ ตากแดดเลย", 95000]],
    "nothing under what is called off": with_column("ยกเลิก", "-", "", "ไม่มี"),
}


@pytest.mark.parametrize("rows", UNASKED.values(), ids=UNASKED)
def test_what_agrees_with_where_it_goes_is_not_asked_about(
    client: Client, officer_6: User, rows: Rows
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, rows)) == []


@pytest.mark.parametrize(("total", "fits"), [(165000, True), (120000, True), (140000, False)])
def test_the_files_total_counts_the_rows_that_are_left_out_or_does_not(
    client: Client, officer_6: User, total: int, fits: bool
) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    rows = [*with_column("สถานะ", "", "ยกเลิก", ""), ["", "รวม", total]]
    batch = answered(client, brought_in(client, rows), "leave")
    assert [code for _column, _row, code in faults(batch)] == ([] if fits else ["total_differs"])
    if fits:
        confirmed(client, batch)
    programme.refresh_from_db()
    assert programme.allocated == (120000 if fits else 0)
    assert programme.stated_total == (Decimal(120000) if total == 120000 else None)


def test_a_note_that_calls_something_off_is_asked_about(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, [HEADER, ONE, TWO, [], ["หมายเหตุ: ลำดับที่ 2 ขอยกเลิก"]])
    assert faults(batch) == [(None, 5, "note_state")]
    assert answered(client, batch, "take").state == ImportBatch.State.PREVIEWED


def test_a_plan_with_an_activity_called_off_is_asked_about(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    header = ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
    form = "การร่วมจัดบริการขององค์กรภาคประชาชน"
    rows: Rows = [
        header,
        [1, form, "อสม.", "รณรงค์ยกเลิกการใช้แร่ใยหิน", "ก"],
        [2, form, "อสม.", "ประชุม (ยกเลิก)", "ข"],
    ]
    assert faults(upload(client, "plan.csv", "plan", as_csv(rows))) == [(None, 3, "other_state")]


def told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: Rows, *said: str
) -> tuple[int, dict[str, Any]]:
    file = tmp_path / "budget.csv"
    file.write_bytes(as_csv(rows))
    where = ("--kind", "budget", "--region", "6", "--year", "2567", "--json")
    try:
        call_command("import_table", str(file), *where, *said)
    except SystemExit as ended:
        code = int(ended.code or 0)
    else:
        code = 0
    out = capsys.readouterr().out
    return code, json.loads(out) if out else {}


def test_the_command_line_answers_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = with_column("เขต", 6, 5, 6)
    code, answer = told(tmp_path, capsys, rows)
    assert (code, answer["errors"][0]["row"]) == (1, 3)
    assert "--answer other_region=leave|take" in answer["errors"][0]["message"]
    code, answer = told(tmp_path, capsys, rows, "--answer", "other_region=leave")
    assert (code, answer["tables"][0]["total_baht"]) == (0, "120000.00")
    code, answer = told(tmp_path, capsys, rows, "--answer", "other_region=take")
    assert (code, answer["tables"][0]["total_baht"]) == (0, "165000.00")
    assert told(tmp_path, capsys, rows, "--answer", "other_region=perhaps")[0] == 1
    assert told(tmp_path, capsys, rows, "--answer", "leave")[0] == 2


NO_NAMES = ["ค่าวัสดุ", "ค่าวัสดุสำหรับศูนย์", "รอพิจารณา", "(ว่าง)", "ทดสอบ", "ทดสอบ สมาคม", "ประเด็นเด็ก", "โครงการอบรมเครือข่าย",
            "เงินสำรอง", "งบกลาง", "นางสาวสมศรี ใจดี", "อื่นๆ", "ก", "test",
            "ประชุมชมรม", "จัดเวทีเครือข่าย", "อบรมแกนนำชุมชน", "การประชุมชมรม", "ประธานชมรม", "สนับสนุนกลุ่มแม่บ้าน",
            "มูลนิธิ ......", "มูลนิธิ…", "ชมรม ____", "สมาคม xxx", "ชมรม ???", "สมาคม (.....)", "ชมรม-----",
            "ชมรม (ระบุชื่อ)", "ชมรม [ชื่อ]", "ชมรม ไม่ระบุชื่อ", "ชื่อองค์กร", "ชมรม TBA", "ชมรม", "เครือข่าย",
            "somchai@network.org", "www.club.org", "หน่วยงานใหม่", "หน่วยงาน A", "ชมรมตัวอย่าง", "องค์กรที่ 5",
            "องค์กรภาคประชาชน 5 แห่ง", "เครือข่ายอื่น ๆ", "มูลนิธิ/สมาคม", "ศูนย์ใหม่ (ยังไม่ตั้งชื่อ)",
            "หน่วยที่ยังว่าง", "สมาคม (รอจดทะเบียน)", "หน่วยงานที่ผ่านการคัดเลือก"]  # fmt: skip


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_no_organisation_has_is_asked_about(client: Client, officer_6: User, name: str) -> None:
    make.programme()
    client.force_login(officer_6)
    rows: Rows = [HEADER, ONE, [2, name, 45000], THREE]
    asked = [code for code in faults(brought_in(client, rows)) if code[2] != "other_state"]
    assert asked == [(None, 3, "other_name")]
    assert names(answered(client, brought_in(client, rows), "leave")) == [ONE[1], THREE[1]]
    assert names(answered(client, brought_in(client, rows), "take")) == [ONE[1], name, THREE[1]]


NAMES = ["สหกรณ์การเกษตรแกลง", "อบต.บ้านนา", "วัดป่าเลไลยก์", "รพ.สต.บ้านสวน", "คณะทำงานหลักประกันสุขภาพ", "บ้านเพื่อนหญิง",
         "มัสยิดกลาง", "IL Center Chonburi", "ค่ายเยาวชนบ้านไร่", "รวมพลังคนพิการ", "สภาเด็กและเยาวชน",
         "ประชาคมบ้านสวน", "ประสานใจชุมชน", "เครือข่ายองค์กรชุมชน", "สภาองค์กรชุมชน", "ศูนย์ฯ", "ชมรม ก. ข. ค.",
         "ศปจ.ระยอง", "กศน.อำเภอแกลง", "กลุ่มรอยยิ้ม", "สมาคมใหม่ศรัทธา", "กลุ่มต่างดอยรวมใจ",
         "ชมรม To Be Number One"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_a_kind_of_organisation_is_not_asked_about(
    client: Client, officer_6: User, name: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, [HEADER, [1, name, 95000]])) == []


def test_a_name_that_the_region_knows_is_not_asked_about_again(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    rows: Rows = [HEADER, [1, "เพื่อนหญิงตะวันออก", 95000]]
    confirmed(client, answered(client, brought_in(client, rows), "take"))
    assert faults(brought_in(client, rows)) == []
    make.organisation("สมาคมฟ้าใหม่").aliases.create(name="ฟ้าใหม่", name_key="ฟ้าใหม่")
    assert faults(brought_in(client, [HEADER, [2, "ฟ้าใหม่", 45000]])) == []


def test_the_register_of_organisations_asks_too(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    rows = [["ลำดับ", "ชื่อหน่วยงาน", "จังหวัด"], [1, "สมาคมแม่บ้าน", "ระยอง"], [2, "ค่าวัสดุ", "ระยอง"]]
    batch = upload(client, "o.csv", "organisations", as_csv(rows))
    assert faults(batch) == [(None, 3, "other_name")]
    assert names(answered(client, batch, "leave")) == ["สมาคมแม่บ้าน"]


CLEANED = {
    "a number before it": ("1. สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a Thai number in brackets": ("(๑) สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a number of two levels": ("1.2 สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a telephone number after it": ("สมาคมคนพิการ โทร. 038-123-456", "สมาคมคนพิการ"),
    "one in brackets": ("สมาคมคนพิการ (โทร 081 234 5678)", "สมาคมคนพิการ"),
    "a bare number": ("1 สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a number with its word": ("ข้อ 1 สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a number with its word and signs": ("ลำดับที่ ๓. - สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a number in square brackets": ("[1] สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a number in a ring": ("① สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a number in English": ("No. 3 สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a bullet": ("• สมาคมคนพิการ", "สมาคมคนพิการ"),
    "a telephone number without its word": ("สมาคมคนพิการ (081-234-5678)", "สมาคมคนพิการ"),
    "another word for it": ("สมาคมคนพิการ เบอร์ 0812345678", "สมาคมคนพิการ"),
    "two of them": ("สมาคมคนพิการ, 081-234-5678, 089-999-9999", "สมาคมคนพิการ"),
    "one with its extension": ("สมาคมคนพิการ 0 3861 1234 ต่อ 12", "สมาคมคนพิการ"),
    "whom to ask": ("สมาคมคนพิการ (ติดต่อ คุณสมชาย ใจดี โทร. 081-234-5678)", "สมาคมคนพิการ"),
    "an address of e-mail": ("สมาคมคนพิการ a.b@c.or.th", "สมาคมคนพิการ"),
    "number and address": ("สมาคมคนพิการ โทร 038-611234 E-mail: a@b.org", "สมาคมคนพิการ"),
    "an address of the web": ("สมาคมคนพิการ www.facebook.com/abc", "สมาคมคนพิการ"),
    "a name on a messenger": ("สมาคมคนพิการ Line ID: abc_1", "สมาคมคนพิการ"),
    "a line break of a web page": ("สมาคมคนพิการ<br>จังหวัดระยอง", "สมาคมคนพิการ จังหวัดระยอง"),
    "markup around it": ('<span style="color:red">สมาคมคนพิการ</span>', "สมาคมคนพิการ"),
    "markup in codes": ("&lt;b&gt;สมาคมคนพิการ&lt;/b&gt;", "สมาคมคนพิการ"),
    "a space of a web page": ("สมาคม&nbsp;คนพิการ", "สมาคม คนพิการ"),
    "other codes of a web page": ("สมาคมแม่ &amp; ลูก &#3585;", "สมาคมแม่ & ลูก ก"),
    "whom to ask, in other words": ("สมาคมคนพิการ (ผู้ประสาน นายสมชาย 0899999999)", "สมาคมคนพิการ"),
    "a number beside a place in brackets": ("สมาคมคนพิการ (ระยอง โทร 0899999999)", "สมาคมคนพิการ (ระยอง)"),
    "a letter before it": ("ก. สมาคมคนพิการ", "สมาคมคนพิการ"),
    "quotation marks around it": ("“สมาคมคนพิการ”", "สมาคมคนพิการ"),
    "the mark of a note": ("สมาคมคนพิการ*", "สมาคมคนพิการ"),
    "the number of a note": ("สมาคมคนพิการ 1)", "สมาคมคนพิการ"),
    "a separator": ("สมาคมคนพิการ;", "สมาคมคนพิการ"),
    "a line break before a vowel": ("สมาคมคนพ\nิการ", "สมาคมคนพิการ"),
    "a line break after a vowel": ("ชมรมเ\nพื่อน", "ชมรมเพื่อน"),
    "a line break between words": ("สมาคมคนพิการ\nจังหวัดระยอง", "สมาคมคนพิการ จังหวัดระยอง"),
}


@pytest.mark.parametrize(("written", "name"), CLEANED.values(), ids=CLEANED)
def test_a_name_is_cleaned_of_what_is_none_of_it_and_that_is_said(
    client: Client, officer_6: User, written: str, name: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, [HEADER, [1, written, 95000]])
    assert (names(batch), faults(batch)) == ([name], [])
    assert {warning["code"] for warning in batch.preview["warnings"]} & {
        "name_proper",
        "name_in_lines",
        "tidied",
    }


@pytest.mark.parametrize("name", ["กลุ่ม 24 ชม.", "ชุมชน 1330", "ชมรม 3.5", "กลุ่ม 1.1 เพื่อน", "สมาคม AT&T; เพื่อน",
                                  "1 ชุมชน 1 ผลิตภัณฑ์", "100 ปีสมาคมแม่บ้าน", "ศูนย์ 50(5) อื่น", "ชมรมไลน์"])  # fmt: skip
def test_a_name_with_figures_of_its_own_stays(client: Client, officer_6: User, name: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert names(brought_in(client, [HEADER, [1, name, 95000]])) == [name]
