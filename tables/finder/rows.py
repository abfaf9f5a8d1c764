"""Rows of a table that are no entries: notes, signatures and group headings, told by the whole cell.

Nothing that holds an amount is judged here, and a name that looks like an organisation's is never a note.
"""

import re
from decimal import Decimal

from tables.names import looks_like_organisation
from thai.digits import arabic
from thai.money_words import baht_words
from thai.persons import TITLE
from thai.provinces import BEFORE_PROVINCE
from thai.text import clean, match_key

_NOTE = re.compile(
    r"(?:หมายเหตุ(?:\s*[0-9]*\s*[:;.,)(\-–/]|\s|\s*$|[0-9*]+\s)"
    r"|\*+\s*(?!.*(?:บาท\s*$))\S|\*+$"
    r"|(?:แหล่ง)?ที่มา(?:ของข้อมูล)?\s*(?:[:;]|$|\s)|แหล่งข้อมูล\s*[:;]|ข้อมูล\s*ณ|ณ\s*วันที่"
    r"|ปรับปรุง(?:ข้อมูล)?\s*(?:เมื่อ|ล่าสุด|ณ|ครั้ง)|พิมพ์(?:เมื่อ|วันที่)|จัดทำ(?:เมื่อ|โดย|ณ)|คำอธิบาย\s*(?:[:;]|$)|คำชี้แจง\s*(?:[:;]|$)"
    r"|เอกสาร(?:แนบ|ประกอบ|อ้างอิง)\s*(?:[:;0-9]|$)|หน้า(?:ที่)?\s*[0-9]+|แผ่นที่\s*[0-9]+|\(?มีต่อ|\(?ต่อหน้า"
    r"|(?:จบ|สิ้นสุด)(?:รายการ|ตาราง|เอกสาร)\s*$"
    r"|notes?\s*(?:[:;.]|$)|remarks?\s*(?:[:;.]|$)|source\s*[:;]|n\.?b\.?\s*[:;]|printed\s|page\s*[0-9])",
    re.IGNORECASE,
)
# Sentences below a table begin so; inside it, an activity may.
_NOTE_BELOW = re.compile(
    r"แหล่งข้อมูล|แหล่งอ้างอิง|อ้างอิง|ข้อมูล\s*(?:เมื่อ|จาก|ประจำ)|พิมพ์(?:ข้อมูล|โดย)|จัดทำข้อมูล|สืบค้น|คำอธิบาย|คำชี้แจง|เงื่อนไข|เอกสาร(?:แนบ|ประกอบ|อ้างอิง)"
    r"|สิ่งที่ส่งมาด้วย|ตามมติ|มติ(?:ที่ประชุม|คณะ)|ทั้งนี้|ข้อสังเกต|ข้อเสนอแนะ"
)
_LABEL_OF_NOTE = re.compile(
    r"(?:หมายเหตุ|\*+|(?:แหล่ง)?ที่มา|notes?|remarks?)\s*[0-9]*\s*[:;.]?\s*", re.IGNORECASE
)
_DOTS = re.compile(r"[\s.…․‥_\-–—=*()/·﹒:]+")
_SIGNATURE = re.compile(
    r"\(?\s*(?:ลงชื่อ|ลงนาม|ลายมือชื่อ|เซ็นชื่อ|signed|signature)(?![ก-ฮเ-ไ])"
    r"|(?:ผู้|คณะผู้)(?:จัดทำ|ตรวจ(?:สอบ|ทาน)?|อนุมัติ|รับรอง|เสนอ|เห็นชอบ|รายงาน|รวบรวม|บันทึก|พิมพ์|ทาน|สอบทาน|ให้ข้อมูล|รับเงิน|จ่ายเงิน)\s*(?:$|[:.…(])"
    r"|ตำแหน่ง\s*(?:[:.…]|ผู้|หัวหน้า|นัก|เจ้าหน้าที่|$)|วันที่\s*[0-9./….\s]|วัน\s*/?\s*เดือน\s*/?\s*ปี",
    re.IGNORECASE,
)
# The lines around a signature: positions, dates, what becomes of the paper.
_SIGNATURE_BELOW = re.compile(
    r"(?:ผู้|คณะผู้)(?:จัดทำ|ตรวจ|อนุมัติ|รับรอง|เสนอ|เห็นชอบ|รายงาน|รวบรวม|บันทึก|ประสานงาน|มีอำนาจ|รับผิดชอบ|รักษาการ|เบิก)"
    r"|(?:รอง|ผู้ช่วย)?(?:ผู้อำนวยการ|เลขาธิการ|หัวหน้า|เลขานุการ)|นักวิชาการ|เจ้าหน้าที่|ประธาน(?:คณะ|อนุ|กรรมการ|\s*$)|(?:อนุ)?กรรมการ(?:และ|\s*$)|เหรัญญิก"
    r"|(?:อนุมัติ|เห็นชอบ|ทราบ|เรียน|จึงเรียนมา|เสนอ)\s*(?:$|ตาม|เพื่อ|ผู้)|โทร(?:ศัพท์|สาร)?\s*[.:\s0-9]|e-?mail\s*[:;]",
    re.IGNORECASE,
)
_PERSON = re.compile(
    rf"\(\s*{TITLE}[^()]*\)?\s*$"
    r"|(?:นาย|นางสาว|น\.ส\.)\s*[^\s0-9]+\s+[^\s0-9]+\s*$"
    r"|\([\s.…_\-–]{3,}\)"
)

