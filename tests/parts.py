"""How long each part of `make test` took, told above the summary that ends each of them."""

import os
import resource
import time
from pathlib import Path
from typing import Any

import pytest

PART = os.environ.get("PART", "")  # the Makefile's name for what runs, such as "on SQLite"
TOLD = Path(__file__).parents[1] / "var" / "tests" / "parts"
BEGAN = pytest.StashKey[float]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[BEGAN] = time.monotonic()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not PART or hasattr(config, "workerinput"):  # xdist's workers are counted by who started them
        return
    ours, workers = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spent = ours.ru_utime + ours.ru_stime + workers.ru_utime + workers.ru_stime
    took = time.monotonic() - config.stash[BEGAN]
    TOLD.parent.mkdir(parents=True, exist_ok=True)
    with TOLD.open("a") as told:
        told.write(f"{PART}: {_minutes(took)}, {_minutes(spent)} of processor time\n")
    terminalreporter.section("how long each part took", sep="-")
    terminalreporter.write(TOLD.read_text())


def _minutes(seconds: float) -> str:
    return f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"
