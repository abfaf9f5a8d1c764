"""What counts is done by who has shown lately that it is she; the press is kept, and goes on."""

import time
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from grants.agreements.payment_requests import request_payment
from grants.models import Instalment
from people.helping import Helped
from people.models import Membership, Tries, User
from people.roles import Role
from portal.duties import KINDS
from tests import make
from tests.acts.test_walk import NOUNS
from tests.grants.steps import Office, seen
from tests.html import browser_of, forms_of, text_at
from tests.people.phones import PASSWORD, Clock, with_factor

pytestmark = pytest.mark.django_db
TAKEN_BACK = {"refuse", "send_back", "give_back", "discard"}


@pytest.fixture(autouse=True)
def asks_again(settings: Any) -> None:
    settings.PROOF_MINUTES = 15


def long_ago(client: Client) -> Client:
    """She came in twenty minutes ago."""
    session = client.session
    session["signed_in_at"] = time.time() - 20 * 60
    session.save()
    return client


def asked_in(page: str) -> Any:
    [form] = [form for form in forms_of(page) if "proof" in form.data]
    return form


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def parts(office: Office) -> list[Instalment]:
    programme = office.open_programme()
    made = []
    for name in ("ศูนย์หนึ่ง", "ศูนย์สอง"):
        agreement = office.active(make.allocation(programme, name, "50000"), "50000")
        [part] = agreement.instalments.all()
        request_payment(part, by=office.asks)
        made.append(part)
    return made


def approve(client: Client, part: Instalment, **more: str) -> Any:
    return client.post(f"/agreements/instalments/{part.pk}/approve/", {"seen": seen(part), **more})


def state(part: Instalment) -> str:
    return Instalment.objects.get(pk=part.pk).state


def test_an_approval_asks_who_came_in_long_ago_for_her_password_and_goes_on(
    office: Office, parts: list[Instalment]
) -> None:
    client = long_ago(browser_of(office.approves))
    asked = approve(client, parts[0], comment="สองบรรทัด\r\nของเธอ")
    form = asked_in(asked.text)
    assert (form.action, form.data["comment"]) == (asked.request["PATH_INFO"], ["สองบรรทัด\r\nของเธอ"])
    for password, stands in (("not hers", "requested"), (PASSWORD, "approved")):
        answer = client.post(form.action, {**form.data, "proof": password})
        assert state(parts[0]) == stands
    assert answer.status_code == 302
    approve(client, parts[1])  # at once, and nothing is asked
    assert state(parts[1]) == "approved"


@pytest.mark.parametrize("ahead", ["signed_in_at", "proved_at"])
def test_a_proof_that_lies_ahead_of_the_clock_proves_nothing(
    office: Office, parts: list[Instalment], ahead: str
) -> None:
    client = long_ago(browser_of(office.approves))
    session = client.session
    session[ahead] = time.time() + 24 * 60 * 60
    session.save()
    approve(client, parts[0])
    assert state(parts[0]) == "requested"


def test_who_has_a_factor_shows_a_code(office: Office, parts: list[Instalment], clock: Clock) -> None:
    phone, _codes = with_factor(office.approves, clock)
    client = long_ago(browser_of(office.approves))
    form = asked_in(approve(client, parts[0]).text)
    for proof, stands in ((PASSWORD, "requested"), (phone.next_code(), "approved")):
        client.post(form.action, {**form.data, "proof": proof})
        assert state(parts[0]) == stands


def test_who_came_in_just_now_is_not_asked_nor_anybody_where_it_is_off(
    office: Office, parts: list[Instalment], settings: Any
) -> None:
    approve(browser_of(office.approves), parts[0])
    settings.PROOF_MINUTES = 0
    approve(long_ago(browser_of(office.approves)), parts[1])
    assert [state(part) for part in parts] == ["approved"] * 2


@pytest.mark.usefixtures("moment")
def test_a_proof_is_a_guess_like_any_other(office: Office, parts: list[Instalment]) -> None:
    client = long_ago(browser_of(office.approves))
    answers = [approve(client, parts[0], proof="wrong").status_code for _number in range(7)]
    assert answers == [200] * 5 + [429] * 2


def test_a_script_is_told_in_its_own_way(office: Office, parts: list[Instalment]) -> None:
    client = long_ago(browser_of(office.approves))
    address = f"/agreements/instalments/{parts[0].pk}/approve/"
    answer = client.post(address, {"seen": seen(parts[0])}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["kind"], state(parts[0])) == (403, "refused", "requested")


def test_rights_and_accounts_ask_as_well(head_office: User, coordinator_6: User) -> None:
    client = long_ago(browser_of(head_office))
    page = f"/admin/people/user/{coordinator_6.pk}/change/"
    [change] = [form for form in forms_of(text_at(client, page)) if "username" in form.data]
    typed = {**change.data, "memberships-0-role": Role.COMMITTEE_MEMBER, "change_reason": "ย้ายงาน"}
    form = asked_in(client.post(page, typed).text)
    assert [each.role for each in Membership.objects.filter(user=coordinator_6)] == [Role.COORDINATOR]
    client.post(page, {**form.data, "proof": PASSWORD})
    assert [each.role for each in Membership.objects.filter(user=coordinator_6)] == [Role.COMMITTEE_MEMBER]
    long_ago(client)
    session = client.session
    del session["proved_at"]
    session.save()
    seen = {"seen": Helped(User.objects.get(pk=coordinator_6.pk)).shown}
    for address, data in (
        (f"/people/{coordinator_6.pk}/access/", {"do": "link"} | seen),
        (f"/admin/people/user/{coordinator_6.pk}/password/", {"password1": "x"} | seen),
    ):
        assert asked_in(client.post(address, data).text).action == address


