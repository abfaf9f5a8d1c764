"""Lists that an office wrote into one cell, one line or several: numbered, bulleted, or networks in a row.

Only a list that can be read in one way is split. A number inside a sentence ("สปสช.เขต 6", "2 ครั้ง",
"1.5 ล้านบาท", "พ.ศ.2566") is text, and a doubtful list stays whole, as it was written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thai.digits import arabic
from thai.months import MONTH_PATTERN

# The numbers of one list look alike: (1), 1.), 1) or 1. , Thai numerals too, with or without spaces after.
_NUMBER = r"(?<![0-9(])(?<![0-9][.,/-])(?P<digits>[0-9]{1,6})"
_NUMBERS = {
    "()": re.compile(r"(?<![0-9])\((?P<digits>[0-9]{1,6})\)"),
    ".)": re.compile(_NUMBER + r"\s?\.\s?\)"),
    ")": re.compile(_NUMBER + r"\)"),
    ".": re.compile(_NUMBER + r"\s?\.(?!\s?\)|[0-9])"),
}
_ANY_NUMBER = re.compile(_NUMBER + r"(?:\s?\.\s?\)|\)|\s?\.(?![0-9]))")
_BARE_NUMBER_LINE = re.compile(r"\s*(?P<digits>[0-9]{1,2})\s+(?P<word>\S+)")

# After these words a number names a section, a meeting, a region; it does not begin an item.
_NAMING_WORD = re.compile(
    r"(?:(?:มาตรา|วรรค|หมวด|ข้อ(?:ที่)?|(?:ครั้ง|วาระ|ฉบับ|งวด|ระยะ|กลุ่ม|หมู่|ลำดับ|วัน|ไตรมาส|เขต|รุ่น|บท)ที่"
    r"|สปสช\.?\s?เขต|เขตพื้นที่|พ\.ศ\.|ค\.ศ\.|(?<![ก-๙.])ม\.)\s*|[A-Za-z])\Z"
)
_NAMED_BEFORE_BRACKET = re.compile(r"[0-9]\s*$")
_BRACKETED = re.compile(r"\([^()\n]{2,}\)")
_DATE_START = re.compile(rf"\s*(?:{MONTH_PATTERN})\s*[0-9]{{2,4}}")

_BULLETS = "•●◦○▪■□▢◆◇❖‣∙✓✔☐☑☒✅➢➤►▶⇒➔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BOXES = "☐☑☒"
_DASHES = "–—-"
_BULLET_LINE = re.compile(rf"^[ \t]*(?:[{_BULLETS}·*]|[{_DASHES}](?![0-9])|o(?=[ \t]))[ \t]*", re.MULTILINE)
_BULLET_INLINE = re.compile(rf"[{_BULLETS}]\s*")
# Signs that are bullets only where they begin a word; those that a list of one line may be split at come first.
_SPLITTING = f"{_DASHES}*·o"
_SIGNS = f"{_SPLITTING}+>~#/√★☆»›"

_LIST_MARKUP = re.compile(r"</?(?:ol|ul)\b[^<>]*>|</li\s*>", re.IGNORECASE)
_ITEM_MARKUP = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)

_NETWORK_SPACE = re.compile(r"[\s,;]+(?:และ\s*)?(?=เครือข่าย)")
_LONGEST_NETWORK_NAME = 60
_SENTENCE = re.compile(r"\s(?:ได้|มี|ร่วม|จัด|ดำเนิน|เข้า|สามารถ|เพื่อ|โดย|ใน|ที่|ให้|สร้าง|พัฒนา|สนับสนุน)")
# A line that ends or begins like this goes on in the next one, or goes on from the one before.
_ENDS_OPEN = re.compile(
    r"(?:และ|หรือ|กับ|(?<!สิ่ง)ของ|ระหว่าง|ให้|โดย|ใน|(?<!พื้น)(?<!หน้า)(?<!ท้อง)ที่|แก่|จาก|เพื่อ|(?<!ติด)ตาม|รวมทั้ง"
    r"|ได้แก่|เช่น|คือ|[,(/:“‘-])$"
)
_STARTS_ON = re.compile(
    r"(?:และ|หรือ|กับ|ของ|ระหว่าง|โดย|ใน|ที่(?!ปรึกษา|ดิน|ทำการ|พัก|ว่าการ)|จาก|เพื่อ|ตาม|รวมทั้ง|ได้แก่|เช่น|ประจำ"
    r"|จำนวน|ระดับ|จังหวัด|อำเภอ|ตำบล|จ\.|อ\.|ต\.|[),/:”’])"
)


@dataclass(frozen=True)
class _Mark:
    """A number that may begin an item: where it stands and what it says."""

    start: int
    end: int
    digits: str
    names_something: bool

    @property
    def number(self) -> int:
        return int(self.digits)


def split_items(text: str) -> list[str]:
    """The items of a cell, without their numbers or bullets; the whole text as one item if it is no list.

    Numbers count only when they run 1, 2, 3 … from the start of the text. Line breaks part items unless a
    line goes on from the one before. "เครือข่ายก เครือข่ายข" is two networks. A blank text has no items.
    """
    text = _LIST_MARKUP.sub(" ", text).strip()
    if _ITEM_MARKUP.search(text):
        return [item for part in _ITEM_MARKUP.split(text) for item in split_items(part)]
    for split in (_split_numbers, _split_bullets, _split_networks, _split_lines):
        items = split(text)
        if items is not None:
            return _tidy(items)
    return _tidy([text])


def holds_unsplit_list(text: str) -> bool:
    """Whether an item that a text is split into seems to hold several: its numbers skip, start again or have levels."""
    return any(_loose_spans(item, _sign_of(text)) for item in split_items(text))


_LEVELS = re.compile(
    r"(?<![0-9.,])(?P<group>[0-9]{1,2})\.(?P<item>[0-9]{1,2})(?![0-9,])(?!\s*(?:ล้าน|แสน|หมื่น|พัน|บาท|คน|น\.|%|ชั่วโมง|เท่า|กม|ไร่|ปี))"
)
_LETTERS = re.compile(r"(?:^|(?<=\s))(?P<letter>[ก-ง])[.)](?=\s?[ก-๙A-Za-z])")
_ANY_BULLET = re.compile(f"[{_BULLETS}]")


def loose_items(text: str) -> list[str]:
    """The items if every number, letter and bullet that may begin one does, for a person to choose or not."""
    parts = []
    for item in split_items(text):
        spans = _loose_spans(item, _sign_of(text))
        ends = [start for start, _end in spans] + [len(item)]
        parts += [
            item[start:end] for start, end in zip([0, *(end for _start, end in spans)], ends, strict=True)
        ]
    return _tidy(parts)


def _sign_of(text: str) -> str:
    """The sign that a cell begins with as with a bullet; twice where it is glued to its word in a cell of one line."""
    sign = text.strip()[:1]
    if not sign or sign not in _SIGNS or not _BULLET_LINE.match(text.strip()):
        return ""
    return sign * (1 if "\n" in text.strip() or text.strip()[1:2].isspace() else 2)


def _loose_spans(item: str, sign: str = "") -> list[tuple[int, int]]:
    """Where the marks stand that make a text seem a list, one after the other.

    `sign` stands before the item; then one more of it is enough, and where it is glued, one between two words.
    """
    plain = arabic(item)
    numbers = [
        (mark.start, mark.end)
        for pattern in (_ANY_NUMBER, _NUMBERS["()"])
        for mark in _marks(plain, pattern)
        if not mark.names_something and len(mark.digits) <= 2 and plain[mark.end :].strip()
    ]
    levels = {(int(found["group"]), int(found["item"])): found.span() for found in _LEVELS.finditer(plain)}
    letters = {found["letter"]: found.span() for found in _LETTERS.finditer(plain)}
    bullets = [found.span() for found in _ANY_BULLET.finditer(item)]
    spans = numbers if len(numbers) > 1 else []
    if any((group, number + 1) in levels for group, number in levels):
        spans += levels.values()
    if {"ก", "ข"} <= letters.keys():
        spans += letters.values()
    spans += bullets if len(bullets) > 1 else []
    for each in _SIGNS:
        signs = [
            mark.span()
            for mark in _signs_in(item, each)
            # "ระยอง - ตราด - เลย" is one text; "อบรม -ประชุม -สรุป" may be three.
            if each in sign or each not in _DASHES or not mark[0][-1].isspace()
        ]
        needed = 1 if each in sign else 2
        if len(signs) >= needed and (each in _SPLITTING or signs[0][0] == 0):
            spans += signs
    if len(sign) > 1:
        spans += [glued.span() for glued in re.finditer(rf"(?<=[ก-๙]){re.escape(sign[0])}(?=[ก-๙])", item)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _tidy(items: Sequence[str]) -> list[str]:
    return [item for item in (" ".join(item.split()) for item in items) if item]


def _cut(text: str, marks: Sequence[_Mark]) -> list[str]:
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    return [text[mark.end : end] for mark, end in zip(marks, ends, strict=True)]


def _split_numbers(text: str) -> list[str] | None:
    plain = arabic(text)
    style = next((style for style, number in _NUMBERS.items() if number.match(plain)), None)
    if style is None:
        return _split_bare_numbers(text, plain)
    own = _clear_run(plain, _marks(plain, _NUMBERS[style]))
    # "1. ก 2) ข" mixes the signs, and yet there is one way to read it.
    mixed = _clear_run(plain, _marks(plain, _ANY_NUMBER)) if style != "()" else None
    run = max((found for found in (own, mixed) if found), key=len, default=None)
    if run is None:
        return None
    if len(run) == 1 and _DATE_START.match(plain, run[0].end):
        return None
    return _cut(text, run)


def _marks(plain: str, number: re.Pattern[str]) -> list[_Mark]:
    asides = [] if number is _NUMBERS["()"] else [aside.span() for aside in _BRACKETED.finditer(plain)]
    return [
        _Mark(found.start(), found.end(), found["digits"], _names_something(plain, found))
        for found in number.finditer(plain)
        if not any(start < found.start() < end for start, end in asides)
    ]


def _names_something(plain: str, number: re.Match[str]) -> bool:
    before = plain[max(0, number.start() - 20) : number.start()]
    # "มาตรา 18 (9)" is one name.
    in_bracket = number[0].startswith("(") and _NAMED_BEFORE_BRACKET.search(before)
    return bool(in_bracket or _NAMING_WORD.search(before))


def _clear_run(plain: str, marks: Sequence[_Mark]) -> list[_Mark] | None:
    """The marks, if they run 1, 2, 3 … from the start and nothing else could be one of them."""
    clear = [mark for mark in marks if not mark.names_something and len(mark.digits) <= 2]
    if not _runs(clear):
        # Numbers at the start of lines outrank those inside a line.
        clear = [mark for mark in clear if not plain[: mark.start].rpartition("\n")[2].strip()]
        if len(clear) < 2 or not _runs(clear):
            return None
    due = str(len(clear) + 1)
    doubtful = (mark for mark in marks if mark.start > clear[-1].start and mark not in clear)
    if any(_ran_together(mark, due) or mark.digits == due for mark in doubtful if plain[mark.end :].strip()):
        return None
    return clear


def _runs(marks: Sequence[_Mark]) -> bool:
    return (
        bool(marks)
        and marks[0].start == 0
        and [mark.number for mark in marks] == list(range(1, len(marks) + 1))
    )


def _ran_together(mark: _Mark, due: str) -> bool:
    return len(mark.digits) > len(due) and mark.digits.endswith(due)


def _split_bare_numbers(text: str, plain: str) -> list[str] | None:
    """Lines that all begin with a number and no sign ("1 อบรม", "2 สื่อสาร")."""
    lines = [line for line in plain.splitlines() if line.strip()]
    found = [_BARE_NUMBER_LINE.match(line) for line in lines]
    starts = [match for match in found if match is not None]
    if len(starts) < 2 or len(starts) != len(lines):
        return None
    if [int(match["digits"]) for match in starts] != list(range(1, len(starts) + 1)):
        return None
    # "1 ครั้ง", "2 ครั้ง" count something.
    if len({match["word"] for match in starts}) < len(starts):
        return None
    written = [line for line in text.splitlines() if line.strip()]
    return [line[match.end("digits") :] for line, match in zip(written, starts, strict=True)]


def _split_bullets(text: str) -> list[str] | None:
    if len(set(_BOXES) & set(text)) > 1:
        return None  # which box is ticked is a part of what the list says
    by_line = list(_BULLET_LINE.finditer(text))
    if not by_line or by_line[0].start() != 0:
        return None
    cuts = by_line
    if len(by_line) < 2 and _BULLET_INLINE.match(text):
        cuts = list(_BULLET_INLINE.finditer(text))
    elif len(by_line) < 2 and (sign := by_line[0][0].strip()) in _SPLITTING:
        inline = _signs_in(text, sign)
        cuts = inline if _are_one_list(text, inline) else by_line
    ends = [cut.start() for cut in cuts[1:]] + [len(text)]
    return [text[cut.end() : end] for cut, end in zip(cuts, ends, strict=True)]


def _are_one_list(text: str, signs: list[re.Match[str]]) -> bool:
    """Whether the signs of one line begin with its text and are written alike, none of them behind a comma."""
    if not signs or signs[0].start() != 0:
        return False  # "- 5 คน - ก": what a number follows is no sign
    # "- ก -ข": written in two ways, so a person says it (`_loose_spans`).
    alike = len({mark[0][-1].isspace() for mark in signs}) == 1
    return alike and all(not text[: mark.start()].rstrip(" ").endswith((",", ";")) for mark in signs)


def _signs_in(text: str, sign: str) -> list[re.Match[str]]:
    """Where a sign stands before a word as a bullet does; not in brackets, and not between two ends of a range."""
    signs = f"[{_DASHES}]" if sign in _DASHES else re.escape(sign)
    after = r"[ \t]+" if sign == "o" else r"[ \t]*(?=[^\W\d_])"
    asides = [aside.span() for aside in _BRACKETED.finditer(text)]
    return [
        mark
        for mark in re.finditer(rf"(?:^|(?<=[\s,;])){signs}{after}", text)
        if not any(start < mark.start() < end for start, end in asides) and not _joins_a_range(text, mark)
    ]


def _joins_a_range(text: str, dash: re.Match[str]) -> bool:
    """Whether a dash joins two numbers or two short dates ("2566 - 2570", "ม.ค. - มี.ค.")."""
    before = arabic(text[max(0, dash.start() - 20) : dash.start()]).rstrip()
    after = arabic(text[dash.end() : dash.end() + 20])
    return bool(
        re.search(rf"(?:[0-9]|{MONTH_PATTERN})$", before) and re.match(rf"[0-9]|{MONTH_PATTERN}", after)
    )


def _split_networks(text: str) -> list[str] | None:
    if not text.startswith("เครือข่าย"):
        return None
    names = _NETWORK_SPACE.split(text)
    if len(names) < 2 or any(len(name) > _LONGEST_NETWORK_NAME for name in names):
        return None
    if any(_SENTENCE.search(name) for name in names) or any(_ENDS_OPEN.search(name) for name in names[:-1]):
        return None
    return names


def _split_lines(text: str) -> list[str] | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    plain = [arabic(line) for line in lines]
    if any(
        _ANY_NUMBER.match(line) or _NUMBERS["()"].match(line) or _BULLET_LINE.match(line) for line in plain
    ):
        return None
    if any(_ENDS_OPEN.search(line) or line.count("(") != line.count(")") for line in lines):
        return None
    starts = [_STARTS_ON.match(line) for line in lines]
    # Lines that all begin alike ("เพื่อ…", "จังหวัด…") are items all the same.
    if any(starts[1:]) and len({start and start[0] for start in starts}) > 1:
        return None
    return lines
