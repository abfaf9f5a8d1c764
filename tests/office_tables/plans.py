"""Plans: their forms, their lists and texts, and what in them makes a person look twice."""

from typing import Any

from tests.office_tables.case import Case, at
from tests.office_tables.office_data import FORMS, PLAN, PLAN_HEADER, REGION_6_PLAN, plan_rows
from tests.workbooks.writers import SheetOfFile, write, xlsx

ENDINGS = ["xlsx", "csv", "xls", "ods"]


def plan(
    name: str, lines: list[list[str]], *, ending: str = "xlsx", klass: str = "plans", **more: Any
) -> Case:
    more = {"expect": "accept", "detail": lines, "build": lambda: write(ending, plan_rows(lines))} | more
    return Case(name=f"{ending}: {name}", klass=klass, kind="plan", filename=f"แผน.{ending}", **more)


def with_form(form: str) -> list[list[str]]:
    """PLAN with another text in the form of its second line, cell B3."""
    return [PLAN[0], [form, *PLAN[1][1:]], *PLAN[2:]]


def with_text(column: int, text: str) -> list[list[str]]:
    """PLAN with another text in its second line: 1 is the target (C3), 2 the activity, 3 the outcome."""
    line = list(PLAN[1])
    line[column] = text
    return [PLAN[0], line, *PLAN[2:]]


# Each is form 2 once spelling is put aside.
SPELLINGS = [
    ("spaces inside", "เพิ่มการเข้าถึงบริการ ของผู้มีสิทธิ และผู้มีปัญหาด้านสิทธิ", True),
    ("a line break inside", "เพิ่มการเข้าถึงบริการ\nของผู้มีสิทธิและผู้มีปัญหาด้านสิทธิ", True),
    ("zero-width spaces", "เพิ่มการเข้าถึง\u200bบริการของ\u200bผู้มีสิทธิและผู้มีปัญหาด้านสิทธิ", True),
    ("a no-break space at its end", FORMS[2] + "\u00a0", True),
    ("its number before it", "2. " + FORMS[2], False),
    ("its number and bracket before it", "2) " + FORMS[2], False),
    ("its Thai number before it", "๒. " + FORMS[2], False),
    ("รูปแบบที่ 2 before it", "รูปแบบที่ 2 " + FORMS[2], False),
    ("a full stop at its end", FORMS[2] + ".", False),
]
# What is refused, and words of the form that has to be suggested.
MISTYPED = [
    ("a letter missing", FORMS[2].replace("บริการ", "บริกร"), "เพิ่มการเข้าถึงบริการ"),
    ("a letter too many", FORMS[4] + "น", "การร่วมจัดบริการ"),
    ("a tone mark missing", FORMS[5].replace("เครือข่าย", "เครือขาย"), "การร่วมบริหารจัดการ"),
    ("another vowel", FORMS[2].replace("สิทธิ", "สิทธิ์"), "เพิ่มการเข้าถึงบริการ"),
    ("its end left out", FORMS[3].replace("ที่เกี่ยวข้อง", ""), "การคุ้มครองสิทธิ"),
    ("only its beginning", "เพิ่มการเข้าถึงบริการ", "เพิ่มการเข้าถึงบริการของ"),
    ("its words in another order", "การสร้างกลไกร่วมกับหน่วยงานที่เกี่ยวข้องเพื่อการคุ้มครองสิทธิ", "การคุ้มครองสิทธิโดย"),
]
UNKNOWN = ["การจัดซื้อครุภัณฑ์", "อื่น ๆ", "-", "2", "รูปแบบที่ 2", "xyz"]