def not_proved(client: Client) -> Client:
    session = long_ago(client).session
    session.pop("proved_at", None)
    session.save()
    return client


def test_a_page_on_which_a_password_is_typed_asks_before_and_no_page_says_one_again(
    head_office: User, coordinator_6: User
) -> None:
    client, typed = not_proved(browser_of(head_office)), "ดอกไม้บานที่ระยอง 67"
    for page in ("/admin/people/user/add/", f"/admin/people/user/{coordinator_6.pk}/password/"):
        asked = asked_in(client.get(page).text)
        assert (
            asked_in(client.post(page, {**asked.data, "proof": "wrong"}).text).data.keys()
            == asked.data.keys()
        )
        assert client.post(page, {**asked.data, "proof": PASSWORD})["Location"] == page
        assert 'name="password1"' in text_at(client, page)
        not_proved(client)
        again = client.post(page, {"username": "new", "password1": typed, "password2": typed}).text
        assert asked_in(again).data["username"] == ["new"]
        assert typed not in again
        not_proved(client)


def test_go_on_pressed_twice_is_neither_a_wrong_code_nor_done_twice(
    office: Office, parts: list[Instalment], clock: Clock
) -> None:
    phone, _codes = with_factor(office.approves, clock)
    client = long_ago(browser_of(office.approves))
    form = asked_in(approve(client, parts[0]).text)
    pressed = {**form.data, "proof": phone.next_code()}
    answers = [client.post(form.action, pressed) for _number in range(2)]
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, answers[0]["Location"])] * 2
    assert not Tries.objects.filter(since_in__gt=0).exists()
    assert state(parts[0]) == "approved"


def test_a_proof_has_a_token_of_its_own_and_the_press_stays_that_of_its_page(
    office: Office, parts: list[Instalment]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.approves)
    token = next(form.data["csrfmiddlewaretoken"][0] for form in forms_of(text_at(client, "/password/")))
    asked = asked_in(approve(long_ago(client), parts[0], csrfmiddlewaretoken=token).text)
    assert asked.data["proof_before"] == [token]
    assert asked.data["csrfmiddlewaretoken"] != [token]
    assert client.post(asked.action, {**asked.data, "proof": PASSWORD}).status_code == 302
    assert state(parts[0]) == "approved"


@pytest.mark.parametrize("label", ["people.Membership", "centres.OrganisationPerson", "committees.Seat"])
def test_a_record_from_which_rights_follow_is_marked(label: str) -> None:
    assert apps.get_model(label).carries_rights


def test_a_tie_to_an_organisation_asks_as_well_and_its_name_alone_does_not(
    officer_6: User, coordinator_6: User
) -> None:
    organisation = make.organisation("เครือข่ายหนึ่ง")
    page = f"/admin/centres/organisation/{organisation.pk}/change/"
    client = not_proved(browser_of(officer_6))
    [change] = [form for form in forms_of(text_at(client, page)) if form.saves]
    assert client.post(page, {**change.data, "contact": "ที่อยู่ใหม่", "change_reason": "ใหม่"}).status_code == 302
    [change] = [form for form in forms_of(text_at(client, page)) if form.saves]
    row = {"user": str(coordinator_6.pk), "role": Role.COORDINATOR, "since": "22 ธ.ค. 2566"}
    rows = {"people-TOTAL_FORMS": "1", **{f"people-0-{name}": value for name, value in row.items()}}
    asked = asked_in(client.post(page, {**change.data, **rows, "change_reason": "ใหม่"}).text)
    assert not organisation.people.exists()
    client.post(page, {**asked.data, "proof": PASSWORD})
    assert [tie.user for tie in organisation.people.all()] == [coordinator_6]


# What no page does for who left her desk a quarter of an hour ago: money, decisions, rights.
PROVED = {
    "Agreement": {"put_in_force", "sign_into_force"},
    "Instalment": {"approve", "pay"},
    "Correction": {"approve"},
    "ReturnNotice": {"approve"},
    "Settlement": {"approve"},
    "CeilingChange": {"approve"},
    "Amendment": {"approve"},
    "Report": {"accept_as_mentor", "accept_as_region"},
    "Plan": {"decide"},
    "PlanAmendment": {"decide"},
    "ActivityReport": {"accept"},
    "Meeting": {"close"},
    "Readiness": {"register"},
    "ReceivingUnit": {"register", "renew", "suspend", "revoke", "resign"},
    "FactorReset": {"approve", "refuse"},
    "ImportBatch": {"confirm"},
}


def test_these_acts_are_proved_and_no_other() -> None:
    found = {noun.model.__name__: {act.name for act in noun.life if act.proved} for noun in NOUNS}
    assert {name: acts for name, acts in found.items() if acts} == PROVED


def test_whatever_one_asks_for_and_another_approves_is_proved() -> None:
    for kind in KINDS:
        for act in kind.life:
            if act.decides and act.another_than and act.name not in TAKEN_BACK:
                assert act.proved, (kind, act.name)
