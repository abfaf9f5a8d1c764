"""An audit finds what was true at one moment, whatever people write while it asks."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from editing.proof.rule import Rule
from grants.models import AuditRun, Programme
from tests import make
from tests.races import LONGEST, PATIENCE

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_every_rule_of_an_audit_and_the_last_hashes_see_one_moment_of_the_database() -> None:
    make.programme(6)

    def somebody_opens_another_year() -> None:
        try:
            make.programme(6, 2568)
        finally:
            connection.close()

    writer = threading.Thread(target=somebody_opens_another_year, daemon=True)

    def years() -> Iterator[str]:
        yield from map(str, Programme.objects.order_by("fiscal_year").values_list("fiscal_year", flat=True))

    def years_before_somebody_writes() -> Iterator[str]:
        yield from list(years())
        writer.start()
        writer.join(PATIENCE)  # SQLite lets her write when the audit is done, PostgreSQL at once

    rules = [Rule("before", years_before_somebody_writes), Rule("after", years)]
    run, results = AuditRun.keep(rules, lambda: {"years": " ".join(years())})
    writer.join(LONGEST)
    assert [found for _rule, found in results] == [["2567"], ["2567"]]
    assert (run.findings, run.last_hashes) == (2, {"years": "2567"})
    assert list(years()) == ["2567", "2568"]
