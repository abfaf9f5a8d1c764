"""Passwords: whose choice they are, and which are none."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.test import Client

from people.helping import Helped
from people.models import User
from people.passwords import LeakedPasswordValidator
from tests.html import OpenForm, browser_of, text_at
from tests.people.phones import Clock, enter_password, with_factor
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
GIVEN, OWN = "แมวสามตัว-2567", "ดอกไม้บานที่ระยอง 67"
ADD = "/admin/people/user/add/"


def given(head_office: User) -> Client:
    """Somebody for whom head office has made an account and chosen a password, at the door with it."""
    page = OpenForm(browser_of(head_office), ADD).type(username="new", first_name="ใหม่", last_name="มาก")
    assert page.type(usable_password="true", password1=GIVEN, password2=GIVEN).send().is_taken
    client = Client()
    entered = client.post("/sign-in/", {"username": "new", "password": GIVEN})
    assert entered.status_code == 302
    return client


def change(client: Client, old: str, new: str) -> Any:
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/password/", data, follow=True)


def test_who_was_given_a_password_chooses_her_own_before_anything_else(head_office: User) -> None:
    client = given(head_office)
    for address in ("/", "/account/", "/plans/", "/account/factor/"):
        assert client.get(address)["Location"].startswith("/password/?next="), address
    asked = client.get("/plans/2567/6/", headers={"accept": "application/json"})
    assert (asked.status_code, asked.json()["kind"]) == (403, "refused")
    assert "ผู้อื่นตั้งรหัสผ่าน" in text_at(client, "/password/")
    assert "ใช้อยู่" in change(client, GIVEN, GIVEN).text
    assert client.get("/").status_code == 302
    assert client.get("/session/").status_code == 200
    data = {"old_password": GIVEN, "new_password1": OWN, "new_password2": OWN}
    assert client.post("/password/?next=/plans/", data)["Location"] == "/plans/"
    assert client.get("/").status_code == 200


def test_a_new_one_by_head_office_is_one_of_another_again(head_office: User, coordinator_6: User) -> None:
    page = f"/admin/people/user/{coordinator_6.pk}/password/"
    typed = {"usable_password": "true", "password1": GIVEN, "password2": GIVEN}
    assert OpenForm(browser_of(head_office), page).type(**typed).send().is_taken
    client = Client()
    client.post("/sign-in/", {"username": "coordinator_6", "password": GIVEN})
    assert client.get("/")["Location"].startswith("/password/")


def test_head_office_chooses_no_password_here_for_herself_or_where_she_may_not_help(
    head_office: User, coordinator_6: User
) -> None:
    coordinator_6.is_active = False
    coordinator_6.save()
    data = {"usable_password": "true", "password1": GIVEN, "password2": GIVEN}
    for person, leads_to in (
        (head_office, "/password/"),
        (coordinator_6, f"/admin/people/user/{coordinator_6.pk}/change/"),
    ):
        before = person.password
        sent = data | {"seen": Helped(person).shown}
        answer = browser_of(head_office).post(f"/admin/people/user/{person.pk}/password/", sent)
        assert answer["Location"] == leads_to
        person.refresh_from_db()
        assert (person.password, person.password_of_another) == (before, False)


@pytest.mark.parametrize(
    ("password", "is_one"),
    [
        ("nhso2567nhso", False),
        ("NHSO-region-6-2567", False),
        ("สปสช.เขต6-2567!", False),
        ("ระยอง2567ระยอง", False),
        ("password-thailand", False),
        ("59203-kq-nhso", True),
        ("nhso-59203-58", False),
        ("nhso กาแฟดำตอนเช้า", True),
        (OWN, True),
        (GIVEN, True),
        ("x7#qT9!vLm2", True),
    ],
)
def test_words_that_anybody_tries_first_are_no_password(password: str, is_one: bool) -> None:
    if is_one:
        validate_password(password)
        return
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "own_words" in {error.code for error in refused.value.error_list}


def test_a_password_of_the_list_of_leaked_ones_is_refused(tmp_path: Path) -> None:
    leaked = [f"leaked {number}" for number in range(200)]
    lines = sorted(hashlib.sha1(each.encode()).hexdigest().upper() for each in leaked)  # noqa: S324  its own format
    path = tmp_path / "leaked.txt"
    path.write_text("".join(f"{line}:3\r\n" for line in lines))
    asks = LeakedPasswordValidator(str(path))
    for each in leaked:
        with pytest.raises(ValidationError):
            asks.validate(each)
    for number in range(200):
        asks.validate(f"not leaked {number}")


def test_a_list_that_cannot_be_read_is_told_before_anybody_signs_in(settings: Any, tmp_path: Path) -> None:
    assert "people.E001" not in {each.id for each in run_checks()}
    settings.LEAKED_PASSWORDS = "/nowhere/leaked.txt"
    assert "people.E001" in {each.id for each in run_checks()}
    path = tmp_path / "leaked.txt"
    settings.LEAKED_PASSWORDS = str(path)
    for lines, is_one in (
        (["0" * 40, "F" * 40 + ":3"], True),
        (["F" * 40, "0" * 40], False),
        (["f" * 40], False),
        (["password"], False),
        ([], False),
    ):
        path.write_text("\r\n".join(lines))
        assert ("people.E002" not in {each.id for each in run_checks()}) == is_one, lines


def test_a_right_password_without_its_code_leaves_a_line(coordinator_6: User, clock: Clock) -> None:
    with_factor(coordinator_6, clock)
    enter_password(coordinator_6)
    last = TrailEntry.objects.latest("pk")
    assert (last.what, last.named, last.by) == ("password_right", "coordinator_6", None)
