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
# These describe what is done as well: only what begins by turning down, or says so apart, is heard there.
_DETAILS = re.compile(
    r"\W*(?:รายละเอียด|รายการ(?=\W*$)|เหตุผล|สาเหตุ|ชี้แจง|ความ(?:คืบ|ก้าว)หน้า|สถานการณ์(?=\W*$)|(?:การ|ผล(?:การ)?)ดำเนิน(?:การ|งาน)(?=\W*$)"
    r"|(?:details?|reasons?|progress|descriptions?|comments?)\W*$)",
    re.IGNORECASE,
)
_HARMLESS = (  # what is denied without a word on the row itself
    r"(?:มี(?!สิทธ(?!ิ์?\s?(?:การ)?รักษา)|งบ|เงิน|การ(?!ยกเลิก|เปลี่ยน|แก้|ปรับ))|ใช่|เกิน|น้อยกว่า|ต่ำกว่า|จำกัด|รวม(?!อยู่|ใน)|ขัดข้อง|ต่อเนื่อง|ใช้(?!งบ|เงิน|ทุน|สิทธ|จ่าย|แล้ว|บริการ)\s?[ก-๙a-z]"
    r"|ร่วมจ่าย|ส่งผล|ให้ซ้ำ|ทำให้|(?:ได้|ถูก)?ยกเลิก|หวัง|ติดต่อ|แสวง|เสีย|ว่า|ซ้ำ(?:ซ้อน|กับ)|ติด(?:เตียง|เชื้อ|บ้าน|ขัด|ปัญหา)|ทิ้งใคร|เลือก"
    r"|ระบุ|พบ(?:ปัญหา|อุปสรรค|ข้อ)|เปลี่ยน|ต้อง(?:แก้|ปรับ|คืน|ทบทวน|ตรวจ)|ล้ม(?!เลิก)|ลืม|สูบ|ดื่ม|เสพ|ทอดทิ้ง)"
)
# What there is none of without a word on the body itself; of what else there is none, is asked.
_NONE_OF = (
    r"(?:\W*$|\s?[^\w\sก-๙]|ยกเลิก|หมายเหตุ|ข้อ|ความ(?:เห็น|คิดเห็น|เสี่ยง|รุนแรง)|ปัญหา|อุปสรรค|ค่า|ราย(?:ได้|จ่าย|ละเอียด)|ภาระ|หนี้|ผล(?!งาน)|เพิ่มเติม|อื่น|ใด|อะไร|การ(?!ดำเนิน|จดทะเบียน|ทำ|จัด|เคลื่อนไหว|ติดต่อ|รวม|ส่ง|ประชุม|รายงาน|ยืนยัน|ตอบ)"
    r"|งบ|เงิน|สิทธ(?:ิ์|ิ)?\s?(?:การ)?รักษา|บ้าน|ที่ดิน|ที่อยู่อาศัย|ที่พึ่ง|อาหาร|งาน(?!เคลื่อน)|อาชีพ|ญาติ|โรค|เหล้า|บุหรี่|ยา(?:เสพ|สูบ)|ขยะ|สาร|รถ|เวลา|วัน|โอกาส|เพื่อน|ลูก|ครอบครัว"
    r"|บัตร|เลข|เบอร์|โทร|มือถือ|อินเทอร์เน็ต|ไฟ|น้ำ|ภัย|ผู้(?!รับผิดชอบ|ดูแล(?:องค์กร|กลุ่ม|ศูนย์|ชมรม|\W*$)|ประสาน|แทน|ดำเนิน|นำ|จัดการ|สาน|ทำ|แจ้ง|รับเงิน|รับงบ|รับโอน|ใด|ใหญ่)|คน(?!ทำ|รับผิดชอบ|ดูแล|ประสาน|ดำเนิน|อยู่|รับ)|เครือข่าย|สังกัด|จังหวัด|อำเภอ|ตำบล|ซ้ำ)"
)
# A mark alone, which crosses a row out or asks about it.
_MARK = re.compile(
    r"\W*(?:x+|no|n|nope|กากบาท|ขีดฆ่า|ขีดออก)\W*|\s*[?？]+\s*|(?=[^\w\s]*[×✕✖☒✗✘❌❎⛔🚫👎])[^\w\s]+",
    re.IGNORECASE,
)
_DENIED = re.compile(
    rf"ไม่(?!\s?{_HARMLESS})|(?:^|[\s(,])(?:ขอ|ให้|ถูก|ยัง)?\s?(?:คืนทุน|(?:งด|เลิก|พัก|เลื่อน|ตก)(?=\W*$|แล้ว|ไป|ไว้|ออก|โครงการ|งบ|ก่อน))"
    rf"|(?<![ก-๙])(?:(?:แต่|ยัง|ปัจจุบัน|ตอนนี้|องค์กร|หน่วยงาน|กลุ่ม|ชมรม|สมาคม|มูลนิธิ|ศูนย์|นี้|แล้ว)\s?){{0,3}}ไม่มี(?!\s?{_NONE_OF})"
    r"|(?<!ผู้)(?<!คน)(?<!ผู้ที่)(?<!คนที่)ไม่มี\s?(?:ตัวตน|อยู่(?!อาศัย)|จริง|ผู้รับผิดชอบ)"
    r"|^\W*(?:ขอ|ให้|ถูก)?ปิด(?:ศูนย์|ตัว|กิจการ|องค์กร|สมาคม|มูลนิธิ|ชมรม|กลุ่ม)"
    r"|(?<!ทำ)(?<!ให้)(?<!ไม่)ซ้ำ(?=\W*$|กับ|ซ้อน|\s?(?:ลำดับ|ข้อ|แถว))"
    r"|ปี(?:หน้า|ถัดไป|ต่อไป)(?=\W*$)|ยก(?:ไป|ยอดไป)|(?:ใช้|รับ)งบ(?:ประมาณ)?(?:จาก)?(?:ที่|แหล่ง|หน่วยงาน|ส่วน)?อื่น"
    r"|[✗✘❌❎⛔🚫]|\b(?:not|never|hold|drop(?:ped)?|skip(?:ped)?|removed?|deleted?|exclud\w+|duplicated?)\b|n['’]t\b",
    re.IGNORECASE,
)
_TAKEN_OUT = re.compile(
    r"(?:ลบ|เอา|ดึง|คัด|ถอด|ถอน|ตัด|นำ|แยก|(?<!ร่วม)(?<!ช่วย)กัน)(?:ชื่อ|ราย(?:ชื่อ|การ)?|แถว|งบ)?ออก(?!กำลัง|แบบ|เยี่ยม|หน่วย|แสดง|จำหน่าย)|ลบทิ้ง|^\W*(?:ขอ|ให้)?(?:ลบ|ตัด|ถอน|ออก)\W*$|แขวน|โมฆะ"
    r"|ตีกลับ|ส่งกลับ|ส่งคืน|^\W*(?:ถูก|ให้)?ยุบ|ลบ(?=แถว|รายการ|ราย|ข้อ)"
    r"|^\W*(?:ใช้|เป็น|รับ|ซ้ำ)?(?:ของ|งบ(?:ประมาณ)?|ข้อมูล|ราย(?:ชื่อ|การ))?ปี(?:ที่แล้ว|ก่อน)(?=\W*$)"
)
# "รอบที่ 2", "รองประธาน" and "รอยต่อ" wait for nothing; "รองบประมาณ" and "รอยืนยัน" do.
_WAITS = re.compile(
    r"(?:^|[\s(,:;/–-]|ยัง|ให้|ต้อง|ขอ|แต่|และ)รอ(?!บ(?![ัุิีืูร])|บรู้|ง(?!บ|าน)|ย(?![ือ])|ด(?![ูำ])|มฎอน)"
    r"|อยู่\s?(?:ใน)?(?:ระหว่าง|ขั้นตอน)(?!\s?(?:การ)?(?:ดำเนิน|ทำกิจกรรม|จัดกิจกรรม|เดือน|วันที่))|^\W*ระหว่าง(?:ตรวจ|จัดทำ|แก้|ขอ|ยื่น|พิจารณา|จดทะเบียน)"
    r"|^\W*(?:ยัง)?ค้าง(?!คืน)|(?<!ไม่)(?<!ไม่มีข้อ)ติด(?:ปัญหา|ขัด)|(?<!ไม่)(?<!ผู้)(?<!ผู้ที่)มีปัญหา(?!สุขภาพ|ทาง|ด้าน)|ขาด(?:การติดต่อ|เอกสาร|หลักฐาน|บัญชี|ลายเซ็น|ลายมือชื่อ|คุณสมบัติ)"
    r"|(?:ขอ|ให้|(?<!ไม่)ต้อง)(?:ปรับ|แก้|ทบทวน|ตรวจสอบ)|^\W*ทบทวน|(?:พิจารณา|เสนอ|ตรวจสอบ|ยืนยัน)(?:อีกครั้ง|ใหม่|ก่อน)|น่าจะ|(?<!อง)อาจ(?!าร|สามารถ)"
    r"|\b(?:wait\w*|awaiting|tb[acd]|to be (?:confirmed|decided|announced)|later|postponed|unsure|maybe|check)\b",
    re.IGNORECASE,
)
# Words that make another organisation of those to whom something goes, up to the end of what is said of them: one
# without its name is the row's own, as in "บัญชีสมาคม".
_TO_ANOTHER = (
    r"(?![^,;(\n]{0,60}?(?:อื่น|(?<!ตัว)(?<!ผู้)แทน|ดำเนินการ(?!แล้ว|เรียบร้อย|เสร็จ)|(?:สมาคม|มูลนิธิ|ชมรม|สหกรณ์|(?<!เขต)เทศบาล|เครือข่าย|อบ[ตจ]\.?)"
    r"\s*+(?!แล้ว|เรียบร้อย|ครบ|เมื่อ|วันที่|เลขที่|ตาม|ของ|ใน|ที่|และ|งวด|เดือน|คนละ|ทุก|จำนวน)[ก-๙A-Za-z]))"
)
# Whom something is handed to, who is paid, and where money is kept: "มอบให้ผู้สูงอายุ", "จ่ายให้วิทยากร", "โอนไปที่ ธ.ก.ส.".
_PAID = r"ผู้(?!รับ|อื่น|จัด|ใหญ่|แทน|ประสาน)|วิทยากร"
_PEOPLE = (
    rf"{_PAID}|กลุ่ม(?:เปราะบาง|เป้าหมาย|ด้อยโอกาส)|เด็ก|คน(?!อื่น|ใหม่|ละ)|ประชาชน|ชาวบ้าน|สมาชิก|นักเรียน|นักศึกษา|เยาวชน"
    r"|ครอบครัว|ครัวเรือน|แกนนำ|อสม|จิตอาสา|พระสงฆ์|สตรี|หญิง|แม่(?!บ้าน)|ญาติ|พี่น้อง|ครู"
)
_BANK = r"ธนาคาร(?!ขยะ|อาหาร|เลือด|ข้าว|ความดี|เวลา|น้ำ|ปู|ต้นไม้|เมล็ด|โค|ชุมชน|หมู่บ้าน)"
_ACCOUNT = rf"(?:บัญชี|บช|{_BANK}|ธ\.|ธ\s?ก\s?ส|เลขที่|พร้อมเพย์|กรุงไทย|ออมสิน)"
# To whom the money goes instead. A person is the organisation's own where her office stands behind her name; "how
# much", "when" and "all of it" are nobody; what stands behind a space is looked at as what is written together.
_OFFICE = r"ประธาน|เหรัญญิก|เลขา|กรรมการ|ผู้ประสาน|ผู้รับ|ผู้แทน|ตัวแทน|หัวหน้า|วิทยากร|ค่า(?!ย)|บัญชี"
_NOBODY = (
    rf"{TITLE}(?=[^,;\n]{{0,60}}?(?:{_OFFICE})){_TO_ANOTHER}|แล้ว|{_ACCOUNT}{_TO_ANOTHER}|ผู้ประสาน|ประธาน|เหรัญญิก|ครบ|ภายใน|เมื่อ|ก่อน|(?:ตาม|เป็น|ใน)?(?:งวด|เดือน)|วันที่|เรียบร้อย|(?:ทั้ง)?หมด(?!\s?(?:ให้|แก่|ไป))|เต็ม"
    r"|[0-9]+\s?งวด|[0-9\s.,-]*+(?:บาท)?\W*$"
)
_WHAT = r"(?:เงิน|งบ(?:ประมาณ)?|สิทธิ์?|งาน|โครงการ){0,3}\s?"
_TO = rf"(?:ให้|ไป(?!\s?แล้ว)(?:ยัง|ที่|อยู่)?+|แก่|เข้า(?!\s?{_ACCOUNT}(?![^,;(\n]{{0,60}}?อื่น)))\s?+(?!{_NOBODY})"
_MOVED = re.compile(
    rf"(?:(?<!ถ่าย)โอน|(?<=ถ่าย)โอน(?=เงิน|งบ|สิทธิ)|ย้าย|ส่งต่อ|ยก){_WHAT}{_TO}"
    rf"|(?:ส่ง)?มอบ{_WHAT}{_TO}(?!(?:{_PEOPLE}){_TO_ANOTHER})|จ่าย{_WHAT}{_TO}(?!(?:{_PAID}){_TO_ANOTHER})"
    rf"|^\W*(?:ขอ|ให้)?ย้าย(?!ถิ่น|ที่(?:อยู่|ทำการ|ตั้ง)|สำนักงาน|บ้าน|\s?{TITLE})|ไปอยู่"
    r"|(?<!ผู้)(?<!ผู้\s)(?<!ตัว)(?<!ตอบ)(?<!ค่า)(?<!จ่าย)(?<!บำบัดทด)(?<!งานทด)แทน(?!คุณ|ไต)"
    r"|(?<!ไม่)เปลี่ยน(?:ชื่อ)?(?:เป็น|ไป|มา|หน่วย|องค์กร|ผู้รับ(?!ผิด))"
    r"|\b(?:mov(?:e|ed|ing) to|transfer(?:red)? to|instead|replac\w+|swap\w*)\b",
    re.IGNORECASE,
)
# "ปรับลด 50%", "เหลือครึ่งเดียว": the row's amount is another one. A sum in figures is asked about for itself.
_ANOTHER_SUM = re.compile(
    r"(?:ปรับ|ตัด|ลด|เพิ่ม|(?<![ก-๙])(?:คง)?เหลือ|(?:(?<![ก-๙])|(?<=ให้)|(?<=รับ)|(?<=มัติ)|(?<=สรร))ได้)"
    r"(?:ลด|เพิ่ม|ลง|ขึ้น|งบ(?:ประมาณ)?|ยอด|เงิน|วงเงิน){0,3}\s?(?:ลง|อีก|คงเหลือ|เหลือ|เป็น|ให้|แค่|เพียง){0,3}\s?"
    r"(?:ร้อยละ\s?[0-9]|[0-9][0-9.]*\s?%|ครึ่ง)"
    r"|\b(?:reduced|increased|cut|changed|corrected) (?:to|by)\b",
    re.IGNORECASE,
)
# Beside or before a name: "สมาคมแม่บ้าน รอเอกสาร", "x สมาคมแม่บ้าน", "สมาคมแม่บ้าน (ซ้ำ)".
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_APART = re.compile(r"[\s*:–-](?P<last>(?:ยัง|ขอ|ให้)?(?:รอ|ไม่ได้|ซ้ำ).*)$|^\s*[xX×✗✘❌]\s+(?=[ก-๙])")
# What stands before it in a heading: "2. รายการที่รอเอกสาร".
_OF_ROWS = re.compile(r"^[\W\d]*(?:ราย(?:การ|ชื่อ)?\s?ที่)?\s?")
_PUT = re.compile(r"^(?:ยัง|ขอ|ถูก)?\s?")
# Who or what is no more. "ตายาย" and "อยู่ดีตายดี" hold the letters alone; "ผู้เสียชีวิต", "ลดการตาย" tell of the work.
_GONE = re.compile(
    r"(?<!ผู้)(?<!คน)(?<!การ)(?<!อัตรา)(?<!อัตราการ)(?<!สาเหตุ)(?<!เหตุ)(?<!ไม่)(?<!ก่อน)(?<!หลัง)(?<!เสี่ยง)(?<!ที่)(?<!กรณี)(?<!เมต)(?<!ป่วย)(?<!และ)(?<!หรือ)"
    r"(?:ตาย(?![ะ-ฺๅ-๎]|ดี|อย่าง|ตัว|คลอด)|เสียชีวิต|(?:ถึง)?แก่กรรม|มรณ(?:ภาพ|ะ)|สิ้นชีวิต|สิ้นลม|วายชนม์|อนิจกรรม)"
    r"|(?<!ไม่)(?<!ไม่ได้)(?<!ไม่ถูก)(?<!ไม่มีการ)(?:ถูก|โดน|ได้|ขอ|ให้|จะ|แล้ว|กำลัง|เตรียม|สั่ง|ประกาศ)ยุบ|(?<![ก-๙])ยุบ"
    r"|(?<!ไม่)(?:ล้มละลาย|ล้มเลิก|เลิกล้ม|เลิกรา|สลายตัว|ชำระบัญชี|สาบสูญ|ร้างไป|เจ๊ง)|(?<!ไม่)(?:เลิก|แยก|สลาย)(?:กลุ่ม|ชมรม|ศูนย์|องค์กร|สมาคม|มูลนิธิ)(?!ย่อย)"
    r"|\b(?:dead|died|deceased|passed away|dissolved|defunct|closed down|no longer exists?|non-?existent)\b",
    re.IGNORECASE,
)
_KINDS = (_DENIED, _GONE, _TAKEN_OUT, _WAITS, _MOVED, _ANOTHER_SUM)
_JOINED = re.compile(r"\W*(?:ขอ|ให้|ถูก)?\s?รวม(?:กับ|อยู่(?:กับ|ใน)?)\s?(?P<row>(?:ใน)?(?:ลำดับ|อันดับ|ข้อ|แถว))?")


