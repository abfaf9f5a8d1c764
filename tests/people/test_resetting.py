"""A lost second factor: two others take it away, and her history says who."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.helping import Helped, link_for
from people.models import FactorReset, Membership, User
from people.resetting import ask
from people.roles import Role
from tests import make
from tests.cast import CAST, person
from tests.html import browser_of, links_of, pressed, text_at
from tests.people.phones import Clock, enter_password, is_signed_in, with_factor

pytestmark = pytest.mark.django_db


def ask_for(who: User, by: User, reason: str = "โทรคุยกันแล้ว") -> Any:
    return pressed(browser_of(by), f"/people/{who.pk}/access/", ("do", "reset"), reason=reason)


def decide(reset: FactorReset, by: User) -> None:
    browser_of(by).post(f"/people/factor-resets/{reset.pk}/", {"act": "approve", "seen": reset.shown})


def has_factor(who: User) -> bool:
    return Authenticator.objects.filter(user=who).exists()


def test_one_asks_another_agrees_and_she_signs_in_with_her_password_and_sets_up_anew(
    officer_6: User, complaints_6: User, clock: Clock, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    with_factor(complaints_6, clock)
    with_factor(officer_6, clock)
    colleague = make.user("colleague_6", Role.REGIONAL_STAFF, 6)
    with_factor(colleague, clock)
    page = ask_for(complaints_6, officer_6)["Location"]
    reset = FactorReset.objects.get()
    assert page == f"/people/factor-resets/{reset.pk}/"
    assert page in links_of(text_at(browser_of(colleague), "/reports/queue/"))
    assert 'value="approve"' not in text_at(browser_of(officer_6), page)
    decide(reset, officer_6)
    assert has_factor(complaints_6)
    decide(reset, colleague)
    assert not has_factor(complaints_6)
    client, entered = enter_password(complaints_6)
    assert entered["Location"] == "/"
    assert is_signed_in(client)
    assert client.get("/")["Location"].startswith("/account/factor/")
    told = {line.history_user for line in complaints_6.history.all() if line.history_change_reason}
    assert {officer_6, colleague} <= told


@pytest.mark.parametrize(
    ("whose", "decides"),
    [
        ("coordinator_6", {"colleague_6", "head_office"}),
        ("complaints_6", {"colleague_6", "head_office"}),
        ("finance_6", {"head_office"}),
        ("mentor_6", {"head_office"}),
    ],
)
def test_staff_of_her_region_decide_and_head_office_alone_on_who_decides_on_money(
    whose: str, decides: set[str], officer_6: User, clock: Clock
) -> None:
    lost = person(whose)
    people = {name: person(name) for name in CAST if name not in (whose, "officer_6")}
    people["colleague_6"] = make.user("colleague_6", Role.REGIONAL_STAFF, 6)
    with_factor(lost, clock)
    ask_for(lost, officer_6)
    for name, other in {**people, whose: lost, "officer_6": officer_6}.items():
        with transaction.atomic():
            decide(FactorReset.objects.get(), other)
            assert has_factor(lost) != (name in decides), name
            transaction.set_rollback(True)


def test_nobody_asks_for_herself_without_a_reason_or_from_another_region(
    officer_6: User, officer_11: User, coordinator_6: User, clock: Clock
) -> None:
    with_factor(officer_6, clock)
    with_factor(coordinator_6, clock)
    assert ask_for(officer_6, officer_6).status_code == 404
    with pytest.raises(ValidationError):
        ask(officer_6, "ฉันเอง", by=officer_6, seen=Helped(officer_6).shown)
    assert ask_for(coordinator_6, officer_11).status_code == 404
    assert ask_for(coordinator_6, person("mentor_6")).status_code == 403
    assert "บอกว่าทราบได้อย่างไร" in ask_for(coordinator_6, officer_6, " ").text
    assert not FactorReset.objects.exists()


def test_what_was_typed_stays_where_somebody_has_asked_already(
    officer_6: User, head_office: User, coordinator_6: User, clock: Clock
) -> None:
    with_factor(coordinator_6, clock)
    ask_for(coordinator_6, officer_6)
    again = ask_for(coordinator_6, head_office, "มาที่สำนักงาน")
    assert FactorReset.objects.count() == 1
    assert again.status_code == 200
    assert f"/people/factor-resets/{FactorReset.objects.get().pk}/" in links_of(again.text)


def test_where_her_roles_have_changed_meanwhile_it_is_asked_for_anew(
    officer_6: User, coordinator_6: User, clock: Clock
) -> None:
    with_factor(coordinator_6, clock)
    ask_for(coordinator_6, officer_6)
    Membership.objects.create(user=coordinator_6, role=Role.FINANCE, region_id=6, since=make.day(-1))
    decide(FactorReset.objects.get(), make.user("colleague_6", Role.REGIONAL_STAFF, 6))
    assert has_factor(coordinator_6)


@pytest.mark.parametrize("column", ["requested_by", "person"])
def test_the_database_itself_asks_for_two_others(
    column: str, officer_6: User, coordinator_6: User, clock: Clock
) -> None:
    with_factor(coordinator_6, clock)
    ask_for(coordinator_6, officer_6)
    rows = FactorReset.objects.all()
    decider = getattr(rows.get(), column)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="approved", decided_by=decider, decided_at="2026-01-01T00:00:00Z")


def test_who_had_a_hand_in_it_makes_no_link_for_a_new_password_until_she_has_a_factor_again(
    officer_6: User, complaints_6: User, clock: Clock
) -> None:
    with_factor(complaints_6, clock)
    colleague, third = (make.user(name, Role.REGIONAL_STAFF, 6) for name in ("colleague_6", "third_6"))
    ask_for(complaints_6, officer_6)
    decide(FactorReset.objects.get(), colleague)
    for helper in (officer_6, colleague):
        with pytest.raises(ValidationError, match="มีส่วนในการ"):
            link_for(complaints_6, by=helper, seen=Helped(complaints_6).shown)
    seen = Helped(complaints_6).shown
    assert link_for(complaints_6, by=third, seen=seen).startswith("/choose-password/")
    with_factor(complaints_6, clock)
    assert link_for(complaints_6, by=officer_6, seen=Helped(complaints_6).shown)


def test_her_sessions_end_with_her_factor(officer_6: User, complaints_6: User, clock: Clock) -> None:
    with_factor(complaints_6, clock)
    open_page = browser_of(User.objects.get(pk=complaints_6.pk))
    assert is_signed_in(open_page)
    ask_for(complaints_6, officer_6)
    decide(FactorReset.objects.get(), make.user("colleague_6", Role.REGIONAL_STAFF, 6))
    assert not is_signed_in(open_page)
