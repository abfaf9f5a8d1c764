"""A plan leaves the portal as a Word document, as PDF, and as a few lines for a chat."""

import io
from typing import Any

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn

from editing.papers import pdf
from participation.models import ActivityDetail, ItemKind, Plan, PlanItem
from people.models import User
from tests import make
from tests.html import browser_of, text_at
from tests.papers import pdf_pages, squeezed

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
    for address in (
        "plan.docx",
        "plan.docx?digits=thai",
        "plan.pdf",
        "plan.pdf?annex=1",
        "plan.xlsx",
        "messages/",
    ):
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


def pages(browser: Client, query: str = "") -> list[str]:
    answer = browser.get(f"{PAGE}plan.pdf{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return pdf_pages(answer.content)


def test_the_pdf_says_cell_by_cell_what_the_page_says(desk: Client, plan: Plan) -> None:
    (page,) = pages(desk)
    for line in plan.lines.all():
        for kind in ItemKind:
            cell = "".join(item.mark + item.text + item.after for item in line.cell(kind))
            assert squeezed(cell) in squeezed(page)
    assert squeezed("1.อบรม 15 แห่ง\n2.สื่อสาร") in squeezed(page)
    assert "ข้อมูล ณ วันที่" in page


@pytest.mark.parametrize(
    ("query", "activity", "outcome"),
    [
        ("", "1.อบรม 15 แห่ง", "๑๕ แห่ง"),
        ("?digits=thai", "๑.อบรม ๑๕ แห่ง", "๑๕ แห่ง"),
        ("?digits=arabic", "1.อบรม 15 แห่ง", "15 แห่ง"),
    ],
)
def test_digits_of_the_pdf_are_written_as_one_chooses(
    query: str, activity: str, outcome: str, desk: Client, plan: Plan
) -> None:
    (page,) = pages(desk, query)
    assert activity in page
    assert outcome in page


def test_the_annex_of_the_pdf_begins_a_page_of_its_own(desk: Client, plan: Plan) -> None:
    ActivityDetail.objects.create(item=PlanItem.objects.get(text="อบรม 15 แห่ง"), owner="นางสาวสมหญิง ใจดี")
    _plan, annex = pages(desk, "?annex=1")
    assert "นางสาวสมหญิง ใจดี" in annex
    assert annex.startswith("ภาคผนวก")


def test_digits_that_nobody_knows_are_no_paper(desk: Client, plan: Plan) -> None:
    assert desk.get(f"{PAGE}plan.pdf?digits=roman").status_code == 404


def test_a_committee_reads_the_paper_of_a_submitted_plan_and_not_of_a_draft(
    plan: Plan, officer_6: User, member_6: User
) -> None:
    member = browser_of(member_6)
    assert member.get(f"{PAGE}plan.pdf").status_code == 404
    plan.submit(by=officer_6, seen=plan.shown)
    assert "สื่อสาร" in "".join(pages(member))
    page = text_at(member, PAGE)
    for name in ("plan.pdf", "plan.docx", "plan.xlsx"):
        assert f'href="{PAGE}{name}"' in page


def test_a_plan_too_long_for_a_pdf_leads_back_and_says_what_else_there_is(
    desk: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "LARGEST", 20)
    answer = desk.get(f"{PAGE}plan.pdf", follow=True)
    assert answer.redirect_chain[0][0] == PAGE
    assert "Word" in answer.text.split('class="messages"')[1][:600]
