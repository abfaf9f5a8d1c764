"""A table goes in as it stands, comes out again, and goes in once more as unchanged or as just what was edited."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from centres.models.organisation import identity_of
from grants.models import Allocation
from participation.models import PlanLine
from regions.models import Region
from spreadsheets import batches
from spreadsheets.kinds import kinds
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from spreadsheets.resources import Change, Scope, resource_for
from spreadsheets.undo import undo
from tables.writing import to_csv, to_xlsx
from tests import make
from tests.office_tables.office_data import (
    AMOUNT,
    FORMS,
    NAME,
    plan_rows,
)
from tests.spreadsheets.one_of_each import REGISTERS, TABLES, known_before
from tests.workbooks.writers import csv as as_csv
from tests.workbooks.writers import saved, write
from thai.digits import arabic, thai_digits
from thai.lists import holds_unsplit_list

pytestmark = pytest.mark.django_db

# ── random tables, as offices might have them ───────────────────────────────────────────────────────────────

BEGINNINGS = [
    *("ชมรม", "สมาคม", "มูลนิธิ", "ศูนย์", "กลุ่ม", "เครือข่าย", "รวมพลัง"),
    *("=ชมรม", "+66 ชมรม", "-ชมรม", "@ชมรม", "<ชมรม", '"ชมรม'),
]
SYLLABLES = [
    *("กา", "ขวัญ", "ชุม", "ชน", "บ้าน", "น้ำ", "ใส", "รัก", "สุข", "เมือง", "ที่", "ผู้", "เพื่อน", "แม่", "สตรี"),
    *("ทำ", "สิทธิ์", "เด็ก", "ป่า", "ข้าง", "ทุ่ง", "แก้ว", "๒๕๖๗", "12", "A-b"),
]
ENDINGS = [
    *("", " จังหวัดชลบุรี", " อำเภอสอยดาว จังหวัดจันทบุรี"),
    *(" (ประเด็นคนพิการ)", " (เกษตรกร)", ' "ก" และ ข', ", สาขา 2"),
]

names = st.builds(
    lambda beginning, syllables, ending: beginning + "".join(syllables) + ending,
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=6),
    st.sampled_from(ENDINGS),
)
amounts = st.integers(1, 99_999_999_99).map(lambda satang: Decimal(satang) / 100)


def one_may_be_a_total(listed: Iterable[Decimal]) -> bool:
    """Whether one amount is the sum of the rows above it, or nearly: such a row is asked about before it comes in."""
    above: list[Decimal] = []
    for amount in listed:
        total = sum(above, Decimal(0))
        if len(above) > 1 and abs(amount - total) * 20 <= total:
            return True
        above.append(amount)
    return False


@dataclass
class OfficeTable:
    """One office's table: what is granted, and how the office happens to have laid it out."""

    granted: dict[str, Decimal]
    rows: list[list[Any]]
    kind_of_file: str

    @property
    def content(self) -> bytes:
        return write(self.kind_of_file, self.rows)


def typed(amount: Decimal, how: int) -> Any:
    """An amount as a number or as one of the texts that people type."""
    whole = amount == amount.to_integral_value()
    texts = [f"{amount:,.2f}", f"{amount:,.2f} บาท", thai_digits(f"{amount:,.2f}"), f"฿{amount:,.2f}"]
    texts += [f"{int(amount):,}", f"{int(amount):,}.-"] if whole else []
    return float(amount) if how == 0 else texts[how % len(texts)]


