"""The words of region 6's paper of 2567 on the page and in every file: legal bases, forms, what is asked, typeface."""

import io
import json
import re

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document

from committees.models import AgendaItem, Citation, Paper
from committees.models.agenda import ItemType
from committees.models.paper import FILES
from committees.papers.drawing import set_paper
from editing.papers.pdf import paper_pdf
from grants.models import Programme
from participation.models import FormOfParticipation, Plan, StandardActivity
from people.models import User
from tests.committees.papers import NAME, issued, page
from tests.html import OpenForm, browser_of, text_at
from tests.papers import pdf_fonts, pdf_text, slide_texts, squeezed

pytestmark = pytest.mark.django_db

# As seeds/000 cites them.
SECTIONS = {
    "มาตรา 18 (9)": "การสนับสนุนและกำหนดหลักเกณฑ์ให้องค์กร ชุมชน องค์กรเอกชนและภาคเอกชนที่ไม่มีวัตถุประสงค์เพื่อดำเนินการแสวงหาผลกำไร "
    "ดำเนินการและบริหารจัดการเงินทุนในระดับท้องถิ่นหรือพื้นที่ ที่ได้ตามความพร้อม ความเหมาะสมและความต้องการโดยส่งเสริมกระบวนการมีส่วนร่วม"
    "เพื่อสร้างหลักประกันสุขภาพแห่งชาติให้แก่บุคคลในพื้นที่ตามมาตรา 47",
    "มาตรา 26 (12)": "มอบให้องค์กรอื่นหรือบุคคลอื่นทำกิจการที่อยู่ภายในอำนาจหน้าที่ของสำนักงาน",
    "มาตรา 50 (5)": "กำหนดหลักเกณฑ์ วิธีการและเงื่อนไขในการร้องเรียนของผู้ซึ่งถูกละเมิดสิทธิจากการใช้บริการ และวิธีพิจารณาเรื่องร้องเรียนดังกล่าว "
    "รวมทั้งหลักเกณฑ์และวิธีการให้ความช่วยเหลือแก่ผู้ซึ่งถูกละเมิดสิทธิจากการใช้บริการ และกำหนดหน่วยรับเรื่องร้องเรียนเพื่อให้ประชาชน"
    "สามารถเสนอเรื่องร้องเรียนได้โดยสะดวกและเป็นอิสระจากผู้ถูกร้องเรียน",
}
FOUR_YEARS = "แผนการดำเนินงานของคณะกรรมการคุ้มครองสิทธิและการมีส่วนร่วม ระยะสี่ปี (พ.ศ. 2563 – 2567)"
FIFTH = "แผนปฏิบัติราชการของสำนักงานหลักประกันสุขภาพแห่งชาติ ฉบับที่ 5 พ.ศ. 2566 – 2570"


def texts_of(desk: Client, paper: Paper) -> dict[str, str]:
    """What the page and each file say, without spaces and line breaks."""
    pdf, docx, pptx = (
        desk.get(f"{paper.get_absolute_url()}paper.{ending}").content for ending in ("pdf", "docx", "pptx")
    )
    word = Document(io.BytesIO(docx))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    foot = [each.text for section in word.sections for each in section.footer.paragraphs]
    shown = re.sub(r"<[^>]+>", "", text_at(desk, paper.get_absolute_url()))
    told = {
        "page": shown,
        "pdf": pdf_text(pdf),
        "docx": "".join([*(each.text for each in word.paragraphs), *cells, *foot]),
        "pptx": "".join(slide_texts(pptx)),
    }
    return {where: squeezed(text) for where, text in told.items()}


