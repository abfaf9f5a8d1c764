"""Make the map of the 77 provinces from @svg-maps/thailand 2.0.0 (CC BY 4.0): fewer points, ids by province code.

    .venv/bin/python scripts/make_map.py thailand.svg

Writes static/img/provinces.svg, of which pages show parts by <use>, and regions/data/map.csv with each province's box
in the map's own units. docs/decisions/map.md says where the original is from.
"""

import csv
import re
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SPELT = {"Buriram": "Buri Ram", "Phangnga": "Phang-nga"}  # as the table of provinces has them
SCALE = 4  # whole units of the map for one of the original, of which Thailand is 1,025 high
CLOSE = 0.6  # units of the original: nearer points are one
TOKEN = re.compile(r"[a-zA-Z]|-?\d*\.?\d+(?:e-?\d+)?")

Point = tuple[float, float]


def rings_of(path: str) -> list[list[Point]]:
    """The closed lines of a path of straight lines. Raises ValueError at a curve."""
    tokens = TOKEN.findall(path)
    rings: list[list[Point]] = []
    x = y = 0.0
    command, place = "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
            if command in "zZ":
                x, y = rings[-1][0]
                continue
        if command in "mMlL":
            dx, dy = float(tokens[place]), float(tokens[place + 1])
            place += 2
        elif command in "hHvV":
            step, place = float(tokens[place]), place + 1
            dx, dy = (
                (step, y if command == "H" else 0.0)
                if command in "hH"
                else (x if command == "V" else 0.0, step)
            )
        else:
            raise ValueError(f"a command that is no straight line: {command}")
        x, y = (x + dx, y + dy) if command.islower() else (dx, dy)
        if command in "mM":
            rings.append([])
            command = "l" if command == "m" else "L"
        rings[-1].append((x, y))
    return rings


def fewer(points: list[Point]) -> list[Point]:
    """The points of Ramer, Douglas and Peucker: none that was left out is further than CLOSE from the line."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def away(point: Point) -> float:
        px, py = point
        if not length:
            return float(((px - ax) ** 2 + (py - ay) ** 2) ** 0.5)
        return abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length

    furthest = max(range(1, len(points) - 1), key=lambda index: away(points[index]))
    if away(points[furthest]) <= CLOSE:
        return [points[0], points[-1]]
    return fewer(points[: furthest + 1])[:-1] + fewer(points[furthest:])


def drawn(rings: list[list[Point]]) -> str:
    """The path in whole units, each point told from the one before it."""
    parts = []
    for ring in rings:
        kept = [(round(x * SCALE), round(y * SCALE)) for x, y in fewer(ring)]
        if len(kept) > 3:
            steps = [(x - u, y - v) for (u, v), (x, y) in pairwise(kept)]
            start = "M{} {}".format(*kept[0])
            parts.append(start + "l" + " ".join(f"{x} {y}" for x, y in steps[:-1]).replace(" -", "-") + "z")
    return "".join(parts)


def main(source: Path) -> None:
    with open(ROOT / "regions/data/nhso_regions.csv", encoding="utf-8") as table:
        codes = {row["province_en"]: row["province_code"] for row in csv.DictReader(table)}
    paths, boxes = [], []
    for path in ET.parse(source).getroot().iter("{http://www.w3.org/2000/svg}path"):  # noqa: S314
        name = path.attrib["aria-label"]
        code = codes.pop(SPELT.get(name, name), None)
        if code is None:
            print("left out:", name)
            continue
        rings = rings_of(path.attrib["d"])
        xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
        boxes.append((code, *(str(round(value * SCALE)) for value in (min(xs), min(ys), max(xs), max(ys)))))
        paths.append(f'<path id="p{code}" d="{drawn(rings)}"/>')
    if codes:
        sys.exit(f"The map has no {', '.join(codes)}")
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2240 4100">'
    (ROOT / "static/img/provinces.svg").write_text("\n".join([head, *sorted(paths), "</svg>", ""]))
    with open(ROOT / "regions/data/map.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["province_code", "left", "top", "right", "bottom"])
        writer.writerows(sorted(boxes))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
