"""The pages on which axe found nothing, from every process of the tests, named in one line at the end."""

from typing import Any

import pytest

SEEN_BY_AXE = pytest.StashKey[set[str]]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["seen_by_axe"] = sorted(session.config.stash.get(SEEN_BY_AXE, set()))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    told = getattr(node, "workeroutput", {}).get("seen_by_axe", [])
    node.config.stash.setdefault(SEEN_BY_AXE, set()).update(told)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    seen = config.stash.get(SEEN_BY_AXE, set())
    if seen:
        terminalreporter.write_line(f"axe found nothing on {len(seen)} pages: {', '.join(sorted(seen))}")
