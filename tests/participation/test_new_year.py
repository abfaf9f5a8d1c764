"""A new year begins from the last one, line by line, from a file, or empty."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from participation.models import FormOfParticipation, ItemKind, Plan
from participation.models.item import cell_of
from participation.years.beginning import Carried, begin
from people.models import User
from tests import make
from tests.html import browser_of, read, text_at

pytestmark = pytest.mark.django_db

PAGE = "/plans/2568/6/new/"


@pytest.fixture
def last_year() -> Plan:
    plan = make.plan(6, 2567)
    Plan.objects.update(title="แผนการมีส่วนร่วม ปีงบประมาณ 2567\nเขต 6 (๒๕๖๗)")
    make.plan_line(plan, 1, activities="1.อบรมสร้างความรู้ความเข้าใจ 2.สื่อสาร 3.ประชุม")
    make.plan_line(plan, 4, targets="เครือข่ายผู้สูงอายุ", activities="- ก\n- ข", outcomes="มีข้อเสนอ")
    return Plan.objects.get()


class CopyForm:
    """The page that offers last year's plan, as one person has it open."""

    def __init__(self, desk: Client):
        forms = read(text_at(desk, PAGE)).forms
        self.desk = desk
        self.data: dict[str, Any] = next(form.data for form in forms if ("how", "copy") in form.buttons)

    def type(self, **values: Any) -> None:
        self.data |= values

    def send(self) -> Any:
        return self.desk.post(PAGE, {**self.data, "how": "copy"})


def cells(plan: Plan) -> list[list[str]]:
    return [[cell_of(line.cell(kind)) for kind in ItemKind] for line in plan.lines.order_by("order")]


def test_a_year_copied_unchanged_says_the_same_and_remembers_where_each_came_from(
    desk: Client, last_year: Plan
) -> None:
    CopyForm(desk).send()
    new = Plan.objects.get(fiscal_year=2568)
    assert (new.state, new.title) == ("draft", "แผนการมีส่วนร่วม ปีงบประมาณ 2568\nเขต 6 (๒๕๖๘)")
    assert cells(new) == cells(last_year)
    for line, old in zip(new.lines.order_by("order"), last_year.lines.order_by("order"), strict=True):
        assert line.copied_from == old
        for kind in ItemKind:
            assert [item.copied_from for item in line.cell(kind)] == old.cell(kind)
            assert [item.network for item in line.cell(kind)] == [item.network for item in old.cell(kind)]
            assert [item.standard for item in line.cell(kind)] == [item.standard for item in old.cell(kind)]


def test_items_are_changed_and_left_out_where_they_stand(desk: Client, last_year: Plan) -> None:
    first, second, _third = last_year.lines.order_by("order")[0].activities
    form = CopyForm(desk)
    form.type(**{f"item-{first.pk}": "", f"item-{second.pk}": "สื่อสารผ่านวิทยุชุมชน"})
    form.send()
    line = Plan.objects.get(fiscal_year=2568).lines.get(order=1)
    assert cell_of(line.activities) == "1.สื่อสารผ่านวิทยุชุมชน 2.ประชุม"
    assert line.activities[0].copied_from == second
    first.refresh_from_db()
    assert first.text == "อบรมสร้างความรู้ความเข้าใจ"


def test_a_line_that_is_unticked_stays_behind_and_the_others_number_themselves(
    desk: Client, last_year: Plan
) -> None:
    form = CopyForm(desk)
    form.type(line=[str(last_year.lines.get(order=2).pk)])
    form.send()
    assert [(line.order, line.form.number) for line in Plan.objects.get(fiscal_year=2568).lines.all()] == [
        (1, 4)
    ]


def test_a_form_that_has_ended_is_named_and_its_line_not_carried(desk: Client, last_year: Plan) -> None:
    FormOfParticipation.objects.filter(number=4).update(valid_until=2567)
    page = text_at(desk, PAGE)
    assert "ใช้ถึงปี 2567" in page
    CopyForm(desk).send()
    assert [line.form.number for line in Plan.objects.get(fiscal_year=2568).lines.all()] == [1]


def test_a_time_that_is_not_in_the_new_year_is_named_and_left_out(desk: Client, last_year: Plan) -> None:
    first, second, _third = last_year.lines.get(order=1).activities
    make.detail(first, "ก.ย. 2579", owner="สมใจ")  # years off, as it was meant once
    make.detail(second, "ม.ค. 67")
    page = text_at(desk, PAGE)
    assert "ไม่ได้นำเวลา “ก.ย. 2579” ไปด้วย" in page
    assert "ไม่ได้นำเวลา “ม.ค. 67”" not in page
    CopyForm(desk).send()
    copies = Plan.objects.get(fiscal_year=2568).lines.get(order=1).activities
    assert [copy.detail.when_written for copy in copies[:2]] == ["", "ม.ค. 68"]
    assert copies[0].detail.owner == "สมใจ"


def test_what_was_typed_stands_there_again_when_last_years_plan_changed_meanwhile(
    desk: Client, last_year: Plan, officer_6: User
) -> None:
    item = last_year.lines.get(order=1).activities[0]
    form = CopyForm(desk)
    form.type(**{f"item-{item.pk}": "คำที่พิมพ์ไว้"})
    last_year.submit(by=officer_6, seen=last_year.shown)
    answer = form.send()
    assert answer.status_code == 409
    assert "คำที่พิมพ์ไว้" in answer.text
    assert not Plan.objects.filter(fiscal_year=2568).exists()


def test_a_year_begins_empty_or_from_a_file(desk: Client, last_year: Plan) -> None:
    assert "/imports/new/?kind=plan&amp;year=2568&amp;region=6" in text_at(desk, PAGE)
    desk.post(PAGE, {"how": "empty"})
    assert not Plan.objects.get(fiscal_year=2568).lines.exists()
    assert desk.get(PAGE).url == "/plans/2568/6/"  # it is there already


def test_there_is_no_second_plan_of_a_year(officer_6: User, last_year: Plan) -> None:
    with pytest.raises(ValidationError) as refused:
        begin(last_year.region, 2567, by=officer_6)
    assert refused.value.code == "plan_there"


@pytest.mark.parametrize("who", ["member_6", "finance_6", "officer_11"])
def test_only_staff_of_the_region_begin_its_year(
    who: str, last_year: Plan, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    assert browser_of(person).get(PAGE).status_code in (403, 404)
    carried = Carried(last_year, last_year.shown, frozenset(), {})
    with pytest.raises(ValidationError) as refused:
        begin(last_year.region, 2568, by=person, carried=carried)
    assert refused.value.code == "role"


def test_the_page_of_a_plan_leads_to_the_next_year(desk: Client, member_6: User, last_year: Plan) -> None:
    assert PAGE in text_at(desk, "/plans/2567/6/")
    assert PAGE in text_at(desk, "/plans/2568/6/")
    last_year.submit(by=User.objects.get(username="officer_6"), seen=last_year.shown)
    assert PAGE not in text_at(browser_of(member_6), "/plans/2567/6/")


def test_what_is_no_key_of_a_line_or_an_item_is_left_out(desk: Client, last_year: Plan) -> None:
    form = CopyForm(desk)
    for key in ("9" * 20, "²"):  # a longer name is no form any more
        form.type(**{f"item-{key}": "ก"})
    form.type(line=[*map(str, last_year.lines.values_list("pk", flat=True)), "9" * 20, "9" * 5000, "²"])
    assert form.send().status_code == 302
    assert cells(Plan.objects.get(fiscal_year=2568)) == cells(last_year)
