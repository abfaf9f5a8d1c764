"""Which cells of an .xls take their value from another workbook: told by the formulas of its own records.

xlrd gives a formula's stored result and keeps the formula to itself. A formula that is not understood counts as
linked, where the workbook has a link at all: a value is never taken on trust.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import xlrd

_END, _CONTINUE = 0x000A, 0x003C
_SHEET, _NAME, _OTHER_BOOK, _SHEETS_MEANT = 0x0085, 0x0018, 0x01AE, 0x0017
_FORMULA, _SHARED, _FILLED_BLOCK = 0x0006, 0x04BC, 0x0221
# How many bytes a piece of a formula takes (Excel 97), by its kind.
_SIZES = {
    **dict.fromkeys(range(0x03, 0x17), 1),
    0x01: 5,
    0x02: 5,
    0x1C: 2,
    0x1D: 2,
    0x1E: 3,
    0x1F: 9,
    0x20: 8,
    0x21: 3,
    0x22: 4,
    0x23: 5,
    0x24: 5,
    0x25: 9,
    0x26: 7,
    0x27: 7,
    0x28: 7,
    0x29: 3,
    0x2A: 5,
    0x2B: 9,
    0x2C: 5,
    0x2D: 9,
    0x2E: 3,
    0x2F: 3,
    0x39: 7,
    0x3A: 7,
    0x3B: 11,
    0x3C: 7,
    0x3D: 11,
}
_AS_ITS_BLOCK, _TEXT, _ATTRIBUTE, _NAMED = 0x01, 0x17, 0x19, 0x23
_OF_SHEETS = (0x39, 0x3A, 0x3B, 0x3C, 0x3D)  # each says first which of the sheets that are meant
_CHOOSES, _WIDE = 0x04, 0x01

Place = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class XlsLinks:
    """What of a workbook stands for other ones: its sheets meant and its names, by their numbers."""

    meant: set[int] = field(default_factory=set)
    names: set[int] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)  # where each worksheet begins

    def is_linked(self, formula: bytes) -> bool:
        at = 0
        try:
            while at < len(formula):
                kind = formula[at] if formula[at] < 0x20 else 0x20 | formula[at] & 0x1F
                number = (
                    struct.unpack_from("<H", formula, at + 1)[0] if kind in (*_OF_SHEETS, _NAMED) else None
                )
                if (number in self.meant) if kind in _OF_SHEETS else (number in self.names):
                    return True
                at += _size(formula, at, kind)
        except (LookupError, struct.error):
            return True
        return False


def _size(formula: bytes, at: int, kind: int) -> int:
    if kind == _TEXT:
        return 3 + formula[at + 1] * (2 if formula[at + 2] & _WIDE else 1)
    if kind == _ATTRIBUTE:
        choices = struct.unpack_from("<H", formula, at + 2)[0] + 1 if formula[at + 1] & _CHOOSES else 0
        return 4 + 2 * choices
    return _SIZES[kind]


def records(book: xlrd.Book, position: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the workbook, from its beginning to its end, each with what continues it."""
    end = book.base + book.stream_len
    kind, pieces = 0, b""
    while position + 4 <= end:
        record, length = struct.unpack_from("<HH", book.mem, position)
        data = bytes(book.mem[position + 4 : position + 4 + length])
        position += 4 + length
        if record == _CONTINUE:
            pieces += data
            continue
        if kind:
            yield kind, pieces
        if record == _END:
            return
        kind, pieces = record, data
    if kind:
        yield kind, pieces


def links_of(book: xlrd.Book) -> XlsLinks:
    """Read the workbook's own records, which come before its sheets'."""
    links, others, names = XlsLinks(), [], []
    for record, data in records(book, book.base):
        if record == _SHEET and data[5:6] == b"\0":
            links.starts.append(book.base + struct.unpack_from("<I", data)[0])
        elif record == _OTHER_BOOK:
            others.append(_is_other_book(data))
        elif record == _SHEETS_MEANT:
            count = struct.unpack_from("<H", data)[0]
            books = [struct.unpack_from("<H", data, 2 + 6 * place)[0] for place in range(count)]
            links.meant |= {place for place, book_ in enumerate(books) if others[book_]}
        elif record == _NAME:
            length, size = data[3], struct.unpack_from("<H", data, 4)[0]
            start = 15 + length * (2 if data[14] & _WIDE else 1)
            names.append(data[start : start + size])
    if links.meant:
        while found := {
            n for n, said in enumerate(names, 1) if n not in links.names and links.is_linked(said)
        }:
            links.names |= found
    return links


def _is_other_book(data: bytes) -> bool:
    """Not the workbook itself, an add-in's functions, or a link that nothing uses any more."""
    if data[2:4] in (b"\x01\x04", b"\x01\x3a"):
        return False
    return not (data[2:4] == b"\x01\x00" and data[5:6] in (b"\x00", b" "))


def linked_cells(book: xlrd.Book, links: XlsLinks, sheet: int) -> list[Place]:
    """The cells of a worksheet whose value comes from another workbook."""
    if not links.meant:
        return []
    found: set[Place] = set()
    of_block: dict[Place, Place] = {}  # a cell to the first one of the block that shares its formula
    last = (0, 0)
    for record, data in records(book, links.starts[sheet]):
        if record == _FORMULA:
            last = struct.unpack_from("<HH", data)
            said = data[22 : 22 + struct.unpack_from("<H", data, 20)[0]]
            if said[:1] == bytes([_AS_ITS_BLOCK]):
                of_block[last] = struct.unpack_from("<HH", said, 1)
            elif links.is_linked(said):
                found.add(last)
        elif record in (_SHARED, _FILLED_BLOCK):
            start = 10 if record == _SHARED else 14
            size = struct.unpack_from("<H", data, start - 2)[0]
            if links.is_linked(data[start : start + size]):
                found.add(of_block.get(last, last))
    return sorted(found | {cell for cell, first in of_block.items() if first in found})
