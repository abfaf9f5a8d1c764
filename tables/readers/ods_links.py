"""Which cells of an OpenDocument spreadsheet take their values from another file, as tables.readers.xls_links does.

A formula names the other file, or a name that stands for its cells; a whole sheet or a block of cells may be a copy of
one. Beside these a program keeps sheets with what it last read of other files, which nobody sees: they are no sheets.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tables.readers import markup
from tables.readers.package import Package
from tables.refused import Refused

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_NAMED = {
    _TABLE + "named-range": _TABLE + "cell-range-address",
    _TABLE + "named-expression": _TABLE + "expression",
}
# ['file:///…/budget.ods'#$Sheet1.A1], "'C:\…[budget.xlsx]งบ'!A1" and "[1]งบ!A1" of Excel, and a running program.
_OTHER_FILE = re.compile(
    r"'(?:[^']|'')+'#|'[^']*\[[^\]]+\][^']*'!|(?:^|(?<=[\s+*/^&=<>(),;:-]))\[[0-9]+\]|\bDDE\s*\(",
    re.IGNORECASE,
)
_KEPT = re.compile(r"'(?:[^']|'')+'#")
_NAMES = re.compile(r"[^\s+\-*/^&=<>(),;:!'\"{}\[\]%.$]+")
_NAME, _LONGEST_NAME = re.compile(rb"named-(?:range|expression)\s"), 20  # bytes
_READ_AT_ONCE = 64 * 1024
_MOST_BLOCKS = 1_000  # every row is held against each


def is_kept_of_others(title: str) -> bool:
    """Whether a table is what a program last read of another file: 'file:///…/budget.ods'#$Sheet1."""
    return bool(_KEPT.match(title))


@dataclass
class OdsLinks:
    names: frozenset[str] = frozenset()  # casefolded
    of_whole_sheet: bool = False
    _blocks: list[tuple[int, int, int, int]] = field(default_factory=list)

    def begin_sheet(self) -> None:
        self.of_whole_sheet = False
        self._blocks = []

    def fill(self, row: int, column: int, rows: int, columns: int) -> None:
        """A block of the sheet, from this cell on, is a copy of cells of another file."""
        self._blocks.append((row, column, row + rows - 1, column + columns - 1))
        if len(self._blocks) > _MOST_BLOCKS:
            raise Refused("external_link")

    def is_linked(self, formula: str) -> bool:
        if _OTHER_FILE.search(formula):
            return True
        return bool(self.names) and any(name.casefold() in self.names for name in _NAMES.findall(formula))

    def of_row(self, row: int, by_formula: Iterable[int], filled: Iterable[int]) -> list[int]:
        """The columns of a row whose values come from elsewhere, of those that hold something."""
        if not self.of_whole_sheet and not self._blocks:
            return list(by_formula)
        blocks = [(left, right) for top, left, bottom, right in self._blocks if top <= row <= bottom]
        linked = set(by_formula)
        linked |= {
            column
            for column in filled
            if self.of_whole_sheet or any(left <= column <= right for left, right in blocks)
        }
        return sorted(linked)


def names_of_others(package: Package) -> OdsLinks:
    """Names that stand for cells of other files; they are told behind the sheets that use them."""
    said: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag in _NAMED:
            said[attributes.get(_TABLE + "name", "").casefold()] = attributes.get(_NAMED[tag], "")

    if _may_name(package):
        with package.open("content.xml") as stream:
            markup.parse(stream, start)
    links = OdsLinks()
    while found := {name for name in said.keys() - links.names if links.is_linked(said[name])}:
        links.names |= found
    return links


def _may_name(package: Package) -> bool:
    """Whether the content has a name at all, or is written so that only a parser sees it: cheaper than parsing."""
    with package.open("content.xml") as stream:
        last = b""
        while piece := stream.read(_READ_AT_ONCE):
            if b"\0" in piece or _NAME.search(last + piece):
                return True
            last = piece[-_LONGEST_NAME:]
    return False
