"""Which province and district a name says. Read from the name, never guessed."""

import re
from functools import cache

import geothai

from regions.models import District, Province, Region
from thai.provinces import ABBREVIATIONS, BEFORE_PROVINCE, SPOKEN
from thai.text import match_key

_DISTRICT_PREFIX = r"(?:อำเภอ|อ\.|เขต)\s*"
_ANY_DISTRICT = re.compile(_DISTRICT_PREFIX)
_LAST_PARENTHESES = re.compile(r"\([^()]*\)\s*$")


# "จ.ชลบุรี", "เครือข่ายจ.ระยอง"; not the end of another abbreviation ("อบจ.", "รพ.สต."), and not the start of one ("ต.ค.").
_SHORT = re.compile(r"(?<!\.)(จว|[จอต])\.\s*(?=[ก-ฮเ-ไ][ก-๙])")
_LONG = {"จ": "จังหวัด", "จว": "จังหวัด", "อ": "อำเภอ", "ต": "ตำบล"}
_LETTERS_BEFORE = re.compile(r"[ก-๙]*\Z")
_END_OF_ABBREVIATION = re.compile(
    r"\A[ก-ฮ]{1,2}\Z|(?:อบ|สส|พม|กก|ทส|สถ|วธ|ปภ|ศธ|ผว|คบ|กบ)\Z"  # of a province: อบจ., สสจ.
)
_END_OF_LOCAL_ABBREVIATION = re.compile(
    r"\A[ก-ฮ]{1,3}\Z|(?:อบ|สส|คปส|พช|รพส|กพส|กพ|ศอบ)\Z"
)  # สสอ., คปสอ., อบต.


def spelled_out(name: str) -> str:
    """Write out the short words for province, district and tambon: "ศูนย์ จ.ชลบุรี" → "ศูนย์ จังหวัดชลบุรี"."""
    return _SHORT.sub(_long, name)


def _long(found: re.Match[str]) -> str:
    before = _LETTERS_BEFORE.search(found.string[: found.start()])
    abbreviation = _END_OF_ABBREVIATION if found[1] in ("จ", "จว") else _END_OF_LOCAL_ABBREVIATION
    return found[0] if before and abbreviation.search(before[0]) else _LONG[found[1]]


_LEADING_PROVINCE = re.compile(rf"^\s*(?:{BEFORE_PROVINCE}|จว?\s+)")
_OTHER_NAMES = {match_key(other.removesuffix("ฯ")): name for other, name in (SPOKEN | ABBREVIATIONS).items()}


def province_key(text: str) -> str:
    """What the ways to write one province have in common: "จ.ระยอง", "จังหวัด ระยอง", "ระยอง"; "กทม." is the capital."""
    key = match_key(_LEADING_PROVINCE.sub("", text)).removesuffix("ฯ")
    return match_key(_OTHER_NAMES.get(key, key))


def regions_of_provinces() -> dict[str, int]:
    """The number of the region of each province, by its Thai and its English name."""
    provinces = Province.objects.values_list("name_th", "name_en", "region_id")
    return {name: number for *names, number in provinces for name in names}


def regions_of_districts() -> dict[str, frozenset[int]]:
    """The numbers of the regions that have a district of each name; a district of the capital without "เขต"."""
    found: dict[str, set[int]] = {}
    for name, number in District.objects.values_list("name_th", "province__region_id"):
        found.setdefault(name.removeprefix("เขต"), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def regions_of_tambons() -> dict[str, frozenset[int]]:
    """The numbers of the regions that have a tambon of each name, or a quarter of the capital."""
    region_of = dict(Province.objects.values_list("code", "region_id"))
    return {
        name: frozenset(region_of[code] for code in codes if code in region_of)
        for name, codes in _provinces_of_tambons().items()
    }


@cache
def _provinces_of_tambons() -> dict[str, set[str]]:
    """The codes of their provinces, from the catalogue of the districts (regions.catalogue)."""
    found: dict[str, set[str]] = {}
    for province in geothai.provinces():
        for district in geothai.districts(province.code):
            for tambon in geothai.subdistricts(district.code):
                found.setdefault(tambon.name_th.removeprefix("แขวง"), set()).add(province.code)
    return found


class PlaceFinder:
    """Finds the places of one region in the names of its organisations; reads the catalogue once."""

    def __init__(self, region: Region):
        self._provinces = [
            (province, re.compile(BEFORE_PROVINCE + re.escape(province.name_th)))
            for province in sorted(
                Province.objects.filter(region=region),
                key=lambda province: len(province.name_th),
                reverse=True,
            )
        ]
        self._districts: dict[str, list[tuple[District, re.Pattern[str]]]] = {
            province.code: [] for province, _stated in self._provinces
        }
        for district in District.objects.filter(province__region=region):
            name = re.escape(district.name_th.removeprefix("เขต"))
            stated = re.compile(_DISTRICT_PREFIX + name + r"(?:\s|จังหวัด|จ\.|$)")
            self._districts[district.province_id].append((district, stated))

    def in_name(self, name: str) -> tuple[Province | None, District | None]:
        """Return the province and district that a name states; None where it states none or several.

        "จังหวัดชลบุรี" states it; so does a name that ends in the province ("สมาคมคนพิการจันทบุรี"), the
        issue in parentheses left aside. A short province name inside another word states nothing.
        """
        proper = _LAST_PARENTHESES.sub("", name).strip()
        found = [province for province, stated in self._provinces if stated.search(proper)]
        if not found:
            found = [
                province
                for province, _stated in self._provinces
                if len(province.name_th) >= 6 and proper.endswith(province.name_th)
            ]
        if len(found) != 1:
            return None, None
        province = found[0]
        if not _ANY_DISTRICT.search(proper):
            return province, None
        districts = [district for district, stated in self._districts[province.code] if stated.search(proper)]
        return province, districts[0] if len(districts) == 1 else None
