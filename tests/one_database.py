"""A pytest plugin for mutation testing: one database in memory for all test runs of a process and of its children.

mutmut runs pytest in one process and forks it for each mutant; to migrate a database each time would be most of the
work. Loaded by [tool.mutmut] in pyproject.toml and by nothing else.
"""

from collections.abc import Iterator
from typing import Any

import pytest

made: list[Any] = []


class OneDatabase:
    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(cls, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
        """Make the database once; it goes with the process."""
        from django.db import connection
        from django.test.utils import setup_databases

        with django_db_blocker.unblock():
            if not made:
                connection.settings_dict["TEST"]["NAME"] = None  # SQLite takes that for memory
                made.append(setup_databases(verbosity=0, interactive=False))
            yield


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(
        OneDatabase(), "one_database"
    )  # after pytest-django, so that this one is asked
