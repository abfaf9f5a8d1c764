"""Put one mistake at a time into a copy of the portal, and see whether its tests notice: `make mutants`.

    .venv/bin/python scripts/mutants.py --rooms money thai --count 20 --seed 2567

Which tests may notice is traced once, a folder on each processor (tests/tracing.py); of those that run the line, those
of the mirrored folder come first and take half of the `--seconds`, the quickest of each function first of all.
var/mutants/ keeps the traces and what was tried, so that a run may be broken off. `--again` tries once more what
survived; with var/mutants/ removed, everything begins anew. Ends with 1 where fewer are noticed than asked for.
"""

import argparse
import ast
import hashlib
import json
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mistakes import Mistake, mistakes_in, pick

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "mutants"
MONEY = [f"grants/{room}" for room in ("rules", "budget", "agreements", "reports", "payments", "year")]
MONEY_BELOW = (
    *("people/rights.py", "people/acts.py", "deciding/request.py"),
    *("editing/baht.py", "editing/days.py", "editing/proof/chain.py", "thai/splitting.py"),
)
# Files of the rooms of money that show it or read it from a sheet; they count as grants.
NOT_MONEY = re.compile(
    r"/(document|views|urls|admin\w*|\w*_page|forms?|resources|workbooks?|exports|lists|\w+_rows)\.py$"
)
OUTSIDE = (
    *("thai", "tables", "editing", "regions", "people", "deciding"),
    *("spreadsheets", "centres", "participation"),
    *("complaints", "grants", "committees", "portal", "trail"),
)
LEAST = {"money": 94, "outside": 85}  # per cent
WAITING = 4  # seconds that a second of processor time may take, before a run is held to wait for ever
# Mistakes that the record lists by key with the reason why no test can notice them: they are not tried.
HARMLESS = set(
    re.findall(r"^- `([0-9a-f]{16})`", (ROOT / "docs/records/mutations.md").read_text(encoding="utf-8"), re.M)
)
TRACED = [
    *(
        "people",
        "regions",
        "thai",
        "editing",
        "centres",
        "participation",
        "complaints",
        "committees",
        "portal",
        "trail",
        "config",
    ),
    *(f"grants/{room}" for room in ("rules", "budget", "agreements", "payments", "reports", "year")),
    *("grants/worksheet", "grants/desk", "grants/guard", "spreadsheets", "tables", "acts"),
    *("grants/test_renaming.py", "grants/test_presses.py"),
    *("walls/test_public.py", "walls/test_two_regions.py", "walls/test_layers.py"),
    *("walls/test_files.py", "walls/test_exports.py", "walls/test_form_addresses.py", "walls/test_whole.py"),
]
# Tests that have a child process read the file: no trace sees its lines.
IN_A_CHILD = "tests/tables/test_reading.py"
# They go on for minutes, or ask the database alone.
LEFT_OUT = [
    *("grants/rules/test_statements.py", "grants/rules/test_fresh_database.py"),
    *("grants/rules/test_steps_at_random.py", "grants/year/test_region_6_whole_year.py"),
    *("spreadsheets/test_kill.py", "tables/test_fuzz.py", "tables/test_broken_copies.py"),
]


def room_of(path: str) -> str:
    in_money = any(path.startswith(f"{folder}/") for folder in MONEY) and not NOT_MONEY.search(path)
    return "money" if in_money or path in MONEY_BELOW else path.split("/")[0]


def mistakes_of(room: str) -> list[Mistake]:
    folders = ("grants", "people", "deciding", "editing", "thai") if room == "money" else (room,)
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    named = [path.relative_to(ROOT).as_posix() for path in paths if "migrations" not in path.parts]
    return [
        mistake
        for path in named
        if room_of(path) == room
        for mistake in mistakes_in(path, (ROOT / path).read_text(encoding="utf-8"))
        if mistake.key not in HARMLESS
    ]


