"""Tables as text (.csv): comma, semicolon or tab, quoted as spreadsheet programs quote.

A row is a record, counted from 1, blank ones too. A leading `sep=;` line tells a spreadsheet program
the delimiter and is not shown by it, so it is not counted here either.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

from tables import limits
from tables.readers.encoding import decode
from tables.readers.tally import StoredCell, Tally
from tables.readers.values import ERROR, ERROR_NAMES, TEXT
from tables.refused import Refused

_DELIMITERS = "\t;,"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAMPLE = 2_000  # records from which the delimiter is told
_STATED_DELIMITER = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_NUMBER = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*")
_THOUSANDS = re.compile(r"[0-9๐-๙]{1,3}")
_HUNDREDS = re.compile(r"[0-9๐-๙]{3}(?:\.[0-9๐-๙]*)?(?:\.?-)?(?:\s*บาท)?")


def read(content: bytes, tally: Tally, title: str = "") -> None:
    csv.field_size_limit(limits.UPLOAD_BYTES)
    text = decode(content)
    if stated := _STATED_DELIMITER.match(text):
        delimiter = stated[1]
        if delimiter not in _DELIMITERS + "|":
            raise Refused("unknown_delimiter")
        text = text[stated.end() :]
    else:
        delimiter = _delimiter(text)
    tally.sheet(title)
    width = _Width()
    for number, record in _records(text, delimiter):
        if number > limits.ROWS * 50:
            raise Refused("too_many_rows", sheet=title, limit=limits.ROWS)
        tally.row(number, cells(record))
        width.check(number, record, tally)
    tally.close()
    tally.finish()


def cells(record: list[str]) -> list[StoredCell]:
    return [
        (column, ERROR if text.strip() in ERROR_NAMES else TEXT, text, "", False)
        for column, text in enumerate(record, 1)
        if text
    ]


def _lines(text: str) -> Iterator[str]:
    """Line by line, whichever of CRLF, LF or CR ends a line; ends are kept."""
    return (line[0] for line in _LINE.finditer(text))


def _delimiter(text: str) -> str:
    """The delimiter under which most records have the same number of fields.

    One comma a line is also what a title, "95,000" and a note have: then tabs or semicolons that part
    several records into three fields or more are the table's.
    """
    best, best_score = ",", (0, 0)
    scores = {}
    for delimiter in _DELIMITERS:
        reader = csv.reader(_lines(text), delimiter=delimiter)
        widths = Counter(len(record) for record in islice(reader, _SAMPLE) if len(record) > 1)
        score = max(((count, width) for width, count in widths.items()), default=(0, 0))
        scores[delimiter] = score
        if score > best_score:
            best, best_score = delimiter, score
    if best == "," and best_score[1] == 2:
        clearer = [mark for mark, (count, width) in scores.items() if mark != "," and count > 1 and width > 2]
        best = max(clearer, key=lambda mark: scores[mark], default=best)
    return best


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number, fields) of every record; a faulty quote is refused with the line it begins on."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    number = 0
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "quote_not_closed" if "unexpected end" in str(error) else "text_after_quote"
            raise Refused(code, line=line, record=number + 1) from error
        number += 1
        yield number, record


class _Width:
    """Tells a record that has more fields than the table's header.

    The usual cause is money whose comma was not quoted (1,มูลนิธิ,95,000): read as it stands, the
    organisation would get 95 baht. The header is taken to be the last record of several words before
    the first record with a number in it.
    """

    def __init__(self) -> None:
        self.header = 0
        self.data_begun = False

    def check(self, number: int, record: list[str], tally: Tally) -> None:
        filled = [text for text in record if text.strip()]
        if len(filled) < 2:
            return
        has_number = any(_NUMBER.fullmatch(text.strip()) for text in filled)
        if not self.data_begun and not has_number:
            self.header = len(record)
            return
        self.data_begun = True
        if not self.header:
            self.header = len(record)
        if len(record) <= self.header:
            return
        if any(text.strip() for text in record[self.header :]) or _split_money(record):
            tally.fault(
                "more_fields_than_header", number, self.header + 1, fields=len(record), header=self.header
            )


def _split_money(record: list[str]) -> bool:
    return any(
        _THOUSANDS.fullmatch(left.strip()) and _HUNDREDS.fullmatch(right.strip())
        for left, right in pairwise(record)
    )
