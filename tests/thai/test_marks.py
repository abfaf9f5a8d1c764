"""The marks of a list: nothing of a cell is lost, and numbers count on when items move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.lists import split_items
from thai.marks import Piece, counts_on, joined, numbered, pieces_of, separators

CELLS = [
    # as written, its marks, words and separators
    ("1. ก 2. ข", [("1. ", "ก", " "), ("2. ", "ข", "")]),
    ("1.ก\n2.ข\n3.ค", [("1.", "ก", "\n"), ("2.", "ข", "\n"), ("3.", "ค", "")]),
    ("๑) ก ๒) ข", [("๑) ", "ก", " "), ("๒) ", "ข", "")]),
    ("- ก\n- ข", [("- ", "ก", "\n"), ("- ", "ข", "")]),
    ("เครือข่ายคนพิการ เครือข่ายสตรี", [("", "เครือข่ายคนพิการ", " "), ("", "เครือข่ายสตรี", "")]),
    ("อบรม  2 ครั้ง\nในจังหวัด", [("", "อบรม  2 ครั้ง\nในจังหวัด", "")]),
    ("", []),
]


@pytest.mark.parametrize(("cell", "pieces"), CELLS)
def test_a_cell_is_split_with_its_marks(cell: str, pieces: list[tuple[str, str, str]]) -> None:
    assert pieces_of(cell) == [Piece(*piece) for piece in pieces]


WORDS = st.sampled_from(["ก", "อบรม", "เครือข่ายสตรี", "1", "๒", "<li>", "</li>", "(1)", "- ", "2 ครั้ง", "ใน"])
SIGNS = st.sampled_from([" ", "\n", "1. ", "2. ", "1.", "2.", "•", "- ", "๑) ", "", ", ", "  "])


@given(st.lists(st.tuples(SIGNS, WORDS), max_size=8).map(lambda parts: "".join(map("".join, parts))))
def test_pieces_joined_are_the_cell_to_the_last_space(cell: str) -> None:
    pieces = pieces_of(cell)
    assert joined(pieces) == (cell if cell.strip() else "")
    said = [" ".join(piece.text.split()) for piece in pieces]
    assert said in (split_items(cell), [" ".join(cell.split())])


MARKS = [
    (["1. ", "2. "], True),
    (["1.", "๒."], True),
    (["1. ", "3. "], False),
    (["- ", "- "], False),
    (["1. ", ""], False),
    ([], False),
]


@pytest.mark.parametrize(("marks", "do"), MARKS)
def test_marks_count_on_when_their_numbers_run_from_one(marks: list[str], do: bool) -> None:
    assert counts_on(marks) is do


@pytest.mark.parametrize(("mark", "becomes"), [("2. ", "3. "), ("๒.", "๓."), ("- ", "- "), ("", "")])
def test_a_mark_takes_another_number_in_its_own_digits(mark: str, becomes: str) -> None:
    assert numbered(mark, 3) == becomes


SEPARATORS = [
    # as they were, how many items, as they are
    ([" ", ""], 3, [" ", " ", ""]),
    (["\n", "\n", ""], 2, ["\n", ""]),
    ([""], 2, ["\n", ""]),
    (["", ""], 3, ["", "\n", ""]),
    ([" "], 2, ["\n", " "]),
    ([], 1, [""]),
    ([" ", ""], 0, []),
]


@pytest.mark.parametrize(("written", "count", "become"), SEPARATORS)
def test_what_parts_items_belongs_to_places(written: list[str], count: int, become: list[str]) -> None:
    assert separators(written, count) == become
