"""Names of organisations: what of a cell is the name, and whether it is one at all.

A table's own marks before a name and the ways to reach somebody behind it are taken off and that is said. What has no
word for a kind of organisation, begins like an act or a cost, or leaves the place for the name open, is asked about.
"""

import re
from dataclasses import replace
from enum import StrEnum

from tables.cells import LONGEST_NAME, Reading, Remark, quoted, read_words, unescaped, without_mark
from tables.sheets import Cell, CellKind
from thai.persons import TITLE
from thai.sentences import gettext as _
from thai.text import clean

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
# A line break before a vowel or a tone, or after a vowel that is written first, stands inside a word.
_LINE_BREAK = re.compile("[\r\n\u2028\u2029]")
_SPLIT_WORD = re.compile(r"(?:(?<=[เแโใไ])|(?<!\s)(?=\s++[ะ-ฺๅ-๎]))\s++")
_LONGEST_LOOK = 300  # longer cells are told by how they begin

# Words that only an organisation's name begins with, and words that head a group of them too. วัด ends จังหวัด, too.
_SURELY = (
    r"มูลนิธิ|สมาคม|ชมรม|สหกรณ์|วิสาหกิจ|สถาบัน|สมาพันธ์|สหพันธ์|สมัชชา|สันนิบาต|โรงพยาบาล|รพ\.|เทศบาล|อบต|(?<![ก-ฮะ-๎])วัด|มัสยิด"
    r"|บริษัท|ห้างหุ้นส่วน|หจก|สำนักงาน|รวมพลัง|foundation|association"
)
_OR_GROUP = (
    r"ศูนย์|เครือข่าย|สภา|คณะกรรมการ|องค์กร(?!.*ดังนี้)|องค์การ|กลุ่ม(?!ที่|เป้าหมาย|\s*[0-9ก-ฮA-Z]\s*$|งาน|จังหวัด)|ภาคี|ชุมชน"
    r"|หน่วย(?:รับ|บริการ)|กองทุน|อาสาสมัคร"
)
# Further kinds that a name may begin with.
_FURTHER_KINDS = (
    r"โรงเรียน|วิทยาลัย|มหาวิทยาลัย|คริสตจักร|โบสถ์|สถานี|ประชาคม|คลินิก|สถานสงเคราะห์|สถานพยาบาล|ธนาคาร|ทีม|บ้าน|หมู่บ้าน|อสม|สสจ|สสอ|สอจ|กศน|อบจ"
    r"|สำนัก|ค่าย|กองบุญ|สวัสดิการ|สานใจ|network|club|cent(?:er|re)|council|society|communit|institute|hospital|union|federation|forum|alliance"
)
# A table's marks before a name: its number in the ways that offices write one, a bullet.
_FIGURES = "[0-9๐-๙]{1,3}"
_NUMBER = (
    rf"\(?{_FIGURES}\s*[.)]{{1,2}}|{_FIGURES}(?:\.{_FIGURES})+[.)]?(?=\s)|[\[{{]\s*{_FIGURES}\s*[\]}}]|[①-⑳]"
    rf"|(?:(?:ข้อ|ลำดับ|อันดับ|รายการ)\s*(?:ที่)?|ที่|no\.?|№|#)\s*[.:]?\s*{_FIGURES}(?![0-9๐-๙])\s*[.):/–-]*"
)
_BARE_MARK = (
    rf"{_FIGURES}\s*[:/–-]\s*|{_FIGURES}\s+(?!\S+\s+[0-9๐-๙])|[กขคงฉ][.)]\s*"
    r"|[•●◦○▪■□◆◇❖‣∙✓✔➢➤►▶→*]+\s*|[–—-]\s+"
)
_MARK_BEFORE_NAME = re.compile(
    rf"^(?:(?:{_NUMBER})\s*(?=[ก-๙A-Za-z\[(•*-])|(?:{_BARE_MARK})(?={_SURELY}|ศูนย์|เครือข่าย|กลุ่ม|สภา))",
    re.IGNORECASE,
)
_BEFORE = rf"(?:(?:{_NUMBER}|{_BARE_MARK}|[-*•])\s*)?"
_ORGANISATION = re.compile(rf"{_BEFORE}(?:{_SURELY})", re.IGNORECASE)
_ORGANISATION_OR_GROUP = re.compile(rf"{_BEFORE}(?:{_OR_GROUP})")
_FURTHER = re.compile(rf"{_BEFORE}(?:{_FURTHER_KINDS})", re.IGNORECASE)

