"""Every room says at its door what lives in it, what it may look at, and where to begin."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The top of each room; what stands in a room is told there.
ROOMS = sorted(
    path.parent
    for path in ROOT.glob("*/__init__.py")
    if path.parent.name not in ("tests", "benchmarks", "grants")  # grants tells it room by room
)
INNER = [ROOT / "tables" / "finder", ROOT / "tables" / "readers"]


def docstring_of(package: Path) -> str:
    return ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""


@pytest.mark.parametrize("package", [*ROOMS, *INNER], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_says_what_it_is_what_it_looks_at_and_where_to_begin(package: Path) -> None:
    said = docstring_of(package)
    assert 2 <= len([line for line in said.splitlines() if line]) <= 4
    assert "look" in said.lower()
    assert "egin at" in said


@pytest.mark.parametrize("package", [*ROOMS, *INNER], ids=lambda path: str(path.relative_to(ROOT)))
def test_where_to_begin_is_there(package: Path) -> None:
    """Files that a room names at its door stand in the room, or one floor up."""
    names = {
        word.strip(".,();:") for word in docstring_of(package).split() if word.strip(".,();:").endswith(".py")
    }
    for name in names:
        assert (package / name).exists() or (package.parent / name).exists(), name
