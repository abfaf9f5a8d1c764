"""What a text says of a state: called off, not approved, not decided yet, a draft, or a yes."""

import re

from thai.digits import arabic
from thai.months import MONTH_PATTERN
from thai.text import clean, match_key


def _spaced(word: str) -> str:
    """A word whose letters may stand apart: "ยก เลิก"."""
    return r"\s?".join(map(re.escape, word))


def _any_of(words: str) -> str:
    return "|".join(map(_spaced, words.split()))


_DECIDED = r"(?:อนุมัติ|เห็นชอบ|ผ่าน|สนับสนุน|จัดสรร|พิจารณา)"
_CALLED_OFF = (
    rf"(?:(?<!ไม่)(?<!ไม่ได้)(?<!มิได้)(?<!ไม่ถูก)(?<!ไม่มีการ)(?:ขอ\s?)?(?:{_any_of('ยกเลิก ยุบเลิก บอกเลิก เลิกสัญญา')}"
    rf"|{_any_of('เลิกกิจการ เพิกถอน')})"
    rf"|ไม่\s?(?:ได้)?\s?(?:รับ)?\s?(?:การ)?\s?{_DECIDED}"
    rf"|(?:รอ|ยัง\s?ไม่|อยู่ระหว่าง|ค้าง)\s?(?:ได้รับ)?\s?(?:การ)?\s?(?:อนุมัติ|พิจารณา|เห็นชอบ|ตัดสิน|ผลการพิจารณา)"
    rf"|(?<!ไม่)(?:{_any_of('งดจ่าย งดเบิก งดโอน งดสนับสนุน งดจัดสรร งดดำเนินการ งดกิจกรรม')})"
    rf"|{_any_of('ถอนตัว ถอนชื่อ ถอนโครงการ ถอนคำขอ สละสิทธิ์ สละสิทธิ ตัดสิทธิ์ ตัดสิทธิ ตัดออก ตัดงบ ไม่ประสงค์ ไม่ขอรับ ขาดคุณสมบัติ')}"
    rf"|{_any_of('ไม่มีคุณสมบัติ ตกเกณฑ์ ขอคืนเงิน ขอคืนงบ สิ้นสภาพ ยุบศูนย์ ยุบรวม')}"
    r"|ระงับ(?:การ|โครงการ|ชั่วคราว|ไว้|$)|ยุติ(?:การ(?:ดำเนิน|สนับสนุน|จ่าย|จ้าง)|โครงการ|บทบาท|$)"
    r"|ชะลอ(?:การ|โครงการ|ไว้|(?![ก-๙]))|ปฏิเสธ(?:คำขอ|โครงการ|การสนับสนุน|(?![ก-๙]))"
    r"|รอ(?:มติ|ผล|ประชุม)|ไม่รับ(?:เงิน|งบ|ทุน)|ไม่ได้รับ(?:เงิน|งบ|ทุน)|(?:พ้น|หมด)สภาพ|^\W*(?:ขอ|ให้)?คืน(?:เงิน|งบ)(?:ประมาณ)?(?:ทั้งหมด|เต็มจำนวน)?(?:แล้ว)?\W*$|^\W*สำรอง(?:\s*[0-9]+)?\W*$"
    r"|(?:บัญชี|รายชื่อ|ราย|อันดับ|ลำดับ|ตัว)\s?สำรอง(?!เงิน|จ่าย)"
    r"|\bcancel(?:l?ed)?\b|\breject(?:ed)?\b|\bnot approved\b|\bwithdrawn\b|\bdeclined\b|\bon hold\b"
    r"|\bpending\b|\breserve list\b|\bvoid\b)"
)
STATE = re.compile(_CALLED_OFF, re.IGNORECASE)
# In a cell of the table itself the words count where they stand apart from its text.
_STATE_APART = re.compile(
    rf"^\W*(?P<first>{_CALLED_OFF})(?![ก-๙])|[(\[]\s*(?:ถูก|ให้)?(?P<inside>{_CALLED_OFF}|สำรอง|ระงับ|ยุติ|คืนเงิน)[^()]{{0,40}}[)\]]|[\s:*–-](?P<last>{_CALLED_OFF})\W*$",
    re.IGNORECASE,
)
# A list that is not the one that was decided on.
_DRAFT = re.compile(
    r"^\W*(?:ฉบับ)?(?:ยก)?ร่าง(?!กาย|ทรง)|[(\[]\s*(?:ฉบับ)?(?:ยก)?ร่าง[^()]{0,40}[)\]]|ฉบับ(?:ยก)?ร่าง|[\s:–-]ร่าง\W*$|\bdraft\b"
    r"|^\W*ตัวอย่าง|[(\[]\s*ตัวอย่าง\s*[)\]]|(?:ตาราง|ข้อมูล|แบบฟอร์ม|ไฟล์)ตัวอย่าง|^\W*ตย\.|\b(?:sample|example|specimen)\b"
    r"|^\W*สำรอง\W*$|ขอเสนอ|เสนอขอ|คำขอ(?!บ)|แบบเสนอ|(?:ข้อมูล|รายชื่อ|ร่าง|ผล)เบื้องต้น|(?:ฉบับ|ข้อมูล|ตาราง|ไฟล์|(?<![ก-๙])ของ)(?:เก่า|เดิม)|ข้อเสนอ(?:โครงการ|งบ|แผน|ขอ|\W*$)|(?<!จึง)เสนอ(?!มา)[ก-๙\s]{0,60}เพื่อ(?:โปรด)?พิจารณา|ยังไม่เป็นทางการ|ไม่ใช่ฉบับ|ฉบับทดลอง|\bproposed\b|\bproposal\b",
    re.IGNORECASE,
)