_HEADING = re.compile(
    r"(?:[0-9]{1,2}\s*[.)]\s*|[ก-ฮ]\s*[.)]\s*)?"
    rf"(?:{BEFORE_PROVINCE}[ก-๙]{{2,25}}(?:\s*(?:จำนวน)?\s*\(?\s*(?:จำนวน\s*)?[0-9]+\s*(?:แห่ง|หน่วยงาน|องค์กร|ศูนย์)\s*\)?)?"
    rf"|กรุงเทพมหานคร|(?:อำเภอ|อ\.)\s*[ก-๙]{{2,25}}(?:\s*{BEFORE_PROVINCE}[ก-๙]{{2,25}})?"
    r"|ภาค(?:เหนือ|กลาง|ใต้|ตะวันออก|ตะวันตก|อีสาน|ตะวันออกเฉียงเหนือ)(?:ตอน(?:บน|ล่าง))?"
    r"|(?:สปสช\.?\s*)?เขต(?:ที่|สุขภาพที่|สุขภาพ|พื้นที่)?\s*[0-9]{1,2}(?:\s+[ก-๙]{2,25})?"
    r"|กลุ่ม(?:ที่)?\s*(?:[0-9]{1,2}|[ก-ฮA-Z])(?:\s*[:.)\-–]?\s*.{0,80})?|กลุ่ม(?:จังหวัด|เป้าหมาย)(?:\s.{0,80})?"
    r"|(?:ประเภท|หมวด|ด้าน|ระดับ|ประเด็น)\s*.{1,80}|(?:ส่วน|ตอน|รอบ|งวด|ครั้ง|ชุด|บัญชี|ลำดับ)ที่\s*[0-9]+.{0,80}"
    r"|รูปแบบที่\s*[0-9]+.{0,150})"
)
_RUNNING_NUMBER = re.compile(r"[(\[]?\s*[0-9]{1,5}(?:\.[0-9]{1,4})*\s*[.)\]]{0,2}")


# Longer cells are told by how they begin.
_LONGEST_LOOK = 300


def is_note(text: str, *, below: bool = False) -> bool:
    """Whether a cell is a note; `below` the table more sentences are than inside it."""
    words = clean(text[:_LONGEST_LOOK])
    if looks_like_organisation(words.lstrip("* ")):
        return False
    return bool(_NOTE.match(words) or (below and _NOTE_BELOW.match(words)))


def is_label_of_note(text: str) -> bool:
    """Whether a cell only says "หมายเหตุ", with the note itself in the next one."""
    return len(text) < 30 and bool(_LABEL_OF_NOTE.fullmatch(clean(text)))


def is_signature(text: str, *, below: bool = False) -> bool:
    """Whether a cell belongs to the lines where people sign: ลงชื่อ…, a name in brackets, dots.

    `below` the table a position ("ผู้อำนวยการ…") or "โทร." does so too.
    """
    words = clean(text[:_LONGEST_LOOK])
    if looks_like_organisation(words):
        return False
    if _DOTS.fullmatch(words) or _SIGNATURE.match(arabic(words)) or _PERSON.match(words):
        return True
    return below and bool(_SIGNATURE_BELOW.match(words))


def is_group_heading(text: str) -> bool:
    """Whether a cell names a group of rows by its form alone: "จังหวัดชลบุรี", "กลุ่มที่ 1", "ด้านการรับรู้"."""
    if len(text) > _LONGEST_LOOK:
        return False
    words = arabic(clean(text)).lstrip("-–•* ")
    return bool(_HEADING.fullmatch(words)) and not looks_like_organisation(words)


def is_running_number(text: str) -> bool:
    """Whether a cell of the column of numbers holds one: 1, "1.", "(๒)", "1.2"."""
    if len(text) > 20:
        return False
    return text.isdecimal() or bool(_RUNNING_NUMBER.fullmatch(arabic(clean(text))))


def running_number(text: str) -> int | None:
    """A plain running number, or None for 1.2 and other texts."""
    digits = text if text.isascii() else arabic(clean(text))
    digits = digits.strip("()[]. ")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 5 else None


_WORDS_OF_MONEY = re.compile(
    r"[(\s]*(?:ตัวอักษร\s*[:;]?\s*)?[(\s]*(?P<words>[ก-๙\s]*(?:บาทถ้วน|สตางค์|บาท))[)\s]*"
)
_NUMBER_WORD = re.compile(
    r"(?:หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|ศูนย์|บาท|ถ้วน|สตางค์|\s)+"
)


def money_in_words(text: str) -> str | None:
    """An amount in words that fills a whole cell: "(หนึ่งล้านหนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน)"."""
    found = _WORDS_OF_MONEY.fullmatch(clean(text)) if len(text) < 300 else None
    if found is None or not _NUMBER_WORD.fullmatch(found["words"]) or len(found["words"].strip()) < 6:
        return None
    return found["words"].strip()


def says_amount(words: str, amount: Decimal) -> bool:
    """Whether words of money state an amount."""
    written, meant = match_key(words), match_key(baht_words(amount))
    return written == meant or written + "ถ้วน" == meant


_SUB_NUMBER = re.compile(r"[(\[]?\s*(?P<group>[0-9]{1,3})\.[0-9]{1,3}(?:\.[0-9]+)*\s*[.)\]]{0,2}")


def group_of_number(text: str) -> int | None:
    """The number of the group that a number of two levels belongs to: 3 for "3.1"."""
    found = _SUB_NUMBER.fullmatch(arabic(clean(text))) if len(text) < 20 else None
    return int(found["group"]) if found is not None else None