# How somebody is reached, behind a name: a telephone number with its word or whole, an address of e-mail or the web.
_CALL = r"(?:โทร(?:ศัพท์|สาร|\.)?|มือถือ|สายด่วน|เบอร์(?:\s*(?:โทร(?:ศัพท์)?|ติดต่อ|มือถือ))?|ติดต่อ|tel|phone|mobile|fax|call|☎|📞)"
_PERSON = rf"(?:(?:ผู้)?(?:ติดต่อ|ประสาน(?:งาน)?)|ผู้รับผิดชอบ)\s*[:.]?\s*{TITLE}[^0-9๐-๙()]{{1,60}}"
_WHOLE_NUMBER = r"(?<![0-9๐-๙])\(?(?:[0๐]|\+\s?(?:66|๖๖))\)?(?:[\s()-]{0,2}[0-9๐-๙]){8,9}(?![0-9๐-๙])"
_MORE_NUMBERS = r"(?:\s*(?:[-–,/]|ต่อ|ถึง|และ|ext\.?)\s*[0-9๐-๙][0-9๐-๙\s-]{0,14})*"
_WEB_LABEL = r"(?:(?:e-?mail|อี-?เมล์?|เมล์?|เว็บ(?:ไซต์)?|website)\s*[:.]?\s*)?"
_REACHED_BY = re.compile(
    r"[\s,;:/(\[<|–-]*(?:"
    rf"{_CALL}\s*[.:]*\s*[0-9๐-๙+(][0-9๐-๙\s()+,/.-]{{2,}}{_MORE_NUMBERS}"
    rf"|(?:{_PERSON}\s*)?{_WHOLE_NUMBER}{_MORE_NUMBERS}"
    rf"|{_WEB_LABEL}(?:mailto:)?[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    rf"|{_WEB_LABEL}(?:https?://|www\.)[!-~]+"
    r"|(?:line|ไลน์)\s*(?:id|ไอดี)?\s*[:.]\s*@?[A-Za-z0-9._-]+"
    r")[\s>)\],;.]*$",
    re.IGNORECASE,
)
# What a table's writer puts around or behind a name: quotation marks, the mark of a note below, a separator.
_QUOTED = re.compile(r"[\"“”'‘’]{1,2}([^\"“”'‘’]+)[\"“”'‘’]{1,2}")
_MARK_BEHIND_NAME = re.compile(r"\s*(?:[*†‡;,]+|(?<=\s)[0-9๐-๙]\))$")
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|o:p|ol|p|s|small|span|strong|sub|sup|table|tbody|td|th|tr|u|ul)\b[^<>]*>"
    r"|_x000[ad]_",
    re.IGNORECASE,
)

