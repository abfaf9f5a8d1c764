"""How a cell is read: as money, a date, a name, a text or a list; each doubt in a sentence for its sender.

A reader gets a cell that holds something and gives a Reading. It never guesses: what two people could read
differently is refused with the reason and the remedy.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape
from typing import Any

from django.utils.translation import gettext_noop

from tables.number_formats import Misleading, misleading, shown
from tables.sheets import Cell, CellKind
from thai.amounts import LARGEST_BAHT, AmountRefused, parse_baht
from thai.dates import DateRefused, read_date, tell_date
from thai.sentences import gettext as _
from thai.sentences import joined
from thai.text import clean, control_characters, damage_marks

LONGEST_NAME = 255
LONGEST_TEXT = 20_000
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a cell; `suggestion` is what it could hold instead."""

    code: str
    message: str
    suggestion: str | None = None


@dataclass(slots=True)
class Reading:
    """What a cell says: `value` for the program, `written` as the office wrote it after cleaning.

    A reading with faults has no usable value. `tidied` is true where invisible characters, doubled spaces
    or broken vowels were put right, so that the person can be told.
    """

    value: Any = None
    written: str = ""
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    tidied: bool = False


def quoted(text: str) -> str:
    """A piece of the sender's file for a message: one line, cut, without characters that cannot be shown."""
    text = clean("".join(" " if character < " " else character for character in text))
    for code_point in control_characters(text):
        text = text.replace(chr(int(code_point[2:], 16)), "?")
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def quoted_cell(cell: Cell) -> str:
    """As `quoted`, with a day as its reader writes it: “31 ม.ค. 2567”, in English “31 Jan 2024”."""
    if cell.kind is CellKind.DATE:
        try:
            return joined("", ("“", tell_date(read_date(cell.text)), "”"))
        except DateRefused:
            return quoted(cell.text)
    return quoted(cell.text)


# ── money ───────────────────────────────────────────────────────────────────────────────────────────────────

_NOT_MONEY: dict[str, str] = {
    "blank": gettext_noop("The amount is blank. Type the amount in baht; if there is none, type 0."),
    "dash": gettext_noop("%(text)s is not an amount. Type the amount in baht; if there is none, type 0."),
    "words": gettext_noop("%(text)s is not an amount. Type figures only, such as 95,000.00."),
    "range": gettext_noop("%(text)s is a range. Type one amount."),
    "two_amounts": gettext_noop("%(text)s holds more than one number. Leave one amount in a cell."),
    "percent": gettext_noop("%(text)s is a percentage. Type the amount in baht."),
    "multiplier": gettext_noop(
        "%(text)s counts in thousands or millions. Type the whole amount, such as 95,000."
    ),
    "sign": gettext_noop(
        "%(text)s has a plus or minus sign. An amount here is zero or more: type it without a sign."
    ),
    "brackets": gettext_noop("%(text)s stands in brackets, which can mean a negative. Remove the brackets."),
    "not_a_number": gettext_noop("%(text)s is not a number. Type the amount in figures, such as 95,000.00."),
    "exponent": gettext_noop("%(text)s is written with an exponent. Type all figures, such as 95,000."),
    "underscore": gettext_noop("%(text)s contains “_”. Use a comma between thousands, such as 95,000."),
    "grouping": gettext_noop(
        "%(text)s: the commas and points do not make a clear amount. Use a comma every three figures and a "
        "point before satang, such as 95,000.00."
    ),
    "decimals": gettext_noop(
        "%(text)s has more than two figures after the point. Satang have two; a comma parts thousands, such "
        "as 95,000.00."
    ),
    "spaces": gettext_noop("%(text)s has a space between the figures. Use a comma, such as 95,000."),
    "foreign_digits": gettext_noop(
        "%(text)s has figures that are neither 0-9 nor Thai ๐-๙ (full-width, for example). Type them again."
    ),
    "raised": gettext_noop(
        "%(text)s has small raised figures: a footnote's mark, or a part of the amount? Type the amount alone."
    ),
    "currency": gettext_noop("%(text)s is not in baht. Type the amount in baht."),
    "leading_zero": gettext_noop(
        "%(text)s begins with zero. Check the amount and type it without that zero."
    ),
    "too_large": gettext_noop("%(text)s is larger than any amount the portal keeps. Check the amount."),
    "date": gettext_noop("%(text)s looks like a date. Type the amount in baht."),
    "formula": gettext_noop("%(text)s is a formula typed as text. Put the amount itself in the cell."),
    "unclear": gettext_noop("%(text)s is not one clear amount. Type it as 95,000 or 95,000.00."),
}

# Raised or lowered figures, as the marks of footnotes are.
FOOTNOTE_FIGURES = "⁰¹²³⁴-⁹⁽⁾₀-₉₍₎"
_MARKS = re.compile(f"[{FOOTNOTE_FIGURES}]+")
_NUMBER_AND_DECIMALS = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")


