"""The grid of what plans cover: rows and columns of two dimensions, the rows with most gaps first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from editing.wishes import Wishes
from participation.coverage.dimensions import COLUMNS, LABELS, Coverable, CoveragePart
from participation.covered import Covered, together
from participation.models import Plan
from participation.summaries import lines_by
from regions.models import Region

NARROWED_BY = ("form", "network", "province")


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How many lines cover both its row and its column; none is a gap, with the page where it is mended."""

    column: CoveragePart
    count: int
    address: str = ""

    @property
    def is_gap(self) -> bool:
        return not self.count


@dataclass(frozen=True, slots=True)
class CoverageRow:
    part: CoveragePart
    cells: list[CoverageCell]

    @property
    def covered(self) -> Covered:
        return Covered(sum(not cell.is_gap for cell in self.cells), len(self.cells))


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """One of the choices of a filter: what it is called in the address, its words, and whether it is made."""

    key: str
    words: str
    is_chosen: bool


class CoverageGrid:
    """What the address asks for, of the plans that its reader may read. What it asks in vain is left aside."""

    def __init__(
        self, plans: "QuerySet[Plan]", regions: list[Region], fiscal_year: int, asked: QueryDict
    ) -> None:
        self.fiscal_year = fiscal_year
        self.wishes = Wishes(asked)
        self.all_regions = regions
        several = {str(each.pk) for each in regions} if len(regions) > 1 else ()
        chosen = self.wishes.take("region", several)
        self.regions = [each for each in regions if str(each.pk) == chosen] if chosen else regions
        self._universe = Coverable(fiscal_year, self.regions)
        self.rows_of = self.wishes.take("rows", COLUMNS) or "form"
        possible = self._possible_columns()
        self.columns_of = self.wishes.take("columns", possible) or possible[0]
        self.only_gaps = self.wishes.take("gaps", {"1"}) == "1"
        self._parts = {
            name: self._universe.parts(name) for name in {*NARROWED_BY, self.rows_of, self.columns_of}
        }
        self.only = self._narrowed()
        self._plans = plans.filter(region__in=self.regions, fiscal_year=fiscal_year)
        self.with_plan: set[int] = set(self._plans.values_list("region", flat=True).order_by())
        self.columns = self._standing(self.columns_of)
        rows = self._counted()
        self.cells = together(row.covered for row in rows)
        self.rows = [row for row in rows if not (self.only_gaps and row.covered.is_whole)]

    @property
    def gaps(self) -> int:
        return self.cells.all - self.cells.count

    @property
    def is_of_one(self) -> bool:
        return len(self.regions) == 1

    @property
    def region(self) -> Region | None:
        return self.regions[0] if self.is_of_one else None

    @property
    def rows_label(self) -> str:
        return str(LABELS[self.rows_of])

    @property
    def columns_label(self) -> str:
        return str(LABELS[self.columns_of])

    def rows_choices(self) -> list[OfferedChoice]:
        return [OfferedChoice(name, str(LABELS[name]), name == self.rows_of) for name in COLUMNS]

    def columns_choices(self) -> list[OfferedChoice]:
        return [
            OfferedChoice(name, str(LABELS[name]), name == self.columns_of)
            for name in self._possible_columns()
        ]

    def filters(self) -> list[tuple[str, str, list[OfferedChoice]]]:
        """The dimensions that can be narrowed: name, label and choices."""
        return [
            (
                name,
                str(LABELS[name]),
                [OfferedChoice(str(part.key), part.words, part.key == self.only.get(name)) for part in parts],
            )
            for name, parts in self._narrowable()
        ]

    def region_choices(self) -> list[OfferedChoice]:
        chosen = self.wishes.get("region")
        return [OfferedChoice(str(each.pk), str(each), str(each.pk) == chosen) for each in self.all_regions]

    def narrowed_words(self) -> list[str]:
        """What it is narrowed to, in words: for the head of a file."""
        parts = [
            next(each for each in self._parts[name] if each.key == key) for name, key in self.only.items()
        ]
        return [*([str(self.region)] if self.region else []), *(part.words for part in parts)]

    def _possible_columns(self) -> list[str]:
        """Regions beside each other where there are several; provinces of one region, else they are too many."""
        left_out = "region" if self.is_of_one else "province"
        return [name for name in COLUMNS[self.rows_of] if name != left_out]

    def _narrowed(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, parts in self._narrowable():
            known = {str(part.key): part.key for part in parts}
            if wish := self.wishes.take(name, known):
                found[name] = known[wish]
        return found

    def _narrowable(self) -> list[tuple[str, list[CoveragePart]]]:
        names = [name for name in NARROWED_BY if name != "province" or self.is_of_one]
        return [(name, self._parts[name]) for name in names]

    def _standing(self, dimension: str) -> list[CoveragePart]:
        """What stands in rows or columns: of what it is narrowed to that alone, and of a form its own activities."""
        parts = self._parts[dimension]
        if dimension in self.only:
            return [part for part in parts if part.key == self.only[dimension]]
        if dimension == "activity" and "form" in self.only:
            form = next(part.form for part in self._parts["form"] if part.key == self.only["form"])
            return [part for part in parts if part.form == form]
        return parts

    def _counted(self) -> list[CoverageRow]:
        lines = lines_by(self._plans, self.rows_of, self.columns_of, **self.only)
        rows = []
        for part in self._standing(self.rows_of):
            cells = []
            for column in self.columns:
                count = lines[part.key, column.key]
                cells.append(CoverageCell(column, count, "" if count else self._mended_at(part, column)))
            rows.append(CoverageRow(part, cells))
        return sorted(rows, key=lambda row: row.covered.count)

    def _mended_at(self, row: CoveragePart, column: CoveragePart) -> str:
        """The plan's page at the form that it is about; of several regions together, the regions side by side."""
        region = row.region or column.region or (self.regions[0].pk if self.is_of_one else 0)
        if not region:
            narrowed = {**self.wishes, "columns": "region", self.columns_of: str(column.key)}
            return f"?{urlencode(narrowed)}"
        form = row.form or column.form
        if not form and "form" in self.only:
            form = next(part.form for part in self._parts["form"] if part.key == self.only["form"])
        plan = reverse("plan", args=[self.fiscal_year, region])
        return f"{plan}#form-{form}" if form else plan