# An act, a cost, a wait, a trial, a person: what begins so is none, whatever kind of organisation it names further on.
_BEGINS_AS_NO_NAME = re.compile(
    r"[\W_]*(?:ค่า(?!ย)|งบ|เงิน|รอ(?:พิจารณา|อนุมัติ|การ|ผล|ชื่อ|ระบุ)|ทดสอบ|ตัวอย่าง|ประเด็น|หมายเหตุ|ยังไม่|ไม่|กิจกรรม|โครงการ|รายการ|วัสดุ"
    r"|ครุภัณฑ์|อื่น|จัด|จ้าง|ซื้อ|เช่า|ประชุม|อบรม|สัมมนา|เวที|รณรงค์|ติดตาม|ประเมิน|ตรวจเยี่ยม|เยี่ยม|ลงพื้นที่|ศึกษาดูงาน|ถอดบทเรียน|สรุป|รายงาน|เดินทาง"
    r"|สนับสนุน|อุดหนุน|สมทบ|โอน|ขับเคลื่อน|เสริมสร้าง|สร้าง(?!สรรค์)|เข้าร่วม|แผน(?!ที่)|ผลการ|งาน(?:ประชุม|อบรม|วัน)|เบี้ย|เอกสาร|คู่มือ|หนังสือ(?!พิมพ์)|ชื่อ|ระบุ"
    r"|ประธาน(?!า)|สมาชิก|ผู้แทน|ตัวแทน|การ(?:ประชุม|อบรม|จัด|ประสาน|สนับสนุน|ติดตาม|ประเมิน|ดำเนิน|พัฒนา|รณรงค์|สร้าง|ขับเคลื่อน|ลงพื้นที่|ศึกษา|เดินทาง)"
    r"|test\b|x{3}|n/?a\b|meeting|training|workshop)",
    re.IGNORECASE,
)
# A place that waits for the name: dots, lines, crosses, a word that asks for it.
_OPEN_PLACE = re.compile(
    r"\.{3}|[…‥]|[_?]{2}|[-–—]{3}|\*{2}|(?<![a-z])x{3}|\(\s*[_.?\s-]*\)|\?\s*$"
    r"|[(\[<{]\s*(?:โปรด|กรุณา)?\s*(?:ระบุ|ใส่|เติม|กรอก|ชื่อ|ว่าง|รอชื่อ|name|tb[acd]\b)|(?:ไม่|โปรด|กรุณา|รอ)(?:ได้)?(?:ระบุ|มี|ทราบ)ชื่อ"
    r"|\bชื่อ(?:องค์กร|หน่วยงาน|ชมรม|สมาคม|มูลนิธิ)|\btb[acd]\b",
    re.IGNORECASE,
)
# Kinds with nothing but what tells no name behind them: "หน่วยงาน A", "ชมรมตัวอย่าง", "องค์กร 5 แห่ง".
_NO_PROPER = (
    r"(?:ที่)?\s?(?:ใหม่|อื่น|ต่าง|นี้|นั้น|ใด|ทั้งหมด|ตัวอย่าง|ทดสอบ|สมมติ|ว่าง|ภาคประชาชน|เพิ่มเติม|เพิ่ม|แห่ง|ใน(?:พื้นที่|เขต|จังหวัด)|ผ่าน(?:การ)?(?:คัดเลือก|พิจารณา|เกณฑ์)"
    r"|เสนอ(?:ขอ)?|สมัคร|สนใจ|รับ(?:ทุน|งบ)|ๆ|[0-9๐-๙]{1,3}\s?(?:แห่ง|องค์กร|หน่วยงาน|กลุ่ม)|[A-Z](?![A-Za-z])|(?:ยัง(?:ไม่|ว่าง)|จะ(?:จัด)?ตั้ง|รอ(?:จด|จัด|ตั้ง|แต่ง|ชื่อ|ระบุ|สรุป|คัด|พิจารณา)|อยู่ระหว่าง|กำลัง(?:จด|จัด))[ก-๙\s]{0,30})"
)
_ONE_KIND = (
    r"(?:มูลนิธิ|สมาคม|ชมรม|สหกรณ์|วิสาหกิจ(?:ชุมชน)?|ศูนย์(?:ประสานงาน)?"
    r"|เครือข่าย|กลุ่ม|องค์กร|องค์การ|หน่วยงาน|หน่วย|ชุมชน|กองทุน|คณะกรรมการ)"
)
_AROUND = r"[\s!-/:-@_–—]*"
_ONLY_A_KIND = re.compile(
    rf"{_AROUND}{_ONE_KIND}(?:\s*(?:[/,]|หรือ)\s*{_ONE_KIND})*{_AROUND}(?:{_NO_PROPER}{_AROUND})*+"
    rf"|{_AROUND}(?:องค์กร|หน่วยงาน|หน่วย)\s*(?:ที่)?\s*[0-9๐-๙]{{1,3}}{_AROUND}"
)
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]|https?://|www\.", re.IGNORECASE)
# What some word of every organisation's name is: its kind.
_KIND = re.compile(
    rf"{_SURELY}|{_FURTHER_KINDS}|องค์การ|องค์กร|ห้าง|ศูนย์|เครือข่าย|สภา|คณะ|กลุ่ม|ภาคี|ชุมชน|หน่วย|กองทุน|อาสาสมัคร|พลัง|รพ|สปสช|สาขา"
    r"|ศป[ก-ฮ]\.|ลานนา|มหาชน|group|\bngo\b|\bco\b|\bltd\b",
    re.IGNORECASE,
)

