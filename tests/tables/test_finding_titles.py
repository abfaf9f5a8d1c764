"""What the lines above the table say of its sum, its fiscal year and its number of entries."""

import pytest

from tests.tables.books import book, codes, find, places, sheet, warned

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]
ROWS = [[1, "มูลนิธิสายรุ้ง", 215000], [2, "ชมรมคนรักบ้าน", 960000]]
SUM = 1175000


def titled(*titles, **asked):
    return find(
        book([*[title if isinstance(title, list) else [title] for title in titles], HEADER, *ROWS]), **asked
    )


FITTING_SUMS = [
    "การสนับสนุนงบประมาณปี 2567 จำนวน 1,175,000 บาท",
    "วงเงิน ๑,๑๗๕,๐๐๐ บาท",
    "รวมเป็นเงิน 1,175,000.00 บาท",
    "งบประมาณรวมทั้งสิ้น 1175000 บาท (หนึ่งล้านหนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน)",
    "จำนวน 2 แห่ง เป็นเงิน 1,175,000.- บาท",
    "จำนวน 1,175,000.-",
    "งบประมาณ 1.175 ล้านบาท",
    "วงเงินงบประมาณ : 1,175,000 บาท",
    "จัดสรร 1,175,000 บาท",
    "จำนวน\n1,175,000\nบาท",
    "จำนวน 1,175,000 บาท รายชื่อดังนี้",
]


@pytest.mark.parametrize("title", FITTING_SUMS)
def test_the_sum_in_a_title_is_read_and_fits(title):
    table = titled(title)
    assert not table.faults
    assert not table.warnings
    assert table.title_total == SUM


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        ("การสนับสนุนงบประมาณปี 2567 จำนวน 1,157,000 บาท", "1,157,000.00"),
        ("วงเงินงบประมาณ 34,500 บาท", "34,500.00"),
        ("จำนวน ๑,๑๗๕,๐๐๐.๕๐ บาท", "1,175,000.50"),
        ("งบประมาณ 1.2 ล้านบาท", "1,200,000.00"),
        (["วงเงินรวม", None, 1175001], "1,175,001.00"),
    ],
)
def test_a_sum_in_a_title_that_differs_is_refused_with_both_numbers(title, stated):
    table = titled(title)
    assert codes(table) == ["title_total_differs"]
    assert stated in table.faults[0].message
    assert "1,175,000.00" in table.faults[0].message


NO_SUMS = [
    "สนับสนุนแห่งละไม่เกิน 120,000 บาท",
    "แห่งละ 95,000 บาท",
    "จำนวน 5,000 คน",
    "จำนวน 2 แห่ง ใน 8 จังหวัด",
    "หนังสือที่ สปสช. 5.34/1250 จำนวน 3 ฉบับ",
    "งวดที่ 1 จำนวน 500,000 บาท",
    "อัตรา 500 บาทต่อคน",
    "มาตรา 50(5) แห่ง พ.ร.บ.หลักประกันสุขภาพแห่งชาติ พ.ศ. 2545",
]


@pytest.mark.parametrize("title", NO_SUMS)
def test_other_figures_of_a_title_are_no_sum(title):
    table = titled(title)
    assert not table.faults
    assert "title_sums" not in warned(table)
    assert table.title_total is None


@pytest.mark.parametrize("title", ["ภายในวงเงิน 2,500,000 บาท", "ภายใต้กรอบวงเงิน 2,500,000 บาท"])
def test_a_limit_in_a_title_is_no_sum(title):
    table = titled(title)
    assert not table.faults
    assert table.title_total is None


def test_of_several_sums_one_has_to_fit_and_the_others_are_pointed_out():
    table = titled("วงเงินทั้งสิ้น 2,000,000 บาท จัดสรรรอบที่ 1 จำนวน 1,175,000 บาท")
    assert not table.faults
    assert table.title_total == SUM
    assert warned(table) == ["title_sums"]
    assert "2,000,000" in table.warnings[0].message


@pytest.mark.parametrize("title", ["(1,200,000 บาท)", "1,200,000 บาท", "๑,๒๐๐,๐๐๐.- บาทถ้วน"])
def test_a_title_that_is_nothing_but_an_amount_states_the_sum(title):
    assert codes(titled("งบสนับสนุน", title)) == ["title_total_differs"]


@pytest.mark.parametrize(
    "title", ["จำนวน 117,5000 บาท", "งานภาคประชาชนของเขต 1,200,000 บาท", "เหลือ 25,000 บาท"]
)
def test_an_amount_in_a_title_that_may_be_the_sum_is_pointed_out(title):
    table = titled(title)
    assert not table.faults
    assert warned(table) == ["title_sums"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2566", "title_year"),
        ("(พ.ศ. 2566)", "title_year"),
        ("งบประมาณ 2566", "title_year"),
        ("1 ต.ค. 2565 - 30 ก.ย. 2566", "title_year"),
        ("1/10/2565 ถึง 30/09/2566", "title_year"),
    ],
)
def test_a_title_that_is_nothing_but_a_year_states_it(title, code):
    assert codes(titled(title)) == [code]


