"""The one door of requests: whoever decides, decides on what was on her page, and what she typed is not lost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from deciding.request import Request
from grants.models import Agreement, Amendment, Correction, Entry, Programme, ReturnNotice, Settlement
from people.roles import Role
from tests import make
from tests.grants.doors import decide, door_of, pressed
from tests.grants.steps import NUMBER, ON, Office
from tests.html import browser_of, forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited", "paid")]
Asking = Callable[[Office, Agreement], Request]


def amendment(office: Office, agreement: Agreement) -> Amendment:
    return Amendment.propose(agreement, by=office.asks, reason="ขยาย", ends_on=date(2024, 12, 31))


def returnnotice(office: Office, agreement: Agreement) -> ReturnNotice:
    money = {"unspent": Decimal("500.00"), "interest": Decimal("1.25")}
    return ReturnNotice.report(agreement, by=office.asks, on=ON, document_number=NUMBER, **money)


def correction(office: Office, agreement: Agreement) -> Correction:
    (entry,) = office.give_back(agreement, "100.00")
    money = {"right_amount": Decimal("10.00"), "document_number": NUMBER}
    return Correction.propose(entry, by=office.asks, reason="พิมพ์ผิด", **money)


def settlement(office: Office, agreement: Agreement) -> Settlement:
    money = {"how": "carried", "amount": Decimal("500.00"), "agreement": agreement}
    return Settlement.propose(agreement.programme, by=office.asks, reason="ยกไปปีหน้า", **money)


@pytest.fixture(params=[amendment, returnnotice, correction, settlement], ids=lambda asking: asking.__name__)
def asked(request: pytest.FixtureRequest, office: Office, agreement: Agreement) -> Request:
    made: Request = request.param(office, Agreement.objects.get(pk=agreement.pk))
    return made


def state_of(asked: Request) -> str:
    return str(type(asked)._default_manager.get(pk=asked.pk).state)


def sent_by_her_page(client: Client, asked: Request, act: str, answer: str = "") -> dict[str, str]:
    """What the form on the request's own page would send."""
    page = client.get(asked.get_absolute_url()).text
    (form,) = [form for form in forms_of(page) if form.action == door_of(asked)]
    return {**{name: values[0] for name, values in form.data.items()}, "act": act, "answer": answer}


def test_a_decision_on_her_page_is_taken(office: Office, asked: Request) -> None:
    hers = browser_of(office.approves)
    answer = hers.post(door_of(asked), sent_by_her_page(hers, asked, "approve"))
    assert (answer.status_code, answer["Location"]) == (302, asked.get_absolute_url())
    assert state_of(asked) == "approved"


def test_an_approval_needs_no_answer_and_a_refusal_without_one_is_told_so(
    office: Office, asked: Request
) -> None:
    hers = browser_of(office.approves)
    for act, status, state in (("refuse", 409, "waiting"), ("approve", 302, "approved")):
        sent = sent_by_her_page(hers, asked, act)
        del sent["answer"]
        assert (hers.post(door_of(asked), sent).status_code, state_of(asked)) == (status, state)


@pytest.mark.parametrize("act", ["approve", "refuse"])
def test_a_decision_on_a_page_that_has_grown_old_is_not_taken_and_shows_the_page_as_it_is(
    office: Office, agreement: Agreement, asked: Request, act: str
) -> None:
    hers = browser_of(office.approves)
    sent = sent_by_her_page(hers, asked, act, "ยอดไม่ตรงกับสมุดบัญชี")
    # Meanwhile the first half is reported, and the agreement gets its scan: other figures than she saw.
    office.accept(office.report(agreement.instalments.get(number=1), spent="40000.00"))
    Agreement.objects.filter(pk=agreement.pk).update(version=99)
    before = Entry.objects.count()
    answer = hers.post(door_of(asked), sent)
    assert answer.status_code == 409
    assert (state_of(asked), Entry.objects.count()) == ("waiting", before)
    assert "เปลี่ยนไปหลังจากท่านเปิดหน้า" in answer.text
    assert "ยอดไม่ตรงกับสมุดบัญชี" in answer.text  # what she typed
    (form,) = [form for form in forms_of(answer.text) if form.action == door_of(asked)]
    now = {**{name: values[0] for name, values in form.data.items()}, "act": act}
    hers.post(door_of(asked), now)
    assert state_of(asked) == {"approve": "approved", "refuse": "refused"}[act]


