"""Two people leave out one change of an amendment at once: the second is told that it is gone, with what she typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import gettext as _

from participation.models import AmendedLine, AmendmentChange, FormOfParticipation, Plan, PlanAmendment
from participation.years.amending import add, start
from participation.years.amending_lines import add_line
from people.models import User
from tests.html import browser_of
from tests.races import Outcome, at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

REMOVES = {
    "forget": 'DELETE FROM "participation_amendmentchange"',
    "line-forget": 'DELETE FROM "participation_amendedline"',
}
TYPED = "ข้อความที่พิมพ์ไว้"


@pytest.fixture
def amendment(plan_in_force: Plan, officer_6: User) -> PlanAmendment:
    made = start(plan_in_force, by=officer_6, reason="ปรับ")
    line = plan_in_force.lines.order_by("order")[0]
    add(made, line, "activity", "ประชุมใหญ่", by=officer_6)
    add_line(made, FormOfParticipation.objects.get(number=5), by=officer_6)
    return made


def presses(by: User, amendment: PlanAmendment, do: str) -> Callable[[], Any]:
    change, line = AmendmentChange.objects.get(), AmendedLine.objects.get()
    shown = (line if do.startswith("line") else change).mark_shown
    keys = {"change": change.pk, "line-change": line.pk, "change_seen": shown}
    address, sent = f"{amendment.get_absolute_url()}change/", {"do": do, "text": TYPED, **keys}
    client = browser_of(by)
    return lambda: client.post(address, sent)


def answers(outcomes: list[Outcome]) -> dict[int, Any]:
    assert [outcome.error for outcome in outcomes] == [None, None]
    return {outcome.value.status_code: outcome.value for outcome in outcomes}


@pytest.mark.parametrize("do", REMOVES)
def test_what_two_leave_out_at_once_is_left_out_once(
    do: str, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    pair = [presses(by, amendment, do) for by in (officer_6, decides)]
    told = answers(at_once(*pair, before=REMOVES[do]))
    assert set(told) == {302, 404}
    assert TYPED in told[404].text


def test_a_change_that_is_gone_is_said_to_be_gone(
    amendment: PlanAmendment, officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What PostgreSQL lets happen between two statements, on either database."""
    found = AmendmentChange.objects.get()
    gone = AmendmentChange.objects.get()
    gone.remove(by=officer_6, why="อีกคนนำออก")
    monkeypatch.setattr("participation.years.amendment_changes._change", lambda request, of: found)
    answer = browser_of(officer_6).post(
        f"{amendment.get_absolute_url()}change/",
        {"do": "insist", "change": found.pk, "base": 1, "text": TYPED},
    )
    assert answer.status_code == 404
    assert _("Somebody has removed this meanwhile.") in answer.text
    assert TYPED in answer.text
