"""Two people write in one amendment: nobody writes over what the page that she opened did not show."""

import pytest
from django.test import Client

from participation.models import AmendmentChange, Plan, PlanAmendment
from participation.years.amending import start
from people.models import User
from people.roles import Role
from tests import make
from tests.html import Form, browser_of, forms_of, text_at

pytestmark = pytest.mark.django_db
HERS, MINE = "ถ้อยคำของเพื่อนร่วมงาน", "ถ้อยคำที่พิมพ์ไว้"


@pytest.fixture
def amendment(plan_in_force: Plan, officer_6: User) -> PlanAmendment:
    return start(plan_in_force, by=officer_6, reason="ขยายกลุ่มเป้าหมาย")


@pytest.fixture
def colleague() -> Client:
    return browser_of(make.user("writes_too", Role.REGIONAL_STAFF, 6))


def form_of(client: Client, amendment: PlanAmendment, **holds: object) -> Form:
    """The first form of the page whose fields say so."""
    forms = forms_of(text_at(client, amendment.get_absolute_url()))
    return next(
        form for form in forms if all(form.data.get(name) == [str(value)] for name, value in holds.items())
    )


def send(client: Client, amendment: PlanAmendment, form: Form, do: str, **typed: str) -> int:
    answer = client.post(f"{amendment.get_absolute_url()}change/", {**form.data, **typed, "do": do})
    if answer.status_code == 409:
        assert "มีผู้อื่น" in answer.text
        assert all(text in answer.text for text in typed.values())
    return int(answer.status_code)


def items_said() -> list[tuple[str, str]]:
    return list(AmendmentChange.objects.values_list("what", "text"))


@pytest.mark.parametrize(
    ("do", "before"),
    [
        ("reword", ""),
        ("out", ""),
        *((do, "ถ้อยคำที่เขียนก่อนแล้ว") for do in ("reword", "out", "forget")),
    ],
)
def test_what_a_colleague_wrote_of_an_item_meanwhile_is_shown_and_not_overwritten(
    do: str, before: str, desk: Client, colleague: Client, amendment: PlanAmendment
) -> None:
    item = amendment.plan.lines.get(order=1).activities[0]
    if before:
        assert send(desk, amendment, form_of(desk, amendment, item=item.pk), "reword", text=before) == 302
    mine, hers = (form_of(client, amendment, item=item.pk) for client in (desk, colleague))
    assert send(colleague, amendment, hers, "reword", text=HERS) == 302
    typed = {"text": MINE} if do == "reword" else {}
    assert send(desk, amendment, mine, do, **typed) == 409
    assert items_said() == [("change", HERS)]
    assert send(desk, amendment, form_of(desk, amendment, item=item.pk), do, **typed) == 302
    assert items_said() == {"reword": [("change", MINE)], "out": [("out", "")], "forget": []}[do]


@pytest.mark.parametrize("do", ["line", "line-out"])
def test_what_a_colleague_wrote_of_a_line_meanwhile_is_not_overwritten(
    do: str, desk: Client, colleague: Client, amendment: PlanAmendment
) -> None:
    line = amendment.plan.lines.get(order=1)
    mine, hers = (form_of(client, amendment, line=line.pk, base=line.version) for client in (desk, colleague))
    assert send(colleague, amendment, hers, "line", number="11.") == 302
    assert send(desk, amendment, mine, do, number="12.") == 409
    assert amendment.line_changes.get().number == "11."
    again = form_of(desk, amendment, line=line.pk, base=line.version)
    assert send(desk, amendment, again, do, number="12.") == 302
    assert amendment.line_changes.get().what == {"line": "change", "line-out": "out"}[do]
    assert send(colleague, amendment, again, "line-forget") == 409
    assert amendment.line_changes.exists()


def test_the_reason_that_a_colleague_wrote_meanwhile_is_not_overwritten(
    desk: Client, colleague: Client, amendment: PlanAmendment
) -> None:
    mine, hers = (form_of(client, amendment, do="reason") for client in (desk, colleague))
    assert send(colleague, amendment, hers, "reason", text=HERS) == 302
    assert send(desk, amendment, mine, "reason", text=MINE) == 409
    amendment.refresh_from_db()
    assert amendment.reason == HERS
    assert send(desk, amendment, form_of(desk, amendment, do="reason"), "reason", text=MINE) == 302