# Between two organisations in one cell. "และ" joins words of one name, too: without a space behind a name it counts
# before the surest words alone.
_AND = r"(?:และ|กับ|ร่วมกับ|คู่กับ|พร้อมด้วย|พร้อมกับ|หรือ|with|and)"
_BETWEEN_NAMES = re.compile(
    rf"\s*[\r\n;,|+&/·–—]\s*|\s[-•]\s|\s[0-9๐-๙]{{1,2}}[.)]\s*|\s{{2,}}|\s{_AND}\s*|พร้อมด้วย|คู่กับ|(?:และ|กับ)(?=มูลนิธิ|สมาคม|ชมรม)",
    re.IGNORECASE,
)
# A centre or a group may be told by its foundation: only behind these a space is enough. Networks are joined by "และ".
_BETWEEN_SUCH = (
    (re.compile(rf"{_BEFORE}(?:มูลนิธิ|สมาคม|ชมรม)"), re.compile(r"(?<=[ก-๙A-Za-z)])\s(?=มูลนิธิ|สมาคม)")),
    (re.compile(rf"{_BEFORE}เครือข่าย"), re.compile(r"และ(?=เครือข่าย)")),
)
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]*)[)\]]")
_TOGETHER = re.compile(r"\s*(?:ร่วม)?(?:กับ|และ)\s*(?P<other>.*)", re.DOTALL)
_ANOTHER_ROLE = re.compile(r"หน่วย(?:รับ|บริการ)")  # of the same organisation


def _joined(gap: re.Match[str]) -> str:
    return "" if _LINE_BREAK.search(gap[0]) else gap[0]


def read_name(cell: Cell) -> Reading:
    """The name of an organisation or person: one line of text. What looks like a formula is text."""
    written = _SPLIT_WORD.sub(_joined, cell.text) if cell.kind is CellKind.TEXT else cell.text
    reading = read_words(
        cell if written == cell.text else replace(cell, text=written), multiline=False, longest=LONGEST_NAME
    )
    if not reading.faults:
        _take_name_proper(reading)
    if _LINE_BREAK.search(cell.text.strip()):
        message = _("A name in several lines is taken as one: %(name)s.") % {"name": quoted(reading.written)}
        reading.warnings.append(Remark("name_in_lines", message))
    plain = reading.written.lstrip("=+-@")
    if (
        not reading.faults
        and not _LETTER.search(plain)
        and (plain == reading.written or not _DIGIT.search(plain))
    ):
        message = _("%(text)s is not a name: it has no letters.") % {"text": quoted(cell.text)}
        reading.faults.append(Remark("name_without_letters", message))
        reading.value = None
    return reading


def _take_name_proper(reading: Reading) -> None:
    name = name_proper(reading.written)
    if name != reading.written:
        message = _("%(text)s is taken as %(name)s.") % {
            "text": quoted(reading.written),
            "name": quoted(name),
        }
        reading.warnings.append(Remark("name_proper", message))
        reading.value = reading.written = name


