"""Several of an office's habits in one file: what is read singly has to be read together."""

import random
from collections.abc import Callable
from typing import Any

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import FIVE, FORMS, REGION_6, thai_digits
from tests.workbooks.writers import SheetOfFile, csv, ods, xls, xlsx

COUNT = 90

NUMBERS = ["ลำดับ", "ที่", "ลำดับที่", "ลํ\u0e32ดับ", "ลำดับ\nที่"]
NAMES = ["ชื่อหน่วยงานภาคประชาชน", "ชื่อหน่วยงาน", "ชื่อองค์กร", "หน่วยงาน", " ชื่อ หน่วยงาน ", "ชื่อ\u200bองค์กร"]
AMOUNTS = ["งบประมาณ", "จำนวนเงิน", "วงเงิน", "งบประมาณ (บาท)", "จ\u0e4d\u0e32นวนเงิน\n(บาท)"]
TOTALS = ["รวม", "รวมทั้งสิ้น", "รวมเป็นเงิน", "ยอดรวม", "Grand Total", None]
WRITTEN: list[Callable[[int], Any]] = [
    lambda amount: amount,
    lambda amount: f"{amount:,}",
    lambda amount: f"{amount:,}.-",
    lambda amount: f"{amount:,} บาท",
    lambda amount: f"฿{amount:,}",
    lambda amount: thai_digits(f"{amount:,}"),
    lambda amount: f"{amount}.00",
]
WRONG = [
    "-",
    "95.000,00",
    "1,17,000",
    "(95,000)",
    "95k",
    "9.5e4",
    "45,000-50,000",
    "ไม่มี",
    "95%",
    "95,000.125",
]
FAR = ["A1", "A1", "B3", "D12"]


def _table(
    chance: random.Random,
) -> tuple[SheetOfFile, list[tuple[str, int]], Callable[[int], tuple[int, str]]]:
    """A table with habits drawn by lot, what it grants, and where the amount of its n-th row stands."""
    organisations = list(chance.choice([FIVE, REGION_6, REGION_6[:7]]))
    chance.shuffle(organisations)
    total = sum(amount for _, amount in organisations)
    order = chance.choice([(0, 1, 2), (0, 1, 2), (2, 1, 0), (1, 0, 2)])
    extra = chance.random() < 0.3

    def line(cells: list[Any], beside: Any) -> list[Any]:
        return [cells[column] for column in order] + ([beside] if extra else [])

    year = chance.choice(["ปี 2567", "ปีงบประมาณ พ.ศ. ๒๕๖๗", "ประจำปี 67", ""])
    sum_said = chance.choice(["", f" จำนวน {total:,} บาท", f" จำนวน {thai_digits(f'{total:,}')} บาท"])
    rows: list[list[Any]] = []
    if chance.random() < 0.7:
        rows += [[f"การสนับสนุนงบประมาณ{year}{sum_said}"], ["สปสช.เขต 6 ระยอง"], []][: chance.randrange(1, 4)]
    rows.append(line([chance.choice(NUMBERS), chance.choice(NAMES), chance.choice(AMOUNTS)], "พื้นที่"))
    places = []
    for number, (name, amount) in enumerate(organisations, start=1):
        places.append(len(rows))
        shown: Any = number if chance.random() < 0.8 else thai_digits(f"{number}.")
        rows.append(line([shown, name, chance.choice(WRITTEN)(amount)], "ตะวันออก"))
        if chance.random() < 0.05:
            rows.append([])
    if word := chance.choice(TOTALS):
        rows.append(line([None, word, chance.choice(WRITTEN)(total)], None))
    if chance.random() < 0.4:
        rows += [[], ["หมายเหตุ: จัดสรรตามมติ"], [None, "ลงชื่อ ........................ ผู้จัดทำ"]]
    first = chance.choice(FAR)
    top, left = int(first[1:]), ord(first[0]) - ord("A")
    column = chr(ord("A") + left + order.index(2))

    def place(row: int) -> tuple[int, str]:
        return places[row] + top, column

    return SheetOfFile(rows=rows, first=first), organisations, place


def _files(sheet: SheetOfFile, chance: random.Random, ending: str = "") -> tuple[str, Callable[[], bytes]]:
    ending = ending or chance.choice(["xlsx", "xlsx", "xls", "ods", "csv"])
    if ending == "csv":
        top, left = int(sheet.first[1:]), ord(sheet.first[0]) - ord("A")
        rows = [[]] * (top - 1) + [[None] * left + list(row) for row in sheet.rows]
        # The zero-width space of a header is not in Windows-874.
        encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16"])
        delimiter, newline = chance.choice(",;\t"), chance.choice(["\r\n", "\n", "\r"])
        return ending, lambda: csv(rows, encoding=encoding, delimiter=delimiter, newline=newline)
    writer = {"xlsx": xlsx, "xls": xls, "ods": ods}[ending]
    return ending, lambda: writer(sheet)


