"""One name, one thing: no class of the house, its scripts or its tests has a namesake."""

import ast
from collections import defaultdict
from pathlib import Path

from django.conf import settings

PLACES = (
    *("thai", "tables", "editing", "regions", "people", "deciding"),
    *("spreadsheets", "centres", "participation"),
    *("grants", "complaints", "committees", "portal", "config", "scripts", "benchmarks", "tests"),
)
FOUND_BY_NAME = {"Command", "Migration", "Config"}  # Django looks for these


def classes() -> dict[str, list[Path]]:
    """Where each public class of a module stands; Meta, State and Kind inside of a class are the class's own."""
    found = defaultdict(list)
    for path in (path for place in PLACES for path in sorted((settings.ROOT / place).rglob("*.py"))):
        if "migrations" in path.relative_to(settings.ROOT).parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(settings.ROOT))
    return found


def test_no_class_has_a_namesake() -> None:
    found = classes()
    assert {"Agreement", "Organisation", "Plan"} <= set(found)  # it looks where the classes are
    twins = {name: places for name, places in found.items() if len(places) > 1}
    assert {name: places for name, places in twins.items() if name not in FOUND_BY_NAME} == {}
