"""Good workbooks changed at random: each copy is taken whole, with its total, or refused in a sentence.

Every base says its total twice, above the table and below it, so no single change of an amount can fit both.
"""

import io
import json
import os
import random
import re
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from grants.budget.resources import AllocationResource
from grants.models import Allocation
from regions.models import Region
from spreadsheets import batches
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from spreadsheets.resources import ImportWriter, Scope
from tables import gate
from tables.faults import Fault, FileRefused
from tables.readers import delimited, ods, xls, xlsx
from tables.readers.tally import Tally
from tables.reading import assemble
from tables.refusals import sentence
from tables.refused import Refused
from tables.sheets import Book
from tests.office_tables.office_data import OFFICE, REGION_6, REGION_6_TITLE, budget_rows
from tests.workbooks.writers import write

TOTAL = Decimal("1175000.00")
COPIES = int(os.environ.get("FUZZ_COPIES", "2000"))  # more of them on a quiet day
THROUGH_THE_CHILD = 7  # every so many copies are read as uploads are, in a process of their own
HUNG = 30  # seconds

ROWS = budget_rows(REGION_6, titles=[[REGION_6_TITLE], []], total=int(TOTAL))
BASES = {
    "xlsx": write("xlsx", ROWS),
    "xls": write("xls", ROWS),
    "ods": write("ods", ROWS),
    "csv": write("csv", ROWS),
    "874.csv": write("874.csv", ROWS),
    "office.xlsx": (OFFICE / "region6-2567-budget.xlsx").read_bytes(),
}
READERS: dict[str, Callable[[bytes, Tally], None]] = {
    "xlsx": xlsx.read,
    "xls": xls.read,
    "ods": ods.read,
    "csv": lambda content, tally: delimited.read(content, tally, "budget"),
}


# ── changing a file ─────────────────────────────────────────────────────────────────────────────────────────

_PIECES = (
    b"0",
    b"9",
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"-",
    b",",
    b".",
    b'"',
    b"\n",
    b"<",
    b"&",
    b"&#0;",
    b"\xef\xbb\xbf",
)
_MARKUP = re.compile(rb"<[^<>]*>|[^<>]+")
_NUMBER = re.compile(rb"[0-9]+")


