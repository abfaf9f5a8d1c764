"""Wherever a file speaks of another region, year or state, it is asked once; what only looks like it is not."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
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
    questions,
    with_column,
)
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, xlsx

pytestmark = pytest.mark.django_db


PLACES = [
    "สปสช. เขต 5 ราชบุรี", "12 ม.3 อ.บ้านแพ้ว จ.สมุทรสาคร", "อ.หาดใหญ่", "กทม.", "เชียงใหม่", "(ลพบุรี)",
    "โคราช", "เขตบางรัก", "จ.รบ.", "ราชบุรี/เพชรบุรี", "เขต 4-5", "อบรมที่เชียงใหม่", "สาธารณสุขจังหวัดสงขลา", "region 5",
    "เขตสุขภาพที่ ๑๒", "สปสช. เขต 5 จังหวัด 8 แห่ง", "อบรมที่หาดใหญ่",
]  # fmt: skip
HEADINGS = ["สังกัด", "ที่อยู่", "หมายเหตุ", "ก", "ผู้ประสานงาน"]


# Districts and tambons of one region alone, without the word for one, under a heading of places.
BARE = [
    ("พื้นที่", "หาดใหญ่"), ("ที่อยู่", "12 ม.3 แม่ริม"), ("ตำบล", "สุเทพ"), ("ที่ตั้ง", "ปาย"), ("พื้นที่ดำเนินการ", "แม่สอด, แม่ระมาด"),
    ("ที่อยู่", "9 ต.สุเทพ"), ("Address", "99/1 บางสะพาน"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "place"), BARE)
def test_a_bare_district_of_another_region_is_asked_about_where_places_stand(
    client: Client, officer_6: User, heading: str, place: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column(heading, "แกลง", place, ""))) == [(None, 3, "other_region")]


@pytest.mark.parametrize("place", PLACES)
def test_a_place_of_another_region_is_asked_about_under_any_heading(
    client: Client, officer_6: User, place: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    heading = HEADINGS[PLACES.index(place) % len(HEADINGS)]
    batch = brought_in(client, with_column(heading, "ระยอง", place, ""))
    assert faults(batch) == [(None, 3, "other_region")]
    assert names(answered(client, batch, "leave")) == [ONE[1], THREE[1]]


REGIONS: dict[str, list[Any]] = {
    "เขต": ["๕", "ห้า", "R5", "เขต 14", 56, "หาดใหญ่", "บางรัก"],
    "จังหวัดที่ตั้ง": ["รบ", "Ratchaburi", "ภาคใต้"],
    "สปสช.": ["5"],
}


@pytest.mark.parametrize(
    ("heading", "place"), [(heading, place) for heading, places in REGIONS.items() for place in places]
)
def test_what_is_no_place_of_the_region_in_a_column_of_places_is_asked_about(
    client: Client, officer_6: User, heading: str, place: Any
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column(heading, "", place, "ระยอง"))) == [(None, 3, "other_region")]


def test_places_of_several_regions_in_one_column_are_one_question_and_a_repeated_one_is_none(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, with_column("หมายเหตุ", "อบรมที่เชียงใหม่", "สปสช. เขต 5", "ดูงานสงขลา"))
    assert faults(batch) == [(None, 2, "other_region")]
    (asked,) = questions(batch)
    assert "“อบรมที่เชียงใหม่”, “สปสช. เขต 5”, “ดูงานสงขลา” (D “หมายเหตุ”)" in asked
    both = [
        [*row, more]
        for row, more in zip(
            with_column("จังหวัด", "", "ราชบุรี", "ระยอง"), ["ที่อยู่", "", "จ.ราชบุรี", ""], strict=True
        )
    ]
    assert faults(brought_in(client, both)) == [(None, 3, "other_region")]


NAMES = [
    "ชมรมเพื่อน (ลพบุรี)", "ชมรมเพื่อน กทม.", "ศูนย์เพื่อน อ.หาดใหญ่", "ศูนย์เพื่อน จ.ลบ.", "ชมรมเพื่อน ลบ.",
    "ชมรมเพื่อนโคราช", "สมาคมเชียงใหม่สัมพันธ์", "ศูนย์เพื่อนเขตบางรัก", "ชมรมเพื่อน - ตรัง",
    "เครือข่ายภาคประชาชน สงขลา", "ชมรมสิทธิ เขตสุขภาพที่ 5", "ชมรมผู้สูงอายุ สุรินทร์",
    "ชมรมคนหาดใหญ่", "ศูนย์คนพิการแม่ริม", "สมาคมหาดใหญ่ร่วมใจ", "เครือข่ายสันกำแพงรักษ์สุขภาพ",
    "ชมรมผู้ประสานงาน สุรินทร์", "ชมรมกำนัน ผู้ใหญ่บ้าน สุรินทร์", "สมาคม ครู สุรินทร์", "ชมรม ส.อ.ท. ราชบุรี",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_place_of_another_region_in_a_name_is_asked_about(
    client: Client, officer_6: User, name: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, [HEADER, ONE, [2, name, 45000]])) == [(None, 3, "other_region")]


def test_a_name_with_a_place_of_its_own_region_or_with_what_only_sounds_like_one_is_not(
    client: Client, officer_6: User
) -> None:
    named = [
        "ชมรมคนศรีราชา", "ชมรมคนหาดใหญ่ จ.ระยอง", "ชมรมบ้านหาดใหญ่", "กลุ่มแม่สายใจ", "เครือข่ายแม่วางแผน", "ชมรมคนหนองบัว",
        "กลุ่มออมทรัพย์ธนาคารกรุงไทย สาขาหาดใหญ่", "ชมรมศิษย์เก่ามหาวิทยาลัยแม่ฟ้าหลวง", "มูลนิธิพระนคร", "ชมรมถนนลาดพร้าว",
        "ชมรมรักสันติสุข", "กลุ่มสตรีบ้านโพธิ์", "สมาคมนายแม่ริม", "กลุ่มนางรองประธาน",
    ]  # fmt: skip
    make.programme()
    client.force_login(officer_6)
    rows: Rows = [HEADER, *([number, name, 1000] for number, name in enumerate(named, start=1))]
    assert faults(brought_in(client, rows)) == []


YEARS: dict[str, list[Any]] = {
    "งบปี": ["25 67", "๒๕๖๖"],
    "ปี": ["2566-67", "2566/67", 3110, "พ.ศ. 2076", "2O67", "ปีที่ 1", "25667", "66", 2023, "31 ม.ค. 2566"],
    "ปีที่จัดสรร": [2566, "ปีงบ 66"],
    "หมายเหตุ": ["งบปี 2566", "ปีงบประมาณ ๒๕๖๖", "2566", "ปี 2O67", "พ.ศ. 2076", "ปี 2566-67", "ปี 3110"],
}


@pytest.mark.parametrize(
    ("heading", "year"), [(heading, year) for heading, years in YEARS.items() for year in years]
)
def test_what_is_not_clearly_the_year_is_asked_about(
    client: Client, officer_6: User, heading: str, year: Any
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, with_column(heading, "", year, 2567))
    assert faults(batch) == [(None, 3, "other_year")]
    assert f"“{year}” (D “{heading}”)" in questions(batch)[0]


SAID = {
    "ฉบับยกร่าง": "state", "(ร่าง)": "state", "ร่างงบประมาณ": "state", "ตัวอย่าง": "state",
    "บัญชีสำรอง": "state", "ขอเสนอโครงการ": "state", "Draft 1": "state", "สปสช. เขต 5 ราชบุรี": "region",
    "สงขลา": "region", "งบประมาณ พ.ศ. 2076": "no_year", "ปี 2O67": "no_year", "ปี 2566-67": "no_year",
    "2657": "no_year",
}  # fmt: skip


@pytest.mark.parametrize(("said", "aspect"), SAID.items())
def test_a_title_and_a_sheets_name_are_asked_about(
    client: Client, officer_6: User, said: str, aspect: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    rows: Rows = [HEADER, ONE, TWO]
    assert faults(brought_in(client, [[said], *rows])) == [(None, 1, f"title_{aspect}")]
    named = upload(client, "b.xlsx", "budget", xlsx(SheetOfFile(rows=rows, name=said)))
    assert faults(named) == [(None, None, f"title_{aspect}")]
    assert answered(client, named, "take").state == ImportBatch.State.PREVIEWED


BELOW = {
    "หมายเหตุ: สปสช. เขต 5": "region", "ที่มา: สปสช.เขต 13 กรุงเทพมหานคร": "region",
    "ผู้อำนวยการ สปสช. เขต 5 ราชบุรี": "region", "(นายสมชาย ใจดี) สปสช.เขต 4 สระบุรี": "region",
    "หมายเหตุ งบของจังหวัดสงขลา": "region", "หมายเหตุ: งบปี 2566": "year", "ข้อมูลปีงบประมาณ 2566": "year",
    "หมายเหตุ ปี 2O67": "year", "หมายเหตุ: ปี 2566/67": "year", "หมายเหตุ: ร่าง": "state",
    "หมายเหตุ: เป็นข้อมูลตัวอย่าง": "state", "หมายเหตุ: ลำดับที่ 2 งดจ่าย": "state",
}  # fmt: skip


@pytest.mark.parametrize(("said", "aspect"), BELOW.items())
def test_a_line_below_the_table_is_asked_about(
    client: Client, officer_6: User, said: str, aspect: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, [HEADER, ONE, TWO, [], [said]])
    assert faults(batch) == [(None, 5, f"note_{aspect}")]
    assert answered(client, batch, "take").state == ImportBatch.State.PREVIEWED


def test_one_thing_said_twice_below_the_table_is_asked_once(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    lines = [["ลงชื่อ ............"], ["สปสช. เขต 5 ราชบุรี"], ["ผู้อำนวยการ สปสช. เขต 5"]]
    assert faults(brought_in(client, [HEADER, ONE, TWO, [], *lines])) == [(None, 6, "note_region")]


QUIET = [
    "กขป. เขตที่ 1-12", "ข้อเสนอต่อการพัฒนา",
    "12 ถ.เพชรบุรี ต.ท่าประดู่ อ.เมือง จ.ระยอง", "สพป.ระยอง เขต 1",
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา เขต 2", "โอนแล้ว 31 ม.ค. 2566", "สัญญาเลขที่ 12/2566",
    "ก่อตั้งเมื่อปี 2540", "ธนาคารกรุงเทพ สาขาระยอง", "โรงพยาบาลกรุงเทพพัทยา จ.ชลบุรี", "นายพิจิตร ใจดี",
    "ทำได้เลย", "ตั้งแต่ปี 2560", "สำรองจ่ายไปก่อน", "ม.สุโขทัยธรรมาธิราช", "หนึ่งร้อยเอ็ดบาท", "อ.สอยดาว",
    "ปีงบ 67", "24 ชม.", "ไม่ยกเลิก", "โครงการชะลอไตเสื่อม", "ยุติการตีตรา", "สิทธิปฏิเสธการรักษา",
    "ธ.กรุงเทพ สาขาแกลง", "โอนภายใน มค.", "นายก สท.",
    "วิทยากร 5 คน x 1,000 บาท", "อบรม อสม. 1,200 คน", "จ่ายเช็คเลขที่ 1234567", "ฝ่ายการเงิน 038611234",
    "ค่าอาหาร 5,000 บาท ค่าวิทยากร 90,000 บาท", "ไม่มีเบอร์โทร", "ตกลงแล้ว", "พักอาศัยในพื้นที่", "ปิดโครงการแล้ว",
    "เลิกบุหรี่", "ไม่ใช่นิติบุคคล", "ไม่ต่อเนื่อง", "รวมพลัง",
    "โอนเข้า ธ.กรุงไทย สาขาหาดใหญ่", "ใกล้วัดแม่ริม", "นายสมชาย หาดใหญ่",
    "ไม่เกิน 50 คน", "ไม่รวมค่าเดินทาง", "ไม่ขัดข้อง", "ไม่ใช้โฟม", "รวมกับค่าอาหาร", "เอกสาร R2", "สพป.ระยอง เขตหนึ่ง",
]  # fmt: skip
QUIET_COLUMNS: dict[str, list[Any]] = {
    "จำนวนคน": [2566, 120, 340],
    "รหัส": [2566, 2570, 2111],
    "ก": [2566, 120, 340],
    "ปีที่ก่อตั้ง": [2540, 2560, 2555],
    "ระยะเวลาดำเนินการ": ["1 ต.ค. 2565 - 30 ก.ย. 2566", "", ""],
    "ปีที่จัดสรร": [2567, 2567, "๒๕๖๗"],
    "จังหวัด": ["ระยอง", "จ.ชลบุรี", "ชบ."],
    "พื้นที่": ["หนองบัว", "บ้านหนองสูง", "แกลง, หาดใหญ่"],
    "ตำบล": ["ท่าประดู่", "ต.เพ", "บ้านนา"],
    "อำเภอ": ["แกลง, บ้านค่าย", "เมือง", "อ.บ้านฉาง"],
    "เขต": ["6", "เขต ๖ ระยอง", "Rayong"],
    "มติ": ["อนุมัติ", "เห็นชอบตามเสนอ", "ที่ประชุมมีมติเห็นชอบ ครั้งที่ 2/2567"],
    "สถานะ": ["อนุมัติแล้ว", "ผ่านการพิจารณา", "ดำเนินการแล้ว"],
    "ผล": ["ผ่าน", "✓", "อนุมัติ 25,000 บาท"],
    "อนุมัติ/ไม่อนุมัติ": ["อนุมัติ", "อนุมัติ", "อนุมัติ"],
    "ผู้อนุมัติ": ["นายก", "นายข", "นายค"],
    "ผลการคัดเลือก": ["ได้รับการคัดเลือก", "ได้รับการคัดเลือก", "ผ่านการคัดเลือก"],
    "มติที่ประชุม": ["เห็นชอบและอนุมัติ", "อนุมัติงบ 45,000 บาท", "อนุมัติ"],
    "สถานะองค์กร": ["นิติบุคคล", "นิติบุคคล", "กลุ่ม"],
    "ผลลัพธ์": ["ประชาชนเข้าถึงสิทธิ", "", ""],
}


@pytest.mark.parametrize(
    ("heading", "values"),
    [("หมายเหตุ", [text, "", ""]) for text in QUIET] + [*QUIET_COLUMNS.items()],
)
def test_what_only_looks_like_another_place_year_or_state_is_not_asked_about(
    client: Client, officer_6: User, heading: str, values: list[Any]
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column(heading, *values))) == []


def test_a_day_is_told_as_thai_readers_and_english_readers_write_it(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = with_column("มติ", "อนุมัติ", date(2024, 1, 31), "อนุมัติ")
    batch = upload(client, "b.xlsx", "budget", xlsx(SheetOfFile(rows=rows)))
    assert "“31 ม.ค. 2567” (D “มติ”)" in questions(batch)[0]
    with translation.override("en"):
        assert "“31 Jan 2024” (D “มติ”)" in questions(batch)[0]
    named = upload(
        client, "b.xlsx", "budget", xlsx(SheetOfFile(rows=[HEADER, [1, date(2024, 1, 31), 95000]]))
    )
    assert "“31 ม.ค. 2567”" in questions(named)[0]


REGISTERS = {
    "สังกัด": ("สปสช. เขต 5 ราชบุรี", "other_region"),
    "ที่อยู่": ("จ.สงขลา", "other_region"),
    "สถานะ": ("ยุบเลิก", "other_state"),
    "หมายเหตุ": ("ยก เลิก", "other_state"),
}


@pytest.mark.parametrize(("heading", "said"), REGISTERS.items())
def test_a_register_is_asked_about_in_the_same_way(
    client: Client, officer_6: User, heading: str, said: tuple[str, str]
) -> None:
    client.force_login(officer_6)
    rows: Rows = [
        ["ลำดับ", "ชื่อหน่วยงาน", heading],
        [1, "สมาคมแม่บ้าน", ""],
        [2, "ชมรมคนบ้านสวน", said[0]],
    ]
    batch = upload(client, "o.csv", "organisations", as_csv(rows))
    assert faults(batch) == [(None, 3, said[1])]
    assert names(answered(client, batch, "leave")) == ["สมาคมแม่บ้าน"]


def test_the_page_counts_further_rows_as_rows(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    rows: Rows = [HEADER, *([n, f"ชมรมบ้าน{n}", "ไม่ทราบ"] for n in range(1, 60))]
    page = client.get(f"/imports/{brought_in(client, rows).pk}/")
    assert "แถว" in page.text.partition("และอีก ")[2][:20]
    assert "กิจกรรม" not in page.text.partition("และอีก ")[2][:20]
