"""Who gives and ends which role: one table, asked by the page, the admin and the record alike."""

from typing import Any

import pytest
from django.utils import timezone

from people.helping import Helped
from people.models import Membership, User
from people.roles import GIVES, Role
from tests import make
from tests.cast import CAST
from tests.html import browser_of, forms_of, text_at

pytestmark = pytest.mark.django_db
OF_STAFF = {Role.COORDINATOR, Role.COMMITTEE_MEMBER, Role.COMPLAINT_OFFICER}
NO_ROLES = "บทบาทของท่านให้บทบาท"


def page_of(person: User) -> str:
    return f"/people/{person.pk}/roles/"


def give(by: User, person: User, role: str, region: int | str = 6) -> Any:
    seen = Helped(User.objects.get(pk=person.pk)).shown
    data = {"do": "give", "role": role, "region": region, "seen": seen}
    return browser_of(by).post(page_of(person), data, follow=True)


def held(person: User) -> set[tuple[str, int | None]]:
    return set(Membership.objects.filter(user=person).current().values_list("role", "region"))


def end(by: User, row: Membership, version: int | None = None) -> str:
    data = {"do": "end", "membership": row.pk, "version": version or row.version}
    return str(browser_of(by).post(page_of(row.user), data, follow=True).text)


@pytest.mark.parametrize("role", Role)
def test_staff_give_a_person_of_their_region_what_their_role_gives_and_the_history_says_who(
    role: Role, officer_6: User
) -> None:
    person = make.user("near", Role.FINANCE, 6)
    offered = text_at(browser_of(officer_6), page_of(person))
    assert (f'value="{role}"' in offered) == (role in OF_STAFF)
    give(officer_6, person, role)
    assert held(person) == {(Role.FINANCE, 6)} | ({(role, 6)} if role in OF_STAFF else set())
    if role in OF_STAFF:
        made = Membership.objects.get(user=person, role=role)
        assert made.given_by == made.history.get().history_user == officer_6
        assert made.since == timezone.localdate()


@pytest.mark.parametrize("role", Role)
def test_head_office_gives_every_role(role: Role, head_office: User, coordinator_6: User) -> None:
    region = "" if role == Role.HEAD_OFFICE else 11
    give(head_office, coordinator_6, role, region)
    assert (role, region or None) in held(coordinator_6)


def test_staff_give_nothing_in_another_region_nor_to_somebody_of_another_nor_to_herself(
    officer_6: User, officer_11: User, coordinator_6: User
) -> None:
    give(officer_6, coordinator_6, Role.COMMITTEE_MEMBER, 11)
    assert held(coordinator_6) == {(Role.COORDINATOR, 6)}
    for person in (officer_6, officer_11):
        assert give(officer_6, person, Role.COORDINATOR).status_code == 404
    assert held(officer_6) == {(Role.REGIONAL_STAFF, 6)}


@pytest.mark.parametrize("name", [name for name in CAST if name not in ("head_office", "officer_6")])
def test_nobody_else_gives(name: str) -> None:
    person = make.user("other", Role.COORDINATOR, 6)
    by = make.user(name, *CAST[name])
    assert give(by, person, Role.COMMITTEE_MEMBER).status_code in (403, 404)
    assert held(person) == {(Role.COORDINATOR, 6)}


def test_a_role_is_given_to_whom_the_page_showed(officer_6: User, coordinator_6: User) -> None:
    client = browser_of(officer_6)
    form = next(form for form in forms_of(text_at(client, page_of(coordinator_6))) if "seen" in form.data)
    Membership.objects.create(user=coordinator_6, role=Role.FINANCE, region_id=6, since=make.day(-1))
    client.post(
        page_of(coordinator_6), {**form.data, "do": "give", "role": Role.COMMITTEE_MEMBER, "region": 6}
    )
    assert held(coordinator_6) == {(Role.COORDINATOR, 6), (Role.FINANCE, 6)}


@pytest.mark.parametrize("days", [{}, {"until": 0}, {"until": 9}, {"since": 5}])
def test_a_role_that_she_has_is_not_given_again(
    days: dict[str, int], officer_6: User, coordinator_6: User
) -> None:
    """Two rows of one role: who ends one would believe that it is over."""
    Membership.objects.filter(user=coordinator_6).update(
        **{name: make.day(away) for name, away in days.items()}
    )
    make_near = {"role": Role.FINANCE, "region_id": 6, "since": make.day(-9)}
    Membership.objects.create(user=coordinator_6, **make_near)
    assert "อยู่แล้ว" in give(officer_6, coordinator_6, Role.COORDINATOR).text
    assert Membership.objects.filter(user=coordinator_6, role=Role.COORDINATOR).count() == 1


def test_a_role_that_she_had_is_given_anew(officer_6: User) -> None:
    person = make.user("near", Role.FINANCE, 6)
    over = {"role": Role.COORDINATOR, "region_id": 6, "since": make.day(-9), "until": make.day(-1)}
    Membership.objects.create(user=person, **over)
    give(officer_6, person, Role.COORDINATOR)
    assert (Role.COORDINATOR, 6) in held(person)


