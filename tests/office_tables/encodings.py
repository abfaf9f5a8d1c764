"""CSV files: their encodings, delimiters, line ends, quotes, and records that do not fit."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from tests.office_tables.case import Case, Place, at, granted, one_of
from tests.office_tables.office_data import (
    FIVE,
    HEADER,
    PLAN,
    REGION_6,
    REGION_6_TITLE,
    budget_rows,
    plan_rows,
)
from tests.workbooks.writers import csv

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp874"]
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
NEWLINES = {"CRLF": "\r\n", "LF": "\n", "CR": "\r"}

# Amounts as text with a comma in them: the table that a naive reader takes for 95 baht.
ROWS = [[row[0], row[1], f"{row[2]:,}" if n else row[2]] for n, row in enumerate(budget_rows(FIVE))]
ROWS.append(["", "รวมทั้งสิ้น", "345,000"])


def read(name: str, build: Callable[[], bytes], *, klass: str = "csv", **more: Any) -> Case:
    more = {"expect": "accept", "detail": granted(FIVE), "filename": "budget.csv"} | more
    return Case(name=f"csv: {name}", klass=klass, build=build, **more)


def unread(
    name: str, build: Callable[[], bytes], places: Sequence[Place] = (), *, klass: str = "csv", **more: Any
) -> Case:
    more = {"expect": "reject", "filename": "budget.csv", "places": tuple(places)} | more
    return Case(name=f"csv: {name}", klass=klass, build=build, **more)


def _ways() -> list[Case]:
    cases = []
    for encoding, (what, delimiter), (end, newline) in product(
        ENCODINGS, DELIMITERS.items(), NEWLINES.items()
    ):
        cases.append(
            read(
                f"{encoding}, {what}, {end}",
                lambda e=encoding, d=delimiter, n=newline: csv(ROWS, encoding=e, delimiter=d, newline=n),
                klass="csv encodings",
            )
        )
    big_endian = b"\xfe\xff" + csv(ROWS, encoding="utf-16-be", delimiter="\t")
    signs = [("ชมรม “รักษ์สุขภาพ” – ชลบุรี…", 95000), ("กลุ่ม ‘เพื่อน’ • ๙", 5000)]
    plan = plan_rows(PLAN)
    return [
        *cases,
        read("UTF-16 big-endian with BOM", lambda: big_endian, klass="csv encodings"),
        read(
            "cp874 with the signs that TIS-620 lacks",
            lambda: csv(budget_rows(signs), encoding="cp874"),
            detail=granted(signs),
            klass="csv encodings",
        ),
        read(
            "region 6's table as cp874 with its title",
            lambda: csv(
                budget_rows(REGION_6, titles=[[REGION_6_TITLE], []], total="1,175,000"), encoding="cp874"
            ),
            detail=granted(REGION_6),
            klass="csv encodings",
        ),
        read(
            "a table of one row as cp874",
            lambda: csv(budget_rows(FIVE[:1]), encoding="cp874"),
            detail=granted(FIVE[:1]),
            klass="csv encodings",
        ),
        *[
            read(
                f"a plan as {encoding}",
                lambda encoding=encoding: csv(plan, encoding=encoding),
                kind="plan",
                detail=PLAN,
                klass="csv encodings",
            )
            for encoding in ENCODINGS
        ],
        read("everything in quotes", lambda: csv(ROWS, quote_all=True)),
        read("everything in quotes, with BOM", lambda: csv(ROWS, quote_all=True, encoding="utf-8-sig")),
        read(
            "everything in quotes, semicolons, cp874",
            lambda: csv(ROWS, quote_all=True, delimiter=";", encoding="cp874"),
        ),
    ]


def text(lines: Sequence[str], newline: str = "\r\n", encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: (newline.join(lines) + newline).encode(encoding)


HEAD = ",".join(HEADER)
LINES = [HEAD, *[f'{n},{name},"{amount:,}"' for n, (name, amount) in enumerate(FIVE, start=1)]]


def _shapes() -> list[Case]:
    semicolons = [line.replace(",", ";", 2).replace('"', "") for line in LINES]
    tabs = [line.replace(",", "\t", 2).replace('"', "") for line in LINES]
    padded = [line + ",,,," for line in LINES]
    short = [*LINES, ",รวม"]
    quotes = [HEAD, '1,"ชมรม ""รักษ์"" สุขภาพ","95,000"', '2,"ชมรม\nสองบรรทัด","5,000"']
    inner = [HEAD, '1,ชมรม "รักษ์" สุขภาพ,"95,000"', '2,ชมรมที่สอง,"5,000"']
    spaced = [HEAD.replace(",", ", "), '1, ชมรมหนึ่ง, "95,000"', '2, ชมรมสอง, "5,000"']
    both = [("ชมรมหนึ่ง", 95000), ("ชมรมสอง", 5000)]
    return [
        read("a sep=; line", text(["sep=;", *semicolons])),
        read("a sep=, line", text(["sep=,", *LINES])),
        read("a sep line of a tab", text(["sep=\t", *tabs])),
        read("a sep=; line in quotes", text(['"sep=;"', *semicolons]), sure=False),
        read("a sep=; line with BOM", text(["\ufeffsep=;", *semicolons])),
        read("a sep=; line in UTF-16", text(["sep=;", *semicolons], encoding="utf-16")),
        read("a sep=| line", text(["sep=|", *[line.replace(";", "|") for line in semicolons]]), sure=False),
        read("semicolons and unquoted 95,000", text(semicolons)),
        read("tabs and unquoted 95,000", text(tabs)),
        read("tabs and unquoted 95,000 as UTF-16, “Unicode text” of Excel", text(tabs, encoding="utf-16")),
        read("empty fields at the end of each record", text(padded)),
        read("a short last record", text(short), sure=False),
        read("short records before the table", text(["การสนับสนุนงบประมาณปี 2567", "", *LINES])),
        read("no line end after the last record", lambda: "\r\n".join(LINES).encode()),
        read("blank records before, between and after", text(["", "", LINES[0], "", *LINES[1:], "", "", ""])),
        read("records of delimiters only", text([",,", *LINES, ",,", ",,"])),
        read(
            "mixed line ends", lambda: "\r\n".join(LINES[:3]).encode() + b"\n" + "\n".join(LINES[3:]).encode()
        ),
        read(
            "doubled quotes and a line break in quotes",
            text(quotes),
            detail=granted([('ชมรม "รักษ์" สุขภาพ', 95000), ("ชมรม สองบรรทัด", 5000)]),
        ),
        read(
            "quotation marks inside an unquoted field",
            text(inner),
            detail=granted([('ชมรม "รักษ์" สุขภาพ', 95000), ("ชมรมที่สอง", 5000)]),
        ),
        read("spaces after the commas, before the quotes", text(spaced), sure=False, detail=granted(both)),
        read(
            "a name with a line break counts as one record",
            text([*quotes[:3]]),
            detail=granted([('ชมรม "รักษ์" สุขภาพ', 95000), ("ชมรม สองบรรทัด", 5000)]),
            klass="csv places",
        ),
        read("the ending is in capitals", text(LINES), filename="BUDGET.CSV"),
        read("a Thai name with spaces", text(LINES), filename="งบ ประมาณ ปี 2567 (แก้ไข).csv"),
        read("amounts as numbers without separators", lambda: csv(budget_rows(FIVE), encoding="utf-8")),
        read("a DOS end-of-file mark at the end", lambda: text(LINES)() + b"\x1a", sure=False),
        read("a note that uses other delimiters", text([*LINES, "", "หมายเหตุ: ก; ข; ค; ง; จ; ฉ"])),
        read(
            "tabs in a table of one row, under a title and over a note with a comma in each line but the header",
            text(["ก, ข", "วงเงิน 95,000", *tabs[:2], "\tรวม\t95,000", "หมายเหตุ: จ, ฉ"]),
            detail=granted(FIVE[:1]),
        ),
        read(
            "semicolons in a table of one row, under a title and over a note with a comma in each line but the header",
            text(["ก, ข", "วงเงิน 95,000", *semicolons[:2], ";รวม;95,000", "หมายเหตุ: จ, ฉ"]),
            detail=granted(FIVE[:1]),
        ),
        read(
            "names full of semicolons between commas",
            text([HEAD, '1,ก; ข; ค; ง,"95,000"', '2,จ; ฉ; ช; ซ,"5,000"']),
            detail=granted([("ก; ข; ค; ง", 95000), ("จ; ฉ; ช; ซ", 5000)]),
        ),
    ]


def _places() -> list[Case]:
    wrong = [HEAD, '1,ชมรมหนึ่ง,"95.000,00"']
    broken = [HEAD, '1,"ชมรม\nสอง\nสาม","95,000"', "2,ชมรมสี่,ไม่มี"]
    where: dict[str, Any] = {"klass": "csv places"}
    return [
        unread("a fault in the second record", text(wrong), [at(2, "C")], **where),
        unread(
            "blank records count", text(["", "", HEAD, "", '1,ชมรมหนึ่ง,"95.000,00"']), [at(5, "C")], **where
        ),
        unread(
            "blank records count, with CR alone",
            text(["", "", HEAD, "", '1,ก,"95.000,00"'], "\r"),
            [at(5, "C")],
            **where,
        ),
        unread("a record over three lines counts once", text(broken), [at(3, "C")], **where),
        unread(
            "a sep= line",
            text(["sep=;", HEAD.replace(",", ";"), "1;ชมรมหนึ่ง;ไม่มี"]),
            [one_of((3, "C"), (2, "C"))],
            **where,
        ),
        unread("the first column is empty", text(["," + HEAD, ",1,ชมรมหนึ่ง,ไม่มี"]), [at(2, "D")], **where),
        unread(
            "three wrong records of five",
            text([HEAD, "1,ก,-", "2,ข,5", "3,,5", "4,ง,1e3"]),
            [at(2, "C"), at(4, "B"), at(5, "C")],
            **where,
        ),
        unread("in UTF-16", text([HEAD, "1,ก,5", "2,ข,ฟรี"], encoding="utf-16"), [at(3, "C")], **where),
    ]


def _ragged() -> list[Case]:
    bare = [line.replace('"', "") for line in LINES]
    one = [*LINES[:2], bare[2], *LINES[3:]]
    some = [LINES[0], *[line.replace('"', "") if n % 2 else line for n, line in enumerate(LINES[1:])]]
    small = [LINES[0], "1,ชมรมหนึ่ง,500", "2,ชมรมสอง,95,000"]
    total = [*LINES, ",รวม,345,000"]
    shifted = [LINES[0], '1,ชมรมคนพิการ, ผู้สูงอายุ,"95,000"', *LINES[2:]]
    lost = [LINES[0], *LINES[1:3], "3,ชมรมขาดช่อง", *LINES[4:]]
    every = [one_of((n, "C"), (n, "D"), (n, None)) for n in range(2, 7)]
    here: dict[str, Any] = {"klass": "ragged csv", "exact": False}
    return [
        unread("95,000 without quotes in every record", text(bare), every, **here),
        unread(
            "95,000 without quotes in one record", text(one), [one_of((3, "C"), (3, "D"), (3, None))], **here
        ),
        unread(
            "95,000 without quotes in some records",
            text(some),
            [one_of((n, "C"), (n, "D"), (n, None)) for n in (3, 5)],
            **here,
        ),
        unread(
            "95,000 without quotes beside an amount of 500",
            text(small),
            [one_of((3, "C"), (3, "D"), (3, None))],
            **here,
        ),
        unread(
            "1,175,000 without quotes",
            text([HEAD, "1,ชมรมหนึ่ง,1,175,000"]),
            [one_of((2, "C"), (2, "D"), (2, "E"), (2, None))],
            **here,
        ),
        unread(
            "95,000.50 without quotes",
            text([HEAD, "1,ชมรมหนึ่ง,95,000.50"]),
            [one_of((2, "C"), (2, "D"), (2, None))],
            **here,
        ),
        unread("95,000 without quotes as cp874", text(bare, encoding="cp874"), every, **here),
        unread(
            "a total of 345,000 without quotes", text(total), [one_of((7, "C"), (7, "D"), (7, None))], **here
        ),
        unread(
            "a comma in a name without quotes",
            text(shifted),
            [one_of((2, "B"), (2, "C"), (2, "D"), (2, None))],
            **here,
        ),
        unread(
            "two columns, 95,000 without quotes",
            text(["ชื่อหน่วยงาน,งบประมาณ", "ชมรมหนึ่ง,95,000", "ชมรมสอง,45,000"]),
            [one_of((n, "B"), (n, "C"), (n, None)) for n in (2, 3)],
            **here,
        ),
        unread(
            "two columns, one small amount, one 95,000 without quotes",
            text(["ชื่อหน่วยงาน,งบประมาณ", "ชมรมหนึ่ง,500", "ชมรมสอง,95,000"]),
            [one_of((3, "B"), (3, "C"), (3, None))],
            **here,
        ),
        unread(
            "the amount first, without quotes",
            text(["งบประมาณ,ชื่อหน่วยงาน", "95,000,ชมรมหนึ่ง"]),
            [one_of((2, "A"), (2, "B"), (2, "C"), (2, None))],
            **here,
        ),
        unread(
            "the amount before a filled note, without quotes",
            text(["ลำดับ,ชื่อหน่วยงาน,งบประมาณ,หมายเหตุ", "1,ชมรมหนึ่ง,95,000,โอน", "2,ชมรมสอง,45,000,"]),
            [one_of((n, "C"), (n, "D"), (n, "E"), (n, None)) for n in (2, 3)],
            **here,
        ),
        unread(
            "semicolons and 95.000,00",
            text([HEAD.replace(",", ";"), "1;ชมรมหนึ่ง;95.000,00"]),
            [at(2, "C")],
            klass="ragged csv",
        ),
        unread(
            "semicolons and 95000,00",
            text([HEAD.replace(",", ";"), "1;ชมรมหนึ่ง;95000,00"]),
            [at(2, "C")],
            klass="ragged csv",
        ),
        unread(
            "a title with commas over unquoted amounts",
            text(["งบประมาณ, ปี 2567, เขต 6,", *bare]),
            [one_of((n, "C"), (n, "D"), (n, None)) for n in range(3, 8)],
            **here,
        ),
        unread("a record that lacks its amount", text(lost), [at(4, "C")], klass="ragged csv"),
        unread("an unfilled header over unquoted amounts", text([HEAD + ",", *bare[1:]]), every, **here),
        unread(
            "an unknown column before unquoted amounts",
            text(["ลำดับ,ชื่อหน่วยงาน,งบประมาณ,พื้นที่", "1,ชมรมหนึ่ง,95,000,เมือง", "2,ชมรมสอง,45,000,แกลง"]),
            [one_of((n, "C"), (n, "D"), (n, "E"), (n, None)) for n in (2, 3)],
            **here,
        ),
        unread(
            "an unknown, empty last column takes the rest of an unquoted amount",
            text(["ลำดับ,ชื่อหน่วยงาน,งบประมาณ,หมายเหตุ", "1,ชมรมหนึ่ง,95,000", "2,ชมรมสอง,45,000"]),
            [one_of((n, "C"), (n, "D"), (n, None)) for n in (2, 3)],
            **here,
        ),
        unread(
            "a quotation mark that is never closed",
            text([*LINES[:3], '3,"ชมรมไม่ปิด,5000', *LINES[4:]]),
            klass="ragged csv",
        ),
        unread(
            "a quotation mark that is never closed, in the last record",
            text([*LINES, '6,"ชมรมไม่ปิด,5000']),
            klass="ragged csv",
        ),
        unread(
            "text after a closing quotation mark",
            text([HEAD, '1,"ชมรม" ดี,"95,000"']),
            klass="ragged csv",
            sure=False,
            detail=granted([('"ชมรม" ดี', 95000)]),
        ),
    ]


def _damaged() -> list[Case]:
    utf8 = "\r\n".join(LINES[:4]).encode()
    thai = "\r\n".join(LINES[4:]).encode("cp874")
    head, tail = "\r\n".join(LINES[:4]).encode("cp874"), "\r\n".join(LINES[4:]).encode()
    whole = "\r\n".join(LINES).encode()
    mojibake = "\r\n".join(LINES).encode("cp874").decode("latin-1").encode()
    double = whole.decode("cp1252", "replace").encode()
    one = "\r\n".join(
        [*LINES[:2], LINES[2].replace(FIVE[1][0], "สมาคม\ufffd\ufffdผู้บริโภค"), *LINES[3:]]
    ).encode()
    piped = "\r\n".join(line.replace('"', "").replace(",", "|", 2) for line in LINES).encode()
    bad: dict[str, Any] = {"klass": "damaged csv"}
    return [
        unread("UTF-8 first, then cp874", lambda: utf8 + b"\r\n" + thai, **bad),
        unread("cp874 first, then UTF-8", lambda: head + b"\r\n" + tail, **bad),
        unread("UTF-8 with BOM, then cp874", lambda: b"\xef\xbb\xbf" + utf8 + b"\r\n" + thai, **bad),
        unread(
            "one cp874 name in a UTF-8 file",
            lambda: whole.replace(FIVE[2][0].encode(), FIVE[2][0].encode("cp874")),
            **bad,
        ),
        unread(
            "one UTF-8 name in a cp874 file",
            lambda: (
                "\r\n".join(LINES).encode("cp874").replace(FIVE[2][0].encode("cp874"), FIVE[2][0].encode())
            ),
            **bad,
        ),
        unread(
            "UTF-8 cut in the middle of a letter",
            lambda: whole[: whole.index(FIVE[4][0].encode()) + 4],
            **bad,
        ),
        unread("a replacement character inside a name", lambda: one, [one_of((3, "B"), (None, None))], **bad),
        unread("cp874 that was saved as Latin-1", lambda: mojibake, **bad),
        unread("UTF-8 that was saved as Windows-1252", lambda: double, **bad),
        unread("a null byte", lambda: whole.replace("ชมรม".encode(), "ชม\0รม".encode()), exact=False, **bad),
        unread("UTF-16 without BOM", lambda: "\r\n".join(LINES).encode("utf-16-le"), **bad),
        unread(
            "UTF-16 cut in the middle of a letter", lambda: "\r\n".join(LINES).encode("utf-16")[:-7], **bad
        ),
        unread("UTF-32", lambda: "\r\n".join(LINES).encode("utf-32"), **bad),
        unread(
            "bytes that cp874 does not know",
            lambda: (
                "\r\n".join(LINES).encode("cp874").replace(FIVE[2][0].encode("cp874"), b"\xa1\xdb\xfc\xff")
            ),
            **bad,
        ),
        unread(
            "Windows-1252 with a euro sign and accents",
            lambda: "Organisation,Montant\r\nCafé,95€".encode("cp1252"),
            **bad,
        ),
        unread("vertical bars between the fields", lambda: piped, sure=False, detail=granted(FIVE), **bad),
        unread("nothing", lambda: b"", **bad),
        unread("a byte order mark and nothing else", lambda: b"\xef\xbb\xbf", **bad),
        unread("line ends only", lambda: b"\r\n\r\n\r\n", **bad),
        unread("zeros", lambda: bytes(4096), **bad),
        unread("a picture's bytes", lambda: bytes(range(256)) * 20, **bad),
        unread("one line of a million letters", lambda: "ก".encode() * 1_000_000, **bad),
        unread("a million delimiters", lambda: b"," * 1_000_000, **bad),
        unread("a JSON file", lambda: '[{"ชื่อหน่วยงาน": "ก", "งบประมาณ": 95000}]'.encode(), **bad),
    ]


CASES = [*_ways(), *_shapes(), *_places(), *_ragged(), *_damaged()]
