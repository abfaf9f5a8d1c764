"""Which process of the tests runs which of them: a file of the walls stays with one, the others go where there is time.

What such a file asks for (two worlds, a person's walk through all pages) is made once where its tests stay together.
The groups of xdist (--dist loadgroup) would say so too; they are not seen by the pytest that is in requirements/.
Who asks no database comes first, in one piece: meanwhile the other process makes the database that both begin with.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

WITHOUT_A_DATABASE = (
    "tests/thai/",
    "tests/tables/",
)  # more tests than any file of the walls has, and so the first


class WallsTogether(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith(WITHOUT_A_DATABASE):
            return "without a database"
        return file if file.startswith("tests/walls/") else nodeid

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """What is done is forgotten: after each test the scheduler counts all that it ever gave to a process."""
        given = self.assigned_work[node]
        for scope in [scope for scope, tests in given.items() if all(tests.values())]:
            del given[scope]
        super().mark_test_complete(node, item_index, duration)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WallsTogether:
    return WallsTogether(config, log)
