"""What the lines around a table say of its region, year and state: its sheet's name, title, notes, signatures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tables.cells import quoted
from tables.destination import Destination
from tables.finder.findings import Findings
from tables.finder.places_said import Places
from tables.finder.states_said import called_off, is_draft
from tables.finder.years_said import unclear_years, years_named
from thai.sentences import Sentence
from thai.sentences import gettext as _

TAKE = "take"
_LABEL = re.compile(r"^\W*(?:หมายเหตุ|notes?|remarks?)\s*[0-9]*\W*", re.IGNORECASE)


@dataclass
class Beside:
    """Asks where a line around the table speaks of something else than where it goes; of one thing once."""

    places: Places
    destination: Destination
    findings: Findings
    _asked: set[tuple[str, str]] = field(default_factory=set)

    def hear_title(self, lines: Iterable[tuple[int | None, str]]) -> None:
        """The lines above a table, and its sheet's name, which has no row; one of them may name the right region."""
        regions: dict[int, tuple[int | None, str]] = {}
        for row, text in lines:
            for region in self.places.of_text(text):
                regions.setdefault(region, (row, text))
            self._hear_unclear_year(row, text)
            if called_off(text) or is_draft(text):
                message = _(
                    "%(says)s. Is the table to be brought in all the same? If not, discard this import."
                )
                self._ask("title_state", message % {"says": _title_says(row, text)}, text, row)
        here = self.destination.region
        if regions and here is not None and here not in regions:
            row, text = min(regions.items())[1]
            there = _numbers(self.places.of_text(text))
            self._asked.add(("region", there))
            self._ask("title_region", _of_region(_title_says(row, text), there, here), text, row)

    def _hear_unclear_year(self, row: int | None, text: str) -> None:
        wanted = self.destination.fiscal_year
        for piece in unclear_years(text, wanted):
            message = _(
                "%(says)s, which is not one clear year. Is the table meant for fiscal year %(year)d? If not, discard "
                "this import and bring the file in for its own year."
            )
            if wanted is None:
                message = _not_a_year()
            if self._is_new("year", piece):
                values = {"says": _title_says(row, piece), "year": wanted}
                self._ask("title_no_year", message % values, piece, row)

    def hear_note(self, row: int, text: str, *, below: bool) -> None:
        """A note or another line below the table or between its rows."""
        self.hear_signature(row, text, below=below)
        if called_off(text) or is_draft(_LABEL.sub("", text)):
            message = _(
                "%(says)s. Are all rows of the table meant? If not, take the others out of the file and bring it in "
                "again."
            )
            self._ask("note_state", message % {"says": _line_says(text, below=below)}, text, row)

    def hear_signature(self, row: int, text: str, *, below: bool) -> None:
        """A line where people sign; "อนุมัติ / ไม่อนุมัติ" there is a choice still to be made, no state."""
        here, wanted = self.destination.region, self.destination.fiscal_year
        regions = self.places.of_text(text)
        if regions and here is not None and here not in regions and self._is_new("region", _numbers(regions)):
            message = _of_region(_line_says(text, below=below), _numbers(regions), here)
            self._ask("note_region", message, text, row)
        years = years_named(text)
        others = list(map(str, years)) if years and wanted not in (None, *years) else []
        pieces = others + unclear_years(text, wanted)
        new = [piece for piece in pieces if self._is_new("year", piece)]
        if new and wanted is None:
            says = _line_says(text, below=below)
            self._ask("note_year", _not_a_year() % {"says": says}, text, row)
        elif new:
            message = _(
                "%(says)s; the table goes to fiscal year %(year)d. Are all its rows meant for that year? If not, "
                "discard this import and bring each year's rows in for their own year."
            )
            values = {"says": _line_says(text, below=below), "year": wanted}
            self._ask("note_year", message % values, text, row)

    def _is_new(self, aspect: str, value: str) -> bool:
        known = (aspect, value) in self._asked
        self._asked.add((aspect, value))
        return not known

    def _ask(self, code: str, message: str, about: str, row: int | None) -> None:
        self.findings.ask(code, message, about, ((TAKE, _("Yes, bring it in")),), row)


def _title_says(row: int | None, text: str) -> str:
    """Who says it: a line above the table, or the name of its sheet, which has no row."""
    message = _("The title says %(said)s") if row is not None else _("The sheet's name says %(said)s")
    return message % {"said": quoted(text)}


def _line_says(text: str, *, below: bool) -> str:
    message = (
        _("Below the table the file says %(said)s") if below else _("Between the rows the file says %(said)s")
    )
    return message % {"said": quoted(text)}


def _not_a_year() -> Sentence:
    """Of a table that has no year of its own."""
    return _(
        "%(says)s, which is not one clear year. Is the table to be brought in all the same? If not, discard "
        "this import."
    )


def _numbers(regions: set[int]) -> str:
    return ", ".join(map(str, sorted(regions)))


def _of_region(says: str, there: str, here: int) -> str:
    message = _(
        "%(says)s, which is region %(there)s; the table goes to region %(region)d. Are all its rows meant for region "
        "%(region)d? If not, discard this import and bring each region's rows in for their own region."
    )
    return message % {"says": says, "there": there, "region": here}
