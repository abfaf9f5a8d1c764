"""The unit that amounts are in, as headings, titles, notes and columns of units say it.

What says thousands or millions for certain is told from what only may; an amount in figures or in words
("0.31 ล้านบาท", "สามแสนบาทถ้วน") says neither.
"""

import re
from functools import lru_cache

from thai.digits import arabic
from thai.text import clean

_BAHT = r"(?:บาท|บ\.|baht|thb|฿)"
_MULTIPLE = r"(?:(?:สิบ|ร้อย|พัน)?ล้าน|ร้อย|พัน|หมื่น|แสน|thousands?|millions?|1,?000,?000|1,?000|['’‘]?000s?|k|m)"
_SHORT = r"(?<![ก-๙.])[ลพ]\.?\s?บ\."  # ล้านบาท, พันบาท; ลบ. and พบ. are provinces too
_UNIT_WORD = r"(?:(?:หน่วย(?:นับ)?(?:เป็น)?|\bunit)\s*[:=]?\s*)"
_TIMES = r"(?:[x×*✕]|(?:ให้\s*)?(?:นำไป)?คูณ(?:ด้วย|กับ)?|\btimes\b|\bmultipl(?:y|ied)\s+by)"
_FACTOR = r"(?:หนึ่ง)?(?:10{2,6}|1(?:,000){1,2}|(?:ร้อย|พัน|หมื่น|แสน|ล้าน)(?![ก-๙])|thousand|million)(?![0-9,])"
_FACTOR += r"(?!\s*(?:คน|ชุด|ครั้ง|แห่ง|เล่ม|วัน|ราย|ครัวเรือน|ฉบับ|ถุง|กล่อง))"  # "500 บาท x 1,000 ชุด" counts things
BRACKETED_UNIT = re.compile(
    rf"[(\[]\s*{_UNIT_WORD}?(?:{_BAHT}(?:\W{{0,3}}สตางค์)?|(?P<scale>{_MULTIPLE})\s*{_BAHT}?|{_BAHT}\s*(?P<more>{_MULTIPLE})|(?P<short>{_SHORT}))\s*[)\]]",
    re.IGNORECASE,
)
TRAILING_UNIT = re.compile(
    rf"[\s:/,-]*+{_UNIT_WORD}?(?P<scale>{_MULTIPLE})?\s*{_BAHT}\s*$|[\s:/,-]++{_UNIT_WORD}(?P<more>{_MULTIPLE})\s*$|[\s:/,-]++{_UNIT_WORD}?(?P<short>{_SHORT})\s*$",
    re.IGNORECASE,
)
BARE_UNIT = re.compile(rf"{_UNIT_WORD}?(?:{_MULTIPLE}\s*)?{_BAHT}?", re.IGNORECASE)
_UNIT_NOTE = re.compile(
    rf"[(\[]?\s*{_UNIT_WORD}(?:{_MULTIPLE}\s*)?{_BAHT}?\s*[)\]]?|[(\[]?\s*(?:{_MULTIPLE}\s*)?{_BAHT}\s*[)\]]?",
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    rf"(?:หน่วย(?:นับ)?(?:เป็น)?|\bunit)\s*[:=]\s*[(\[]?\s*{_MULTIPLE}(?![ก-๙a-z])|{_UNIT_WORD}{_MULTIPLE}\s*{_BAHT}"
    rf"|[(\[]\s*(?!1){_MULTIPLE}\s*{_BAHT}\s*[)\]]|^\s*(?!1){_MULTIPLE}\s*{_BAHT}\s*$|{_UNIT_WORD}[(\[]?\s*{_SHORT}",
    re.IGNORECASE,
)
# The same in other words: "หลักพันบาท", "หน่วย-พันบาท", "(พัน)", "ล้าน(บาท)", "in '000", "บาท x 1,000".
_SCALE = r"(?:(?:สิบ|ร้อย|พัน)?ล้าน|แสน|หมื่น|พัน)"
# "หน่วยงานละหนึ่งแสนบาท" is an amount in words.
_NOT_COUNTED = "".join(
    rf"(?<!{word})" for word in ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ"]
)
_SCALE_SAID = re.compile(
    rf"หลัก\s*{_SCALE}|หน่วย[^0-9]{{0,25}}?{_NOT_COUNTED}{_SCALE}\s*[(\[]?\s*{_BAHT}|หน่วย(?:นับ|เงิน)?[\s:=.\-–—]*(?:เป็น)?\s*{_SCALE}(?![ก-๙])"
    rf"|เป็น\s*{_SCALE}\s*{_BAHT}|[(\[]\s*(?:{_SCALE}|thousands?|millions?|['’‘]000s?)\s*[)\]]|(?<![ก-๙]){_SCALE}\s*[(\[]\s*{_BAHT}"
    r"|\bin\s+(?:thousands?|millions?)\b|['’‘]000(?![0-9])"
    rf"|(?<![0-9])(?<![0-9]\s){_BAHT}\s*[)\]]?\s*[(\[]?\s*{_TIMES}\s*{_FACTOR}|คูณ\s*(?:ด้วย|กับ)?\s*{_FACTOR}|[(\[]\s*{_TIMES}\s*{_FACTOR}|^\W*{_TIMES}\s*{_FACTOR}\W*$"
    r"|(?:หน่วย(?:(?!บาท)[^0-9]){0,15}|[(\[]\s*|เป็น|^\s*)สตางค์\s*(?:$|[)\]])",
    re.IGNORECASE,
)
# Amounts in figures or words, which name thousands and say no unit; "ปี 2567 พันบาท" is none.
_AMOUNTS = re.compile(
    rf"(?<![0-9])(?!2[456][0-9]{{2}}\s)[0-9][0-9,.]{{0,20}}\s*(?:(?:{_SCALE}|ร้อย)+|thousands?|millions?|mb?\b|k\b)\s*{_BAHT}?"
    r"|(?<![0-9])[0-9][0-9,.]{0,20}\s*สตางค์|บาท\W{0,3}สตางค์"
    rf"|(?:หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|กี่|หลาย)(?:หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|บาท|สตางค์|ถ้วน|\s)*",
    re.IGNORECASE,
)
# What may say it: "พันบาท" beside no figure, "พัน" or "million" alone, a calculation "x 1,000".
_SCALE_BARE = re.compile(
    rf"{_SCALE}\s*{_BAHT}|(?<![ก-๙]){_SCALE}(?![ก-๙])|\b(?:thousands?|millions?)\b|\b[km]\s?{_BAHT}|[(\[]\s*(?:k|m|mb|,?000)\s*[)\]]"
    rf"|(?<!คน)(?<!คน\s)(?<!วัน)(?<!วัน\s)(?<!ชม\.)(?<!ชม\.\s)(?<!ครั้ง)(?<!ครั้ง\s)(?<!มื้อ)(?<!มื้อ\s){_TIMES}\s*{_FACTOR}|(?:=\s*1,?|(?<![0-9,]))000(?:,?000)?\s*{_BAHT}|สตางค์|(?:ตัด|เติม)\s*(?:เลข)?\s*(?:ศูนย์|0)|เป็น\s*(?:{_SCALE}(?![ก-๙])|[km]\b)|[(\[]\s*{_SHORT}\s*[)\]]|^\s*[(\[]\s*1,?000(?:,?000)?\s*{_BAHT}\s*[)\]]\s*$",
    re.IGNORECASE,
)
# What is left off at the end of the figures, in what other money they are: "ตัดหลักร้อยออก", "ปัดเศษ", "หาร 1,000", "USD".
_ROUNDED = re.compile(
    rf"(?:ตัด|เว้น|(?<!ราย)ละ(?!เอียด)|ย่อ|เอา|ไม่\s?(?:ได้)?\s?(?:ใส่|รวม|แสดง|มี|นับ|พิมพ์|เขียน))[ก-๙0-9\s]{{0,10}}?(?:เศษ(?!อาหาร|ผ้า|ไม้|วัสดุ|ขยะ)"
    rf"|หลัก(?!เกณฑ์|สูตร|ประกัน|ฐาน|ทรัพย์|การ|แหล่ง)|ศูนย์\s?(?:(?:สาม|สอง|หก|[236])\s?(?:ตัว|หลัก)|ท้าย|ออก(?!กำลัง)|ตัว(?!อย่าง))|(?<![0-9,])000(?![0-9]))"
    rf"|หลัก\s?(?:สิบ|ร้อย|{_SCALE})(?!\s?(?:คน|แห่ง|กลุ่ม|ครัวเรือน|ราย|ปี|วัน))"
    r"|(?:สอง|สาม|หก|[236])\s?(?:หลัก|ตัว)\s?(?:สุด)?ท้าย|ท้าย\s?(?:สอง|สาม|หก|[236])\s?(?:หลัก|ตัว)"
    rf"|ปัด(?=เศษ|ขึ้น|ลง|เป็น|เต็ม|ตัวเลข|หลัก|ทศนิยม)|เต็ม\s?{_SCALE}(?![ก-๙])|ตัวเลข(?:แบบ)?(?:ย่อ|กลม)|(?:ไม่|ตัด)\s?(?:มี)?\s?ศูนย์ท้าย"
    rf"|(?:(?<!การ)หาร(?:ด้วย|กับ)?|÷|\bdivided?\s+by)\s*{_FACTOR}|\brounded\b|\bhundreds\b|\bomit\w*\s+0|(?<![0-9,])000s\b"
    r"|(?<![0-9])10\s?\^\s?[2-6]|(?<![0-9])10[²³⁴⁵⁶]"
    r"|\bT\.?\s?Baht\b|กิโลบาท|(?<![0-9])1\s?:\s?1,?000(?![0-9])|\bUSD\b|US\$|ดอลล่?าร์|\bEUR\b|€|ยูโร(?!ป)|\bJPY\b|¥|(?<![ก-๙])เยน(?![ก-๙])",
    re.IGNORECASE,
)
_MAY_SAY = re.compile(
    r"ร้อย|พัน|หมื่น|แสน|ล้าน|สตางค์|000|คูณ|ตัด|เติม|thousand|million|[km]|[ลพ]\.?\s?บ\."
    r"|baht|กิโล|:\s?1,|เศษ|หลัก|ศูนย์|ปัด|ท้าย|เต็ม|ย่อ|กลม|หาร|÷|divide|round|hundred|omit|\^|[²³⁴⁵⁶]|usd|\$|ดอล|eur|€|ยูโร|jpy|¥|เยน",
    re.IGNORECASE,
)
_BARE_SCALE = re.compile(
    rf"[(\[]?\s*{_UNIT_WORD}?(?:{_TIMES}\s*{_FACTOR}|(?!1){_MULTIPLE}\s*[(\[]?\s*{_BAHT}?|{_BAHT}\s*{_TIMES}\s*{_FACTOR})\s*[)\]]*",
    re.IGNORECASE,
)