def test_what_region_6s_paper_cites_and_lists_stands_on_the_page_and_in_every_file(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    paper = issued(desk, item)
    forms = FormOfParticipation.objects.for_year(2567)
    activities = StandardActivity.objects.for_year(2567)
    assert (len(forms), len(activities)) == (5, 17)
    wanted = [
        *(f"- {name} {words}" for name, words in SECTIONS.items()),
        *(FOUR_YEARS, FIFTH),
        *map(str, forms),
        *(f"{each.number}. {each.name}" for each in activities),
        *("รูปแบบการมีส่วนร่วม", "กิจกรรมที่ดำเนินการ", f"จึงเรียนเสนอ{NAME} เพื่อโปรดทราบ"),
    ]
    assert re.fullmatch(r"ข้อมูล ณ วันที่ \d+ \S+ 25\d\d เวลา [\d.:]+ น\.", paper.as_of)
    for where, text in texts_of(desk, paper).items():
        assert squeezed(paper.as_of) in text, where
        for said in wanted:
            assert squeezed(said) in text, (where, said)
        assert not any(wrong in text for wrong in ("2562–2567", "2563–2568", "2562–2568")), where


def test_a_plan_of_years_is_cited_from_its_first_year_to_its_last(db: None) -> None:
    def cited(year: int) -> set[str]:
        return set(Citation.objects.for_year(year).values_list("name", flat=True)) & {FOUR_YEARS, FIFTH}

    assert {year: cited(year) for year in (2562, 2563, 2565, 2566, 2567, 2568, 2570, 2571)} == {
        2562: set(),
        2563: {FOUR_YEARS},
        2565: {FOUR_YEARS},
        2566: {FOUR_YEARS, FIFTH},
        2567: {FOUR_YEARS, FIFTH},
        2568: {FIFTH},
        2570: {FIFTH},
        2571: set(),
    }


@pytest.mark.parametrize("kind", ItemType)
def test_what_is_asked_follows_from_the_type_of_the_item_and_of_some_types_nothing_is_asked(
    kind: ItemType, desk: Client, item: AgendaItem, programme: Programme
) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(type=kind)
    asked = {ItemType.INFORM: "เพื่อโปรดทราบ", ItemType.DECIDE: "เพื่อโปรดพิจารณา"}
    why = _("The item is neither for acknowledgement nor for decision: the paper has nothing to ask for.")
    shown = text_at(desk, page(item))
    assert (why in shown) == (kind not in asked) == ('name="seen"' not in shown)
    if kind in asked:
        for where, text in texts_of(desk, issued(desk, item)).items():
            assert f"{squeezed(NAME)}{asked[kind]}" in text, where
            assert not any(other in text for each, other in asked.items() if each != kind), where
        return
    assert not any(words in shown for words in asked.values())
    item.refresh_from_db()
    answer = desk.post(page(item), {"seen": desk.get(page(item)).context["drawn"].sha256})
    assert why in answer.content.decode()
    assert not Paper.objects.exists()
    form = OpenForm(desk, f"/committees/items/{item.pk}/change/")  # the office changes the type instead
    assert form.type(type=ItemType.DECIDE).send().is_taken
    assert issued(desk, item).content["blocks"]


def test_a_pdf_carries_sarabun_and_nothing_else_but_the_sign_of_a_proof(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    paper = issued(desk, item)
    sarabun = {("Sarabun-Regular", True), ("Sarabun-Bold", True)}
    # Sarabun has no sign for what is proved; the portal brings that one along, too.
    assert set(pdf_fonts(bytes(paper.pdf))) - sarabun == {("DejaVuSansMono", True)}
    without = json.loads(json.dumps(paper.content, ensure_ascii=False).replace("✓", ""))
    assert set(pdf_fonts(paper_pdf(set_paper(without)))) == sarabun


def test_forms_and_lines_renamed_after_issue_change_no_byte_and_no_figure_of_it(
    desk: Client, item: AgendaItem, programme: Programme, plan: Plan
) -> None:
    paper = issued(desk, item)
    files = [bytes(getattr(paper, ending)) for ending in FILES]
    text_at(desk, paper.get_absolute_url())  # which tells once that it was issued
    before, was = texts_of(desk, paper), paper.content
    form = plan.lines.get().form
    old = form.name
    form.name, form.short_name = "รูปแบบชื่อใหม่", "ใหม่"
    form.save()
    StandardActivity.objects.update(name="กิจกรรมชื่อใหม่")
    kept = Paper.objects.get(pk=paper.pk)
    assert [bytes(getattr(kept, ending)) for ending in FILES] == files
    assert (kept.content, kept.is_whole) == (was, True)
    assert texts_of(desk, kept) == before
    assert squeezed(old) in before["page"]
    shown = text_at(desk, page(item))  # a next revision is of the new words
    assert "รูปแบบชื่อใหม่" in shown
    assert "กิจกรรมชื่อใหม่" in shown


def test_head_office_enters_the_words_of_a_section_that_came_without_them(head_office: User) -> None:
    section = Citation.objects.get(name="มาตรา 47")
    page = OpenForm(browser_of(head_office), f"/admin/committees/citation/{section.pk}/change/")
    assert page.type(text="ตัวบทที่สำนักงานกรอก").send().is_taken
    section.refresh_from_db()
    assert section.text == "ตัวบทที่สำนักงานกรอก"
