"""The engine stands apart: it knows no database, no model and no other room than thai."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tables

HERE = Path(tables.__file__).parent
MODULES = sorted(HERE.rglob("*.py"))
# What it may use of Django: translation and lazy texts.
OF_DJANGO = "django.utils."
ROOMS = {path.parent.name for path in HERE.parent.glob("*/__init__.py")}

IMPORT_ALL = """
import importlib, pkgutil, sys
import tables
for module in pkgutil.walk_packages(tables.__path__, "tables."):
    importlib.import_module(module.name)
print(len([name for name in sys.modules if name.startswith("tables.")]))
print(*sorted(name for name in sys.modules if name.split(".")[:2] == ["django", "db"]))
"""


def imported_by(path: Path) -> set[str]:
    """Every module that a file names in an import, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, path
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HERE)))
def test_a_module_of_the_engine_imports_no_database_and_no_room_above(path: Path) -> None:
    for name in imported_by(path):
        room = name.split(".")[0]
        assert room != "django" or name.startswith(OF_DJANGO), name
        assert room not in ROOMS - {"tables", "thai"}, name


def test_the_rooms_above_are_known_by_name() -> None:
    assert {"editing", "regions", "people", "spreadsheets", "grants"} <= ROOMS


def test_the_whole_engine_loads_without_the_database() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], cwd=HERE.parent, capture_output=True, text=True, check=True
    )
    count, of_database = done.stdout.split("\n")[:2]
    assert int(count) == len(MODULES) - 1  # the package itself
    assert of_database == ""
