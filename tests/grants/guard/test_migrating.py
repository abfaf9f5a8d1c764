"""A migration may write any table anew; the rules of money that stood on it, or named it, stand again afterwards."""

import pytest
from django.core.management import call_command
from django.db import connection

from centres.models import Organisation
from editing.proof import migrating
from grants.guard.audit import violations
from grants.migrations.money_rules import writing
from grants.models import Allocation
from tests import make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL changes a table where it stands"),
]


def write_anew(model: type[Organisation]) -> None:
    with connection.schema_editor() as editor:
        editor._remake_table(model)  # type: ignore[attr-defined]


def test_the_table_of_organisations_is_written_anew_and_nothing_is_missing() -> None:
    make.allocation(make.programme(), "ศูนย์ประสานงาน", "95000.00")
    before = set(writing.standing(connection))
    migrating.let_tables_be_written_anew("default")
    write_anew(Organisation)
    assert set(writing.standing(connection)) < before  # what this is for
    call_command("migrate", verbosity=0)
    assert set(writing.standing(connection)) == before
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA legacy_alter_table")
        assert cursor.fetchone() == (0,)  # what the next one changes is changed in the newer way again
    assert Allocation.objects.get().organisation.name == "ศูนย์ประสานงาน"
    assert violations() == []
