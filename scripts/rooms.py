"""Measure the house: files and lines of each room, circles of imports, and what should become less.

`python scripts/rooms.py [FOLDER]` prints a table for the checkout in FOLDER (this one without it). Tests and
migrations are not counted. A circle is a set of siblings (files or folders of one folder) that import each other.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

NOT_ROOMS = {
    "tests",
    "scripts",
    "benchmarks",
    "docs",
    "samples",
    "static",
    "templates",
    "locale",
    "var",
}
OWN_NAMES = {"Meta", "Command", "Migration"}  # Django looks for these by name


def modules(root: Path) -> dict[str, ast.Module]:
    """The code of the house by dotted name; a package stands under its own name."""
    found = {}
    for path in sorted(root.glob("*/**/*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if parts[0] in NOT_ROOMS or parts[0].startswith(".") or "migrations" in parts:
            continue
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def room_of(name: str, is_loose: bool) -> str:
    """The first part of a module's name; of grants, which is the largest, the first two."""
    return ".".join(name.split(".")[: 2 if name.startswith("grants.") and not is_loose else 1])


def imports(tree: ast.Module, names: set[str]) -> Iterator[tuple[str, bool]]:
    """Yield what a module imports of the house, and whether it does so inside a function."""
    inside = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                target = whole if whole in names else node.module
                if target in names:
                    yield target, id(node) in inside


def circles(edges: set[tuple[str, str]], names: set[str]) -> list[list[str]]:
    """Return the circles among the siblings of each folder."""
    folders = {name.rpartition(".")[0] for name in names}
    found = []
    for folder in sorted(folders):
        depth = len(folder.split(".")) if folder else 0
        graph: dict[str, set[str]] = defaultdict(set)
        for source, target in edges:
            ours = [name for name in (source, target) if not folder or name.startswith(folder + ".")]
            if len(ours) == 2:
                a, b = (".".join(name.split(".")[: depth + 1]) for name in ours)
                if a != b:
                    graph[a].add(b)
        found += _strongly_connected(graph)
    return found


def _strongly_connected(graph: dict[str, set[str]]) -> list[list[str]]:
    reach: dict[str, set[str]] = {}
    for start in graph:
        seen, todo = set[str](), [start]
        while todo:
            for following in graph.get(todo.pop(), set()) - seen:
                seen.add(following)
                todo.append(following)
        reach[start] = seen
    groups = {
        tuple(sorted(other for other in reach if other in reach[start] and start in reach[other]))
        for start in reach
        if start in reach[start]
    }
    return [list(group) for group in sorted(groups) if len(group) > 1]


def main(root: Path) -> None:
    trees = modules(root)
    names = set(trees)
    lines, files = defaultdict(int), defaultdict(int)
    edges, inner, any_count = set(), 0, 0
    classes: dict[str, set[str]] = defaultdict(set)
    largest_file = ("", 0)
    for name, tree in trees.items():
        path = root / Path(*name.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        source = path.read_text(encoding="utf-8")
        room = room_of(name, path.parent == root / "grants")
        count = source.count("\n")
        lines[room] += count
        files[room] += 1
        largest_file = max(largest_file, (name, count), key=lambda pair: pair[1])
        any_count += len(re.findall(r"\bAny\b", source))
        for target, is_inside in imports(tree, names):
            edges.add((name, target))
            inner += is_inside and not name.endswith(".apps")
        for node in tree.body:
            if (
                isinstance(node, ast.ClassDef)
                and not node.name.startswith("_")
                and node.name not in OWN_NAMES
            ):
                classes[node.name].add(name)
    total = sum(lines.values())
    print("| room | files | lines | of the house |\n| --- | ---: | ---: | ---: |")
    for room in sorted(lines):
        print(f"| {room} | {files[room]} | {lines[room]:,} | {lines[room] / total:.0%} |")
    print(f"| all | {sum(files.values())} | {total:,} | |\n")
    grants = sum(count for room, count in lines.items() if room.split(".")[0] == "grants")
    twins = sorted(name for name, where in classes.items() if len(where) > 1)
    found = circles(edges, names)
    print(f"- grants in all: {grants:,} lines")
    print(f"- largest room: {max(lines, key=lambda room: lines[room])}")
    print(f"- largest file: {largest_file[0]}, {largest_file[1]} lines")
    print(
        f"- circles among siblings: {len(found)}" + "".join(f"\n  - {' ↔ '.join(circle)}" for circle in found)
    )
    print(f"- imports inside functions: {inner}")
    print(f"- `Any`: {any_count}")
    print(f"- class names that stand twice: {len(twins)}" + (f" ({', '.join(twins)})" if twins else ""))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve())
