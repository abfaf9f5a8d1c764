"""A table pasted from Word, Excel or PowerPoint: the clipboard's HTML, or its text with tabs.

What stands in a cell is what the program showed, so every cell is text.
"""

import json
import re

from tables.readers.delimited import cells
from tables.readers.encoding import refuse_damaged_text
from tables.readers.page import send, tables_of
from tables.readers.tally import Tally

# Excel puts a cell in quotation marks only where a line break or a tab is in it.
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=\t|\r\n|\r|\n|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(content: bytes, tally: Tally) -> None:
    pasted = json.loads(content)
    for text in (pasted["text"], pasted["html"]):
        refuse_damaged_text(text)
    tally.nothing_filled = "nothing_pasted"
    if not send_tables(pasted["html"], tally):
        tally.sheet("1")
        for number, record in enumerate(_records(pasted["text"]), 1):
            tally.row(number, cells(record))
        tally.close()
    tally.finish()


def send_tables(html: str, tally: Tally) -> bool:
    """Hand on each table of a page that holds something, as a sheet; false where there is none."""
    tables = tables_of(html)
    for number, table in enumerate(tables, 1):
        tally.sheet(str(number), table.hidden)
        send(table, tally)
    return bool(tables)


def _records(text: str) -> list[list[str]]:
    """Rows of a tab-separated text, blank ones too; line breaks inside quoted cells stay in the cell."""
    records: list[list[str]] = [[]]
    position = 0
    while position <= len(text):
        quoted = _QUOTED.match(text, position)
        if quoted and ("\n" in quoted[1] or "\r" in quoted[1] or "\t" in quoted[1]):
            field, position = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, position)
            field, position = (plain[0], plain.end()) if plain else ("", position)
        records[-1].append(field)
        if text.startswith("\t", position):
            position += 1
        elif line_end := _LINE_END.match(text, position):
            position = line_end.end()
            records.append([])
        else:
            break
    return records
