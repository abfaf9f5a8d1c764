"""Provinces and districts as a register's table names them: exactly, or by another name that is in use.

A name that is nearly one of the region's is proposed only where no other province or district is meant by it.
"""

from collections.abc import Mapping

from django.db import models

from regions.models import District, Province
from regions.places import province_key
from spreadsheets.resources import Scope
from spreadsheets.widgets import Named, nearest
from thai.sentences import gettext as _
from thai.text import match_key


class ProvinceNamed(Named):
    """A province of the scope's region, with or without จังหวัด before it."""

    key = staticmethod(province_key)

    def __init__(self, scope: Scope):
        super().__init__()
        self._elsewhere: dict[str, Province] = {}
        self._everywhere: list[str] = []
        for province in Province.objects.all():
            self._everywhere.append(province.name_th)
            if province.region_id == scope.region.pk:
                self.know((name, province) for name in (province.name_th, province.name_en))
            else:
                names = (province.name_th, province.name_en)
                self._elsewhere |= {self.key(name): province for name in names}

    def refusal(self, value: str) -> str:
        if found := self._elsewhere.get(self.key(value)):
            told = _(
                "%(province)s is in region %(region)s, and the table goes to another one. Check the province."
            )
            return told % {"province": found.name_th, "region": found.region_id}
        near = nearest(self.key(value), self._everywhere)
        return self.proposal(value, near if near in self._names else None)


class DistrictNamed(Named):
    """A district of the row's own province: district names repeat between provinces."""

    def __init__(self, scope: Scope):
        super().__init__()
        self._of: dict[str, list[District]] = {}  # by the key of the province
        for district in District.objects.filter(province__region=scope.region).select_related("province"):
            province = district.province
            self._of.setdefault(province_key(province.name_th), []).append(district)
            bare = district.name_th.removeprefix("เขต")
            self._names.append(bare)
            seat = ("เมือง", "อำเภอเมือง", "อ.เมือง") if bare == f"เมือง{province.name_th}" else ()
            for name in (bare, f"อำเภอ{bare}", f"อ.{bare}", f"เขต{bare}", district.name_en, *seat):
                for key in map(province_key, (province.name_th, province.name_en)):
                    self._by_key.setdefault(f"{key}/{match_key(name)}", district)

    def clean(
        self, value: str | None, row: Mapping[str, str] | None = None, **kwargs: object
    ) -> models.Model | None:
        if not value:
            return None
        written = (row or {}).get("province") or ""
        found = self._by_key.get(f"{province_key(written)}/{match_key(value)}")
        if found is None:
            raise ValueError(self._refusal_in(province_key(written), value))
        return found

    def _refusal_in(self, province: str, value: str) -> str:
        own = [district.name_th.removeprefix("เขต") for district in self._of.get(province, [])]
        for key, districts in self._of.items():
            if key != province and f"{key}/{match_key(value)}" in self._by_key:
                told = _("%(district)s is in %(province)s. Check district and province.")
                return told % {"district": value, "province": districts[0].province.name_th}
        return self.proposal(value, nearest(value, own), own or self._names)
