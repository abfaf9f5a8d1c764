"""What a table of any kind may have: headings over two rows, a year that is none, printed numbers, odd names."""

from typing import Any

import pytest
from django.test import Client

from people.models import User
from spreadsheets.kinds import kind_named, kinds
from spreadsheets.models import ImportBatch
from tables.finder.headers import Words, heading_of
from tables.kinds import Column
from tables.names import read_name
from tests import make
from tests.spreadsheets.asked import answered, as_csv, questions
from tests.spreadsheets.one_of_each import REGISTERS, TABLES, known_before
from tests.uploads import faults, upload

pytestmark = [pytest.mark.django_db, pytest.mark.once]

_STANDS_FIRST, _STANDS_ON_ANOTHER = "เแโใไ", "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎"


@pytest.fixture
def hers(client: Client, head_office: User) -> Client:
    make.programme()
    client.force_login(head_office)
    return client


def parts(kind: str) -> tuple[list[list[Any]], list[str], list[list[Any]]]:
    """The lines above a table, its headings and its rows."""
    words, rows = Words(kind_named(kind)), TABLES[kind]
    known = [sum(words.column_of(heading_of(str(cell))) is not None for cell in row) for row in rows]
    head = known.index(max(known))
    return rows[:head], [cell or "" for cell in rows[head]], rows[head + 1 :]


def subject(kind: str) -> Column:
    return kind_named(kind).column(kind_named(kind).subject)


def cut(heading: str) -> tuple[str, str]:
    """A heading's two halves, no letter of one on a letter of the other."""
    places = [
        at
        for at in range(1, len(heading))
        if heading[at - 1] not in _STANDS_FIRST and heading[at] not in _STANDS_ON_ANOTHER
    ]
    at = places[len(places) // 2] if places else len(heading)
    return heading[:at], heading[at:]


def read(client: Client, kind: str, rows: list[list[Any]]) -> ImportBatch:
    return upload(client, "table.csv", kind, as_csv(rows))


def shown(batch: ImportBatch) -> list[Any]:
    """What becomes of each row of the file."""
    return [(row["title"], row["change"]) for row in batch.preview["rows"] if row["change"] != "missing"]


@pytest.mark.parametrize("kind", TABLES)
def test_headings_whose_words_are_cut_over_two_rows_are_read_as_one(hers: Client, kind: str) -> None:
    known_before(kind)
    above, heads, rows = parts(kind)
    whole = shown(read(hers, kind, [*above, heads, *rows]))
    assert len(whole) > 0
    for some in (slice(None), slice(0, None, 2), slice(1, None, 2)):
        upper, lower = list(heads), [""] * len(heads)
        for at in range(len(heads))[some]:
            upper[at], lower[at] = cut(heads[at])
        batch = read(hers, kind, [*above, upper, lower, *rows])
        assert (faults(batch), shown(batch)) == ([], whole)


@pytest.mark.parametrize("kind", TABLES)
def test_a_title_with_a_year_that_cannot_be_is_asked_about(hers: Client, kind: str) -> None:
    known_before(kind)
    _above, heads, rows = parts(kind)
    batch = read(hers, kind, [["ตาราง ปี 3110"], heads, *rows])
    assert [(row, code) for _column, row, code in faults(batch)] == [(1, "title_no_year")]
    assert "“ปี 3110”" in questions(batch)[0]
    assert answered(hers, batch, "take").state == ImportBatch.State.PREVIEWED


@pytest.mark.parametrize("kind", kinds())
def test_such_a_title_is_asked_about_whatever_else_is_wrong(hers: Client, kind: str) -> None:
    batch = read(hers, kind, [["ตาราง ปี 3110"], [column.header for column in kind_named(kind).columns]])
    assert (None, 1, "title_no_year") in faults(batch)


@pytest.mark.parametrize("kind", REGISTERS)
def test_a_register_may_name_any_year_that_there_is(hers: Client, kind: str) -> None:
    known_before(kind)
    _above, heads, rows = parts(kind)
    above = [["ทะเบียน ปี 2566"], ["ปรับปรุง พ.ศ. 2566-2567"], ["ตาม พ.ร.บ. พ.ศ. 2545"]]
    assert faults(read(hers, kind, [*above, heads, *rows])) == []


@pytest.mark.parametrize("kind", TABLES)
def test_numbers_printed_for_rows_that_nobody_wrote_are_no_rows(hers: Client, kind: str) -> None:
    known_before(kind)
    above, heads, rows = parts(kind)
    order = "ลำดับ" in heads
    rows = [row for row in rows if "รวม" not in "".join(map(str, row))]
    numbered = rows if order else [[number, *row] for number, row in enumerate(rows, start=1)]
    blank = [[number] for number in range(len(rows) + 1, len(rows) + 4)]
    batch = read(hers, kind, [*above, heads if order else ["ลำดับ", *heads], *numbered, *blank])
    assert faults(batch) == []
    assert len(shown(batch)) == len(rows)


@pytest.mark.parametrize("kind", [kind for kind in TABLES if subject(kind).reader is read_name])
def test_a_picture_in_a_name_goes_in_as_it_stands(hers: Client, kind: str) -> None:
    known_before(kind)
    above, heads, rows = parts(kind)
    words = Words(kind_named(kind))
    at = [words.column_of(heading_of(text)) for text in heads].index(subject(kind).key)
    named = [*rows[0][:at], f"{rows[0][at]} 😀", *rows[0][at + 1 :]]
    batch = read(hers, kind, [*above, heads, named])
    assert (faults(batch), batch.preview["warnings"], shown(batch)) == ([], [], [(named[at], "new")])