def test_who_answers_what_another_has_decided_meanwhile_keeps_her_answer(
    office: Office, asked: Request
) -> None:
    hers = browser_of(office.approves)
    sent = sent_by_her_page(hers, asked, "refuse", "ยอดไม่ตรงกับสมุดบัญชี")
    decide(browser_of(office.head), asked)
    answer = hers.post(door_of(asked), sent)
    assert answer.status_code == 409
    assert "ข้อความที่ท่านพิมพ์: ยอดไม่ตรงกับสมุดบัญชี" in answer.text
    assert state_of(asked) == "approved"


def test_what_was_asked_for_anew_is_not_approved_on_the_page_of_what_it_replaced(
    office: Office, agreement: Agreement
) -> None:
    """Her button read 30,000; meanwhile it is taken back and 45,000 are asked for."""
    hers, money = browser_of(office.approves), {"interest": Decimal(0), "on": ON, "document_number": NUMBER}
    first = ReturnNotice.report(agreement, by=office.pays, unspent=Decimal("30000.00"), **money)
    sent = sent_by_her_page(hers, first, "approve")
    first.withdraw(by=office.pays)
    second = ReturnNotice.report(agreement, by=office.pays, unspent=Decimal("45000.00"), **money)
    for asked in (first, second):
        assert hers.post(door_of(asked), sent).status_code == 409
    assert not agreement.entries.filter(kind="return").exists()
    assert (state_of(first), state_of(second)) == ("withdrawn", "waiting")


def test_in_the_queue_too_a_decision_stands_on_what_was_shown(
    office: Office, agreement: Agreement, asked: Request
) -> None:
    hers = browser_of(office.approves)
    (key,) = [row.key for row in hers.get("/reports/queue/").context["rows"]]
    office.accept(office.report(agreement.instalments.get(number=1), spent="40000.00"))
    Agreement.objects.filter(pk=agreement.pk).update(version=99)
    for sent in ({"approve": key}, {"row": key}, {"return": key, f"comment-{key}": "ยอดไม่ตรง"}):
        page = hers.post("/reports/queue/", sent, follow=True)
        assert state_of(asked) == "waiting"
        assert 'class="note bad"' in page.text
    assert "ยอดไม่ตรง" in page.text  # what she typed


def test_a_refusal_says_why(office: Office, asked: Request) -> None:
    hers = browser_of(office.approves)
    answer = hers.post(door_of(asked), sent_by_her_page(hers, asked, "refuse", "  "))
    assert (answer.status_code, state_of(asked)) == (409, "waiting")
    decide(hers, asked, "refuse", "ไม่พบเอกสาร")
    assert "ไม่พบเอกสาร" in browser_of(office.asks).get(asked.get_absolute_url()).text


def test_who_asked_takes_it_back_and_decides_nothing(office: Office, asked: Request) -> None:
    own = browser_of(office.asks)
    for act in ("approve", "refuse"):
        assert decide(own, asked, act, "เหตุผล").status_code == 409
    assert state_of(asked) == "waiting"
    assert decide(browser_of(office.approves), asked, "withdraw").status_code == 403
    own.post(door_of(asked), sent_by_her_page(own, asked, "withdraw"))
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("withdrawn", office.asks)
    assert decide(browser_of(office.approves), asked).status_code == 409


def test_a_request_of_an_unknown_kind_or_with_an_unknown_act_is_nowhere(
    office: Office, asked: Request
) -> None:
    hers = browser_of(office.approves)
    assert hers.post(door_of(asked), pressed(asked, "shred")).status_code == 404
    assert hers.post(f"/requests/entry/{asked.pk}/", pressed(asked)).status_code == 404
    assert hers.get(f"/requests/entry/{asked.pk}/").status_code == 404
    stranger = browser_of(make.user("officer_of_11", Role.REGIONAL_STAFF, 11))
    assert decide(stranger, asked).status_code == 404
    assert stranger.get(door_of(asked)).status_code == 404
    assert state_of(asked) == "waiting"


def test_who_reads_the_address_of_a_decision_is_led_to_the_page_of_what_was_asked_for(
    office: Office, asked: Request
) -> None:
    answer = browser_of(office.approves).get(door_of(asked), follow=True)
    assert answer.redirect_chain == [(asked.get_absolute_url(), 302)]
    assert answer.status_code == 200


def test_what_is_approved_is_sealed(office: Office, asked: Request) -> None:
    decide(browser_of(office.approves), asked)
    programme = Programme.objects.get()
    last = programme.seals.order_by("place").last()
    assert (last.record, last.key) == (asked._meta.model_name, asked.pk)