def read_amount(cell: Cell) -> Reading:
    """Baht, exact to the satang. Zero is taken with a warning: it is a decision that somebody should see."""
    if cell.kind is CellKind.TEXT:
        reading = _amount_of_text(cell)
    elif cell.kind is CellKind.NUMBER:
        reading = _amount_of_number(cell)
    else:
        reading = Reading(written=clean(cell.text), faults=[_wrong_kind(cell, "amount")])
    if not reading.faults and reading.value == 0:
        reading.warnings.append(Remark("zero_amount", _("The amount is 0 baht. Check that this is meant.")))
    return reading


def _amount_of_text(cell: Cell) -> Reading:
    reading = _plain_text(cell)
    if reading.faults:
        return reading
    try:
        reading.value = parse_baht(cell.text)
    except AmountRefused as refused:
        code = "raised" if refused.code == "foreign_digits" and _MARKS.search(cell.text) else refused.code
        reading.faults.append(_money_remark(code, cell.text))
    return reading


def _amount_of_number(cell: Cell) -> Reading:
    reading = Reading(written=cell.text)
    seen_otherwise = _format_that_misleads(cell)
    if seen_otherwise is not None:
        reading.faults.append(seen_otherwise)
    elif cell.text.startswith("-") and cell.text != "-0":
        reading.faults.append(_money_remark("sign", cell.text))
    elif not _NUMBER_AND_DECIMALS.fullmatch(cell.text.lstrip("-")):
        whole, _point, decimals = cell.text.partition(".")
        plain = whole.isdecimal() and decimals.isdecimal()
        reading.faults.append(_money_remark("decimals" if plain else "not_a_number", cell.text))
    elif (value := abs(Decimal(cell.text))) > LARGEST_BAHT:
        reading.faults.append(_money_remark("too_large", cell.text))
    else:
        reading.value = value.quantize(Decimal("0.01"))
    return reading


def _money_remark(code: str, text: str) -> Remark:
    return Remark(f"amount_{code}", _(_NOT_MONEY[code]) % {"text": quoted(text)})


_MISLEADING: dict[Misleading, str] = {
    Misleading.PERCENT: gettext_noop(
        "The cell is formatted as a percentage. Type the amount in baht and format it as a number."
    ),
    Misleading.SCALED: gettext_noop(
        "The cell's number format shows thousands or millions, so the amount seen is not the amount stored. "
        "Format the cell as a plain number and check the amount."
    ),
    Misleading.HIDDEN: gettext_noop(
        "The cell's number format hides the amount. Format the cell as a plain number."
    ),
    Misleading.OTHER_MONEY: gettext_noop(
        "The cell's number format shows another currency. Type the amount in baht and format it as a plain number."
    ),
    Misleading.OTHERWISE: gettext_noop(
        "The cell's number format shows something else than the amount stored, %(text)s. Format the cell as a plain "
        "number and check the amount."
    ),
}


def _format_that_misleads(cell: Cell) -> Remark | None:
    """Whether the cell shows another number than it holds: 0.95 as 95 %, 95000 as 95, or nothing at all."""
    how = misleading(cell.number_format, cell.text == "0")
    if how is None:
        return None
    return Remark(f"amount_format_{how.value}", _(_MISLEADING[how]) % {"text": quoted(cell.text)})


# ── texts, days, lists ──────────────────────────────────────────────────────────────────────────────────────

_MARK_AT_END = re.compile(rf"\s*{_MARKS.pattern}\s*$")


def without_mark(text: str) -> str:
    """A text without the mark of a footnote at its end: "มูลนิธิสายรุ้ง¹⁾" names มูลนิธิสายรุ้ง."""
    return _MARK_AT_END.sub("", text)


def read_note(cell: Cell) -> Reading:
    """A register's free field: a number such as a telephone or order number is taken as its figures."""
    if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        return Reading(written=clean(cell.text), faults=[_wrong_kind(cell, "text")])
    reading = number_as_text(cell) if cell.kind is CellKind.NUMBER else _plain_text(cell)
    if not reading.faults:
        reading.value = reading.written
    return reading


def number_as_text(cell: Cell) -> Reading:
    """A number where a text is expected, as the sheet shows it: 0.8 in a format of percent is "80%"."""
    text = shown(cell.text, cell.number_format)
    if text is not None:
        written = clean(text)
        return Reading(value=written, written=written)
    message = _(
        "The cell's number format shows something else than the number stored, %(text)s. Type what is meant as text."
    )
    remark = Remark("text_format", message % {"text": quoted(cell.text)})
    return Reading(written=cell.text, faults=[remark])


def read_order(cell: Cell) -> Reading:
    """A running number as written ("1.", "๒", 3). It is never stored, so nothing in it is wrong."""
    if cell.kind in (CellKind.FORMULA, CellKind.ERROR):
        return Reading()
    written = clean(cell.text)
    return Reading(value=written, written=written)


