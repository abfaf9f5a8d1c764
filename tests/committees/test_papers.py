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
from pptx import Presentation

from committees.models import AgendaItem, Citation, Paper
from committees.models.paper import FILES
from grants.models import Allocation, Programme
from participation.models import Plan
from people.models import User
from tests import make
from tests.committees.papers import GRANTS, NAME, issued, page
from tests.html import OpenForm, browser_of, text_at
from tests.papers import pdf_facts, pdf_pages, pdf_text, slide_texts, squeezed

pytestmark = pytest.mark.django_db


def file(browser: Client, paper: Paper, extension: str = "pdf") -> bytes:
    answer = browser.get(f"/committees/papers/{paper.pk}/paper.{extension}")
    assert answer.status_code == 200
    return answer.content


def test_a_draft_is_looked_at_before_issue_and_says_so_on_each_page_and_slide(
    desk: Client, item: AgendaItem, programme: Programme, member_6: User, officer_11: User
) -> None:
    make.sits(member_6, item.meeting.committee)
    shown = text_at(desk, f"{page(item)}?digits=thai&grants=without")
    names = {squeezed(name) for name, _amount in GRANTS}
    for extension in FILES:
        address = f"{page(item)}draft.{extension}"
        assert f"{address}?digits=thai&amp;grants=without" in shown
        content = desk.get(address).content
        pages = {
            "pdf": lambda content: pdf_pages(content),
            "docx": lambda content: [Document(io.BytesIO(content)).sections[0].footer.paragraphs[0].text],
            "pptx": lambda content: slides_of(content),
        }[extension]
        assert all("ฉบับร่าง" in each for each in pages(content)), extension
        assert officer_11_finds_nothing(officer_11, address)
        assert browser_of(member_6).get(address).status_code == 403
    assert all(name in squeezed(pdf_text(desk.get(f"{page(item)}draft.pdf").content)) for name in names)
    without = squeezed(pdf_text(desk.get(f"{page(item)}draft.pdf?grants=without&digits=thai").content))
    assert not any(name in without for name in names)
    assert "๒๖๐,๐๐๐.๐๐" in without
    assert desk.get(f"{page(item)}draft.exe").status_code == 404
    assert not Paper.objects.exists()
    Programme.objects.update(stated_total=Decimal("1"))  # which keeps it from being issued
    assert desk.get(f"{page(item)}draft.docx").status_code == 200


def test_a_paper_whose_title_speaks_of_another_body_than_it_is_addressed_to_is_pointed_out(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    said = _("The title speaks of a %(body)s, and the paper is addressed to %(committee)s.")
    said = said % {"body": "คณะอนุกรรมการ", "committee": NAME}
    assert said not in text_at(desk, page(item))
    for title, warns in (("เรื่องเสนอคณะกรรมการ", False), ("เรื่องเสนอคณะอนุกรรมการฯ เขต 6", True)):
        AgendaItem.objects.update(title=title)
        assert (said in text_at(desk, page(item))) is warns
    assert issued(desk, item).revision == 1


def slides_of(content: bytes) -> list[str]:
    return [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(io.BytesIO(content)).slides
    ]


def officer_11_finds_nothing(officer_11: User, address: str) -> bool:
    return browser_of(officer_11).get(address).status_code == 404


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


def test_page_and_files_have_the_figures_of_the_budget_page(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    paper = issued(desk, item)
    summary = desk.get("/budget/2567/6/").context["summary"]
    word = Document(io.BytesIO(file(desk, paper, "docx")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    on_slides = slide_texts(file(desk, paper, "pptx"))
    shown = text_at(desk, f"/committees/papers/{paper.pk}/")
    text = squeezed(pdf_text(file(desk, paper)))
    for row in summary.rows:
        amount = f"{row.amount:,.2f}"
        assert all(amount in told for told in (cells, on_slides, shown, text))
    assert all(summary.total_in_words in told for told in ("".join(on_slides), shown, text))


def test_who_issued_it_stands_at_the_foot_of_each_file_under_the_name_of_that_day(
    desk: Client, item: AgendaItem, programme: Programme, officer_6: User
) -> None:
    User.objects.filter(pk=officer_6.pk).update(title="นาง", first_name="สมศรี", last_name="ปรีชาธรรมน้ำใส")
    paper = issued(desk, item)
    told = "ออกโดย นางสมศรี ปรีชาธรรมน้ำใส · ฉบับที่ 1"
    User.objects.filter(pk=officer_6.pk).update(last_name="ชื่อสกุลใหม่")
    assert all(squeezed(told) in squeezed(each) for each in pdf_pages(file(desk, paper)))
    assert told in Document(io.BytesIO(file(desk, paper, "docx"))).sections[0].footer.paragraphs[0].text
    assert all(told in each for each in slides_of(file(desk, paper, "pptx")))
    assert "<dd>นางสมศรี ปรีชาธรรมน้ำใส</dd>" in text_at(desk, paper.get_absolute_url())


@pytest.mark.parametrize("table", ["rename", "grant", "plan"])
def test_an_issued_paper_does_not_change_with_what_it_was_made_from(
    table: str, desk: Client, item: AgendaItem, programme: Programme
) -> None:
    paper = issued(desk, item)
    before = [file(desk, paper, ending) for ending in FILES]
    shown = text_at(desk, f"/committees/papers/{paper.pk}/")
    _changed(table, programme)
    assert [file(desk, paper, ending) for ending in FILES] == before
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


def test_a_section_whose_words_nobody_has_entered_stands_on_no_paper_and_is_named_beside_it(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    said = _("Left out, because head office has not entered their words yet: %(names)s") % {
        "names": "มาตรา 47, มาตรา 3"
    }
    assert said in text_at(desk, page(item))
    assert not any("- มาตรา 47" in str(block) for block in issued(desk, item).content["blocks"])
    Citation.objects.filter(name="มาตรา 47").update(text="ตัวบทที่สำนักงานกรอก")
    assert "- มาตรา 47 ตัวบทที่สำนักงานกรอก" in text_at(desk, page(item))


def test_the_office_chooses_the_digits_and_whether_organisations_are_named(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    first = issued(desk, item)
    thai = issued(desk, item, "?digits=thai&grants=without")
    text = squeezed(pdf_text(file(desk, thai)))
    assert squeezed("จำนวน ๒๖๐,๐๐๐.๐๐ บาท") in text
    assert squeezed(f"ฉบับที่ ๒ · SHA-256 {thai.sha256}") in text
    for told in (
        text,
        squeezed("".join(slide_texts(file(desk, thai, "pptx")))),
        squeezed(text_at(desk, page(item))),
    ):
        assert squeezed("มาตรา ๑๘ (๙)") in told
        assert squeezed(GRANTS[1][0]) not in told
    assert squeezed(GRANTS[1][0]) in squeezed(pdf_text(file(desk, first)))
    for unknown in ("?digits=roman", "?grants=some"):
        assert desk.get(page(item) + unknown).status_code == 404


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
    make.sits(member_6, item.meeting.committee)
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


@pytest.mark.parametrize("what", ["content", *FILES])
def test_the_audit_names_a_paper_that_is_not_what_was_issued(
    what: str, desk: Client, item: AgendaItem, programme: Programme, capsys: Any
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
    other = paper.content | {"total": "1.00"} if what == "content" else b"another file"
    Paper.objects.filter(pk=paper.pk).update(**{what: other})
    with pytest.raises(CommandError):
        call_command("audit_papers")
    assert str(paper) in capsys.readouterr().out