@st.composite
def offices(draw: Callable[[Any], Any], kind_of_file: str) -> OfficeTable:
    named = draw(st.lists(names, min_size=1, max_size=12, unique_by=identity_of))
    granted = {name: draw(amounts) for name in named}
    assume(not one_may_be_a_total(granted.values()))
    keys = draw(st.permutations(["order", "name", "amount", "remark"]))
    keys = [key for key in keys if key not in draw(st.sets(st.sampled_from(["order", "remark"])))]
    heads = {
        "order": draw(st.sampled_from(["ลำดับ", "ที่", "ลำดับที่"])),
        "name": draw(st.sampled_from(["ชื่อหน่วยงานภาคประชาชน", "ชื่อองค์กร", "หน่วยงาน"])),
        "amount": draw(st.sampled_from(["งบประมาณ", "งบประมาณ (บาท)", "จำนวนเงิน", "วงเงิน"])),
        "remark": "ผู้ประสานงาน",
    }
    total = sum(granted.values())
    rows: list[list[Any]] = []
    if draw(st.booleans()):
        said = f" จำนวน {total:,.2f} บาท" if draw(st.booleans()) else ""
        rows = [[f"การสนับสนุนงบประมาณปี 2567{said}"], [None]]
    rows.append([heads[key] for key in keys])
    for number, (name, amount) in enumerate(granted.items(), start=1):
        cells = {
            "order": number,
            "name": name,
            "amount": typed(amount, draw(st.integers(0, 6))),
            "remark": None,
        }
        rows.append([cells[key] for key in keys])
    if draw(st.booleans()):
        rows.append(
            [{"name": "รวมทั้งสิ้น", "amount": typed(total, draw(st.integers(0, 6)))}.get(key) for key in keys]
        )
    left = [None] * draw(st.integers(0, 3))
    above: list[list[Any]] = [[None]] * draw(st.integers(0, 3))
    return OfficeTable(granted, above + [left + row for row in rows], kind_of_file)


@dataclass
class Edits:
    """What a person does to an exported table: by the position of the rows, counted from 0."""

    amounts: dict[int, Decimal]
    taken_out: set[int]
    added: dict[str, Decimal]


edits = st.builds(
    Edits,
    st.dictionaries(st.integers(0, 11), amounts, max_size=3),
    st.sets(st.integers(0, 11), max_size=2),
    st.dictionaries(st.sampled_from(["ชมรมที่เพิ่งตั้ง", "สมาคมใหม่ (เด็ก)"]), amounts, max_size=2),
)

# ── an exported file in the hands of a person ───────────────────────────────────────────────────────────────


def exported(scope: Scope, kind: str, ending: str) -> bytes:
    table = resource_for(kind)(scope).export_table()
    return to_xlsx(table) if ending == "xlsx" else to_csv(table)


def edited(content: bytes, ending: str, change: Callable[[list[list[Any]]], list[list[Any]]]) -> bytes:
    """The file opened, its rows changed, and saved as a file of the same kind."""
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        return as_csv(change(rows))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    rows = change([[cell.value for cell in row] for row in sheet.iter_rows()])
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(book)


# ── the way in ──────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def rolled_back() -> Iterator[Scope]:
    """One example's database: a programme without allocations in region 6, gone afterwards."""
    with transaction.atomic():
        make.programme(ceiling="99999999999.00")
        yield batches.scope_for(None, Region.objects.get(number=6), 2567)
        transaction.set_rollback(True)


def brought_in(content: bytes, filename: str, kind: str, scope: Scope) -> ImportBatch:
    batch = batches.preview(content, filename, kind, scope, Options())
    assert batch.preview["faults"] == []
    applied = batches.confirm(batch, None)
    assert applied.state == ImportBatch.State.APPLIED
    return applied


def changes(content: bytes, filename: str, kind: str, scope: Scope) -> dict[Change, dict[str, Any]]:
    """What a file would change, by the titles of its rows."""
    examined = batches.examine(content, filename, kind, scope, Options())
    assert examined.faults == []
    assert examined.comparison is not None
    return {change: {row.title: row for row in examined.comparison.of(change)} for change in Change}


def granted_now() -> dict[str, Decimal]:
    return dict(Allocation.objects.order_by("order").values_list("organisation__name", "amount"))


quietly = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FILES = ["xlsx", "xls", "ods", "csv", "874.csv"]
ENDINGS_OF_EXPORTS = ["xlsx", "csv"]


