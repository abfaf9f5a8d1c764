"""A line as a plain form, for who has no script: each item is saved by itself, on the version it was typed on."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from participation.models import FormOfParticipation, ItemKind, Plan, PlanItem, PlanLine
from people.models import User
from tests import make
from tests.html import browser_of, forms_of, read, text_at
from tests.participation.writer import PageWriter, cell, items_of

pytestmark = pytest.mark.django_db


@dataclass
class LinePage:
    """A line's page as it was opened; what is typed into it, and the button that is pressed."""

    client: Client
    line: PlanLine
    data: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        form = next(
            form for form in forms_of(text_at(self.client, self.address)) if form.action == self.address
        )
        self.data = {name: values[-1] for name, values in form.data.items()}
        self.buttons = [value for name, value in form.buttons if name == "do"]

    @property
    def address(self) -> str:
        return f"/plans/2567/6/lines/{self.line.pk}/"

    def send(self, press: str = "", **typed: str) -> Any:
        sent = {**self.data, **{name.replace("_", "-", 1): text for name, text in typed.items()}}
        return self.client.post(self.address, {**sent, **({"do": press} if press else {})})


@pytest.fixture
def line(db: None) -> PlanLine:
    return make.plan_line(make.plan(), 1, activities="1. อบรม\n2. ประชุม", outcomes="ผลหนึ่ง")


@pytest.fixture
def page(line: PlanLine, officer_6: User) -> LinePage:
    return LinePage(browser_of(officer_6), line)


def test_the_page_of_a_plan_leads_to_each_line(page: LinePage) -> None:
    assert page.address in read(text_at(page.client, "/plans/2567/6/")).links


def test_only_what_was_typed_is_saved(page: LinePage, line: PlanLine) -> None:
    train, meet = items_of(line)
    assert page.send(**{f"text_{meet.pk}": "ประชุมใหญ่", "new_activity": "1. ก\n2. ข"}).status_code == 302
    assert cell(line) == "1. อบรม\n2. ประชุมใหญ่\n3. ก\n4. ข"
    assert PlanItem.objects.get(pk=train.pk).version == 1


def test_an_item_that_somebody_else_reworded_is_shown_with_both_texts_and_the_others_are_saved(
    page: LinePage, line: PlanLine, head_office: User
) -> None:
    train, meet = items_of(line)
    PageWriter(browser_of(head_office), line.plan).types(meet, "ประชุมของเธอ")
    answer = page.send(**{f"text_{train.pk}": "อบรมของฉัน", f"text_{meet.pk}": "ประชุมของฉัน"})
    assert answer.status_code == 200
    assert "ข้อนี้มีสองคนแก้" in answer.text
    assert cell(line) == "1. อบรมของฉัน\n2. ประชุมของเธอ"
    again = next(form for form in forms_of(answer.text) if form.action == page.address)
    data = {name: values[-1] for name, values in again.data.items()}
    assert data[f"text-{meet.pk}"] == "ประชุมของฉัน"
    assert page.client.post(page.address, data).status_code == 302  # she has seen both and keeps hers
    assert cell(line) == "1. อบรมของฉัน\n2. ประชุมของฉัน"


def test_what_she_did_not_touch_is_not_reverted(page: LinePage, line: PlanLine, head_office: User) -> None:
    train, meet = items_of(line)
    PageWriter(browser_of(head_office), line.plan).types(meet, "ประชุมของเธอ")
    assert page.send(**{f"text_{train.pk}": "อบรมของฉัน"}).status_code == 302
    assert cell(line) == "1. อบรมของฉัน\n2. ประชุมของเธอ"


def test_items_move_and_go_by_buttons_and_the_line_too(
    page: LinePage, line: PlanLine, officer_6: User
) -> None:
    train, meet = items_of(line)
    (down,) = (press for press in page.buttons if press.startswith(f"move/{train.pk}/"))
    assert page.send(down).url == f"{page.address}#item-{train.pk}"
    assert cell(line) == "1. ประชุม\n2. อบรม"
    opened = LinePage(page.client, line)
    (out,) = (press for press in opened.buttons if press.startswith(f"take_out/{meet.pk}/"))
    assert opened.send(out).url == f"{page.address}#item-{train.pk}"
    assert cell(line) == "1. อบรม"
    (last,) = (
        press for press in LinePage(page.client, line).buttons if press.startswith(f"take_out/{train.pk}/")
    )
    assert LinePage(page.client, line).send(last).url == f"{page.address}#new-activity"
    (gone,) = (press for press in opened.buttons if press.startswith("take_out_line/"))
    assert LinePage(page.client, line).send(gone).url == "/plans/2567/6/"
    assert not Plan.objects.get().lines.exists()


def test_the_number_and_the_form_of_a_line_are_said_there(page: LinePage, line: PlanLine) -> None:
    other = FormOfParticipation.objects.get(number=3)
    sent = {**page.data, "number": "ข้อ 1", "form": str(other.pk)}
    assert page.client.post(page.address, sent).status_code == 302
    line.refresh_from_db()
    assert (line.number, line.form, line.form_words) == ("ข้อ 1", other, other.name)


def test_what_was_typed_into_an_item_that_is_gone_is_shown_to_be_copied(
    page: LinePage, line: PlanLine, head_office: User
) -> None:
    (outcome,) = items_of(line, ItemKind.OUTCOME)
    PageWriter(browser_of(head_office), line.plan).does("take_out", item=outcome.pk, version=1)
    answer = page.send(**{f"text_{outcome.pk}": "ผลที่ฉันพิมพ์"})
    assert (answer.status_code, "ผลที่ฉันพิมพ์" in answer.text) == (200, True)


def test_after_the_plan_was_submitted_the_form_keeps_what_was_typed(
    page: LinePage, line: PlanLine, head_office: User
) -> None:
    line.plan.submit(by=head_office, seen=line.plan.shown)
    meet = items_of(line)[1]
    answer = page.send(**{f"text_{meet.pk}": "ประชุมที่พิมพ์ไว้"})
    assert (answer.status_code, "ประชุมที่พิมพ์ไว้" in answer.text) == (200, True)
    assert cell(line) == "1. อบรม\n2. ประชุม"


def test_a_form_without_a_line_gets_one_without_a_script(page: LinePage, line: PlanLine) -> None:
    (adds,) = (
        form for form in forms_of(text_at(page.client, "/plans/2567/6/")) if form.action.endswith("/write/")
    )
    form = FormOfParticipation.objects.get(number=2)
    assert ("form", str(form.pk)) in adds.buttons
    sent = page.client.post(adds.action, {**adds.data, "form": form.pk})
    assert sent.url == f"/plans/2567/6/#line-{line.plan.lines.get(form=form).pk}"


def test_a_form_that_is_sent_twice_adds_once(page: LinePage, line: PlanLine) -> None:
    for _press in range(2):
        assert page.send(new_activity="สื่อสาร").status_code == 302
    assert cell(line) == "1. อบรม\n2. ประชุม\n3. สื่อสาร"
