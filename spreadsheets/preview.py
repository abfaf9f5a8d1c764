"""A kept preview, arranged for a page: counts, money, differences, and faults grouped when they repeat."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from decimal import Decimal

from spreadsheets.models import ImportBatch
from spreadsheets.options import options_of
from spreadsheets.rereading import COLUMNS_BEFORE, FILLED_BEFORE, SHEET_BEFORE
from spreadsheets.resources import Change, Json
from tables.faults import Fault
from thai.amounts import NO_BAHT
from thai.sentences import gettext as _
from thai.sentences import told

_ABOUT_COLUMNS = {
    "header_missing",
    "header_doubled",
    "header_two_levels",
    "no_table",
    "two_amounts",
    COLUMNS_BEFORE,
}
ROWS_SHOWN = 12
WORDINGS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """One fault in all the rows of one column where it stands."""

    message: str
    header: str | None
    sheet: str | None
    code: str
    written: str | None
    choices: list[tuple[str, str]]
    column: str | None
    rows: list[int]
    answer: str | None = None
    answered_before: bool = False  # for the file before this one

    @property
    def is_of_whole_file(self) -> bool:
        return not self.rows and self.column is None

    @property
    def rows_shown(self) -> list[int]:
        return self.rows[:ROWS_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - ROWS_SHOWN)


def grouped(faults: list[Json], before: frozenset[tuple[str, str]] = frozenset()) -> list[FaultGroup]:
    """Take faults of equal wording and column together, in the order in which the first of each stands.

    Many of one kind and column that differ only in the cell's own words are one too, with the words of the first.
    `before` are the questions whose answers come from the file before.
    """
    rows: dict[Hashable, list[int]] = defaultdict(list)
    first: dict[Hashable, Fault] = {}
    wordings: dict[Hashable, set[str]] = defaultdict(set)
    made = [Fault.from_json(raw) for raw in faults]
    for fault in made:
        wordings[_kind_of(fault)].add(fault.message)
    for fault in made:
        kind = _kind_of(fault)
        alike = len(wordings[kind]) > WORDINGS_SHOWN and fault.row is not None and not fault.choices
        key = kind if alike else (*kind, fault.message)
        if alike and key not in first:
            message = _("%(message)s The other rows listed here have the like of it.") % {
                "message": fault.message
            }
            first[key] = replace(fault, message=message)
        first.setdefault(key, fault)
        if fault.row is not None:
            rows[key].append(fault.row)
    return [
        FaultGroup(
            fault.message,
            fault.header,
            fault.sheet,
            fault.code,
            fault.written,
            list(fault.choices),
            fault.column,
            rows[key],
            fault.answer,
            fault.answer is not None and (fault.code, fault.written or "") in before,
        )
        for key, fault in first.items()
    ]


def _kind_of(fault: Fault) -> tuple[str | None, ...]:
    return (fault.code, fault.header, fault.sheet, fault.column)


class ShownPreview:
    """What a batch's page shows. Reads only what was kept; the file is not read again."""

    def __init__(self, batch: ImportBatch):
        kept = batch.preview
        said = options_of(batch)
        before = frozenset(said.before.answers)
        faults = grouped(kept.get("faults", []))
        # What a person corrects in her file, and what she only answers here.
        self.faults = [fault for fault in faults if not fault.choices]
        self.questions = [fault for fault in faults if fault.choices]
        self.question_count = sum(bool(fault["choices"]) for fault in kept.get("faults", []))
        self.fault_count = len(kept.get("faults", [])) - self.question_count
        self.warnings = grouped(kept.get("warnings", []), before)
        self.moved: list[str] = [told(sentence) for sentence in kept.get("moved", [])]
        self.facts: list[str] = [told(fact) for fact in kept.get("facts", [])]
        self.sheet: str | None = kept.get("sheet")
        self.header_row: int | None = kept.get("header_row")
        self.has_money: bool = kept.get("has_money", False)
        self.has_table = "counts" in kept
        self.total = _baht(kept.get("total"))
        self.total_after = _baht(kept.get("total_after"))
        self.rows_left_out: int = kept.get("rows_left_out", 0)
        self.count: dict[str, int] = kept.get("counts", {})
        self.row_count = sum(count for change, count in self.count.items() if not Change(change).stays)
        self.counts = [
            (
                change,
                self.count.get(change.value, 0),
                _baht(kept.get("baht", {}).get(change.value)),
            )
            for change in Change
            if change != Change.LEFT_OUT or self.count.get(change.value)
        ]
        moved: dict[str, str] | None = kept.get("baht_moved")
        self.moved_baht = None if moved is None else {name: Decimal(baht) for name, baht in moved.items()}
        # What confirming writes; a list of which only some rows do anything is not its own sum.
        self.written = sum(
            (
                baht or NO_BAHT
                for change, _count, baht in self.counts
                if change in (Change.NEW, Change.CHANGED)
            ),
            NO_BAHT,
        )
        rows = [
            {
                **row,
                "title": told(row["title"]),
                "baht": _baht(row["baht"]),
                "difference": _difference(row),
                "differences": [list(map(told, texts)) for texts in row["differences"]],
            }
            for row in kept.get("rows", [])
        ]
        self.rows_by_change = {
            change.value: [row for row in rows if row["change"] == change.value] for change in Change
        }
        self.columns: dict[str, str] = kept.get("columns", {})
        remarks = [*kept.get("faults", []), *kept.get("warnings", [])]
        codes = {remark["code"] for remark in remarks}
        self.offers_fill_down = "blank_in_group" in codes
        self.offers_blanks = FILLED_BEFORE in codes
        self.offers_sheets: list[str] = next(
            (
                remark["suggestion"].split("\n")
                for remark in remarks
                if remark["code"] in ("several_sheets", SHEET_BEFORE) and remark["suggestion"]
            ),
            [],
        )
        self.offers_columns = bool(codes & _ABOUT_COLUMNS)
        self.changes_nothing = (
            self.has_table
            and not faults
            and not any(
                count for change, count, _baht_ in self.counts if change in (Change.NEW, Change.CHANGED)
            )
        )


def _difference(row: Json) -> Decimal | None:
    """By how much a row's money changes; None where it does not."""
    if row["baht"] is None or row["baht_before"] is None:
        return None
    return Decimal(row["baht"]) - Decimal(row["baht_before"]) or None


def _baht(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