def changed(content: bytes, chance: random.Random) -> bytes:
    """A copy with a few bytes changed, lost, doubled, moved or added."""
    copy = bytearray(content)
    for _time in range(chance.choice((1, 1, 1, 2, 4, 16))):
        at, length = chance.randrange(len(copy) + 1), chance.choice((1, 1, 2, 4, 16, 64, 256))
        match chance.randrange(6):
            case 0:
                copy[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del copy[at : at + length]
            case 2:
                copy[at:at] = copy[at : at + length]
            case 3:
                copy[at:at] = chance.choice(_PIECES)
            case 4:
                to = chance.randrange(len(copy) + 1)
                copy[to:to] = copy[at : at + length]
            case 5:
                _change_a_number(copy, chance)
    if chance.random() < 0.03:
        del copy[chance.randrange(len(copy) + 1) :]
    return bytes(copy)


def _change_a_number(copy: bytearray, chance: random.Random) -> None:
    numbers = list(_NUMBER.finditer(copy))
    if numbers:
        number = chance.choice(numbers)
        others = (
            b"0",
            b"1",
            b"",
            b"99999999999999999999",
            b"-1",
            number[0][::-1],
            number[0] + b"0",
            number[0][:-1],
        )
        copy[number.start() : number.end()] = chance.choice(others)


def changed_markup(content: bytes, chance: random.Random) -> bytes:
    """A copy in which tags and texts are lost, doubled or swapped, so that it mostly still parses."""
    pieces = _MARKUP.findall(content)
    for _time in range(chance.choice((1, 1, 2, 3))):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        end = min(len(pieces), at + chance.choice((1, 1, 2, 3, 5, 8)))
        match chance.randrange(4):
            case 0:
                del pieces[at:end]
            case 1:
                pieces[end:end] = pieces[at:end]
            case 2:
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case 3:
                piece = bytearray(pieces[at])
                _change_a_number(piece, chance)
                pieces[at] = bytes(piece)
        if not pieces:
            break
    return b"".join(pieces)


def changed_inside(content: bytes, chance: random.Random) -> bytes:
    """A copy with one part of the package changed, under a checksum that is right for it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {entry: package.read(entry) for entry in package.infolist()}
    table = [
        entry for entry in parts if re.search(r"sheet1\.xml$|sharedStrings|content\.xml$", entry.filename)
    ]
    chosen = chance.choice(table if chance.random() < 0.75 else list(parts))
    change = changed_markup if chance.random() < 0.7 else changed
    parts[chosen] = change(parts[chosen], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for entry, part in parts.items():
            package.writestr(entry.filename, part, entry.compress_type)
    return made.getvalue()


def copy_of(base: str, number: int) -> bytes:
    """The same number always gives the same copy."""
    chance = random.Random(f"{base} {number}")
    packed = BASES[base].startswith(b"PK") and chance.random() < 0.85
    return (changed_inside if packed else changed)(BASES[base], chance)


# ── reading it ──────────────────────────────────────────────────────────────────────────────────────────────


def read_here(content: bytes, ending: str) -> Book:
    """What child.py does, without its process, so that nothing a reader raises is caught."""
    messages: list[list[Any]] = []
    try:
        kind = gate.check(content, ending)
        messages.append(["format_of_file", kind])
        READERS[kind](content, Tally(messages.append))
        return assemble(json.loads(json.dumps(messages)))
    except Refused as refused:
        raise FileRefused(sentence(refused.code, refused.figures), refused.code) from refused


@contextmanager
def never_hung() -> Iterator[None]:
    def hung(*_signal: Any) -> None:
        pytest.fail(f"not read after {HUNG} seconds")

    before = signal.signal(signal.SIGALRM, hung)
    signal.alarm(HUNG)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def says_total(book: Book) -> bool:
    """Whether a row of the copy still states the total for whoever looks at it."""
    for sheet in book.sheets:
        for cells in sheet.rows.values():
            line = "".join(cell.text for cell in cells.values())
            if str(int(TOTAL)) in re.sub(r"[,\s]", "", line):
                return True
    return False


def look_at(examined: batches.Examined, book: Book | None, scope: Scope, batch: ImportBatch) -> str:
    """Whether the copy is taken, and with the total that it states; refused in sentences otherwise."""
    for fault in (*examined.faults, *examined.warnings):
        assert fault.message
        assert "Traceback" not in fault.message
        assert "Error" not in fault.message
        assert "/spreadsheets/" not in fault.message
    if not examined.accepted:
        return "refused"
    assert examined.table is not None
    assert examined.comparison is not None
    total = examined.table.total
    assert total == TOTAL or (book is not None and not says_total(book))
    with transaction.atomic():
        resource = AllocationResource(scope)
        resource.lock()
        resource.write(examined.comparison, ImportWriter(batch, None, "fuzz"))
        assert Allocation.objects.total() == total
        transaction.set_rollback(True)
    return "taken"


@pytest.mark.django_db
@pytest.mark.parametrize("base", BASES)
def test_a_changed_copy_is_taken_with_its_total_or_refused(base: str, tmp_path: Path) -> None:
    scope = batches.scope_for(None, Region.objects.get(number=6), 2567)
    batch = ImportBatch.objects.create(
        kind="budget", region=scope.region, fiscal_year=2567, filename="f", state=ImportBatch.State.PREVIEWED
    )
    ending = base.rpartition(".")[2]
    answers = set()
    for number in range(COPIES // len(BASES) + 1):
        content = copy_of(base, number)
        kept = tmp_path / f"{number}.{ending}"
        kept.write_bytes(content)
        book = None
        with never_hung():
            try:
                book = read_here(content, ending)
                examined = batches.examine_book(book, "budget", scope, Options())
            except FileRefused as refused:
                examined = batches.Examined(faults=[refused.as_fault()])
        answers.add(look_at(examined, book, scope, batch))
        if number % THROUGH_THE_CHILD == 0:
            apart = batches.examine(content, f"budget.{ending}", "budget", scope, Options())
            assert _told(apart) == _told(examined)
        kept.unlink()
    assert answers == {"taken", "refused"}


def _told(examined: batches.Examined) -> list[Fault]:
    return [*examined.faults, *examined.warnings]
