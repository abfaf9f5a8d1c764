"""Where a table goes, as the engine needs to know it: numbers and names, no record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Destination:
    """The fiscal year (พ.ศ.) and the number of the region that a table is meant for; None where it has none.

    `provinces` are the names of all provinces, each with the number of its region; `districts` those of all
    districts, each with the numbers of the regions that have one of that name, and `tambons` likewise. `knows` tells
    the names of organisations that the region has already, `holds` what stands there already of a name: its baht (0
    where the table is not about money), None where nothing does.
    """

    fiscal_year: int | None = None
    region: int | None = None
    provinces: Mapping[str, int] = field(default_factory=dict)
    districts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    tambons: Mapping[str, frozenset[int]] = field(default_factory=dict)
    knows: Callable[[str], bool] | None = None
    holds: Callable[[str], Decimal | None] | None = None