def test_an_account_with_all_rights_gets_and_loses_no_role_by_head_office(
    head_office: User, officer_6: User
) -> None:
    runs = make.user("runs", Role.COORDINATOR, 6, is_superuser=True)
    [row] = Membership.objects.filter(user=runs)
    for by in (head_office, officer_6):
        assert "บัญชีนี้ดูแลโดยผู้ดูแลระบบ" in give(by, runs, Role.COMMITTEE_MEMBER).text
        assert "บัญชีนี้ดูแลโดยผู้ดูแลระบบ" in end(by, row)
        page = text_at(browser_of(by), page_of(runs))
        assert 'name="do"' not in page
    assert held(runs) == {(Role.COORDINATOR, 6)}
    also = make.user("also_runs", is_superuser=True)
    end(also, row)
    assert Membership.objects.get(pk=row.pk).until is not None


def test_staff_end_what_they_may_give_from_the_page_and_see_nothing_of_another_region(
    officer_6: User, coordinator_6: User
) -> None:
    make_more = {"user": coordinator_6, "since": make.day(-9)}
    money = Membership.objects.create(role=Role.FINANCE, region_id=6, **make_more)
    elsewhere = Membership.objects.create(role=Role.COORDINATOR, region_id=11, **make_more)
    own = Membership.objects.get(user=coordinator_6, role=Role.COORDINATOR, region=6)
    page = text_at(browser_of(officer_6), page_of(coordinator_6))
    keys = [form.data["membership"] for form in forms_of(page) if "membership" in form.data]
    assert keys == [[str(row.pk)] for row in Membership.objects.filter(pk__in=[money.pk, own.pk])]
    assert page.count('value="end"') == 1
    assert "วันสุดท้าย" in end(officer_6, own)
    assert NO_ROLES in end(officer_6, money)
    end(officer_6, elsewhere)
    ended = {row.role: row.until for row in Membership.objects.filter(user=coordinator_6, region=6)}
    assert ended == {Role.COORDINATOR: timezone.localdate(), Role.FINANCE: None}
    assert Membership.objects.get(pk=elsewhere.pk).until is None
    assert own.history.first().history_user == officer_6


def test_a_role_with_a_last_day_to_come_is_ended_before_it(officer_6: User, coordinator_6: User) -> None:
    rows = Membership.objects.filter(user=coordinator_6)
    page = page_of(coordinator_6)
    for away, offered in ((0, False), (1, True)):
        rows.update(until=make.day(away))
        assert ('value="end"' in text_at(browser_of(officer_6), page)) == offered
    end(officer_6, rows.get())
    assert rows.get().until == timezone.localdate()


def test_a_role_is_ended_as_it_was_shown_and_once(officer_6: User, coordinator_6: User) -> None:
    [row] = Membership.objects.filter(user=coordinator_6)
    row.store(by=None)
    end(officer_6, row, version=row.version - 1)
    assert Membership.objects.get(pk=row.pk).until is None
    end(officer_6, row)
    assert Membership.objects.get(pk=row.pk).until == timezone.localdate()
    assert "บทบาทนี้สิ้นสุดแล้ว" in end(officer_6, Membership.objects.get(pk=row.pk))


def test_a_role_that_has_not_begun_is_taken_back(officer_6: User, coordinator_6: User) -> None:
    coming = Membership.objects.create(
        user=coordinator_6, role=Role.COMMITTEE_MEMBER, region_id=6, since=make.day(9)
    )
    end(officer_6, coming)
    assert not Membership.objects.filter(pk=coming.pk).exists()
    assert Membership.history.filter(id=coming.pk).first().history_user == officer_6


def test_in_the_admin_too_nobody_gives_herself_more_and_who_gave_it_is_kept(
    head_office: User, coordinator_6: User
) -> None:
    client = browser_of(head_office)
    for person, changed in ((head_office, False), (coordinator_6, True)):
        page = f"/admin/people/user/{person.pk}/change/"
        [form] = [form for form in forms_of(text_at(client, page)) if "username" in form.data]
        more = {
            "memberships-TOTAL_FORMS": "2",
            "memberships-1-user": person.pk,
            "memberships-1-role": Role.FINANCE,
            "memberships-1-region": 6,
            "memberships-1-since": make.day(0).isoformat(),
            "change_reason": "ย้ายงาน",
        }
        answer = client.post(page, {**form.data, **more})
        given = Membership.objects.filter(user=person, role=Role.FINANCE)
        assert [row.given_by for row in given] == ([head_office] if changed else []), answer.context
        assert ("ให้บทบาทแก่ตนเองไม่ได้" in answer.text) != changed


def test_a_role_stands_and_is_corrected_when_who_gave_it_has_left(
    head_office: User, coordinator_6: User
) -> None:
    gone = make.user("gone")
    Membership.objects.filter(user=coordinator_6).update(given_by=gone)
    [row] = Membership.objects.filter(user=coordinator_6)
    row.full_clean()
    row.role = Role.MENTOR
    with pytest.raises(Exception, match=NO_ROLES):
        row.full_clean()


def test_every_role_stands_in_the_table_and_none_gives_what_is_above_it() -> None:
    assert set(GIVES) == set(Role)
    assert [role for role in Role if Role.HEAD_OFFICE in GIVES[role]] == [Role.HEAD_OFFICE]
    assert set(GIVES[Role.REGIONAL_STAFF]) == OF_STAFF