class Traces:
    """Which tests run which line, and how long each takes; made where it is missing."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.runs: dict[str, dict[int, set[str]]] = {}
        files = {
            part: KEPT / "trace" / f"{part.removesuffix('.py').replace('/', '.')}.json" for part in TRACED
        }
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            missing = [part for part, file in files.items() if not file.exists()]
            list(pool.map(lambda part: self.trace(part, files[part]), missing))
        for file in files.values():
            self.add(json.loads(file.read_text()))

    def trace(self, part: str, into: Path) -> None:
        print(f"tracing tests/{part} …", flush=True)
        into.parent.mkdir(parents=True, exist_ok=True)
        left_out = [f"--ignore=tests/{path}" for path in LEFT_OUT]
        command = [PYTHON, "-m", "pytest", *QUIETLY, "-m", "not browser and not race"]
        command += ["-p", "tests.tracing", "--trace-into", str(into)]
        subprocess.run([*command, *left_out, f"tests/{part}"], cwd=ROOT, env=ENVIRONMENT, stdout=-3)

    def add(self, told: dict[str, Any]) -> None:
        tests = list(told["seconds"])
        self.seconds |= told["seconds"]
        for path, lines in told["tests"].items():
            runs = self.runs.setdefault(path, {})
            file = ROOT / path
            is_as_traced = file.exists() and digest(file) == told["sources"][path]
            for line, numbers in lines.items():
                place = (
                    int(line) if is_as_traced else 0
                )  # its lines have moved: any test of the file may be the one
                runs.setdefault(place, set()).update(tests[number] for number in numbers)

    def tests_for(self, mistake: Mistake, longest: float) -> list[str]:
        mirrored = folder_of_tests(mistake.path)
        found = self._that_run(mistake)
        if not found or function_around(mistake) == (
            0,
            0,
        ):  # a word of a table is read without running a line
            found = found | {test for test in self.seconds if test.startswith(mirrored)}
        if mistake.path.startswith("tables/"):
            found |= {test for test in self.seconds if test.startswith(IN_A_CHILD)}
        cases: Counter[str] = Counter()
        ranked = []
        for test in sorted(found, key=self.seconds.__getitem__):
            function = test.partition("[")[0]
            cases[function] += 1
            ranked.append((not test.startswith(mirrored), cases[function], self.seconds[test], test))
        chosen, spent = [], 0.0
        for is_far, _case, seconds, test in sorted(ranked):
            if not chosen or spent + seconds <= (longest if is_far else longest / 2):
                chosen.append(test)
                spent += seconds
        return chosen

    def _that_run(self, mistake: Mistake) -> set[str]:
        """The tests of the line; of its function, where it is no line of its own; of its file, where it has none."""
        runs = self.runs.get(mistake.path, {})
        first, last = function_around(mistake)
        inside = {line: tests for line, tests in runs.items() if first <= line <= last and tests}
        before = [line for line in inside if line <= mistake.line]
        if before:
            return inside[max(before)]
        return set().union(*(inside or runs).values())


def folder_of_tests(path: str) -> str:
    """The folder that mirrors a file's own, or the nearest above it that there is."""
    folder = Path("tests", path).parent
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    return f"{folder.as_posix()}/"


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def function_around(mistake: Mistake) -> tuple[int, int]:
    """The first and last line of the innermost function that holds a mistake's line; (0, 0) where none does."""
    tree = ast.parse((ROOT / mistake.path).read_text(encoding="utf-8"))
    spans = [
        (min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]), node.end_lineno or 0)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    return max((span for span in spans if span[0] <= mistake.line <= span[1]), default=(0, 0))


class Workshop:
    """A copy of the portal in a folder of its own, with the migrated database that its tests begin with."""

    def __init__(self, folder: Path):
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        self.keep_database()

    def keep_database(self) -> None:
        """Put the migrated database back: a mistake in what it is made from has another one made."""
        for begun in (ROOT / "var" / "tests").glob("begun-*.sqlite3"):
            there = self.folder / "var" / "tests" / begun.name
            if not there.exists():
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(begun, there)

    def try_out(self, mistake: Mistake, tests: list[str], limit: int) -> tuple[str, str]:
        """Return what became of it, and the test that noticed. The limit is in seconds of processor time."""
        path = self.folder / mistake.path
        right = path.read_bytes()
        path.write_bytes(mistake.source.encode())
        try:
            verdict, by = self.run(tests, limit, "--exitfirst") if tests else ("survived", "")
            if verdict == "survived" and function_around(mistake) == (0, 0) and self.asks_for_a_migration():
                return "noticed", "makemigrations --check"
            return verdict, by
        finally:
            path.write_bytes(right)
            for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
                compiled.unlink()  # it is told apart by the second of its source, and by nothing finer
            self.keep_database()

    def run(self, tests: Iterable[str], limit: int, *options: str) -> tuple[str, str]:
        asked, said = self.folder / "asked.txt", self.folder / "said.txt"
        asked.write_text("\n".join(tests))
        arguments = [*QUIETLY, *options, "--tb=no", f"@{asked}"]
        child = FORKED.Process(target=run_tests, args=(str(self.folder), arguments, str(said), limit))
        child.start()
        try:
            child.join(WAITING * limit)
        finally:
            if child.is_alive():
                os.killpg(child.pid or 0, signal.SIGKILL)  # with what it started itself
                child.join()
        if child.exitcode in (-signal.SIGKILL, -signal.SIGXCPU):
            return "ran out of time", ""
        failed = re.findall(r"^(?:FAILED|ERROR) (tests/.*?)(?: - .*)?$", said.read_text(), re.MULTILINE)
        return ("noticed" if child.exitcode else "survived"), "\n".join(failed)

    def asks_for_a_migration(self) -> bool:
        command = [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]
        environment = ENVIRONMENT | {"DATABASE_URL": "sqlite://:memory:"}
        return bool(subprocess.run(command, cwd=self.folder, env=environment, capture_output=True).returncode)


def run_tests(folder: str, arguments: list[str], said: str, limit: int) -> None:
    """Run tests of the copy in a process of their own, which has read all libraries before it was forked."""
    os.setpgrp()
    resource.setrlimit(
        resource.RLIMIT_CPU, (limit, limit + 5)
    )  # a busy machine is no mistake that was noticed
    os.chdir(folder)
    sys.path.insert(0, folder)
    os.environ.pop("DATABASE_URL", None)
    into = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(into, sys.stdout.fileno())
    os.dup2(into, sys.stderr.fileno())
    sys.exit(int(pytest.main(arguments)))


