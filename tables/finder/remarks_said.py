"""What a remark on a row does to it: turns it down, puts it off, takes it out, moves it to another, says another sum.

A remark is free text, so its words are read by what they do, not by a list of whole remarks; what only tells of the
work ("ไม่เกิน 50 คน", "รอบที่ 2") is left alone.
"""

import re

from tables.names import begins_as_organisation
from thai.digits import arabic
from thai.persons import TITLE
from thai.text import clean

_REMARKS = re.compile(
    r"\W*(?:หมายเหตุ|ข้อสังเกต|(?:ข้อ|ความ)(?:คิด)?เห็น|(?:ข้อมูล|รายละเอียด)?เพิ่มเติม|ข้อมูล(?=อื่น|\W*$)|(?:การ)?(?:ติดตาม|แก้ไข)(?=\W*$)|อื่น\s?ๆ|บันทึก(?!ข้อตกลง)|ข้อความ|คำ(?:ชี้แจง|อธิบาย)"
    r"|remarks?|notes?|comments?|others?\W*$)",
    re.IGNORECASE,
)
_HARMLESS = (  # what is denied without a word on the row itself
    r"(?:มี(?!สิทธ|งบ|เงิน|การ(?!ยกเลิก))|ใช่|เกิน|น้อยกว่า|ต่ำกว่า|จำกัด|รวม(?!อยู่|ใน)|ขัดข้อง|ต่อเนื่อง|ใช้(?!งบ|เงิน|ทุน|สิทธ|จ่าย|แล้ว|บริการ)\s?[ก-๙a-z]"
    r"|ร่วมจ่าย|ส่งผล|ให้ซ้ำ|ทำให้|(?:ได้|ถูก)?ยกเลิก|หวัง|ติดต่อ|แสวง|เสีย|ว่า|ซ้ำ(?:ซ้อน|กับ)|ติด(?:เตียง|เชื้อ|บ้าน)|ทิ้งใคร|เลือก)"
)
# A mark alone, which crosses a row out or asks about it.
_MARK = re.compile(
    r"\W*(?:x+|no|n|nope|กากบาท|ขีดฆ่า|ขีดออก)\W*|\s*[?？]+\s*|[^\w\s]*[×✕✖☒✗✘❌❎⛔🚫👎][^\w\s]*", re.IGNORECASE
)
_DENIED = re.compile(
    rf"ไม่(?!\s?{_HARMLESS})|(?:^|[\s(,])(?:ขอ|ให้|ถูก|ยัง)?\s?(?:คืนทุน|(?:งด|เลิก|พัก|เลื่อน|ตก)(?=\W*$|แล้ว|ไป|ไว้|ออก|โครงการ|งบ|ก่อน))"
    r"|^\W*(?:ขอ|ให้|ถูก)?ปิด(?:ศูนย์|ตัว|กิจการ|องค์กร|สมาคม|มูลนิธิ|ชมรม|กลุ่ม)"
    r"|(?<!ทำ)(?<!ให้)(?<!ไม่)ซ้ำ(?=\W*$|กับ|ซ้อน|\s?(?:ลำดับ|ข้อ|แถว))"
    r"|ปี(?:หน้า|ถัดไป|ต่อไป)(?=\W*$)|ยก(?:ไป|ยอดไป)|(?:ใช้|รับ)งบ(?:ประมาณ)?(?:จาก)?(?:ที่|แหล่ง|หน่วยงาน|ส่วน)?อื่น"
    r"|[✗✘❌❎⛔🚫]|\b(?:not|never|hold|drop(?:ped)?|skip(?:ped)?|removed?|deleted?|exclud\w+|duplicated?)\b|n['’]t\b",
    re.IGNORECASE,
)
_TAKEN_OUT = re.compile(
    r"(?:ลบ|เอา|ดึง|คัด|ถอด|ถอน|ตัด|นำ|แยก|กัน)(?:ชื่อ|ราย(?:ชื่อ|การ)?|แถว|งบ)?ออก|ลบทิ้ง|^\W*(?:ขอ|ให้)?(?:ลบ|ตัด|ถอน|ออก)\W*$|แขวน|โมฆะ"
    r"|ตีกลับ|ส่งกลับ|ส่งคืน|^\W*(?:ถูก|ให้)?ยุบ|ลบ(?=แถว|รายการ|ราย|ข้อ)|ปี(?:ที่แล้ว|ก่อน)(?=\W*$)"
)
# "รอบที่ 2", "รองประธาน" and "รอยต่อ" wait for nothing; "รองบประมาณ" and "รอยืนยัน" do.
_WAITS = re.compile(
    r"(?:^|[\s(,:;/–-]|ยัง|ให้|ต้อง|ขอ|แต่|และ)รอ(?!บ(?![ัุิีืูร])|ง(?!บ|าน)|ย(?![ือ])|ด(?![ูำ])|มฎอน)"
    r"|อยู่\s?(?:ใน)?(?:ระหว่าง|ขั้นตอน)(?!\s?(?:ดำเนิน|ทำกิจกรรม|จัดกิจกรรม|เดือน|วันที่))|^\W*ระหว่าง(?:ตรวจ|จัดทำ|แก้|ขอ|ยื่น|พิจารณา|จดทะเบียน)"
    r"|^\W*(?:ยัง)?ค้าง(?!คืน)|ติด(?:ปัญหา|ขัด)|มีปัญหา|ขาด(?:การติดต่อ|เอกสาร|หลักฐาน|บัญชี|ลายเซ็น|ลายมือชื่อ|คุณสมบัติ)"
    r"|(?:ขอ|ให้|ต้อง)(?:ปรับ|แก้|ทบทวน|ตรวจสอบ)|^\W*ทบทวน|(?:พิจารณา|เสนอ|ตรวจสอบ|ยืนยัน)(?:อีกครั้ง|ใหม่|ก่อน)|น่าจะ|อาจ(?!าร)"
    r"|\b(?:wait\w*|awaiting|tb[acd]|to be (?:confirmed|decided|announced)|later|postponed|unsure|maybe|check)\b",
    re.IGNORECASE,
)
# To whom the money goes instead; a person of the organisation is told as the one who receives it.
_MOVED = re.compile(
    rf"(?:โอน|ย้าย|ส่งต่อ|ส่งมอบ|มอบ|จ่าย|ยก)(?:เงิน|งบ(?:ประมาณ)?|สิทธิ์?|งาน|โครงการ)*\s?(?:ให้|ไป(?!แล้ว)(?:ยัง|ที่|อยู่)?|แก่|เข้า(?!บัญชี|ธนาคาร))\s?(?!\s?{TITLE}|แล้ว|ผู้ประสาน|ประธาน|เหรัญญิก|บัญชี|ครบ|ภายใน|เมื่อ|ก่อน|[0-9\s.,-]*(?:บาท)?\W*$)"
    rf"|^\W*(?:ขอ|ให้)?ย้าย(?!ที่(?:อยู่|ทำการ|ตั้ง)|สำนักงาน|บ้าน|\s?{TITLE})|ไปอยู่"
    r"|(?<!ผู้)(?<!ผู้\s)(?<!ตัว)(?<!ตอบ)(?<!ค่า)(?<!จ่าย)แทน"
    r"|เปลี่ยน(?:ชื่อ)?(?:เป็น|ไป|มา|หน่วย|องค์กร|ผู้รับ(?!ผิด))"
    r"|\b(?:mov(?:e|ed|ing) to|transfer(?:red)? to|instead|replac\w+|swap\w*)\b",
    re.IGNORECASE,
)
# "ปรับลด 50%", "เหลือครึ่งเดียว": the row's amount is another one. A sum in figures is asked about for itself.
_ANOTHER_SUM = re.compile(
    r"(?:ปรับ|ตัด|ลด|เพิ่ม|(?<![ก-๙])(?:คง)?เหลือ|ได้)(?:ลด|เพิ่ม|ลง|ขึ้น|งบ(?:ประมาณ)?|ยอด|เงิน|วงเงิน)*\s?(?:ลง|อีก|คงเหลือ|เหลือ|เป็น|ให้|แค่|เพียง)*\s?"
    r"(?:ร้อยละ\s?[0-9]|[0-9][0-9.]*\s?%|ครึ่ง)"
    r"|\b(?:reduced|increased|cut|changed|corrected) (?:to|by)\b",
    re.IGNORECASE,
)
# Beside or before a name: "สมาคมแม่บ้าน รอเอกสาร", "x สมาคมแม่บ้าน", "สมาคมแม่บ้าน (ซ้ำ)".
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_APART = re.compile(r"[\s*:–-](?P<last>(?:ยัง|ขอ|ให้)?(?:รอ|ไม่ได้|ซ้ำ).*)$|^\s*[xX×✗✘❌]\s+(?=[ก-๙])")
_JOINED = re.compile(r"\W*(?:ขอ|ให้|ถูก)?\s?รวม(?:กับ|อยู่(?:กับ|ใน)?)\s?(?P<row>(?:ใน)?(?:ลำดับ|อันดับ|ข้อ|แถว))?")


def is_for_remarks(heading: str) -> bool:
    """Whether a column is one of remarks on its rows: หมายเหตุ, ความเห็น, เพิ่มเติม."""
    return bool(_REMARKS.match(heading))


def turned_down(text: str) -> bool:
    """Whether a remark says that its row is not, or not now, or not as it stands, to be."""
    said = arabic(clean(text))
    joined = _JOINED.match(said)
    with_another = joined is not None and (joined["row"] or begins_as_organisation(said[joined.end() :]))
    kinds = (_DENIED, _TAKEN_OUT, _WAITS, _MOVED, _ANOTHER_SUM)
    return bool(_MARK.fullmatch(said) or with_another or any(kind.search(said) for kind in kinds))


def turned_down_apart(name: str) -> bool:
    """The same of words that stand in brackets, behind or before a name."""
    apart = _APART.search(clean(name))
    last = apart["last"] if apart is not None else None
    return any(map(turned_down, _IN_BRACKETS.findall(name))) or (
        apart is not None and (last is None or turned_down(last))
    )