# "ใช้/ไม่ใช้" chooses rows; "มี/ไม่มี", "รัฐ/ไม่ใช่รัฐ" and "เคย/ไม่เคย" describe them.
_CHOOSES = (
    r"(?:การ|จะ|ขอ)?(?:ใช้|ใช่|เอา|รับ|ได้|ให้|เข้าร่วม|ร่วม|จ่าย|โอน|เบิก|ทำ|ต่อ(?!เนื่อง)|ดำเนิน|เลือก|ยืนยัน|ตอบรับ"
    r"|สนับสนุน|จัดสรร|ประสงค์|ตกลง|เห็น)[^/]{0,12}"
)
_CHOICE = re.compile(rf"\W*(?P<yes>{_CHOOSES})/\s*ไม่")
# A column that tells what was decided; not one of days, sums, persons or numbers of a decision.
_DECIDES = re.compile(
    r"\W*(?:สรุป)?(?:มติ|ผล(?=\W*$)|ผล(?:การ|สรุป)*(?:พิจารณา|อนุมัติ|ตัดสิน|คัดเลือก|กลั่นกรอง|ประเมิน|ประชุม|ตรวจสอบ|คำขอ)|(?:สถานะ|สถานภาพ)(?!\s*(?:ของ)?(?:องค์กร|หน่วยงาน|นิติ|บุคคล|สมรส))"
    rf"|(?:การ)?(?:อนุมัติ|เห็นชอบ|พิจารณา|ผ่าน)(?=\W*$|/)|{_CHOOSES}/\s*ไม่|y\s*/\s*n\W*$|yes\s*/\s*no|เลือก(?=\W*$)|(?:การ)?(?:เข้าร่วม|โอน|ยืนยัน|ตอบรับ)(?=\W*$)|คำวินิจฉัย|action(?=\W*$)|decision|status|state(?![a-z])|result|outcome|verdict|approved|approval)",
    re.IGNORECASE,
)
_OF_A_DECISION = re.compile(
    r"วันที่|ครั้งที่|เลขที่|จำนวน|งบ|เงิน|บาท|ผู้|ร้อยละ|คะแนน|%|date|amount|baht|\bby\b|number", re.IGNORECASE
)
_YES = re.compile(
    r"ได้รับ(?:การ)?คัดเลือก|ไม่(?:ได้)?ยกเลิก|อนุมัติ|เห็นชอบ|เห็นควร|ผ่าน|สนับสนุน|จัดสรร|รับรอง|ตกลง|ต่อเนื่อง(?:เดิม)?|ใช่|ปกติ|คงเดิม|ใช้งาน|ดำเนินการ|โอน|เบิกจ่าย|จ่าย|ลงนาม|ทำสัญญา|ทำข้อตกลง|เสร็จสิ้น|แล้วเสร็จ"
    r"|เสร็จ|ครบถ้วน|ครบ|เรียบร้อย|ขึ้นทะเบียน|จดทะเบียน|\b(?:approved?|yes|y|ok|pass(?:ed)?|agreed|accepted|granted|active|done|paid|true)\b"
    r"|^\W*(?:1|ใช้|เข้าร่วม|ร่วม|เลือก|ยืนยัน|ตอบรับ|keep)\W*$|[✓✔√☑✅]|^\s*/\s*$",
    re.IGNORECASE,
)
_AROUND_YES = re.compile(
    rf"มีมติ|มติ|ที่ประชุม|คณะอนุกรรมการ|คณะกรรมการ|ได้รับการ|ได้รับ|ตามที่เสนอ|ตามเสนอ|ตามที่ขอ|ตามวงเงิน|ตามแผน|ตามมติ|ตามหลักเกณฑ์|หลักเกณฑ์|เกณฑ์|การคัดเลือก|คัดเลือก|และ|งบ|ให้"
    rf"|การพิจารณา|พิจารณาแล้ว|งบประมาณ|วงเงิน|เงิน|จำนวน|โครงการ|แล้ว|ครั้งที่|งวด(?:ที่)?|ลงวันที่|เมื่อวันที่|วันที่|เมื่อ|รอบที่|บาท|ทั้งหมด|เต็มจำนวน|พ\.ศ\."
    rf"|กำลัง|อยู่ระหว่าง(?=ดำเนินการ)|{MONTH_PATTERN}",
)
# Under these a day, or a number of persons, says that it was done.
_DONE = re.compile(r"\W*(?:การ)?(?:เข้าร่วม|โอน|ยืนยัน|ตอบรับ)\W*")
_DAY_OR_COUNT = re.compile(rf"(?=[^1-9]*[1-9])(?:[0-9\s.,/:–-]|{MONTH_PATTERN}|วันที่|เมื่อ|พ\.ศ\.|คน)++")
_LETTER = re.compile(r"[^\W\d_]|[✗✘✕☒❌]")
_NOTHING = re.compile(r"[-–—.\s]*|ไม่|ไม่มี|no|n|false|0", re.IGNORECASE)


