"""The map of the 77 provinces: where each stands on static/img/provinces.svg, whose shapes have the ids p10 to p96.

Made by scripts/make_map.py from @svg-maps/thailand 2.0.0, after MapSVG, CC-BY-4.0.
"""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_BOXES = Path(__file__).parent / "data" / "map.csv"
_EDGE = 20  # units of the map around what is shown

Box = tuple[int, int, int, int]  # left, top, right, bottom, in units of the map


@cache
def boxes() -> dict[str, Box]:
    """The box of each province by its code."""
    with open(_BOXES, encoding="utf-8") as table:
        rows = list(csv.reader(table))[1:]
    return {code: (int(left), int(top), int(right), int(bottom)) for code, left, top, right, bottom in rows}


def view_of(codes: Iterable[str]) -> str:
    """The part of the map that shows these provinces, as the viewBox of an SVG has it. There is at least one."""
    lefts, tops, rights, bottoms = zip(*(boxes()[code] for code in codes), strict=True)
    left, top = min(lefts) - _EDGE, min(tops) - _EDGE
    return f"{left} {top} {max(rights) + _EDGE - left} {max(bottoms) + _EDGE - top}"
