"""One name, one thing, said once: no class has a namesake, and nothing longer than a line is written twice."""

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


ROOMS = PLACES[: PLACES.index("scripts")]
A_LINE = 30  # nodes of the syntax tree: what says less may well stand twice


def bodies() -> dict[str, list[str]]:
    """Where each body of a function stands, without its docstring."""
    found = defaultdict(list)
    for path in (path for place in ROOMS for path in sorted((settings.ROOT / place).rglob("*.py"))):
        if "migrations" in path.relative_to(settings.ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                said = node.body[ast.get_docstring(node) is not None :]
                if sum(1 for each in said for _part in ast.walk(each)) >= A_LINE:
                    words = "\n".join(map(ast.dump, said))
                    found[words].append(f"{path.relative_to(settings.ROOT)}: {node.name}")
    return found


def test_nothing_is_written_twice() -> None:
    found = bodies()
    assert len(found) > 1000
    assert [places for places in found.values() if len(places) > 1] == []