@pytest.mark.parametrize("kind_of_file", FILES)
@pytest.mark.parametrize("ending", ENDINGS_OF_EXPORTS)
def test_a_budget_goes_in_and_out_and_in_again(kind_of_file: str, ending: str) -> None:
    @quietly
    @given(offices(kind_of_file), edits)
    def check(office: OfficeTable, edit: Edits) -> None:
        with rolled_back() as scope:
            brought_in(office.content, f"budget.{kind_of_file}", "budget", scope)
            assert granted_now() == office.granted

            content, filename = exported(scope, "budget", ending), f"export.{ending}"
            again = changes(content, filename, "budget", scope)
            assert set(again[Change.UNCHANGED]) == set(office.granted)
            assert sum(map(len, again.values())) == len(office.granted)

            listed = list(office.granted)
            out = {listed[index] for index in edit.taken_out if index < len(listed)}
            said = {listed[index]: amount for index, amount in edit.amounts.items() if index < len(listed)}
            changed = {name: amount for name, amount in said.items() if office.granted[name] != amount}
            changed = {name: amount for name, amount in changed.items() if name not in out}
            left = {name: amount for name, amount in (office.granted | changed).items() if name not in out}
            assume(not one_may_be_a_total([*left.values(), *edit.added.values()]))

            def change(rows: list[list[Any]]) -> list[list[Any]]:
                head = next(number for number, row in enumerate(rows) if AMOUNT in row)
                name_at, amount_at = rows[head].index(NAME), rows[head].index(AMOUNT)
                kept = [row for row, name in zip(rows[head + 1 :], listed, strict=True) if name not in out]
                for row in kept:
                    name = row[name_at].removeprefix("'")  # that a CSV puts before what looks like a formula
                    row[amount_at] = float(changed.get(name, row[amount_at]))
                new = [
                    [number, name, float(amount)]
                    for number, (name, amount) in enumerate(edit.added.items(), start=len(listed) + 1)
                ]
                return [*rows[: head + 1], *kept, *new]

            if out == set(listed) and not edit.added:
                return  # nothing is left to bring in
            found = changes(edited(content, ending, change), filename, "budget", scope)
            assert set(found[Change.NEW]) == set(edit.added)
            assert {name: row.baht for name, row in found[Change.CHANGED].items()} == changed
            assert set(found[Change.MISSING]) == out
            assert set(found[Change.UNCHANGED]) == set(listed) - out - set(changed)

    check()


words = (
    st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=5)
    .map("".join)
    .filter(lambda text: not arabic(text).isdigit())  # a number alone is no text of a plan
)
texts = st.one_of(
    words,
    st.lists(words, min_size=2, max_size=4).map(
        lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))
    ),
    st.lists(words, min_size=2, max_size=4).map(
        lambda items: " ".join(f"{number}.{item}" for number, item in enumerate(items, start=1))
    ),
    st.lists(words, min_size=2, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(words, min_size=2, max_size=3).map(lambda items: " ".join(f"เครือข่าย{item}" for item in items)),
    words.map(lambda text: f"=อบรม {text}"),
)
# A list that can be read in two ways ("2.๒๕๖๗…") is asked about before it comes in.
lines = st.tuples(st.sampled_from(list(FORMS.values())), texts, texts, texts).filter(
    lambda line: not any(map(holds_unsplit_list, line[1:]))
)


@pytest.mark.parametrize("kind_of_file", FILES)
@pytest.mark.parametrize("ending", ENDINGS_OF_EXPORTS)
def test_a_plan_goes_in_and_out_and_in_again(kind_of_file: str, ending: str) -> None:
    @quietly
    @given(st.lists(lines, min_size=1, max_size=6), st.data())
    def check(plan: list[tuple[str, ...]], data: st.DataObject) -> None:
        with rolled_back() as scope:
            brought_in(write(kind_of_file, plan_rows(plan)), f"plan.{kind_of_file}", "plan", scope)
            held = [(line.form_words, *make.cells_of(line)) for line in PlanLine.objects.order_by("order")]
            assert held == plan

            content, filename = exported(scope, "plan", ending), f"export.{ending}"
            again = rows_of_plan(content, filename, scope)
            assert again == {Change.UNCHANGED: list(range(1, len(plan) + 1))}

            reworded = data.draw(st.integers(0, len(plan) - 1))
            taken_out = data.draw(st.sampled_from([None, *(set(range(len(plan))) - {reworded})]))
            # A row with the words that a line had before it was reworded would be that line, moved.
            added = data.draw(st.lists(lines.filter(lambda line: line not in plan), max_size=1))

            def change(rows: list[list[Any]]) -> list[list[Any]]:
                head = next(number for number, row in enumerate(rows) if "ผลลัพธ์" in row)
                below = rows[head + 1 :]
                below[reworded][rows[head].index("ผลลัพธ์")] = "ได้ผลลัพธ์อย่างใหม่"
                below += [[len(plan) + 1, *line] for line in added]
                return rows[: head + 1] + [row for number, row in enumerate(below) if number != taken_out]

            assert rows_of_plan(edited(content, ending, change), filename, scope) == without_none(
                {
                    Change.UNCHANGED: [
                        n for n in range(1, len(plan) + 1) if n - 1 not in (reworded, taken_out)
                    ],
                    Change.CHANGED: [reworded + 1],
                    Change.MISSING: [] if taken_out is None else [taken_out + 1],
                    Change.NEW: [len(plan) + 1] if added else [],
                }
            )

    check()


