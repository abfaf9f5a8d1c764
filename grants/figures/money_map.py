"""The money of a year on the map: each province in one of five shades by what is allocated there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from grants.figures.flow import Flow
from regions.map import view_of
from regions.models import Province
from thai.amounts import NO_BAHT

SHADES = 4  # of provinces with money; the others have none


@dataclass(frozen=True, slots=True)
class MappedProvince:
    code: str
    label: str
    amount: Decimal  # allocated, baht
    shade: int  # 0 without money, to SHADES for the most


@dataclass(frozen=True, slots=True)
class MoneyMap:
    """What the map shows. The table beside it has the same figures."""

    view: str
    provinces: list[MappedProvince]
    largest: Decimal


def money_map(provinces: Iterable[Province], told: Mapping[str, Flow]) -> MoneyMap:
    """Shade the provinces by quarters of the largest amount."""
    shown = list(provinces)
    amounts = {each.code: told[each.code].allocated if each.code in told else NO_BAHT for each in shown}
    largest = max(amounts.values(), default=NO_BAHT)
    return MoneyMap(
        view_of(amounts),
        [
            MappedProvince(
                each.code,
                str(each),
                amounts[each.code],
                ceil(SHADES * amounts[each.code] / largest) if largest else 0,
            )
            for each in shown
        ],
        largest,
    )