PYTHON = str(ROOT / ".venv" / "bin" / "python")
QUIETLY = ["-q", "-p", "no:cacheprovider", "-p", "no:playwright", "-p", "no:base_url"]
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
FORKED = multiprocessing.get_context("forkserver")
# Libraries that may be read before Django is set up; the rooms never are: each process reads its own.
FORKED.set_forkserver_preload(
    [
        *("pytest", "hypothesis", "xdist.plugin", "pytest_django.plugin", "django.test", "django.db.models"),
        *(
            "django.db.backends.sqlite3.base",
            "django.forms",
            "django.views.generic",
            "django.core.management",
        ),
        *("django.contrib.admin.options", "import_export.resources", "simple_history.models", "openpyxl"),
        *("docxtpl", "tablib", "rapidfuzz", "pythainlp", "geothai", "odf.opendocument", "xlwt", "xlrd"),
    ]
)


class Tried:
    """What became of each mistake, by its key, in a file that is written after each."""

    def __init__(self, file: Path):
        self.file = file
        self.told: dict[str, dict[str, str]] = json.loads(file.read_text()) if file.exists() else {}

    def tell(self, mistake: Mistake, verdict: str, by: str) -> None:
        self.told[mistake.key] = {"verdict": verdict, "by": by, "where": f"{mistake.path}:{mistake.line}"}
        self.write()

    def forget(self, key: str) -> None:
        del self.told[key]
        self.write()

    def write(self) -> None:
        self.file.write_text(json.dumps(self.told, indent=1))

    def verdict(self, mistake: Mistake) -> str:
        return self.told.get(mistake.key, {}).get("verdict", "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rooms", nargs="+", choices=("money", *OUTSIDE), default=["money", *OUTSIDE])
    parser.add_argument("--count", type=int, help="mistakes of each room (60 of money, 12 of the others)")
    parser.add_argument("--seed", type=int, default=2567)
    parser.add_argument(
        "--seconds", type=float, default=60, help="how long the tests of one mistake may take"
    )
    parser.add_argument("--again", action="store_true", help="try once more what survived")
    asked = parser.parse_args()
    picked = {
        room: pick(mistakes_of(room), asked.count or (60 if room == "money" else 12), asked.seed)
        for room in asked.rooms
    }
    traces = Traces()
    tried = Tried(KEPT / "tried.json")
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        workshop = Workshop(Path(folder))
        for mistake in (mistake for mistakes in picked.values() for mistake in mistakes):
            before = tried.verdict(mistake)
            if before and not (asked.again and before != "noticed"):
                continue
            tests = traces.tests_for(mistake, asked.seconds)
            began = time.monotonic()
            verdict, by = workshop.try_out(mistake, tests, 120 + 5 * int(asked.seconds))
            tried.tell(mistake, verdict, by)
            took = time.monotonic() - began
            print(f"{verdict}  {mistake.path}:{mistake.line}  {mistake.kind}  {took:.0f} s  {by}", flush=True)
        forget_what_fails_anyway(workshop, tried)
    return show(picked, tried)


def forget_what_fails_anyway(workshop: Workshop, tried: Tried) -> None:
    """A test that fails without any mistake has noticed nothing."""
    by = {told["by"] for told in tried.told.values() if told["by"].startswith("tests/")}
    _verdict, said = workshop.run(sorted(by), 3600) if by else ("", "")
    spoiled = set(said.splitlines())
    for key in [key for key, told in tried.told.items() if told["by"] in spoiled]:
        print(f"fails without the mistake too: {tried.told[key]['by']}")
        tried.forget(key)


def show(picked: dict[str, list[Mistake]], tried: Tried) -> int:
    """Print a line for each room and each survivor; return 1 where too few were noticed."""
    noticed, of = Counter[str](), Counter[str]()
    print("\n| room | tried | noticed | |\n| --- | ---: | ---: | ---: |")
    for room, mistakes in picked.items():
        verdicts = Counter(tried.verdict(mistake) for mistake in mistakes)
        caught, count = len(mistakes) - verdicts["survived"] - verdicts[""], len(mistakes) - verdicts[""]
        print(f"| {room} | {count} | {caught} | {caught / max(count, 1):.0%} |")
        part = "money" if room == "money" else "outside"
        noticed[part] += caught
        of[part] += count
    for mistakes in picked.values():
        for mistake in mistakes:
            if tried.verdict(mistake) in ("survived", "ran out of time"):
                print(f"\n{mistake.path}:{mistake.line}  {mistake.kind}, {tried.verdict(mistake)}")
                print(f"- {mistake.before.strip()}\n+ {mistake.after.strip()}")
    for part in of:
        print(f"\n{part}: {noticed[part]} of {of[part]}, {noticed[part] / of[part]:.1%}", end="")
    print()
    return int(any(100 * noticed[part] < LEAST[part] * of[part] for part in of))


if __name__ == "__main__":
    sys.exit(main())
