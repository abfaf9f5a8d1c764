"""From an office's file to a book of cells, read in a process of its own.

The web process looks at no byte of the file: it hands it to child.py, which has little memory, little
time and no disk, and takes back plain rows. However the child ends, the sender gets a sentence.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path, PurePath

from tables import limits
from tables.faults import Fault, FileRefused
from tables.refusals import sentence
from tables.refused import Refused
from tables.sheets import Book, Cell, CellKind, Merge, Sheet, column_letter

logger = logging.getLogger(__name__)

_CHILD = Path(__file__).with_name("child.py")
_KINDS = {
    "t": CellKind.TEXT,
    "n": CellKind.NUMBER,
    "d": CellKind.DATE,
    "b": CellKind.BOOLEAN,
    "e": CellKind.ERROR,
    "f": CellKind.FORMULA,
}
_MOST_STEPS = 20 * limits.FILLED_CELLS
# What comes of messages that are not those of readers/tally.py: the child is not trusted either.
_NOT_OUR_READER = (ValueError, TypeError, LookupError, RecursionError)
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)


def read_book(content: bytes, filename: str) -> Book:
    """Read an .xlsx, .xls, .ods or .csv file. Raises FileRefused with what the file is and what to do."""
    name = PurePath(filename.replace("\\", "/")).name
    stem, _, extension = name.rpartition(".") if "." in name.lstrip(".") else (name, "", "")
    header = {"kind": "file", "extension": extension.strip().lower()[:20], "title": stem[:100]}
    return _read(header, content, lock_file=name.startswith("~$"))


def read_pasted(text: str, html: str = "") -> Book:
    """Read a table pasted from Word, Excel or PowerPoint, each table of it as a sheet.

    `html` is the clipboard's HTML where the browser gave it: it tells merged cells and line breaks
    inside a cell, so it is preferred to the text.
    """
    content = json.dumps({"text": text, "html": html}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _read({"kind": "pasted"}, content)


def _read(header: dict[str, str], content: bytes, *, lock_file: bool = False) -> Book:
    try:
        if lock_file:
            raise Refused("lock_file")
        if not content:
            raise Refused("empty_file")
        if len(content) > limits.UPLOAD_BYTES:
            raise Refused("upload_too_big", limit=limits.UPLOAD_BYTES // 1024**2)
        if header.get("extension") == "xls":
            header["libraries"] = _libraries()
        with _child(header, content) as messages:
            return assemble(messages)
    except Refused as refused:
        raise FileRefused(sentence(refused.code, refused.figures), refused.code) from None
    except _NOT_OUR_READER as error:
        logger.warning("The reading process said what no reader says: %s", type(error).__name__)
        raise FileRefused(sentence("unreadable", {}), "unreadable") from None


def _libraries() -> str:
    """The folder that xlrd is installed in: the child sees no other packages, and these only for .xls."""
    spec = find_spec("xlrd")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("xlrd")
    return str(Path(spec.origin).parent.parent)


@contextmanager
def _child(header: dict[str, str], content: bytes) -> Iterator[Iterator[list]]:
    """The messages of a child that reads the file, decoded one by one as they come."""
    process = subprocess.Popen(  # noqa: S603 - our own program; nothing of the file is in its arguments
        [sys.executable, "-I", "-S", "-B", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    assert process.stdin is not None  # noqa: S101 - for the type checker: both are pipes
    assert process.stdout is not None  # noqa: S101
    timer = threading.Timer(limits.WALL_SECONDS, _kill, [process])
    timer.start()
    try:
        with suppress(BrokenPipeError):  # it has ended early; what it said and how it ended tell why
            process.stdin.write(json.dumps(header).encode() + b"\n")
            process.stdin.write(content)
            process.stdin.close()
        yield _messages(process)
    finally:
        _kill(process)
        process.wait()
        timer.cancel()
        process.stdout.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):  # ended in this moment
            os.killpg(process.pid, signal.SIGKILL)


def _messages(process: subprocess.Popen[bytes]) -> Iterator[list]:
    received = 0
    assert process.stdout is not None  # noqa: S101
    while line := process.stdout.readline(limits.LINE_BYTES):
        received += len(line)
        if received > limits.OUTPUT_BYTES or len(line) == limits.LINE_BYTES:
            raise Refused("unreadable")  # more than any reader says
        if not line.endswith(b"\n"):
            break  # cut off where the child ended
        message = json.loads(line)
        if message[0] == "refused":
            raise FileRefused(sentence(message[1], message[2]), message[1])
        if message[0] == "failed":
            logger.warning("A reader failed on a file: %s", message[1])
            raise Refused("unreadable")
        yield message
        if message[0] == "end":
            return
    raise _why_it_ended(process)


def _why_it_ended(process: subprocess.Popen[bytes]) -> Refused:
    """A child that stopped before its last line was stopped by a limit, or broke."""
    status = process.wait()
    logger.warning("The reading process ended with status %s before it was done", status)
    return Refused("too_slow" if status in _OUT_OF_TIME else "unreadable")


def assemble(messages: Iterable[list]) -> Book:
    """A book from a reader's messages (readers/tally.py lists them)."""
    book = Book(format="pasted")
    formats = [""]
    for message in messages:
        match message:
            case ["row", int(number), list(values)]:
                _add_row(book.sheets[-1], number, values, formats)
            case ["format", str(code)]:
                formats.append(code)
            case ["format_of_file", str(kind)]:
                book.format = kind
            case ["sheet", str(title), bool(hidden)]:
                book.sheets.append(Sheet(title=title, hidden=hidden))
            case ["shape", list(merges), list(hidden_rows), list(hidden_columns)]:
                _shape(book.sheets[-1], merges, hidden_rows, hidden_columns)
            case ["fault", str(code), row, column, dict(figures)]:
                book.faults.append(
                    Fault(
                        message=sentence(code, figures),
                        code=code,
                        sheet=book.sheets[-1].title,
                        row=row,
                        column=column_letter(column) if column else None,
                    )
                )
            case ["linked", int(row), int(column)]:
                book.sheets[-1].linked.add((row, column))
            case ["struck", int(row), int(column)]:
                book.sheets[-1].struck.add((row, column))
            case ["end"]:
                break
            case _:
                raise Refused("unreadable")
    return book


