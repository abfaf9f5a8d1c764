"""What the rows above the table say: its total and its fiscal year, and figures that only look so."""

from collections.abc import Sequence
from typing import Any

from tests.office_tables.case import Case, granted
from tests.office_tables.office_data import FIVE, PLAN, REGION_6, REGION_6_TITLE, budget_rows, plan_rows
from tests.workbooks.writers import SheetOfFile, ods, write, xls, xlsx

ENDINGS = ["xlsx", "csv", "xls", "ods"]
GRANTS = "การสนับสนุนงบประมาณ"

FITTING_TOTALS = [
    "จำนวน 345,000 บาท",
    "จำนวน ๓๔๕,๐๐๐ บาท",
    "รวมเป็นเงิน 345,000.00 บาท",
    "วงเงิน 345,000.- บาท",
    "จำนวน 5 แห่ง เป็นเงิน 345,000 บาท",
    "วงเงินรวมทั้งสิ้น 345000 บาท (สามแสนสี่หมื่นห้าพันบาทถ้วน)",
]
OTHER_TOTALS = [
    ("จำนวน 354,000 บาท", "354,000"),
    ("จำนวน ๓๕๔,๐๐๐ บาท", "354,000"),
    ("จำนวน 345,000.50 บาท", "345,000.50"),
    ("จำนวน 5 แห่ง เป็นเงิน 1,345,000 บาท", "1,345,000"),
    ("วงเงินงบประมาณ 34,500 บาท", "34,500"),
    ("ทั้งสิ้น 346,000 บาท", "346,000"),
    ("งบ 346,000 บาท", "346,000"),
    ("รวม 346,000.-", "346,000"),
]
# Figures that may be the table's total: whoever takes such a table has to ask about them.
PERHAPS_TOTALS = ["(346,000 บาท)", "346,000 บาท", "จำนวน 34,5000 บาท"]
# A year without the word ปี, which may be the table's.
PERHAPS_YEARS = ["พ.ศ. 2566", "2566", "งบประมาณ 2566", "แผนงาน 2566"]
# Amounts of a title that are not the table's total.
OTHER_AMOUNTS = [
    "สนับสนุนแห่งละไม่เกิน 120,000 บาท",
    "หนังสือที่ สปสช. 5.34/1250 จำนวน 3 ฉบับ",
    "จำนวน 5 หน่วยงาน ใน 8 จังหวัด",
]
FITTING_YEARS = [
    "ปี 2567",
    "ปีงบประมาณ 2567",
    "ปีงบประมาณ พ.ศ. 2567",
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    "ปี ๒๕๖๗",
    "ปี2567",
    "ปีงบประมาณ 67",
    "ประจำปีงบประมาณ ๖๗",
    "ปีงบประมาณ 2024",
    "ปีงบประมาณ ค.ศ. 2024",
]
LIKELY_YEARS = ["FY2024", "FY 2567", "ปีงบ 67", "ปี งปม. 2567", "ปีงบประมาณ'67"]
OTHER_YEARS = [
    ("ปี 2566", "2566"),
    ("ปีงบประมาณ 2566", "2566"),
    ("ปีงบประมาณ พ.ศ. 2568", "2568"),
    ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "2566"),
    ("ปี๒๕๖๘", "2568"),
    ("ปีงบประมาณ 66", "2566"),
    ("ประจำปีงบประมาณ ๖๘", "2568"),
    ("ปีงบประมาณ 2023", "2566"),
    ("ปีงบประมาณ ค.ศ. 2025", "2568"),
]
# Years of a title that are not the table's fiscal year.
MISLEADING_YEARS = [
    "ปีงบประมาณ 2567 ตามมติที่ประชุมครั้งที่ 4/2566 วันที่ 22 ธันวาคม 2566",
    "ตามพระราชบัญญัติหลักประกันสุขภาพแห่งชาติ พ.ศ. 2545 ปีงบประมาณ 2567",
    "ภายใต้แผนปฏิบัติราชการ ฉบับที่ 5 (พ.ศ. 2566-2570) ประจำปี 2567",
    "ครั้งที่ ๔/๒๕๖๖ เมื่อวันศุกร์ที่ ๒๒ ธันวาคม ๒๕๖๖",
    "ข้อมูล ณ วันที่ 30 กันยายน 2566",
    "มาตรา 50(5) แห่ง พ.ร.บ.หลักประกันสุขภาพแห่งชาติ พ.ศ.2545",
    "ระยะเวลาดำเนินการ 1 ต.ค. 2566 - 30 ก.ย. 2567",
    "โทร. 1330 ต่อ 2566",
    "อ้างถึงหนังสือ ที่ สปสช. 5.34/ว.2566 ลงวันที่ 5 ต.ค. 66",
]


