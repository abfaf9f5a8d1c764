"""Districts and tambons that a text names without the word for one: "ชมรมคนหาดใหญ่", "12 ม.3 แม่ริม".

Villages, roads, persons and common words bear such names too. Only one of a single region counts, and none that the
destination's own region has as a district or a tambon.
"""

import re
from collections import defaultdict

from tables.destination import Destination
from thai.persons import TITLE
from thai.provinces import BEFORE_ANOTHER

_SHORTEST = 6  # letters of a name that tells something among other words
_OF_ITSELF = (
    9  # from here on it does so wherever it stands; a shorter one at an end or behind what tells of people
)
# Villages everywhere are named after such things.
_OF_VILLAGES = re.compile(
    "บ้าน|วัด|หนอง|โนน|โคก|ห้วย|ท่า|นา(?!ง)|วัง|คลอง|บึง|บ่อ|ดอน|ทุ่ง|ป่า|ดง|น้ำ|เขา|ลำ|เนิน|โพธิ์|ไทร"
)
_OF_VILLAGES_IF_SHORTER = 8
# Words, persons, offices, schools and roads of the name.
_SOMETHING_ELSE = {
    "กัลยาณิวัฒนา", "ขุนตาล", "ฆ้องชัย", "จตุจักร", "จัตุรัส", "จุฬาภรณ์", "ชื่นชม",
    "ชุมพวง", "ทองแสนขัน", "ธนบุรี", "ธวัชบุรี", "ธัญบุรี", "นครหลวง", "นครไทย", "นางรอง",
    "บุณฑริก", "ประทาย", "ประเวศ", "ปรางค์กู่", "ปลาปาก", "ปากท่อ", "พรหมบุรี", "พระทองคำ",
    "พระนคร", "พระพรหม", "พระยืน", "พระแสง", "พรเจริญ", "พุทธมณฑล", "ภักดีชุมพล", "ภูเรือ",
    "มหาชนะชัย", "มหาราช", "มโนรมย์", "ยางตลาด", "รัตนบุรี", "ราชสาส์น", "ราชเทวี",
    "วัฒนานคร", "วิภาวดี", "ศรีณรงค์", "ศรีธาตุ", "ศรีนคร", "ศรีนครินทร์", "ศรีรัตนะ",
    "ศรีวิไล", "ศรีสงคราม", "ศรีสมเด็จ", "ศรีสวัสดิ์", "ศรีสาคร", "ศรีเทพ", "สมเด็จ",
    "สระโบสถ์", "สวรรคโลก", "สองแคว", "สะพานสูง", "สันติสุข", "สัมพันธวงศ์", "สามชัย",
    "สายไหม", "สิรินธร", "สุวรรณภูมิ", "หลักสี่", "หลังสวน", "อุบลรัตน์", "เจริญศิลป์",
    "เดชอุดม", "เทพสถิต", "เวียงเก่า", "เสริมงาม", "เหนือคลอง", "แม่ฟ้าหลวง", "แม่ลาว",
    "แม่วาง", "แม่อาย", "แสวงหา", "โพธาราม",
}  # fmt: skip
_OF_PEOPLE = re.compile(
    "(?:คน|ชาว|ชมรม|สมาคม|ศูนย์|เครือข่าย|กลุ่ม|ประชาคม|พิการ|สูงอายุ|สตรี|เยาวชน|บริโภค|แรงงาน|เกษตรกร|สุขภาพ|จิตอาสา|อาสาสมัคร|ภาคประชาชน"
    r"|รัก|สาขา|เมือง|อำเภอ|พื้นที่|ประสานงาน|สวัสดิการ|ผู้ป่วย|ติดเชื้อ)\s?$"
)
_BEFORE_ANOTHER = re.compile(
    rf"(?:{BEFORE_ANOTHER}|(?:ราชมงคล|โรงเรียน|รร\.)\s?|{TITLE}\s?[ก-๙]+\s+"
    r"|(?:ธนาคาร|ธ\.|กรุงไทย|กสิกร|ออมสิน|พาณิชย์|ธกส\.?|ธ\.?ก\.?ส\.)[^,;()]{0,20}สาขา\s?)$"
)
_LONGEST_BEFORE = 40
_STOPS = re.compile(r"$|[^ก-๙]")
_GOES_ON = frozenset("ะาำิีึืุูๅ็่้๊๋์ํ")  # of the syllable that the name seems to end with
_PIECE = re.compile(r"[^\s,/;:()\[\]]+")
_WORD = re.compile("(?:อ|ต)\\.|อำเภอ|ตำบล|แขวง|เขต")
_OF_TAMBON = re.compile(r"\W*(?:ชื่อ)?(?:ตำบล|ต\.(?=\W*$)|แขวง|(?:sub-?district|tambon)s?\b)", re.IGNORECASE)
_OF_PLACES = re.compile(
    r"\W*(?:ชื่อ|สถาน)?(?:พื้นที่(?!การศึกษา)|ที่อยู่|ที่ตั้ง|ภูมิลำเนา|ตำบล|ต\.(?=\W*$)|แขวง|(?:address|area|location|sub-?district|tambon)s?\b)",
    re.IGNORECASE,
)


