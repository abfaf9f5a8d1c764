"""Who comes for what was taken out of a plan is told so, and gets back what she typed into it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from participation.models import PlanItem, PlanLine
from people.models import Membership, User
from tests import make
from tests.html import browser_of, forms_of, text_at
from tests.participation.writer import PageWriter

pytestmark = pytest.mark.django_db

TYPED = "ข้อความที่พิมพ์ไว้ยาวหลายบรรทัด"


@pytest.fixture
def line(db: None) -> PlanLine:
    plan = make.plan()
    make.plan_line(plan, 3)
    return make.plan_line(plan, 1)


@pytest.fixture
def colleague(head_office: User, line: PlanLine) -> PageWriter:
    return PageWriter(browser_of(head_office), line.plan)


def item_out(colleague: PageWriter, line: PlanLine, item: PlanItem) -> None:
    colleague.does("take_out", item=item.pk, version=item.version)


def line_out(colleague: PageWriter, line: PlanLine, item: PlanItem) -> None:
    colleague.does("take_out_line", line=line.pk, version=line.version)


PAGES: dict[str, tuple[str, str, Callable[[PlanLine], PlanItem]]] = {
    "details": ("/plans/activities/{item}/details/", "place", lambda line: line.activities[0]),
    "report": ("/plans/activities/{item}/report/", "done", lambda line: line.activities[0]),
    "indicator": ("/plans/outcomes/{item}/indicators/", "what", lambda line: line.outcomes[0]),
    "line": ("/plans/2567/6/lines/{line}/", "new-activity", lambda line: line.activities[0]),
}


@pytest.mark.parametrize(
    ("page", "taken"),
    [*((page, line_out) for page in PAGES), *((page, item_out) for page in PAGES if page != "line")],
)
def test_what_was_typed_into_what_is_gone_is_given_back(
    page: str,
    taken: Callable[[PageWriter, PlanLine, PlanItem], None],
    desk: Client,
    line: PlanLine,
    colleague: PageWriter,
) -> None:
    address, box, item_of = PAGES[page]
    item = item_of(line)
    address = address.format(item=item.pk, line=line.pk)
    (form, *_more) = forms_of(text_at(desk, address))
    taken(colleague, line, item)
    answer = desk.post(address, {**form.data, box: TYPED})
    assert answer.status_code == 404
    assert answer.text.count(TYPED) == 1
    assert _("%(who)s has taken this out of the plan meanwhile.") % {"who": "head_office"} in answer.text
    assert _("What you typed is not saved; here it is, to be copied") in answer.text
    reading = desk.get(address)
    assert "head_office" in reading.text
    assert TYPED not in reading.text


def test_who_may_not_read_the_plan_is_not_told_who_took_it_out(
    officer_11: User, line: PlanLine, colleague: PageWriter
) -> None:
    addresses = [
        address.format(item=item_of(line).pk, line=line.pk) for address, _box, item_of in PAGES.values()
    ]
    line_out(colleague, line, line.activities[0])
    for address in addresses:
        page = browser_of(officer_11).get(address)
        assert page.status_code == 404
        assert "head_office" not in page.text


def test_whose_role_ended_while_she_typed_gets_back_what_she_typed(officer_6: User, line: PlanLine) -> None:
    desk, address = browser_of(officer_6), f"/plans/activities/{line.activities[0].pk}/details/"
    (form, *_more) = forms_of(text_at(desk, address))
    Membership.objects.filter(user=officer_6).update(until=make.day(-1))
    answer = desk.post(address, {**form.data, "place": TYPED, "csrfmiddlewaretoken": "token of a page"})
    assert answer.status_code in (403, 404)
    assert TYPED in answer.text
    assert "token of a page" not in answer.text


def test_nobody_who_is_not_signed_in_is_given_anything_back(client: Client) -> None:
    assert TYPED not in client.post("/no/such/page/", {"text": TYPED}).text
