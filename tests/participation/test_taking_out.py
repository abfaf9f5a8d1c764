"""A plan leaves the portal as a Word document, and as a few lines for a chat."""

import io
from typing import Any

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn

from participation.models import ActivityDetail, Plan, PlanItem
from people.models import User
from tests import make
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db

PAGE = "/plans/2567/6/"


@pytest.fixture
def plan() -> Plan:
    plan = make.plan()
    make.plan_line(plan, 1, activities="1.อบรม 15 แห่ง\n2.สื่อสาร", targets="- ก\n- ข", outcomes="๑๕ แห่ง")
    make.plan_line(plan, 3)
    return plan


def document(browser: Client, query: str = "") -> Any:
    answer = browser.get(f"{PAGE}plan.docx{query}")
    assert answer.status_code == 200
    return Document(io.BytesIO(answer.content))


def cells(taken: Any) -> list[list[str]]:
    (table,) = taken.tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_word_document_says_what_the_plan_says_with_its_marks(desk: Client, plan: Plan) -> None:
    heads, first, _second = cells(document(desk))
    assert heads == ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
    assert first[2:] == ["- ก\n- ข", "1.อบรม 15 แห่ง\n2.สื่อสาร", "๑๕ แห่ง"]


@pytest.mark.parametrize(
    ("query", "activity", "outcome"),
    [
        ("", "1.อบรม 15 แห่ง\n2.สื่อสาร", "๑๕ แห่ง"),
        ("?digits=thai", "๑.อบรม ๑๕ แห่ง\n๒.สื่อสาร", "๑๕ แห่ง"),
        ("?digits=arabic", "1.อบรม 15 แห่ง\n2.สื่อสาร", "15 แห่ง"),
    ],
)
def test_digits_are_written_as_one_chooses(
    query: str, activity: str, outcome: str, desk: Client, plan: Plan
) -> None:
    assert cells(document(desk, query))[1][3:] == [activity, outcome]


def test_the_paper_lies_down_and_its_heads_stand_on_every_page(desk: Client, plan: Plan) -> None:
    taken = document(desk)
    (section,) = taken.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    first, *others = (row._tr.trPr for row in taken.tables[0].rows)
    assert first.find(qn("w:tblHeader")) is not None
    assert not any(row.find(qn("w:tblHeader")) is not None for row in others)
    for run in taken.tables[0].rows[1].cells[3].paragraphs[0].runs:
        assert run._r.rPr.rFonts.get(qn("w:cs")) == "TH Sarabun New"


def test_the_page_of_the_plan_leads_to_each_way_out(plan: Plan, mentor_6: User) -> None:
    page = text_at(browser_of(mentor_6), PAGE)
    for address in ("plan.docx", "plan.docx?digits=thai", "plan.xlsx", "messages/"):
        assert f'href="{PAGE}{address}"' in page


def test_an_annex_names_who_holds_an_activity_and_when(desk: Client, plan: Plan) -> None:
    item = PlanItem.objects.get(text="อบรม 15 แห่ง")
    detail = ActivityDetail(item=item, owner="นางสาวสมหญิง ใจดี", place="ศาลากลาง")
    detail.set_time("ม.ค. 67")
    detail.save()
    assert len(document(desk).tables) == 1
    _table, annex = document(desk, "?annex=1").tables
    rows = [[cell.text for cell in row.cells] for row in annex.rows]
    assert rows[1][1:] == ["อบรม 15 แห่ง", "นางสาวสมหญิง ใจดี", "ม.ค. 67", "ศาลากลาง"]
    assert len(rows) == 1 + PlanItem.objects.filter(kind="activity").count()