def _budget(titles: Sequence[Sequence[Any]], ending: str, name: str, **more: Any) -> Case:
    more = {"expect": "accept", "detail": granted(FIVE), "klass": "titles"} | more
    rows = budget_rows(FIVE, titles=titles)
    more = {"build": lambda: write(ending, rows)} | more
    return Case(name=f"{ending}: {name}", filename=f"งบประมาณ.{ending}", **more)


def _totals() -> list[Case]:
    cases = []
    for number, words in enumerate(FITTING_TOTALS):
        title = f"{GRANTS}ปี 2567 {words}"
        cases.append(_budget([[title]], ENDINGS[number % 4], f"the title's total fits: {words}"))
    for number, (words, shown) in enumerate(OTHER_TOTALS):
        title = f"{GRANTS}ปี 2567 {words}"
        cases.append(
            _budget(
                [[title]],
                ENDINGS[number % 4],
                f"the title's total does not fit: {words}",
                expect="reject",
                detail=None,
                says=("345,000", shown),
            )
        )
    for number, words in enumerate([*PERHAPS_TOTALS, *PERHAPS_YEARS]):
        cases.append(
            _budget(
                [["การสนับสนุนองค์กรภาคประชาชน"], [words]],
                ENDINGS[number % 4],
                f"a title that may say another total or year: {words}",
                expect="reject",
                sure=False,
                warns=True,
            )
        )
    for number, words in enumerate(OTHER_AMOUNTS):
        cases.append(
            _budget(
                [[f"{GRANTS}ปี 2567"], [words]],
                ENDINGS[number % 4],
                f"a title's figure that is no total: {words}",
            )
        )
    cases += [
        _budget(
            [[GRANTS], ["วงเงินรวม", None, "345,000 บาท"]],
            "xlsx",
            "the stated total in a row of its own",
            sure=False,
        ),
        _budget(
            [[GRANTS], ["วงเงินรวม", None, 400000]],
            "xlsx",
            "a wrong stated total in a row of its own",
            sure=False,
        ),
        _budget([[f"{GRANTS} 0.345 ล้านบาท"]], "xlsx", "the title's total in millions fits", sure=False),
        _budget(
            [[f"{GRANTS}ปี 2567 จำนวน 345,000 บาท"], ["จำนวน 346,000 บาท"]],
            "xlsx",
            "two totals, one of them wrong",
            expect="reject",
            detail=None,
            says=("346,000",),
            sure=False,
        ),
    ]
    wrong = REGION_6_TITLE.replace("1,175,000", "1,157,000")
    for ending, writer in (("xlsx", xlsx), ("xls", xls), ("ods", ods)):
        rows = budget_rows(
            REGION_6, titles=[[wrong], ["(โครงการสนับสนุนกลไกฯ สปสช.เขต 6 ระยอง)"], []], total=1175000
        )
        cases.append(
            _budget(
                [],
                ending,
                "region 6's own table with a merged title whose total has two digits swapped",
                expect="reject",
                detail=None,
                says=("1,175,000", "1,157,000"),
                build=lambda writer=writer, rows=rows: writer(
                    SheetOfFile(rows=rows, merges=["A1:C1", "A2:C2"])
                ),
            )
        )
    return cases


