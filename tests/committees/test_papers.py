"""The paper of an item: drawn from live plan and budget, frozen when it is issued, offered anew when they change."""

import io
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document

from committees.models import AgendaItem, AgendaThing, Citation, Paper
from grants.models import Allocation, Programme
from participation.models import Plan
from people.models import User
from tests import make
from tests.html import OpenForm, browser_of, text_at
from tests.papers import pdf_facts, pdf_pages, pdf_text, squeezed

pytestmark = pytest.mark.django_db

NAME = "คณะกรรมการควบคุมคุณภาพและมาตรฐานบริการสาธารณสุขเขต 6 ระยอง"
GRANTS = (("มูลนิธิสายรุ้ง เพื่อคนพิการ", "215000"), ("สมาคมคนพิการจันทบุรี", "45000"))


@pytest.fixture
def plan(officer_6: User) -> Plan:
    made = make.plan()
    make.plan_line(made, 1, activities="1.อบรม 15 แห่ง\n2.สื่อสารครั้งที่ ๑", outcomes="ขึ้นทะเบียนครบทุกแห่ง")
    made.submit(by=officer_6, seen=made.shown)
    return made


@pytest.fixture
def programme(db: None) -> Programme:
    made = make.programme(6, stated_total=Decimal("260000"))
    for name, amount in GRANTS:
        make.allocation(made, name, amount)
    made.refresh_from_db()
    return made


@pytest.fixture
def item(plan: Plan) -> AgendaItem:
    meeting = make.meeting(make.committee(6, "อคม.", name=NAME), state="called")
    found = meeting.items.get()
    found.presenter = "นางสาวอารีรัตน์ จำนงค์ฤทธิ์"
    found.save()
    AgendaThing.objects.create(item=found, plan=plan)
    return found


def page(item: AgendaItem) -> str:
    return f"/committees/items/{item.pk}/paper/"


def issued(desk: Client, item: AgendaItem) -> Paper:
    answer = OpenForm(desk, page(item)).send()
    assert answer.is_taken
    return Paper.objects.order_by("-revision")[0]


def file(browser: Client, paper: Paper, extension: str = "pdf") -> bytes:
    answer = browser.get(f"/committees/papers/{paper.pk}/paper.{extension}")
    assert answer.status_code == 200
    return answer.content


