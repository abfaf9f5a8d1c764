"""A held record: who, why and the version of every step."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participation.models import Plan
from people.models import User
from tests import make

pytestmark = pytest.mark.django_db


def last(plan: Plan) -> tuple[str, User | None, str | None, int]:
    entry = Plan.history.filter(id=plan.pk).latest()
    return entry.history_type, entry.history_user, entry.history_change_reason, entry.version


def test_each_step_says_who_and_why_and_counts_one_version_on(officer_6: User, officer_11: User) -> None:
    plan = Plan(region=make.region(6), fiscal_year=2567)
    plan.store(by=officer_6, why="เริ่มจัดทำ")
    assert last(plan) == ("+", officer_6, "เริ่มจัดทำ", 1)
    plan.state, plan.submitted_by = Plan.State.SUBMITTED, officer_11
    plan.store(by=officer_11, why="เสนอที่ประชุม", fields=["state", "submitted_by"])
    assert last(plan) == ("~", officer_11, "เสนอที่ประชุม", 2)
    plan.note(by=officer_6, why="แนบเอกสาร")
    assert last(plan) == ("~", officer_6, "แนบเอกสาร", 2)
    key = plan.pk
    plan.remove(by=officer_6, why="ซ้ำกับแผนอื่น")
    plan.pk = key
    assert last(plan) == ("-", officer_6, "ซ้ำกับแผนอื่น", 2)


def test_only_the_named_fields_are_stored(officer_6: User) -> None:
    plan = make.plan()
    plan.title, plan.fiscal_year = "แผนใหม่", 2570
    plan.store(by=officer_6, why="เสนอ", fields=["title"])
    plan.refresh_from_db()
    assert (plan.title, plan.fiscal_year) == ("แผนใหม่", 2567)


def test_no_later_save_speaks_in_the_name_of_an_earlier_person(officer_6: User) -> None:
    plan = make.plan()
    plan.store(by=officer_6, why="แก้ไข", fields=["fiscal_year"])
    plan.save()
    assert last(plan) == ("~", None, None, 2)


def test_who_saw_an_older_version_does_not_act_on_it(officer_6: User) -> None:
    plan = make.plan()
    seen = plan.version
    plan.require_version(seen)
    plan.store(by=officer_6, why="แก้ไข", fields=["fiscal_year"])
    with pytest.raises(ValidationError) as refused:
        plan.hold().require_version(seen)
    assert (refused.value.code, refused.value.messages) == (
        "newer_version",
        [_("Someone has changed this since you opened the page. Look at it again.")],
    )