def is_for_remarks(heading: str) -> bool:
    """Whether a column is one of remarks on its rows: หมายเหตุ, ความเห็น, เพิ่มเติม."""
    return bool(_REMARKS.match(heading))


def is_for_details(heading: str) -> bool:
    """Whether a column tells of its rows what may be their subject or what became of them: รายละเอียด, เหตุผล."""
    return bool(_DETAILS.match(heading))


def turned_down(text: str) -> bool:
    """Whether a remark says that its row is not, or not now, or not as it stands, to be."""
    said = arabic(clean(text))
    joined = _JOINED.match(said)
    with_another = joined is not None and (joined["row"] or begins_as_organisation(said[joined.end() :]))
    return bool(_MARK.fullmatch(said) or with_another or any(kind.search(said) for kind in _KINDS))


def turned_down_apart(name: str) -> bool:
    """The same of words that stand in brackets, behind or before a name."""
    apart = _APART.search(clean(name))
    last = apart["last"] if apart is not None else None
    return any(map(turned_down, _IN_BRACKETS.findall(name))) or (
        apart is not None and (last is None or turned_down(last))
    )


def turned_down_below(heading: str) -> bool:
    """The same of a heading between rows, which says so apart from its text or begins with it: else it is a name."""
    said = arabic(clean(heading))
    begins = _OF_ROWS.sub("", said, count=1)
    begun = (begins, _PUT.sub("", begins, count=1))
    return (
        bool(_MARK.fullmatch(said))
        or turned_down_apart(said)
        or any(kind.match(words) for kind in _KINDS for words in begun)
    )
