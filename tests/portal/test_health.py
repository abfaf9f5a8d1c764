"""Whether the portal can work: names for the machine that watches it, figures for who looks after it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone

from grants.models import AuditRun
from people.models import User
from portal import health
from tests.html import browser_of
from trail.models import TrailEntry
from trail.noting import note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def days_ago(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Any]:
    def at(days: int, what: TrailEntry.What) -> None:
        then: datetime = timezone.now() - timedelta(days=days)
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda: then)
            note(what, None)

    return at


def watched(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/health/")
    return answer.status_code, answer.json()


def failing(*what: str) -> tuple[int, dict[str, Any]]:
    return 503, {"status": "failing", "what": list(what)}


def test_what_fails_is_named_to_the_machine_that_watches(
    client: Client, settings: LazySettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert watched(client) == (200, {"status": "ok"})
    monkeypatch.setattr(health, "LEAST_FREE", 2**62)
    assert watched(client) == failing("disk")
    settings.MEDIA_ROOT = folder / "gone"
    assert watched(client) == failing("folder", "disk")


def test_tables_of_another_version_of_the_portal_are_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda _self, _targets: ["one that was not run"])
    assert watched(client) == failing("migrations")


def test_a_database_that_is_away_is_named_and_nothing_more_is_asked_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_asked: object) -> None:
        raise OperationalError("the server is away, and its address is a secret")

    monkeypatch.setattr(connection, "cursor", away)
    assert watched(client) == failing("database")


@pytest.mark.parametrize(("days", "is_well"), [(2, True), (3, False)])
def test_a_backup_is_asked_for_two_days_after_the_last_or_after_the_portal_began(
    days: int, is_well: bool, client: Client, days_ago: Any
) -> None:
    AuditRun.objects.create(rules=1, findings=0)
    expected = (200, {"status": "ok"}) if is_well else failing("backup")
    days_ago(days, TrailEntry.What.SIGNED_IN)
    assert watched(client) == expected
    days_ago(days, TrailEntry.What.BACKED_UP)
    assert watched(client) == expected
    note(TrailEntry.What.BACKED_UP, None)
    assert watched(client) == (200, {"status": "ok"})


def test_a_check_of_the_money_is_asked_for_seven_days_after_the_last(client: Client) -> None:
    note(TrailEntry.What.BACKED_UP, None)
    AuditRun.objects.create(rules=1, findings=0, at=timezone.now() - timedelta(days=8))
    assert watched(client) == failing("audit")
    AuditRun.objects.create(rules=1, findings=0, at=timezone.now() - timedelta(days=7))
    assert watched(client) == (200, {"status": "ok"})


def test_who_looks_after_the_portal_reads_the_figures(days_ago: Any, officer_6: User) -> None:
    out = StringIO()
    browser_of(officer_6).get("/nowhere/")
    days_ago(1, TrailEntry.What.REFUSED)
    call_command("health", stdout=out)
    assert "last backup: never" in out.getvalue()
    assert "since yesterday, refused: 1" in out.getvalue()
    assert "since yesterday, not_signed_in: 0" in out.getvalue()
    days_ago(3, TrailEntry.What.BACKED_UP)
    out = StringIO()
    with pytest.raises(CommandError, match="backup"):
        call_command("health", stdout=out)
    day = timezone.localdate() - timedelta(days=3)
    assert f"last backup: {day}" in out.getvalue()
    assert "MB" in out.getvalue()
