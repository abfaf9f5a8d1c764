"""A pytest plugin for scripts/mutants.py, and for nothing else: which lines each test runs, and how long it takes.

With `--trace-into FILE` it leaves there {"seconds": {test: seconds}, "tests": {path: {line: [tests]}}, "sources":
{path: digest}}; a test is told by its number among the keys of "seconds". What a child process runs is not seen.
"""

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

ROOT = Path(__file__).parents[1]


class Tracing:
    def __init__(self, into: Path):
        self.into = into
        self.seconds: dict[str, float] = {}
        self.coverage = Coverage(
            data_file=None, config_file=False, source=[str(ROOT)], omit=["tests/*", "scripts/*", ".venv/*"]
        )

    def pytest_sessionstart(self) -> None:
        self.sources = {
            path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in ROOT.glob("[a-z]*/**/*.py")
        }
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        began = time.monotonic()
        self.coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self.coverage.switch_context("")
            self.seconds[item.nodeid] = round(time.monotonic() - began, 3)

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        numbers = {test: number for number, test in enumerate(self.seconds)}
        tests: dict[str, dict[int, list[int]]] = defaultdict(dict)
        for path in sorted(data.measured_files()):
            for line, contexts in data.contexts_by_lineno(path).items():
                ran = sorted(numbers[context] for context in contexts if context in numbers)
                tests[str(Path(path).relative_to(ROOT))][line] = ran
        self.into.write_text(
            json.dumps(
                {
                    "seconds": self.seconds,
                    "tests": tests,
                    "sources": {path: self.sources[path] for path in tests},
                }
            )
        )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trace-into", type=Path, help="a file for what scripts/mutants.py reads")


def pytest_configure(config: pytest.Config) -> None:
    if into := config.getoption("trace_into"):
        config.pluginmanager.register(Tracing(into), "tracing")