def _years() -> list[Case]:
    cases = []
    for number, words in enumerate([*FITTING_YEARS, *LIKELY_YEARS]):
        cases.append(
            _budget(
                [[f"{GRANTS}ภาคประชาชน {words}"]],
                ENDINGS[number % 4],
                f"the title's year fits: {words}",
                sure=words in FITTING_YEARS,
            )
        )
    for number, (words, shown) in enumerate(OTHER_YEARS):
        cases.append(
            _budget(
                [[f"{GRANTS}ภาคประชาชน {words}"]],
                ENDINGS[number % 4],
                f"the title's year does not fit: {words}",
                expect="reject",
                detail=None,
                says=(shown, "2567"),
            )
        )
    for number, words in enumerate(MISLEADING_YEARS):
        cases.append(
            _budget([[f"{GRANTS} {words}"]], ENDINGS[number % 4], f"a year that is not the table's: {words}")
        )
    for ending in ("xlsx", "csv"):
        rows = plan_rows(PLAN, titles=[["แผนการขับเคลื่อนการมีส่วนร่วม ประจำปี 2566"], ["สปสช.เขต 6 ระยอง"], []])
        cases.append(
            _budget(
                [],
                ending,
                "a plan whose title names another year",
                kind="plan",
                expect="reject",
                detail=None,
                says=("2566", "2567"),
                build=lambda ending=ending, rows=rows: write(ending, rows),
            )
        )
    rows = plan_rows(PLAN, titles=[["แผนการขับเคลื่อน ประจำปีงบประมาณ ๒๕๖๗ (ประชุมครั้งที่ ๔/๒๕๖๖)"], []])
    cases += [
        _budget(
            [],
            "xlsx",
            "a plan's year in Thai digits, beside a meeting of the year before",
            kind="plan",
            detail=PLAN,
            build=lambda: write("xlsx", rows),
        ),
        _budget([[f"{GRANTS}ปี 2566"]], "xlsx", "the table of 2566 imported as 2566", year=2566),
        _budget(
            [[f"{GRANTS}ปี 2567"]],
            "xlsx",
            "the table of 2567 imported as 2566",
            year=2566,
            expect="reject",
            detail=None,
            says=("2566", "2567"),
        ),
        _budget([[f"{GRANTS}ปีงบประมาณ 2566-2567"]], "xlsx", "two years in one title", sure=False),
        _budget(
            [[f"{GRANTS}ปี 2566"], ["(ปรับปรุงเป็นปีงบประมาณ 2567)"]],
            "xlsx",
            "two titles of two years",
            expect="reject",
            detail=granted(FIVE),
            sure=False,
        ),
    ]
    return cases


def _shapes() -> list[Case]:
    many = [[f"{GRANTS}ปี 2567"], ["สำนักงานหลักประกันสุขภาพแห่งชาติ เขต 6 ระยอง"], [], ["เอกสารแนบ 2"], [None], []]
    long = [[f"บรรทัดที่ {n} ของหนังสือนำ"] for n in range(1, 60)]
    right = [[None, None, f"{GRANTS}ปี 2567 จำนวน 345,000 บาท"]]
    broken = [[f"{GRANTS}ปี\n2567\nจำนวน 345,000\nบาท"]]
    return [
        *[_budget(many, ending, "six rows above the header") for ending in ENDINGS],
        _budget(long, "xlsx", "fifty-nine rows above the header"),
        _budget(right, "xlsx", "the title stands over the amounts"),
        _budget(broken, "xlsx", "the title is broken over four lines"),
        _budget([["\u200b"], ["  "]], "csv", "titles of blanks only"),
        _budget([[f"{GRANTS}ปี 2567"], ["ลำดับ"]], "xlsx", "a title row with one word of the header"),
    ]


CASES = [*_totals(), *_years(), *_shapes()]