def _add_row(sheet: Sheet, number: int, values: list, formats: list[str]) -> None:
    row = sheet.rows.setdefault(number, {})
    each = iter(values)
    for column, kind, text, code, computed in zip(each, each, each, each, each, strict=True):
        if column in row:
            raise Refused("damaged")  # one cell twice: which one is meant?
        if type(column) is not int or type(text) is not str:
            raise TypeError(column, text)
        row[column] = Cell(_KINDS[kind], text, formats[code], computed)


def _shape(sheet: Sheet, merges: list, hidden_rows: list[int], hidden_columns: list[int]) -> None:
    sheet.merges = [Merge(*merge) for merge in merges]
    sheet.hidden_rows = set(hidden_rows)
    sheet.hidden_columns = set(hidden_columns)
    sheet.rows = dict(sorted(sheet.rows.items()))
    _drop_covered(sheet)
    for number, row in sheet.rows.items():
        if any(left > right for left, right in zip(row, list(row)[1:], strict=False)):
            sheet.rows[number] = dict(sorted(row.items()))


def _drop_covered(sheet: Sheet) -> None:
    """A merged block shows its first cell only; what a file keeps under it nobody has seen."""
    numbers = list(sheet.rows)
    steps = 0
    for merge in sheet.merges:
        first, last = bisect_left(numbers, merge.first_row), bisect_right(numbers, merge.last_row)
        for number in numbers[first:last]:
            row = sheet.rows[number]
            covered = [
                column
                for column in row
                if merge.first_column <= column <= merge.last_column
                and (number, column) != (merge.first_row, merge.first_column)
            ]
            for column in covered:
                del row[column]
            steps += len(row) + 1
        if steps > _MOST_STEPS:
            raise Refused("damaged")  # only blocks that lie on each other are as many
    sheet.rows = {number: row for number, row in sheet.rows.items() if row}