def test_the_paper_says_what_region_6s_said_of_2567(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    text = squeezed(pdf_text(file(desk, issued(desk, item))))
    for said in (
        "วาระที่ 3.3",
        f"เสนอที่ประชุม{NAME}",
        "ครั้งที่ 4/2566",
        "22 ธันวาคม 2566",
        "นางสาวอารีรัตน์ จำนงค์ฤทธิ์",
        "มาตรา 18 (9)",
        "ระยะสี่ปี (พ.ศ. 2563 – 2567)",
        "1.อบรม 15 แห่ง",
        "2.สื่อสารครั้งที่ ๑",
        "การสนับสนุนงบประมาณปี 2567 จำนวน 260,000.00 บาท",
        "สองแสนหกหมื่นบาทถ้วน",
        f"จึงเรียนเสนอ{NAME} เพื่อโปรดทราบ",
    ):
        assert squeezed(said) in text, said
    for name, _amount in GRANTS:
        assert squeezed(name) in text


def test_its_hash_stands_on_every_page_and_the_file_is_for_every_reader(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    paper = issued(desk, item)
    pages = pdf_pages(file(desk, paper))
    assert len(pages) >= 5
    told = browser_of(paper.issued_by).get(f"/committees/papers/{paper.pk}/paper.docx")["Content-Disposition"]
    assert unquote(told).endswith("เอกสารวาระ-3.3-ฉบับที่-1-2567-เขต6.docx")
    for each in pages:
        assert paper.sha256 in squeezed(each)
        assert squeezed("ฉบับที่ 1") in squeezed(each)
    assert "Tagged:          yes" in pdf_facts(bytes(paper.pdf))


def test_an_item_for_decision_asks_for_one(desk: Client, item: AgendaItem, programme: Programme) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(type="decide")
    assert squeezed("เพื่อโปรดพิจารณา") in squeezed(pdf_text(file(desk, issued(desk, item))))


def test_page_word_and_pdf_have_the_figures_of_the_budget_page(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    paper = issued(desk, item)
    summary = desk.get("/budget/2567/6/").context["summary"]
    word = Document(io.BytesIO(file(desk, paper, "docx")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    shown = text_at(desk, f"/committees/papers/{paper.pk}/")
    text = squeezed(pdf_text(file(desk, paper)))
    for row in summary.rows:
        amount = f"{row.amount:,.2f}"
        assert all(amount in told for told in (cells, shown, text))
    assert all(summary.total_in_words in told for told in (shown, text))


@pytest.mark.parametrize("table", ["rename", "grant", "plan"])
def test_an_issued_paper_does_not_change_with_what_it_was_made_from(
    table: str, desk: Client, item: AgendaItem, programme: Programme
) -> None:
    paper = issued(desk, item)
    before, shown = file(desk, paper), text_at(desk, f"/committees/papers/{paper.pk}/")
    _changed(table, programme)
    assert file(desk, paper) == before
    assert GRANTS[0][0] in shown
    assert GRANTS[0][0] in text_at(desk, f"/committees/papers/{paper.pk}/")


def _changed(table: str, programme: Programme) -> None:
    granted = Allocation.objects.filter(programme=programme).order_by("order")[0]
    if table == "rename":
        granted.organisation.name = "มูลนิธิชื่อใหม่"
        granted.organisation.save()
    elif table == "grant":
        make.allocation(programme, "ชมรมใหม่", "20000")
        Programme.objects.filter(pk=programme.pk).update(stated_total=Decimal("280000"))
    else:
        Citation.objects.all().delete()


def test_what_changed_is_offered_as_revision_2_with_before_and_after(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    issued(desk, item)
    assert _("The newest revision says what the records say now.") in text_at(desk, page(item))
    _changed("grant", programme)
    shown = text_at(desk, page(item))
    assert all(told in shown for told in ("ชมรมใหม่", "+20,000.00", "280,000.00"))
    second = issued(desk, item)
    assert second.revision == 2
    first = Paper.objects.get(revision=1)
    assert second.get_absolute_url() in text_at(desk, first.get_absolute_url())


def test_rows_that_do_not_add_up_to_the_stated_total_are_not_issued(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    form = OpenForm(desk, page(item))
    Programme.objects.filter(pk=programme.pk).update(stated_total=Decimal("260001"))
    assert not form.send().is_taken
    assert not Paper.objects.exists()
    shown = text_at(desk, page(item))
    assert "260,001.00" in shown
    assert 'name="seen"' not in shown


def test_a_draft_is_not_put_before_a_committee(
    desk: Client, item: AgendaItem, programme: Programme, plan: Plan, officer_6: User
) -> None:
    plan.return_to_draft(by=officer_6, reason="แก้คำ")
    assert 'name="seen"' not in text_at(desk, page(item))


def test_a_paper_is_issued_as_it_was_shown_and_not_otherwise(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    form = OpenForm(desk, page(item))
    _changed("grant", programme)
    assert not form.send().is_taken
    assert not Paper.objects.exists()


def test_a_closed_meeting_gets_no_paper(desk: Client, item: AgendaItem, programme: Programme) -> None:
    item.meeting.__class__.objects.filter(pk=item.meeting_id).update(state="closed")
    assert 'name="seen"' not in text_at(desk, page(item))


def test_members_read_issued_papers_and_make_none(
    desk: Client, item: AgendaItem, programme: Programme, member_6: User, officer_11: User
) -> None:
    paper = issued(desk, item)
    member = browser_of(member_6)
    assert paper.get_absolute_url() in text_at(member, f"/committees/items/{item.pk}/")
    assert file(member, paper) == bytes(paper.pdf)
    assert member.get(page(item)).status_code == 403
    for address in (f"/committees/papers/{paper.pk}/", f"/committees/papers/{paper.pk}/paper.pdf"):
        assert browser_of(officer_11).get(address).status_code == 404


@pytest.mark.parametrize("does", ["UPDATE committees_paper SET revision = 9", "DELETE FROM committees_paper"])
def test_the_database_itself_keeps_an_issued_paper(
    does: str, desk: Client, item: AgendaItem, programme: Programme
) -> None:
    issued(desk, item)
    with (
        pytest.raises(IntegrityError, match="paper_stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(does)


def test_the_audit_names_a_paper_that_is_not_what_was_issued(
    desk: Client, item: AgendaItem, programme: Programme, capsys: Any
) -> None:
    paper = issued(desk, item)
    call_command("audit_papers")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER committees_paper_stays_update")
        else:
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # or rows that wait for their check forbid the next
            cursor.execute("ALTER TABLE committees_paper DISABLE TRIGGER committees_paper_stays")
    paper.content["total"] = "1.00"
    Paper.objects.filter(pk=paper.pk).update(content=paper.content)
    with pytest.raises(CommandError):
        call_command("audit_papers")
    assert str(paper) in capsys.readouterr().out