def _forms() -> list[Case]:
    cases = [
        plan(
            f"a plan with the form {number} alone",
            [[form, "ก", "ข", "ค"]],
            ending=ENDINGS[number % 4],
            klass="forms",
        )
        for number, form in FORMS.items()
    ]
    for number, (what, form, certain) in enumerate(SPELLINGS):
        ending = ENDINGS[number % 4] if "\n" not in form else "xlsx"
        cases.append(
            plan(
                f"a form with {what}",
                PLAN,
                ending=ending,
                klass="forms",
                sure=certain,
                places=(at(3, "B"),),
                build=lambda ending=ending, form=form: write(ending, plan_rows(with_form(form))),
            )
        )
    joined = FORMS[1].replace("ำ", "\u0e4d\u0e32")
    cases.append(
        plan(
            "a form whose sara-am is two characters",
            [[FORMS[1], *PLAN[0][1:]]],
            klass="forms",
            build=lambda: write("xlsx", plan_rows([[joined, *PLAN[0][1:]]])),
        )
    )
    for number, (what, form, suggested) in enumerate(MISTYPED):
        ending = ENDINGS[number % 4]
        cases.append(
            plan(
                f"a form with {what} is refused and the nearest suggested",
                with_form(form),
                ending=ending,
                klass="forms",
                expect="reject",
                detail=None,
                places=(at(3, "B"),),
                says=(suggested,),
            )
        )
    for number, form in enumerate(UNKNOWN):
        ending = ENDINGS[number % 4]
        cases.append(
            plan(
                f"an unknown form, “{form}”, is refused",
                with_form(form),
                ending=ending,
                klass="forms",
                expect="reject",
                detail=None,
                places=(at(3, "B"),),
            )
        )
    three = [["ก" * 20, *PLAN[0][1:]], [FORMS[2] + "ๆ", *PLAN[1][1:]], PLAN[2], ["ข" * 20, *PLAN[3][1:]]]
    cases.append(
        plan(
            "three wrong forms are named at once",
            three,
            klass="forms",
            expect="reject",
            detail=None,
            places=(at(2, "B"), at(3, "B"), at(5, "B")),
        )
    )
    return cases


LISTS = [
    ("numbers with a space", "1. อบรม 2. จัดทำสื่อ 3. สรุปผล"),
    ("numbers without a space", "1.อบรม 2.จัดทำสื่อ 3.สรุปผล"),
    ("numbers run together", "1.อบรมแกนนำ2.จัดทำสื่อ3.สรุปผล"),
    ("brackets", "1) อบรม 2) จัดทำสื่อ"),
    ("Thai numbers", "๑. อบรม ๒. จัดทำสื่อ"),
    ("lines of numbers", "1. อบรม\n2. จัดทำสื่อ\n3. สรุปผล"),
    ("bullets", "- อบรม\n- จัดทำสื่อ"),
    ("dots for bullets", "• อบรม\n• จัดทำสื่อ"),
    ("an office's number", "ประสาน สปสช.เขต 6 ระยอง"),
    ("how often", "ประชุมจังหวัดละ 2 ครั้ง ครั้งละ 30 คน"),
    ("a repetition mark read as a digit", "ประชุมระดับจังหวัด ๑ละ 2 ครั้ง"),
    ("a law's section", "ขึ้นทะเบียนตามมาตรา 3. และมาตรา 50(5)"),
    ("a list that begins at 2", "2. จัดทำสื่อ 3. สรุปผล"),
    ("numbers that jump", "1. อบรม 2. จัดทำสื่อ 7. สรุปผล"),
    ("networks", "เครือข่ายคนพิการ เครือข่ายเกษตรกร เครือข่าย อสม."),
    ("Thai and Arabic digits", "อบรม ๒๐ คน 2 รุ่น ปี ๒๕๖๗"),
    ("HTML", "<ol><li>1.อบรม</li><li>2.ประสาน</li></ol>"),
    ("quotation marks", 'ขึ้นทะเบียนเป็น “ศูนย์คุ้มครองสิทธิบัตรทอง” และ "อื่น"'),
    ("what looks like a formula", "=อบรม+ประชุม"),
    ("a bullet that looks like a formula", "-อบรม"),
    ("money", "สนับสนุนแห่งละ 95,000 บาท"),
    ("a percentage", "ผู้เข้าร่วมพึงพอใจร้อยละ 80 (80%)"),
    ("months of the year before", "อบรมเดือน ธ.ค. 66 และ ม.ค. 67"),
    ("a date not yet set", "รอกำหนดการ จาก สปสช. เขต 11"),
]


