"""Which province and district a name says. Read from the name, never guessed."""

import re

from regions.models import District, Province, Region

_WITH_PREFIX = r"(?:จังหวัด|จ\.)\s*"
_DISTRICT_PREFIX = r"(?:อำเภอ|อ\.|เขต)\s*"


class PlaceFinder:
    """Finds the places of one region in the names of its organisations; reads the catalogue once."""

    def __init__(self, region: Region):
        self._provinces = sorted(
            Province.objects.filter(region=region), key=lambda province: len(province.name_th), reverse=True
        )
        self._districts: dict[str, list[District]] = {province.code: [] for province in self._provinces}
        for district in District.objects.filter(province__region=region):
            self._districts[district.province_id].append(district)

    def in_name(self, name: str) -> tuple[Province | None, District | None]:
        """Return the province and district that a name states; None where it states none or several.

        "จังหวัดชลบุรี" states it; so does a name that ends in the province ("สมาคมคนพิการจันทบุรี"), the
        issue in parentheses left aside. A short province name inside another word states nothing.
        """
        proper = re.sub(r"\([^()]*\)\s*$", "", name).strip()
        stated = [
            province
            for province in self._provinces
            if re.search(_WITH_PREFIX + re.escape(province.name_th), proper)
        ]
        if not stated:
            stated = [
                province
                for province in self._provinces
                if len(province.name_th) >= 6 and proper.endswith(province.name_th)
            ]
        if len(stated) != 1:
            return None, None
        province = stated[0]
        districts = [
            district
            for district in self._districts[province.code]
            if re.search(
                _DISTRICT_PREFIX + re.escape(district.name_th.removeprefix("เขต")) + r"(?:\s|จังหวัด|จ\.|$)",
                proper,
            )
        ]
        return province, districts[0] if len(districts) == 1 else None
