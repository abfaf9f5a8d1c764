"""Head office reads on its home page when the money was last checked and what came of it; nobody else does."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from grants.models import AuditRun
from people.models import User
from people.roles import Role
from tests import make
from thai.dates import format_date

pytestmark = pytest.mark.django_db
HEADING = "การตรวจสอบเงิน"
ASK_WHY = "เกิน 7 วัน"


def checked(findings: int = 0, days_ago: int = 0) -> None:
    AuditRun.objects.create(rules=37, findings=findings, at=timezone.now() - timedelta(days=days_ago))


def home(client: Client, user: User) -> str:
    client.force_login(user)
    page = client.get("/")
    assert page.status_code == 200
    return str(page.text)


def test_that_the_money_was_never_checked_is_said(client: Client, head_office: User) -> None:
    assert "ยังไม่เคยตรวจสอบเงิน" in home(client, head_office)


def test_the_last_check_is_told_with_its_day(client: Client, head_office: User) -> None:
    call_command("audit_money", verbosity=0)
    said = home(client, head_office)
    assert f"ตรวจสอบล่าสุด {format_date(timezone.localdate())} ไม่พบความผิดปกติ" in said
    assert ASK_WHY not in said


def test_what_was_found_is_counted_until_a_later_check_finds_nothing(
    client: Client, head_office: User
) -> None:
    checked(findings=3)
    assert "พบความผิดปกติ 3 รายการ" in home(client, head_office)
    checked()
    assert "ไม่พบความผิดปกติ" in home(client, head_office)


@pytest.mark.parametrize(("days", "is_old"), [(6, False), (7, False), (8, True)])
def test_a_check_grows_old_after_seven_days(
    days: int, is_old: bool, client: Client, head_office: User
) -> None:
    checked(days_ago=days)
    assert (ASK_WHY in home(client, head_office)) == is_old


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEAD_OFFICE])
def test_nobody_else_is_told(role: Role, client: Client, head_office: User) -> None:
    checked(findings=3)
    assert HEADING not in home(client, make.user("somebody", role, 6))
    assert HEADING in home(client, head_office)
