"""The items of a cell with the marks that an office put before them; joined again they are the cell, byte for byte."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thai.digits import arabic, thai_digits
from thai.lists import split_items

_NUMBER = re.compile(r"[0-9๐-๙]+")
_SEPARATOR = re.compile(r"[\s,;]*")
NEW_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """An item of a cell: `mark` stands before its words ("1. ", "- ", ""), `after` parts it from the next one."""

    mark: str
    text: str
    after: str


def pieces_of(text: str, items: Sequence[str] = ()) -> list[Piece]:
    """Split a cell as `split_items` does and lose no character: mark + text + after of all pieces is the cell.

    `items` are those that a person has chosen instead.
    A cell whose items cannot be found in it again is one piece, and so is one of signs alone. A blank cell has none.
    """
    if not text.strip():
        return []
    spans = list(_spans(text, items or split_items(text) or [text]))
    pieces, mark = [], text[: spans[0][0]]
    ends = [start for start, _end in spans[1:]] + [len(text)]
    for (start, end), next_start in zip(spans, ends, strict=True):
        between = text[end:next_start]
        # What parts two items belongs to the first, what heads an item to the second.
        after = between if next_start == len(text) else _SEPARATOR.match(between)[0]  # type: ignore[index]
        pieces.append(Piece(mark, text[start:end], after))
        mark = between[len(after) :]
    return pieces


def _spans(text: str, items: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each item stands in the text, one behind the other; the whole text where one is not found."""
    found, place = [], 0
    for item in items:
        words = re.compile(r"\s+".join(map(re.escape, item.split())))
        match = words.search(text, place)
        if match is None:
            found = [(text.index(text.strip()), len(text.rstrip()))]
            break
        found.append(match.span())
        place = match.end()
    yield from found


def joined(pieces: Sequence[Piece]) -> str:
    return "".join(piece.mark + piece.text + piece.after for piece in pieces)


def counts_on(marks: Sequence[str]) -> bool:
    """Whether the numbers in marks run 1, 2, 3 …"""
    numbers = [_NUMBER.search(mark) for mark in marks]
    return bool(marks) and [int(arabic(found[0])) for found in numbers if found] == [
        *range(1, len(marks) + 1)
    ]


def numbered(mark: str, number: int) -> str:
    """A mark with another number in it, in the digits that it had; one without a number stays as it is."""
    found = _NUMBER.search(mark)
    if found is None:
        return mark
    digits = str(number) if found[0].isascii() else thai_digits(str(number))
    return mark[: found.start()] + digits + mark[found.end() :]


def separators(written: Sequence[str], count: int) -> list[str]:
    """What stands after each of `count` items that came from a cell with the separators `written`.

    The places keep what they had; a new place takes what most others have, else a line break; what closed the
    cell still closes it.
    """
    if not count:
        return []
    inner, last = list(written[:-1]), written[-1] if written else ""
    parting = [separator for separator in inner if separator]
    usual = Counter(parting).most_common(1)[0][0] if parting else NEW_LINE
    return [*(inner + [usual] * count)[: count - 1], last]
