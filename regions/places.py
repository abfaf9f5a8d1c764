"""Which province and district a name says. Read from the name, never guessed."""

import re

from regions.models import District, Province, Region

_PROVINCE_PREFIX = r"(?:จังหวัด|จ\.)\s*"
_DISTRICT_PREFIX = r"(?:อำเภอ|อ\.|เขต)\s*"
_ANY_DISTRICT = re.compile(_DISTRICT_PREFIX)
_LAST_PARENTHESES = re.compile(r"\([^()]*\)\s*$")


# "จ.ชลบุรี"; not the end of another abbreviation ("อบจ."), and not the start of one ("ต.ค.").
_SHORT = re.compile(r"(?<![ก-ฮ.])([จอต])\.\s*(?=[ก-ฮเ-ไ][ก-๙])")
_LONG = {"จ": "จังหวัด", "อ": "อำเภอ", "ต": "ตำบล"}


def spelled_out(name: str) -> str:
    """Write out the short words for province, district and tambon: "ศูนย์ จ.ชลบุรี" → "ศูนย์ จังหวัดชลบุรี"."""
    return _SHORT.sub(lambda found: _LONG[found[1]], name)


class PlaceFinder:
    """Finds the places of one region in the names of its organisations; reads the catalogue once."""

    def __init__(self, region: Region):
        self._provinces = [
            (province, re.compile(_PROVINCE_PREFIX + re.escape(province.name_th)))
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