def rows_of_plan(content: bytes, filename: str, scope: Scope) -> dict[Change, list[int]]:
    """The numbers of the plan's lines by what a file would do to them."""
    examined = batches.examine(content, filename, "plan", scope, Options())
    assert examined.faults == []
    assert examined.comparison is not None
    numbered = {
        change: [
            row.record.order if row.record else row.values["order"] for row in examined.comparison.of(change)
        ]
        for change in Change
    }
    return without_none(numbered)


def without_none(numbered: dict[Change, list[int]]) -> dict[Change, list[int]]:
    return {change: numbers for change, numbers in numbered.items() if numbers}


# ── the registers ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_table_makes_the_round() -> None:
    # Payments need agreements: tests/grants/payments/test_import.py takes them round.
    # Members need a committee: tests/committees/test_members_import.py.
    assert {"budget", "plan", "payments", "members", *REGISTERS} == set(kinds())


@pytest.mark.parametrize("kind_of_file", FILES)
@pytest.mark.parametrize("ending", ENDINGS_OF_EXPORTS)
@pytest.mark.parametrize("kind", REGISTERS)
def test_a_register_goes_in_and_out_and_in_again(kind: str, kind_of_file: str, ending: str) -> None:
    register = REGISTERS[kind]
    known_before(kind)
    scope = batches.scope_for(None, Region.objects.get(number=6), 2567)
    brought_in(write(kind_of_file, register.rows), f"table.{kind_of_file}", kind, scope)

    content, filename = exported(scope, kind, ending), f"export.{ending}"
    again = changes(content, filename, kind, scope)
    assert {change for change in Change if again[change]} == {Change.UNCHANGED}
    subject = kinds()[kind].heading(kinds()[kind].subject)
    titles = {row[register.rows[0].index(subject)] for row in register.rows[1:]}
    assert titles <= set(again[Change.UNCHANGED])

    def change(rows: list[list[Any]]) -> list[list[Any]]:
        head = next(row for row in rows if register.header in row)
        for row in rows:
            if row != head and any(cell in (register.title, f"'{register.title}") for cell in row):
                row[head.index(register.header)] = register.value
        return rows

    found = changes(edited(content, ending, change), filename, kind, scope)
    assert [len(row.differences) for row in found[Change.CHANGED].values()] == [1]
    assert list(found[Change.CHANGED]) == [register.title]
    assert found[Change.CHANGED][register.title].differences[0][2] == register.value
    assert set(found[Change.UNCHANGED]) == set(again[Change.UNCHANGED]) - {register.title}
    assert found[Change.NEW] == found[Change.MISSING] == {}


@pytest.mark.parametrize("kind", TABLES)
def test_what_an_import_wrote_is_in_history_and_can_be_taken_back(kind: str) -> None:
    make.programme()
    known_before(kind)
    scope = batches.scope_for(None, Region.objects.get(number=6), 2567)
    resource = resource_for(kind)
    before = resource(scope).export_table().rows
    batch = brought_in(write("xlsx", TABLES[kind]), "table.xlsx", kind, scope)
    model = PlanLine if kind == "plan" else resource.written_models[0]  # the one with a record for each row
    written = model.history.filter(batch=batch)
    assert written.count() == len(TABLES[kind]) - (2 if kind == "budget" else 1)
    for version in written:
        record = model.objects.get(pk=version.id)
        assert all(
            getattr(version, field.attname) == getattr(record, field.attname)
            for field in version.tracked_fields
        )
        assert (version.history_type, "table.xlsx" in version.history_change_reason) == ("+", True)
    undo(batch, None)
    assert resource(scope).export_table().rows == before