def name_proper(text: str) -> str:
    """The name without a number or bullet before it, markup in it and marks, telephone numbers and addresses behind it.

    What would leave no letter is left as it is.
    """
    if len(text) > LONGEST_NAME:
        return text
    name = without_mark(clean(_MARKUP.sub(" ", unescaped(text))))
    while True:
        marked = _QUOTED.sub(r"\1", name) if _QUOTED.fullmatch(name) else _without_mark_behind(name)
        marked = _MARK_BEFORE_NAME.sub("", marked, count=1).strip()
        shorter = _REACHED_BY.sub("", marked).strip()
        if shorter == name or not _LETTER.search(shorter):
            break
        name = shorter
        if shorter != marked and _opened(name) and not _opened(marked):
            name += ")"  # it went with the telephone number inside
    return name if _LETTER.search(name) else text


def _without_mark_behind(name: str) -> str:
    """The name without the mark of a note; "(หมู่ 1)" ends with none."""
    shorter = _MARK_BEHIND_NAME.sub("", name)
    return name if _opened(shorter) and not _opened(name) else shorter


def _opened(text: str) -> bool:
    """Whether a bracket is open at the end."""
    return text.count("(") > text.count(")")


def looks_like_organisation(text: str) -> bool:
    """Whether a cell begins as names of organisations do; a heading of several may begin so too."""
    return is_surely_organisation(text) or bool(_ORGANISATION_OR_GROUP.match(text[:_LONGEST_LOOK].strip()))


def begins_as_organisation(text: str) -> bool:
    """As `looks_like_organisation`, with the kinds that few of a region's organisations are: a school, a clinic."""
    return looks_like_organisation(text) or bool(_FURTHER.match(text[:_LONGEST_LOOK].strip()))


def is_surely_organisation(text: str) -> bool:
    """Whether a cell begins as only the name of one organisation does: "มูลนิธิ", "สมาคม"."""
    return bool(_ORGANISATION.match(text[:_LONGEST_LOOK].strip()))


class Doubt(StrEnum):
    """Why a text may be no organisation's name."""

    NO_KIND = "no_kind"
    NO_NAME = "no_name"  # an act, a cost, a person, an address
    OPEN = "open"  # a kind alone, or a place that waits for the name
    SEVERAL = "several"  # two organisations in one cell


def names_organisation(text: str) -> bool:
    """Whether a text may be taken for an organisation's name without asking: it has a word for its kind, and a name."""
    return doubt_of(text) is None


def doubt_of(text: str) -> Doubt | None:
    """What speaks against a text as an organisation's name."""
    words = clean(text[:_LONGEST_LOOK])
    if _OPEN_PLACE.search(words) or _ONLY_A_KIND.fullmatch(words):
        return Doubt.OPEN
    if _BEGINS_AS_NO_NAME.match(words) or _ADDRESS.search(words):
        return Doubt.NO_NAME
    return None if _KIND.search(words) else Doubt.NO_KIND


def names_several(text: str) -> bool:
    """Whether a cell holds the names of two organisations or more."""
    words = text[:_LONGEST_LOOK].strip()
    outside = _BRACKETS.sub(" ", words).strip()
    together = (_TOGETHER.match(found["inside"]) for found in _BRACKETS.finditer(words))
    pieces = _BETWEEN_NAMES.split(outside)
    for begins, between in _BETWEEN_SUCH:
        if begins.match(outside):
            pieces = [part for piece in pieces for part in between.split(piece)]
    pieces += [found["other"] for found in together if found]
    return sum(map(_is_a_name, pieces)) > 1 and _is_a_name(pieces[0])


def _is_a_name(piece: str) -> bool:
    """Whether a piece begins as an organisation does and says which one it is."""
    words = _MARK_BEFORE_NAME.sub("", clean(piece), count=1)
    return looks_like_organisation(words) and doubt_of(words) is None and not _ANOTHER_ROLE.match(words)
