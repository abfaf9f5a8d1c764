"""How a cell of free text is read: the texts of a plan, with what is unusual in them pointed out."""

import re

from tables.cells import LONGEST_TEXT, Reading, Remark, number_as_text, quoted, read_words
from tables.number_formats import shows_day
from tables.sheets import Cell, CellKind
from thai.dates import DateRefused, format_date, read_date
from thai.digits import arabic
from thai.identifiers import find_citizen_numbers, find_phone_numbers
from thai.months import MONTH_PATTERN
from thai.sentences import gettext as _
from thai.sentences import joined
from thai.text import suspicious_words
from thai.years import read_year

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


def read_text(cell: Cell) -> Reading:
    """Free text of a plan or report, with its line breaks. Probable typing errors are pointed out, not changed."""
    if cell.kind is CellKind.NUMBER:
        reading = number_as_text(cell)
        if not reading.faults:
            reading.warnings.append(_only_a_number(reading.written))
        return reading
    if cell.kind is CellKind.DATE and shows_day(cell.number_format) and (day := _day_of(cell)):
        message = _("%(text)s is taken as %(name)s.") % {"text": quoted(cell.text), "name": quoted(day)}
        return Reading(value=day, written=day, warnings=[Remark("date_as_text", message)])
    reading = read_words(cell, multiline=True, longest=LONGEST_TEXT)
    if reading.faults:
        return reading
    for found, meant in suspicious_words(reading.written):
        message = _("%(found)s may be a typing error for %(meant)s. It is kept as written.") % {
            "found": quoted(found),
            "meant": quoted(meant),
        }
        suggestion = reading.written.replace(found, meant)
        reading.warnings.append(Remark("suspicious_word", message, suggestion))
    reading.warnings += _common_era_years(reading.written)
    if find_citizen_numbers(reading.written):
        message = _(
            "The text holds a citizen number. Personal data do not belong in this table: take it out."
        )
        reading.warnings.append(Remark("citizen_number", message))
    if find_phone_numbers(reading.written):
        message = _("The text holds a phone number. Check that everybody who reads this table may see it.")
        reading.warnings.append(Remark("phone_number", message))
    if not _LETTER.search(reading.written) and _DIGIT.search(reading.written) and not reading.warnings:
        reading.warnings.append(_only_a_number(reading.written))
    if not reading.warnings and not _LETTER.search(reading.written):
        message = _("%(text)s is no text: it has no letters.") % {"text": quoted(cell.text)}
        reading.faults.append(Remark("text_without_letters", message))
        reading.value = None
    return reading


def _day_of(cell: Cell) -> str | None:
    """A date cell as offices write a day; None where the year cannot be."""
    try:
        return format_date(read_date(cell.text.partition(" ")[0]))
    except DateRefused:
        return None


def _only_a_number(written: str) -> Remark:
    message = _(
        "The cell holds only the number %(text)s. Check that it is meant and the columns have not shifted."
    )
    return Remark("only_a_number", message % {"text": quoted(written)})


_COMMON_ERA_DATE = re.compile(
    rf"(?<![0-9/.-])(?:(?:[0-9]{{1,2}}\s*)?(?:เดือน\s*)?(?:{MONTH_PATTERN})\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(?:19|20|21)[0-9]{{2}}"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:19|20|21)[0-9]{2}|(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9])"
)
_COMMON_ERA_YEAR = re.compile(r"ปี(?:งบประมาณ)?\s*(?P<year>(?:19|20|21)[0-9]{2})(?![0-9])")


def _common_era_years(text: str) -> list[Remark]:
    """Dates and years of the common era in a text where พ.ศ. is meant, each with its reading."""
    plain, remarks = arabic(text), []
    for found in _COMMON_ERA_DATE.finditer(plain):
        try:
            warnings = read_date(found[0]).warnings
        except DateRefused:
            continue
        remarks += [
            Remark("common_era", joined(": ", (quoted(found[0]), warning.message))) for warning in warnings
        ]
    for found in _COMMON_ERA_YEAR.finditer(plain):
        message = _("The year %(written)s was read as พ.ศ. %(year)d.")
        values = {"written": quoted(found[0]), "year": read_year(found["year"])}
        remarks.append(Remark("common_era", message % values))
    return list(dict.fromkeys(remarks))
