"""What one person brings in in a month is bounded; each file is kept."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from people.models import User
from spreadsheets.models import ImportBatch
from tests.html import browser_of
from tests.imports import press
from tests.uploads import budget_as_csv, sent, upload

pytestmark = pytest.mark.django_db


def test_one_person_brings_in_so_many_files_a_month_and_no_more(
    officer_6: User, officer_11: User, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMPORTS_A_MONTH = 2
    table, bangkok = budget_as_csv('1,ศูนย์,"95,000"'), timezone.get_current_timezone()

    def answer(person: User, region: int) -> Any:
        return sent(browser_of(person), "งบ.csv", "budget", table, region=region)

    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 30, 23, 59, tzinfo=bangkok))
    assert [answer(officer_6, 6).status_code for _press in range(3)] == [302, 302, 422]
    assert "โปรดติดต่อผู้ดูแลระบบ" in answer(officer_6, 6).text
    assert answer(officer_11, 11).status_code == 302
    assert ImportBatch.objects.count() == 3
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 0, 0, tzinfo=bangkok))
    assert answer(officer_6, 6).status_code == 302


def test_what_was_discarded_counts_while_its_file_is_kept(officer_6: User, settings: LazySettings) -> None:
    """The limit bounds the disk: a discarded file stays as a record of what was brought in."""
    settings.IMPORTS_A_MONTH = 1
    client, table = browser_of(officer_6), budget_as_csv('1,ชมรมคนบ้านสวน,"95,000"')
    batch = upload(client, "งบ.csv", "budget", table)
    press(client, batch, "discard")
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.CLOSED
    assert batch.file.storage.exists(batch.file.name)
    assert sent(client, "งบ.csv", "budget", table).status_code == 422
