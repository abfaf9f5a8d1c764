"""Which regions a text names: by number, by a province, a district or a postcode, by a part of the country."""

import re
from collections.abc import Iterable

from tables.destination import Destination
from tables.finder.districts_said import Districts, holds_places
from tables.finder.parts_said import regions_of_parts
from thai.digits import arabic
from thai.persons import TITLE
from thai.postcodes import province_of_postcode
from thai.provinces import ABBREVIATIONS, BEFORE_ANOTHER, BEFORE_PROVINCE, SPOKEN
from thai.text import clean

LAST_REGION = 13

_IN_LETTERS = ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง", "สิบสาม"]
_WORDS = {word: number for number, word in enumerate(_IN_LETTERS, start=1)}
_IN_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
# The areas of schools, of voters and of forests have numbers too.
_OTHER_AREAS = re.compile(
    rf"(?:สพป|สพม|สพฐ|การศึกษา|เลือกตั้ง|ป่าไม้|ประมง|สรรพากร|ขนส่ง)[^,;()\n]{{0,40}}?เขต(?:พื้นที่)?(?:ที่)?\s*(?:[0-9]+|{_IN_WORDS})"
)
_SPELT = re.compile(rf"เขต(?:ที่|สุขภาพที่|สุขภาพ|พื้นที่)?\s*(?P<word>{_IN_WORDS})(?![ก-๙])")
# "12 อำเภอ" counts districts; "เขต 5 จังหวัดราชบุรี" and "สปสช. เขต 5 จังหวัด" are region 5.
_COUNTED = r"(?:อำเภอ|จังหวัด|ตำบล|หมู่บ้าน|ชุมชน|แห่ง)"
_COUNTS = rf"(?!\s*{_COUNTED}(?:$|[^ก-๙]|แห่ง))"


# "เขต 5", "เขตที่ 1-12", "R5".
def _number(name: str, unless: str = _COUNTS) -> str:
    return rf"(?P<{name}>[0-9]{{1,2}})(?![0-9]){unless}(?:\s*[-–]\s*(?P<{name}_to>[0-9]{{1,2}})(?![0-9]))?"


# "งบประมาณ R5" is a region; "เอกสาร R2" is none.
_OF_A_PAPER = ("เอกสาร", "แบบ", "ฟอร์ม", "ฉบับ", "รุ่น", "ไฟล์", "รหัส")
_R = "".join(rf"(?<!{word})(?<!{word}\s)" for word in _OF_A_PAPER) + r"(?-i:(?<![A-Za-z0-9])R)"
_REGION = re.compile(
    rf"เขต(?:ที่|สุขภาพที่|สุขภาพ|พื้นที่)?\s*{_number('thai')}|(?:\bregion\s*|{_R}){_number('english')}(?![A-Za-z])",
    re.IGNORECASE,
)
_REGION_IN_NAME = re.compile(
    rf"(?:สปสช\.?|สุขภาพ)\s*เขต\s*{_number('thai', '')}|เขตสุขภาพ(?:ที่)?\s*{_number('english')}"
)
_LEADING_NUMBER = re.compile(rf"(?:สปสช\.?\s*)?(?P<number>[0-9]{{1,2}})(?![0-9]){_COUNTS}")
_TELLING = 6  # letters; a shorter name inside other words states nothing
# Shorter ones that no other word holds; and names of persons and numbers, which count only where they stand apart.
_TELLING_TOO = {"ลำปาง", "ลำพูน", "สงขลา", "ยโสธร", "พะเยา", "สตูล", "ระนอง", "โคราช"}
_AMBIGUOUS = {"ร้อยเอ็ด", "กระบี่", "พิจิตร", "สุรินทร์"}
_COMMON_WORDS = {"เลย", "ตาก", "น่าน", "แพร่"}
_BEFORE_ANOTHER = re.compile(rf"{BEFORE_ANOTHER}$")
# Before a name that persons have too, where only a title settles it of another province.
_BEFORE_PERSON = re.compile(
    rf"(?:{TITLE}\s?[ก-๙]+\s+|ลงชื่อ\s*|(?:ผู้[ก-๙]+|ประธาน[ก-๙]*|เลขานุการ|เจ้าหน้าที่|ชื่อ|ติดต่อ)\s*:\s*)$"
)
_LONGEST_BEFORE = 40
_BETWEEN_PLACES = re.compile(r"\s*(?:[/,;]|และ|\s)\s*")
_ANYWHERE = re.compile(
    rf"[-–—.\s]*|(?:อ\.|อำเภอ)?\s*เมือง|ไม่ระบุ|(?:จำนวน\s*)?[0-9]+\s*{_COUNTED}|(?:ทุก|ทั้ง)\s*(?:{_COUNTED}|เขต|พื้นที่)"
)
# Behind an address, or behind its own word: "ต.สุเทพ 50200"; behind a word of money it is a sum.
_POSTCODE = re.compile(
    r"(?:(?<![ก-ฮ.])(?:[จอตมถซ]\.|หมู่|แขวง|เขต|ถนน|ซอย|ตำบล|อำเภอ|ตู้ ปณ)(?:(?!จำนวน|เงิน|งบ|งวด|ค่า(?!ย))[^()\n]){0,80}?\s"
    r"|(?:ไปรษณีย์|postcode|postal code|zip(?: code)?)\W*)"
    r"(?P<code>[1-9][0-9]{4})(?![0-9]|[,.][0-9]|\s*(?:บาท|บ\.|คน|ราย|แห่ง))",
    re.IGNORECASE,
)
_APART = r"(?:^|(?<=[\s,/;:(\[–-]))", r"(?=$|[\s,/;:)\]–-])"
# Two letters after a name that mean a doctor, a general or a council as well.
_OTHER_ABBREVIATIONS = {"นพ", "พล", "สส", "สป", "สน", "พท", "ตร", "สต", "สท", "มค", "กพ", "สค", "พย"}


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"