@pytest.mark.parametrize(
    ("title", "expected"), [("แผนงาน 2566", ["title_year_perhaps"]), ("แผนงาน 2567", [])]
)
def test_a_year_in_a_title_that_may_be_the_fiscal_year_is_pointed_out(title, expected):
    table = titled(title)
    assert not table.faults
    assert warned(table) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("จำนวน 2 แห่ง", []), ("สนับสนุน จำนวน 15 แห่ง", ["title_count"])]
)
def test_the_number_of_entries_in_a_title_is_checked(title, expected):
    assert warned(titled(title)) == expected


FITTING_YEARS = [
    "ปี 2567", "ปี2567", "ปี ๒๕๖๗", "ปีงบประมาณ 2567", "ปีงบประมาณ พ.ศ. ๒๕๖๗", "ประจำปีงบประมาณ\nพ.ศ. 2567", "ประจำปี 2567",
    "ปีงบประมาณ 67", "ประจำปีงบประมาณ ๖๗", "ปีงบประมาณ'67", "ปีงบ 67", "ปี งปม. 2567", "งบประมาณ พ.ศ. 2567",
    "ปี พ.ศ.2567", "ปีงบประมาณ (พ.ศ. 2567)",
    "สปสช.เขต 6 ปี 2567", "ไตรมาส 2 ปี 2567", "ปีงบประมาณ : 2567",
]  # fmt: skip


@pytest.mark.parametrize("title", FITTING_YEARS)
def test_the_fiscal_year_of_a_title_fits(title):
    table = titled(title)
    assert not table.faults
    assert not table.warnings
    assert table.title_year == 2567


@pytest.mark.parametrize("title", FITTING_YEARS)
def test_the_fiscal_year_of_a_title_differs(title):
    table = titled(title, fiscal_year=2568)
    assert (codes(table), places(table)) == (["title_year"], ["A1"])
    assert "2567" in table.faults[0].message
    assert "2568" in table.faults[0].message


@pytest.mark.parametrize("title", ["ปีงบประมาณ 2024", "ปีงบประมาณ ค.ศ. 2024", "FY2024", "Fiscal year 2024"])
def test_a_year_of_the_common_era_is_read_and_its_reading_shown(title):
    table = titled(title)
    assert not table.faults
    assert table.title_year == 2567
    assert warned(table) == ["title_common_era"]
    assert "2567" in table.warnings[0].message
    assert "title_year" in codes(titled(title, fiscal_year=2566))


def test_a_year_in_a_cell_of_its_own_and_in_a_heading_is_checked():
    assert places(titled(["ปีงบประมาณ", 2566])) == ["B1"]
    heading = ["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ ปี 2566 (บาท)"]
    assert places(find(book([heading, *ROWS]))) == ["C1"]


NO_YEARS = [
    "ครั้งที่ 4/2566 วันศุกร์ที่ 22 เดือน ธันวาคม พ.ศ.2566",
    "ข้อมูล ณ วันที่ 30 กันยายน 2566",
    "พ.ร.บ.หลักประกันสุขภาพแห่งชาติ พ.ศ. 2545 มาตรา 50(5)",
    "แผนการดำเนินงาน ระยะสี่ปี (พ.ศ.2563 – 2567)",
    "แผนปฏิบัติราชการ ฉบับที่ 5 พ.ศ.2566 - 2570",
    "แผน 5 ปี 2566-2570",
    "ปีงบประมาณ 2566 ถึง 2570",
    "ตั้งแต่ปี 2560",
    "ณ สิ้นปี 2566",
    "ระยะเวลา 1 ต.ค. 2566 - 30 ก.ย. 2567",
    "ระยะเวลาดำเนินการ ตั้งแต่ 1 ต.ค. 2566 - 30 ก.ย. 2567",
    "ดำเนินการ 1 ต.ค. 2566 - 30 ก.ย. 2567",
    "1 ต.ค. 2565 - 30 ก.ย. 2568",
    "ที่ สปสช. 5.34/ว.2566 ลงวันที่ 5 ต.ค. 66",
    "เด็กอายุ 15 ปี 60 คน",
    "โทร. 1330 ต่อ 2566",
]


@pytest.mark.parametrize("title", NO_YEARS)
def test_other_years_of_a_title_are_not_the_fiscal_year(title):
    table = titled(title, fiscal_year=2569)
    assert not table.faults
    assert not table.warnings
    assert table.title_year is None


def test_of_two_years_one_has_to_fit():
    fits = titled("งบประมาณปี 2566", "(ปรับปรุงเป็นปีงบประมาณ 2567)")
    assert not fits.faults
    assert warned(fits) == ["title_years"]
    assert codes(titled("งบประมาณปี 2566", "เทียบปี 2565")) == ["title_year"]


def test_without_a_year_asked_for_the_title_only_tells_it():
    table = titled("ปีงบประมาณ 2560", fiscal_year=None)
    assert not table.faults
    assert table.title_year == 2560


def test_another_year_in_the_sheets_name_is_pointed_out():
    assert warned(find(book(sheet([HEADER, *ROWS], title="ปี 2566")))) == ["sheet_year"]
    assert not find(book(sheet([HEADER, *ROWS], title="ปี 2567"))).warnings


def test_a_plans_title_is_checked_for_its_year_only():
    header = ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
    made = book([["แผนการขับเคลื่อน ประจำปี 2567 จำนวน 9 บาท"], header, [1, "ก", "ข", "ค", "ง"]])
    assert not find(made, "plan").faults
    assert places(find(made, "plan", fiscal_year=2566)) == ["A1"]
