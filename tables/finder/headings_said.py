"""What a column that is not imported holds, by its heading: regions, fiscal years, persons."""

import re
from enum import StrEnum


class Aspect(StrEnum):
    REGION = "region"
    YEAR = "year"
    STATE = "state"
    NAME = "name"


_OF_REGIONS = re.compile(
    r"\W*(?:ชื่อ|สำนักงาน|สนง\.)?\s*(?:สปสช\.?(?=\W*$)|(?:สปสช\.?\s*)?(?:เขต(?!เลือก|พื้นที่การศึกษา|การศึกษา)|จังหวัด(?!ละ)|จ\.|จว\.?(?=\W*$)|อำเภอ(?!ละ)"
    r"|อ\.(?=\W*$)|ภูมิภาค)|(?:nhso\s*)?(?:region|province|district)s?\b)",
    re.IGNORECASE,
)
# Provinces and districts have no number.
_NUMBERED = re.compile("เขต|สปสช|ภูมิภาค|region|nhso", re.IGNORECASE)
_OF_PERSONS = re.compile(
    r"(?!.*(?:จังหวัด|อำเภอ|เขต|พื้นที่|ที่อยู่)).*(?:ผู้|สกุล|ประธาน|เลขา|กรรมการ|เหรัญญิก|ตัวแทน|พี่เลี้ยง|หัวหน้า|บุคคล|เจ้าหน้าที่|วิทยากร|โค้ช"
    r"|coordinator|contact|responsible|person|mentor|chair)",
    re.IGNORECASE,
)
# "อำเภอ (แห่ง)", "จังหวัด (จำนวน)": how many there are.
_COUNTED = re.compile(r"[(\[]\s*(?:จำนวน|แห่ง|คน|ราย|ครั้ง|บาท|number|count)|(?:แห่ง|บาท)\W*$", re.IGNORECASE)
_OF_YEARS = re.compile(
    r"\W*(?:(?:ประจำ)?ปี(?!ละ)(?![^a-z]*[0-9])|พ\.?ศ\.?(?=\W*$)|งบ(?:ประมาณ)?(?:ของ)?ปี(?=\W*$)|(?:fiscal|budget)?\s*year\b|fy\W*$)",
    re.IGNORECASE,
)
_OF_OTHER_YEARS = re.compile(
    r"ก่อตั้ง|จัดตั้ง|เกิด|เริ่ม|ทะเบียน|สิ้นสุด|เกษียณ|ที่แล้ว|ก่อน|เดิม|อายุ|สร้าง|founded|birth|since", re.IGNORECASE
)

_OF_POSTCODES = re.compile(r"\W*+(?:(?:(?:เลข|รหัส)\s*)?ไปรษณีย์|post\s?code|postal|zip)", re.IGNORECASE)


def aspect_of(heading: str) -> Aspect | None:
    """Whether a column is one of regions or of fiscal years."""
    if _OF_REGIONS.match(heading) and not _COUNTED.search(heading):
        return Aspect.REGION
    return Aspect.YEAR if holds_years(heading) and not tells_other_years(heading) else None


def holds_years(heading: str) -> bool:
    return bool(_OF_YEARS.match(heading))


def tells_other_years(heading: str) -> bool:
    """Whether the years of a column are those when something was founded or began."""
    return bool(_OF_OTHER_YEARS.search(heading))


def numbers_regions(heading: str) -> bool:
    """Whether a number in a column of regions, provinces or districts may be a region's."""
    return bool(_NUMBERED.search(heading))


def names_persons(heading: str) -> bool:
    return bool(_OF_PERSONS.match(heading))


def holds_postcodes(heading: str) -> bool:
    return bool(_OF_POSTCODES.match(heading))