def _lists() -> list[Case]:
    cases = []
    for number, (what, text) in enumerate(LISTS):
        column, ending = 1 + number % 3, ENDINGS[number % 4]
        cases.append(
            plan(
                f"a cell with {what} stays as written", with_text(column, text), ending=ending, klass="lists"
            )
        )
    return cases


# Made for the test: thirteen digits whose checksum fits, and numbers of no subscriber.
CITIZEN = "1234567890121"
LOOK_TWICE = [
    ("a citizen number", f"ผู้ประสานงานเลขบัตร {CITIZEN}"),
    ("a citizen number with dashes", "เลขบัตร 1-2345-67890-12-1"),
    ("a citizen number with spaces", "เลขบัตร 1 2345 67890 12 1"),
    ("a citizen number in Thai digits", "เลขบัตร ๑๒๓๔๕๖๗๘๙๐๑๒๑"),
    ("a mobile number", "ติดต่อ 080-000-0000"),
    ("a mobile number without dashes", "ติดต่อ 0800000000"),
    ("a mobile number in Thai digits", "โทร. ๐๘๐-๐๐๐-๐๐๐๐"),
    ("a Rayong number", "โทร 038-000-000"),
    ("a Bangkok number", "โทร. 0 2000 0000"),
    ("a number with the country's code", "โทร +66 80 000 0000"),
]
HARMLESS = [
    ("the hotline", "โทรสายด่วน 1330"),
    ("thirteen digits whose checksum does not fit", "เลขที่โครงการ 1234567890123"),
    ("a project's number", "รหัสโครงการ 67-6-001"),
    ("a sum of money", "งบ 1,175,000.00 บาท"),
    ("years", "ปี 2566-2570 และ 2567"),
]


# A year of the common era where the era of the paper is meant, and how it has to be read.
COMMON_ERA = [
    ("อบรมวันที่ 15 มกราคม 2024", "2567"),
    ("อบรม 15/01/2024", "2567"),
    ("ภายในเดือน ธ.ค. 2023", "2566"),
    ("อบรม ๑๕ ม.ค. ๒๐๒๔", "2567"),
]
BUDDHIST_ERA = [
    "อบรมวันที่ 15 มกราคม 2567",
    "อบรม 15/01/2567",
    "ภายในเดือน ธ.ค. 66",
    "1 ต.ค. 2566 - 30 ก.ย. 2567",
    "รอกำหนดการ",
]


def _dates() -> list[Case]:
    cases = []
    for number, (text, read) in enumerate(COMMON_ERA):
        ending = ENDINGS[number % 4]
        cases.append(
            plan(
                f"“{text}” in a plan is kept and its year read as {read}",
                with_text(2, text),
                ending=ending,
                klass="dates",
                warns=True,
                says=(read,),
            )
        )
    for number, text in enumerate(BUDDHIST_ERA):
        cases.append(
            plan(
                f"“{text}” in a plan needs no notice",
                with_text(2, text),
                ending=ENDINGS[number % 4],
                klass="dates",
                silent=True,
            )
        )
    return cases


def _look_twice() -> list[Case]:
    cases = []
    for number, (what, text) in enumerate(LOOK_TWICE):
        column, ending = 1 + number % 3, ENDINGS[number % 4]
        certain = not text.startswith("โทร +66") and "1 2345" not in text
        cases.append(
            plan(
                f"{what} in a plan's text is a warning",
                with_text(column, text),
                ending=ending,
                klass="personal data",
                warns=certain,
            )
        )
    for number, (what, text) in enumerate(HARMLESS):
        cases.append(
            plan(
                f"{what} is no personal data",
                with_text(2, text),
                ending=ENDINGS[number % 4],
                klass="personal data",
                silent=True,
            )
        )
    typo = with_text(1, "1.หน่วยบริการ 2.สจจ. และ สสอ. ในพื้นที่")
    cases += [
        plan("สจจ. is kept and สสจ. suggested", typo, klass="suggestions", warns=True, says=("สสจ",)),
        plan(
            "csv too: สจจ. is kept and สสจ. suggested",
            typo,
            ending="csv",
            klass="suggestions",
            warns=True,
            says=("สสจ",),
        ),
        plan(
            "สสจ. needs no suggestion", with_text(1, "สสจ. และ สสอ. ในพื้นที่"), klass="suggestions", silent=True
        ),
        plan(
            "damage from a PDF is a warning",
            with_text(2, "อบรม(cid:201)แกนนำ"),
            klass="suggestions",
            warns=True,
            sure=False,
        ),
    ]
    return cases