def read_day(cell: Cell) -> Reading:
    """A date as Thai offices write it, with its precision; a year of the common era is pointed out."""
    if cell.kind not in (CellKind.TEXT, CellKind.DATE):
        return Reading(written=clean(cell.text), faults=[_wrong_kind(cell, "date")])
    reading = _plain_text(cell)
    if reading.faults:
        return reading
    try:
        reading.value = read_date(cell.text)
    except DateRefused:
        message = _("%(text)s is not a date. Type day, month and year, such as 22 ธ.ค. 2566.")
        reading.faults.append(Remark("not_a_date", message % {"text": quoted(cell.text)}))
        return reading
    reading.warnings += [
        Remark(f"date_{warning.code}", warning.message, warning.expected or None)
        for warning in reading.value.warnings
    ]
    if reading.value.has_short_year and not reading.warnings:
        message = _("%(text)s is taken as %(name)s.")
        values = {"text": quoted(cell.text), "name": tell_date(reading.value)}
        reading.warnings.append(Remark("date_two_digits", message % values))
    return reading


def read_words(cell: Cell, *, multiline: bool, longest: int) -> Reading:
    if cell.kind is not CellKind.TEXT:
        return Reading(written=clean(cell.text), faults=[_wrong_kind(cell, "text")])
    reading = _plain_text(cell, multiline=multiline)
    if reading.faults:
        return reading
    if len(reading.written) > longest:
        message = _("The text has %(length)d characters; at most %(longest)d are taken. Shorten it.")
        reading.faults.append(
            Remark("too_long", message % {"length": len(reading.written), "longest": longest})
        )
        return reading
    if damage_marks(reading.written):
        message = _("%(text)s holds letters lost from a PDF or a font. Retype it from the paper.")
        reading.warnings.append(Remark("damaged_letters", message % {"text": quoted(reading.written)}))
    reading.value = reading.written
    return reading


_HTML_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)


def unescaped(text: str) -> str:
    """The text with the codes of a web page ("&nbsp;") as the characters that they stand for."""
    return unescape(text) if _HTML_ENTITY.search(text) else text


def _plain_text(cell: Cell, *, multiline: bool = False) -> Reading:
    """The cleaned text of a cell, refused when it holds characters that no office means to send."""
    text = unescaped(cell.text)
    written = clean(text, multiline=multiline)
    refused = control_characters(text)
    if refused:
        message = _("%(text)s holds control characters (%(characters)s). Type the cell again.") % {
            "text": quoted(cell.text),
            "characters": ", ".join(refused[:5]),
        }
        return Reading(written=written, faults=[Remark("control_characters", message)])
    typed = cell.text.strip()
    tidied = written != (typed if multiline else " ".join(typed.splitlines()))
    return Reading(written=written, tidied=tidied)


_WRONG_KINDS: dict[tuple[CellKind, str], str] = {
    (CellKind.NUMBER, "text"): gettext_noop(
        "The cell holds the number %(text)s where words are expected. Check that the columns have not shifted."
    ),
    (CellKind.DATE, "text"): gettext_noop(
        "The cell holds the date %(text)s where words are expected. Check that the columns have not shifted."
    ),
    (CellKind.BOOLEAN, "text"): gettext_noop(
        "The cell holds a true-or-false value where words are expected."
    ),
    (CellKind.DATE, "amount"): gettext_noop(
        "The cell holds a date, %(text)s. Type the amount in baht and format the cell as a number."
    ),
    (CellKind.BOOLEAN, "amount"): gettext_noop(
        "The cell holds a true-or-false value, not an amount. Type the amount in baht."
    ),
    (CellKind.NUMBER, "date"): gettext_noop(
        "The cell holds the number %(text)s, not a date. Type day, month and year, such as 22 ธ.ค. 2566."
    ),
    (CellKind.BOOLEAN, "date"): gettext_noop(
        "The cell holds a true-or-false value, not a date. Type day, month and year, such as 22 ธ.ค. 2566."
    ),
}
_NO_VALUE: dict[CellKind, str] = {
    CellKind.ERROR: gettext_noop("The cell shows the error %(text)s. Correct the formula or type the value."),
    CellKind.FORMULA: gettext_noop(
        "The file holds the formula %(text)s without its result. Open the file in the spreadsheet program, "
        "save it and send it again, or type the value."
    ),
}


def _wrong_kind(cell: Cell, wanted: str) -> Remark:
    message = _NO_VALUE.get(cell.kind) or _WRONG_KINDS[cell.kind, wanted]
    return Remark(f"cell_is_{cell.kind.value}", _(message) % {"text": quoted_cell(cell)})


_NOTHING_YET = {"-", "–", "—"}


def says_nothing_yet(cell: Cell) -> bool:
    """Whether a cell holds no more than a dash, where a dash says: not yet."""
    return clean(cell.text) in _NOTHING_YET