def holds_places(heading: str) -> bool:
    """Whether the cells of a column are places, and a bare name in one is none of a person."""
    return bool(_OF_PLACES.match(heading))


class Districts:
    """Knows the districts and tambons of the destination's list, and which names tell of one region alone."""

    def __init__(self, destination: Destination) -> None:
        self._own = destination.region
        self._districts, self._tambons = destination.districts, destination.tambons
        self._starting: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._districts.keys() | self._tambons.keys(), key=len, reverse=True):
            if len(name) >= _SHORTEST:
                self._starting[name[:_SHORTEST]].append(name)

    def in_text(self, text: str) -> set[int]:
        """Among the words of a name, a title or a remark; the longest name at a place is the one that is meant."""
        found: set[int] = set()
        end = 0
        for at in range(len(text) - _SHORTEST + 1):
            starting = self._starting.get(text[at : at + _SHORTEST])
            if starting is None or at < end:
                continue
            name = next((name for name in starting if text.startswith(name, at)), None)
            if name is None:
                continue
            end = at + len(name)
            if self._tells(name) and _stands_by_itself(text, name, at):
                found |= self._districts[name]
        return found

    def in_cell(self, text: str, heading: str) -> set[int]:
        """In a cell of a column of places, where a name that stands apart is one however short it is."""
        pieces = [found[0] for found in _PIECE.finditer(text)]
        named: set[int] = set()
        clear: set[int] = set()
        for piece in pieces:
            word = _WORD.match(piece)
            name = piece[word.end() :] if word else piece
            of_tambon = _OF_TAMBON.match(heading) or (word and word[0] in ("ต.", "ตำบล", "แขวง"))
            district, tambon = self._districts.get(name, frozenset()), self._tambons.get(name, frozenset())
            named |= district | tambon
            regions = tambon | district if of_tambon else district
            is_alone = len(district | tambon) == 1 and len(regions) == 1
            if is_alone and (word or len(pieces) == 1 or len(name) >= _SHORTEST):
                clear |= regions
        return {region for region in named if region == self._own} or clear

    def _tells(self, name: str) -> bool:
        regions = self._districts.get(name, frozenset())
        return (
            len(regions) == 1
            and self._tambons.get(name, regions) <= regions
            and len(name) >= _SHORTEST
            and name not in _SOMETHING_ELSE
            and not (len(name) < _OF_VILLAGES_IF_SHORTER and _OF_VILLAGES.match(name))
        )


def _stands_by_itself(text: str, name: str, at: int) -> bool:
    """Not the beginning of a longer word, nor what a bank, a road, a temple or a person is called."""
    end, before = at + len(name), max(0, at - _LONGEST_BEFORE)
    if _BEFORE_ANOTHER.search(text, before, at) or text[end : end + 1] in _GOES_ON:
        return False
    if len(name) >= _OF_ITSELF or _STOPS.match(text, end):
        return True
    return len(name) > _SHORTEST and bool(_OF_PEOPLE.search(text, before, at))