def _texts() -> list[Case]:
    long, too_long = "ก" * 20000, "ก" * 20001
    doubled = with_text(2, "อบรม  แกนนำ   ชุมชน")
    sara = with_text(2, "ท\u0e4d\u0e32งานร่วมกับชุมชน และน\u0e49\u0e4d\u0e32ใจ")
    hidden = with_text(3, "มีแกน\u200bนำ\u00adชุมชน")
    return [
        plan("a text of 20,000 characters", with_text(2, long), klass="long texts"),
        plan("csv: a text of 20,000 characters", with_text(2, long), ending="csv", klass="long texts"),
        plan(
            "a text of 20,001 characters",
            with_text(2, too_long),
            klass="long texts",
            expect="reject",
            detail=None,
            places=(at(3, "D"),),
        ),
        plan(
            "csv: a text of 20,001 characters",
            with_text(3, too_long),
            ending="csv",
            klass="long texts",
            expect="reject",
            detail=None,
            places=(at(3, "E"),),
        ),
        plan(
            "doubled spaces are cleaned with a notice",
            with_text(2, "อบรม แกนนำ ชุมชน"),
            klass="cleaning",
            warns=True,
            build=lambda: write("xlsx", plan_rows(doubled)),
        ),
        plan(
            "sara-am of two characters is joined",
            with_text(2, "ทำงานร่วมกับชุมชน และน้ำใจ"),
            klass="cleaning",
            build=lambda: write("ods", plan_rows(sara)),
            ending="ods",
        ),
        plan(
            "zero-width characters are cleaned with a notice",
            with_text(3, "มีแกนนำชุมชน"),
            klass="cleaning",
            warns=True,
            build=lambda: write("xlsx", plan_rows(hidden)),
        ),
        plan(
            "region 6's plan from a CSV, every form written out",
            REGION_6_PLAN,
            ending="csv",
            warns=True,
            says=("สสจ",),
        ),
        plan("region 6's plan from an ODS", REGION_6_PLAN, ending="ods", warns=True),
        plan("region 6's plan from an XLS", REGION_6_PLAN, ending="xls", warns=True),
        plan(
            "the same form on four lines", [[FORMS[1], f"กลุ่ม {n}", f"กิจกรรม {n}", f"ผล {n}"] for n in "กขคง"]
        ),
        plan(
            "lines numbered 1, 2., (3) and ๔",
            PLAN,
            build=lambda: write(
                "xlsx",
                [PLAN_HEADER, *[[n, *line] for n, line in zip([1, "2.", "(3)", "๔"], PLAN, strict=True)]],
            ),
        ),
        plan(
            "numbers in a target cell and an outcome cell",
            with_text(3, "100"),
            build=lambda: xlsx(SheetOfFile(rows=plan_rows([PLAN[0], [*PLAN[1][:3], 100], *PLAN[2:]]))),
            sure=False,
        ),
        plan(
            "a note below the plan",
            PLAN,
            build=lambda: write(
                "xlsx",
                [
                    *plan_rows(PLAN),
                    [],
                    ["หมายเหตุ: แผนอาจปรับได้ตามมติคณะอนุกรรมการ"],
                    [None, None, None, "ลงชื่อ ........... ผู้เสนอ"],
                ],
            ),
        ),
        plan(
            "a plan's group heading merged over the table",
            PLAN,
            build=lambda: xlsx(
                SheetOfFile(rows=[PLAN_HEADER, ["ด้านการรับรู้"], *plan_rows(PLAN)[1:]], merges=["A2:E2"])
            ),
        ),
    ]


CASES = [*_forms(), *_lists(), *_dates(), *_look_twice(), *_texts()]