def called_off(text: str) -> str | None:
    """The words of a text that call something off."""
    found = STATE.search(text)
    return found[0] if found else None


def called_off_apart(text: str) -> str | None:
    """As `called_off`, of a cell whose text may speak of calling off as its subject."""
    found = _STATE_APART.search(clean(text))
    return next(filter(None, found.groups()), None) if found else None


def is_draft(text: str) -> bool:
    """Whether a title, note or sheet's name calls its table a draft, an example, a proposal or a list in reserve."""
    return bool(_DRAFT.search(text))


def says_nothing(text: str) -> bool:
    """Whether a cell under "ยกเลิก" calls nothing off."""
    return bool(_NOTHING.fullmatch(text))


def tells_decision(heading: str) -> bool:
    """Whether a column tells what was decided of its rows: มติ, ผลการพิจารณา, สถานะ."""
    return bool(_DECIDES.match(heading)) and not _OF_A_DECISION.search(heading)


def is_yes(text: str, heading: str = "") -> bool:
    """Whether a cell of such a column is made of words that say yes, with when, where and how much.

    Under "X/ไม่X" the X says yes, and under "การโอน" the day of it.
    """
    plain = arabic(clean(text))
    choice = _CHOICE.match(heading)
    if choice is not None and match_key(plain) == match_key(choice["yes"]):
        return True
    if _DONE.fullmatch(heading) and _DAY_OR_COUNT.fullmatch(plain):
        return True
    rest = _AROUND_YES.sub(" ", _YES.sub(" ", plain))
    return bool(_YES.search(plain)) and not _LETTER.search(rest)