# "000" may be the end of an amount that was cut, "M" a man.
_ONLY_FIGURES = re.compile(r"[\W0-9]*[km]?\W*", re.IGNORECASE)


def says_unit(text: str) -> bool:
    """Whether a whole cell names a unit of money: "(บาท)", "หน่วย : พันบาท"."""
    return bool(_UNIT_NOTE.fullmatch(arabic(clean(text))))


@lru_cache(4096)
def says_other_unit(text: str) -> bool:
    """Whether a text says that amounts are in thousands or millions: "หน่วย : พันบาท", "(ล้านบาท)", "หลักพันบาท"."""
    if not _MAY_SAY.search(text) and "๐๐๐" not in text:
        return False
    words = arabic(clean(text))
    return bool(_OTHER_UNIT.search(words) or _SCALE_SAID.search(words))


@lru_cache(4096)
def may_say_other_unit(text: str) -> bool:
    """Whether a text names thousands or millions of baht beside no figure, or says that figures are cut or rounded:
    it may be the unit, or a name.
    """
    if not _MAY_SAY.search(text) and "๐๐๐" not in text:
        return False
    words = arabic(clean(text))
    return bool(_ROUNDED.search(words) or _SCALE_BARE.search(_AMOUNTS.sub(" | ", words)))


def is_other_unit(text: str) -> bool:
    """Whether a whole cell is a unit that is not baht, as in a column of units: "พัน", "พันบาท", "x 1,000"."""
    words = arabic(clean(text[:30]))
    return len(text) <= 30 and bool(_BARE_SCALE.fullmatch(words)) and not _ONLY_FIGURES.fullmatch(words)


_UNIT_HEADING = re.compile(r"หน่วย(?!งาน|รับ|บริการ)|\bunit\b", re.IGNORECASE)
_BESIDE_UNIT = re.compile(r"บาท|(?<![ก-๙.])บ\.|หน่วย(?!งาน|รับ|บริการ)|baht|thb|unit", re.IGNORECASE)
# Elsewhere "ลบ." and "พบ." are Lopburi and Phetchaburi.
_MONEY_HEADING = re.compile("งบ|เงิน|ยอด|มูลค่า|บาท")
_SHORT_SAID = re.compile(_SHORT)


def says_other_unit_under(heading: str, text: str) -> bool | None:
    """Whether a cell beside the amounts says for certain that they are not in baht; None where it says nothing."""
    of_units = not heading or bool(_UNIT_HEADING.search(heading))
    if says_other_unit(text) or (of_units and is_other_unit(text)):
        return True
    beside = _BESIDE_UNIT.search(text) or (_MONEY_HEADING.search(heading) and _SHORT_SAID.search(text))
    beside = beside or _ROUNDED.search(arabic(text))
    return False if (of_units or beside) and may_say_other_unit(text) else None
