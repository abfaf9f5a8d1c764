"""Which process of the tests runs which of them: a file of the walls stays with one, the others go where there is time.

What such a file asks for (two worlds, a person's walk through all pages) is made once where its tests stay together.
The groups of xdist (--dist loadgroup) would say so too; they are not seen by the pytest that is in requirements/.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling


class WallsTogether(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith("tests/walls/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WallsTogether:
    return WallsTogether(config, log)