def _right(seed: int) -> Case:
    chance = random.Random(seed)
    sheet, organisations, _place = _table(chance)
    ending, build = _files(sheet, chance)
    return Case(
        name=f"{ending}: the habits of lot {seed}",
        klass="blends",
        filename=f"งบ.{ending}",
        build=build,
        expect="accept",
        detail=granted(organisations),
    )


def _wrong(seed: int) -> Case:
    chance = random.Random(seed)
    sheet, organisations, place = _table(chance)
    spoilt = sorted(chance.sample(range(len(organisations)), 2))
    rows = [list(row) for row in sheet.rows]
    top, left = int(sheet.first[1:]), ord(sheet.first[0]) - ord("A")
    for row in spoilt:
        number, letter = place(row)
        rows[number - top][ord(letter) - ord("A") - left] = chance.choice(WRONG)
    sheet.rows = rows
    ending, build = _files(sheet, chance)
    return Case(
        name=f"{ending}: two wrong amounts among the habits of lot {seed}",
        klass="blends",
        filename=f"งบ.{ending}",
        build=build,
        expect="reject",
        places=tuple(at(*place(row)) for row in spoilt),
    )


TARGETS = ["เครือข่ายผู้สูงอายุ", "1.หน่วยบริการ 2.สสอ. ในพื้นที่", "เครือข่ายสตรี เครือข่ายเกษตรกร", "- อสม.\n- แกนนำ"]
ACTIVITIES = [
    "1. อบรม 2. จัดทำสื่อ",
    "ประชุมจังหวัดละ 2 ครั้ง",
    "อบรม โดย สปสช.เขต 6 ระยอง",
    "๑) สำรวจ ๒) สรุปผล",
    "เวที",
]
OUTCOMES = ["มีแกนนำ 20 คน", "1.มีกลไก 2.มีกลุ่มไลน์", "ครบถ้วนทุกแห่ง", "ขึ้นทะเบียนตามมาตรา 3"]
PLAN_HEADERS = [
    ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"],
    ["ที่", "รูปแบบ", "กลุ่ม\nเป้าหมาย", " กิจกรรม ", "ผลลัพธ์"],
    ["ลำดับที่", "รูปแบบการ มีส่วนร่วม", "กลุ่มเป้า\u200bหมาย", "กิจกรรม", "ผล ลัพธ์"],
]


def _plan(seed: int) -> Case:
    """A plan by lot; in one of three its groups are blank below their first line and nobody says to fill them."""
    chance = random.Random(seed)
    lines = []
    for form in chance.sample(list(FORMS.values()), chance.randrange(1, 5)):
        for _ in range(chance.randrange(1, 4)):
            lines.append([form, chance.choice(TARGETS), chance.choice(ACTIVITIES), chance.choice(OUTCOMES)])
    rows: list[list[Any]] = []
    if chance.random() < 0.7:
        rows += [["แผนการขับเคลื่อนการมีส่วนร่วม ประจำปี ๒๕๖๗"], ["สปสช.เขต 6 ระยอง"], []][: chance.randrange(1, 4)]
    rows.append(list(chance.choice(PLAN_HEADERS)))
    head, ending = len(rows), chance.choice(["xlsx", "xls", "ods", "csv"])
    rows += [[f"{number}.", *line] for number, line in enumerate(lines, start=1)]
    if chance.random() < 0.4:
        rows += [[], ["หมายเหตุ: แผนอาจปรับได้ตามมติ"]]
    how = chance.choice(["whole", "blank", "blank, filled"] + ["merged"] * (ending != "csv"))
    first = chance.choice(FAR)
    top, left = int(first[1:]), ord(first[0]) - ord("A")
    letter, merges, blanks = chr(ord("A") + left + 1), [], []
    begin = 0
    for number in range(1, len(lines) + 1):
        if number < len(lines) and lines[number][0] == lines[begin][0]:
            if how != "whole":
                rows[head + number][1] = None
                blanks.append(at(head + number + top, letter))
        else:
            if how == "merged" and number - begin > 1:
                merges.append(f"{letter}{head + begin + top}:{letter}{head + number - 1 + top}")
            begin = number
    wrong = how == "blank" and bool(blanks)
    _ending, build = _files(SheetOfFile(rows=rows, first=first, merges=merges), chance, ending)
    return Case(
        name=f"{ending}: a plan of lot {seed}, its groups {how}",
        klass="blends",
        filename=f"แผน.{ending}",
        kind="plan",
        build=build,
        expect="reject" if wrong else "accept",
        detail=None if wrong else lines,
        places=tuple(blanks) if wrong else (),
        args=("--fill-down",) if how == "blank, filled" else (),
    )


CASES = [make(seed) for seed in range(1, COUNT // 3 + 1) for make in (_right, _wrong, _plan)]