class Places:
    """Reads which regions a text names; knows the provinces and districts of the destination's list."""

    def __init__(self, destination: Destination) -> None:
        provinces = destination.provinces
        self._provinces = dict(provinces)
        self._provinces |= {name: provinces[of] for name, of in SPOKEN.items() if of in provinces}
        self._short = {name: provinces[of] for name, of in ABBREVIATIONS.items() if of in provinces}
        self._districts = destination.districts
        self._bare_districts = Districts(destination)
        names, short = _any_of(self._provinces), _any_of(self._short)
        self._stated = re.compile(
            rf"(?:{BEFORE_PROVINCE}|สปสช\.?\s*)(?:(?P<name>{names})|(?P<short>{short})(?:\.|{_APART[1]}))"
        )
        short = ends = _any_of(self._short.keys() - _OTHER_ABBREVIATIONS)  # outside a column of places
        self._whole = re.compile(rf"[(\[\s]*(?:(?P<name>{names})|(?P<short>{short})\.)[)\]\s]*")
        self._bracketed = re.compile(rf"[(\[]\s*(?:(?P<name>{names})|(?P<short>{short})\.)\s*[)\]]")
        self._last = re.compile(
            rf"(?<![0-9])\s(?:(?P<name>{_any_of(_COMMON_WORDS & self._provinces.keys())})|(?P<short>{ends})\.)$"
        )
        own = {name for name, region in self._provinces.items() if region == destination.region}
        telling = {name for name in self._provinces if len(name) >= _TELLING or name in _TELLING_TOO}
        inside, apart = _any_of(telling - _AMBIGUOUS | own), _any_of(self._provinces.keys() - _COMMON_WORDS)
        self._inside = re.compile(rf"(?P<name>{inside})(?!ธรรมาธิราช)(?P<short>(?!))?")
        self._apart = re.compile(rf"{_APART[0]}(?P<name>{apart}){_APART[1]}(?P<short>(?!))?")
        self._district = re.compile(
            rf"(?:อำเภอ|(?<![ก-ฮ.])อ\.|เขต)\s*(?P<name>{_any_of(self._districts)})(?=$|[\s,/;:)\]]|จังหวัด|จ\.)"
        )

    def of_text(self, text: str, *, of_persons: bool = False, heading: str = "") -> set[int]:
        """Of a title, a heading, a note, a remark; `of_persons` in a column of their names, where สุรินทร์ is one.

        `heading` is that of the column, which may be one of places.
        """
        plain = _OTHER_AREAS.sub("", arabic(clean(text)))
        spelt = {_WORDS[found["word"]] for found in _SPELT.finditer(plain)}
        numbered = self._numbered(_REGION, plain) | self._numbered(_REGION_IN_NAME, plain)
        found = numbered | spelt | self._named(plain, of_persons=of_persons)
        found = found or self._of_postcodes(plain) or regions_of_parts(plain)
        if found or of_persons:
            return found
        if holds_places(heading):
            return self._bare_districts.in_cell(plain, heading) or self._bare_districts.in_text(plain)
        return self._bare_districts.in_text(plain)

    def of_name(self, text: str) -> set[int]:
        """Of an organisation's name, where only "สปสช. เขต 5" is a region's number."""
        plain = arabic(clean(text))
        found = self._numbered(_REGION_IN_NAME, plain) | self._named(plain)
        found = found or self._of_postcodes(plain) or regions_of_parts(plain)
        return found or self._bare_districts.in_text(plain)

    def of_postcode(self, text: str) -> set[int]:
        """Of a cell in a column of postcodes."""
        return self._delivered(arabic(clean(text)))

    def of_cell(self, text: str, *, numbered: bool) -> set[int]:
        """Of a cell in a column of regions, provinces or districts; `numbered` where a number may be a region's."""
        plain = arabic(clean(text))
        found = self.of_text(plain)
        number = _LEADING_NUMBER.match(plain) if numbered else None
        if found or number:
            return found or self._known({int(number["number"])} if number else set())
        if numbered and plain in _WORDS:
            return {_WORDS[plain]}
        short = self._short.get(plain.rstrip("."))
        if short:
            return {short}
        pieces = (piece.removeprefix("อ.").strip() for piece in _BETWEEN_PLACES.split(plain))
        return {region for piece in pieces for region in self._districts.get(piece, ())}

    @staticmethod
    def is_anywhere(text: str) -> bool:
        """Whether a cell in such a column says nothing, or a district that every province has."""
        return bool(_ANYWHERE.fullmatch(arabic(clean(text))))

    def _named(self, text: str, *, of_persons: bool = False) -> set[int]:
        """A province that is called one, else a district, else a province by its bare name."""
        whole = self._whole.fullmatch(text)
        if whole is not None and not (of_persons and whole["name"] in _AMBIGUOUS):
            return {self._region_of(whole)}
        found = {self._region_of(match) for match in self._stated.finditer(text)}
        if found:
            return found
        districts = {
            region for match in self._district.finditer(text) for region in self._districts[match["name"]]
        }
        bare = (self._bracketed, self._inside, self._apart, self._last)
        provinces = {
            self._region_of(match)
            for pattern in bare
            for match in pattern.finditer(text)
            if not (of_persons and match["name"] in _AMBIGUOUS) and not _is_of_another(text, match)
        }
        return provinces or districts

    def _of_postcodes(self, text: str) -> set[int]:
        return {region for found in _POSTCODE.finditer(text) for region in self._delivered(found["code"])}

    def _delivered(self, postcode: str) -> set[int]:
        region = self._provinces.get(province_of_postcode(postcode) or "")
        return set() if region is None else {region}

    def _region_of(self, match: re.Match[str]) -> int:
        return self._provinces[match["name"]] if match["name"] else self._short[match["short"]]

    def _numbered(self, pattern: re.Pattern[str], text: str) -> set[int]:
        numbers: set[int] = set()
        for found in pattern.finditer(text):
            first = int(found["thai"] or found["english"])
            last = int(found["thai_to"] or found["english_to"] or first)
            numbers.update(range(first, max(first, last) + 1))
        return self._known(numbers)

    @staticmethod
    def _known(numbers: set[int]) -> set[int]:
        return {number for number in numbers if 0 < number <= LAST_REGION}


def _is_of_another(text: str, match: re.Match[str]) -> bool:
    """Whether what stands before a province's name makes it one of a bank, a road, a person."""
    start = match.start("name" if match["name"] else "short")
    patterns = (_BEFORE_ANOTHER, _BEFORE_PERSON) if match["name"] in _AMBIGUOUS else (_BEFORE_ANOTHER,)
    return any(pattern.search(text, max(0, start - _LONGEST_BEFORE), start) for pattern in patterns)
