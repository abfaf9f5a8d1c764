"""The files of an office that its papers are poured into: taken in the admin, filled in when a paper is issued."""

import io
import warnings
import zipfile
from collections.abc import Callable
from copy import deepcopy
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from committees.models import AgendaItem, PaperTemplate
from committees.papers.drawing import issued_paper
from editing.papers.slides import paper_slides
from editing.word.template import BLANK
from grants.models import Programme
from people.models import User
from scripts.make_paper_template import make as make_template
from scripts.make_paper_template import make_slides
from tests.committees.papers import GRANTS, NAME, issued, page
from tests.html import OpenForm, browser_of, text_at
from tests.papers import slide_texts

pytestmark = pytest.mark.django_db
ADD = "/admin/committees/papertemplate/add/"


def own_file(*lines: str, head: str = "", foot: str = "", change: Callable[[Any], object] = id) -> bytes:
    """A Word file of an office, upright, with its own cover, head and foot."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = head, foot
    for line in lines:
        document.add_paragraph(line)
    change(document)
    return saved(document)


def own_slides(*marks: str, wide: bool = True, titled: bool = True) -> bytes:
    """Slides of an office: one that is there already, and lines that stand on each layout."""
    deck = Presentation()
    if wide:
        deck.slide_width, deck.slide_height = Cm(33.867), Cm(19.05)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text_frame.text = "สไลด์เก่าของเขต"
    named = f'<p:sldLst><p:sld r:id="{deck.slides._sldIdLst[0].rId}"/></p:sldLst>'
    show = f'<p:custShow name="ย่อ" id="0">{named}</p:custShow>'
    listed = parse_xml(f"<p:custShowLst {nsdecls('p', 'r')}>{show}</p:custShowLst>")
    deck.slides._sldIdLst.addnext(listed)
    box = slide.shapes.add_textbox(Cm(1), Cm(17), Cm(20), Cm(1))
    box.text_frame.text = "\n".join(marks)
    for layout in deck.slide_layouts:
        layout.shapes._spTree.append(deepcopy(box._element))
        for place in [
            each for each in layout.placeholders if not titled and each.placeholder_format.idx == 0
        ]:
            place._element.getparent().remove(place._element)
    return saved(deck)


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_a_link_outside(content: bytes) -> bytes:
    """A link to a template elsewhere, its mode written with the number of a letter."""
    out, name = io.BytesIO(content), "word/_rels/settings.xml.rels"
    of_office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    link = f'<Relationship Id="rId1" Type="{of_office}" Target="file:///x.dotm" TargetMode="Extern&#97;l"/>'
    with zipfile.ZipFile(out, "a") as package:
        of_package = "http://schemas.openxmlformats.org/package/2006/relationships"
        package.writestr(name, f'<Relationships xmlns="{of_package}">{link}</Relationships>')
    return out.getvalue()


def with_macros(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("ppt/vbaProject.bin", b"x")
    return out.getvalue()


def upload(browser: Client, content: bytes, name: str = "แม่แบบ.docx") -> Any:
    kind = "pptx" if name.endswith(".pptx") else "docx"
    sent = {"region": 6, "kind": kind, "file": SimpleUploadedFile(name, content)}
    return browser.post(ADD, sent, follow=True)


def refused(browser: Client, content: bytes, name: str = "แม่แบบ.docx") -> str:
    answer = upload(browser, content, name)
    assert not PaperTemplate.objects.exists()
    return " ".join(answer.context["adminform"].form.errors["file"])


def word(browser: Client, paper: Any) -> Any:
    return Document(io.BytesIO(browser.get(f"/committees/papers/{paper.pk}/paper.docx").content))


def test_staff_bring_a_file_in_and_get_it_back_and_what_is_issued_stays(
    desk: Client, officer_6: User, officer_11: User, item: AgendaItem, programme: Programme
) -> None:
    first = issued(desk, item)
    before = bytes(first.docx)
    staff = browser_of(officer_6)
    assert "{{ issued_on }}" in staff.get(ADD).text
    content = own_file(
        "ปกของเขต {{ region }} {{ name }}",
        "{{ paper_without_cover }}",
        "ท้ายเล่ม {{ fiscal_year|thai_digits }}",
        head="{{ committee }}",
        foot="ฉบับที่ {{ revision }} โดย {{ issued_by }}",
    )
    assert upload(staff, content).status_code == 200
    kept = PaperTemplate.objects.get()
    address = f"/admin/committees/papertemplate/{kept.pk}/file/"
    assert b"".join(staff.get(address).streaming_content) == content  # type: ignore[attr-defined]
    assert browser_of(officer_11).get(address).status_code == 403
    first.refresh_from_db()
    assert bytes(first.docx) == before
    assert kept.history.get().history_user == officer_6


def test_a_paper_in_an_office_s_file_says_what_the_portal_s_own_says(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    content = own_file(
        "ปกของ{{ region }} {{ name }}",
        "{{ paper_without_cover }}",
        "ท้ายเล่ม {{ fiscal_year|thai_digits }}",
        head="{{ committee }}",
        foot="ฉบับที่ {{ revision }}",
    )
    PaperTemplate.objects.create(region_id=6, file=SimpleUploadedFile("a.docx", content))
    paper = issued(desk, item)
    made = word(desk, paper)
    texts = [line.text for line in made.paragraphs]
    assert texts[0] == f"ปกของเขต 6 ระยอง {item.title}"
    assert texts[-1] == "ท้ายเล่ม ๒๕๖๗"
    assert str(item) not in texts  # the portal's own cover
    assert made.sections[0].header.paragraphs[0].text == NAME
    own, told = (line.text for line in made.sections[0].footer.paragraphs)
    assert own == "ฉบับที่ 1"
    assert paper.sha256 in told
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert all(name in cells for name, _amount in GRANTS)
    section = made.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert all(sum(column.width for column in table.columns) <= room for table in made.tables)
    titles = [line for line in made.paragraphs if line.style.name == "Title"]
    assert "ความเป็นมา" in [line.text for line in titles]
    assert all(run.font.size is None for line in titles for run in line.runs)


def test_without_a_place_the_paper_follows_and_a_table_has_lines_whatever_the_styles(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    def bare(document: Any) -> None:
        for name in ("Table Grid", "Title", "Heading 1"):
            document.styles[name].delete()
        document.add_paragraph("")
        document.sections[0].different_first_page_header_footer = True

    content = own_file("ปก", change=bare)
    PaperTemplate.objects.create(region_id=6, file=SimpleUploadedFile("a.docx", content))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paper = issued(desk, item)
    made = word(desk, paper)
    assert [line.text for line in made.paragraphs[:2]] == ["ปก", str(item)]
    assert all(table._tbl.tblPr.find(qn("w:tblBorders")) is not None for table in made.tables)
    for foot in (made.sections[0].footer, made.sections[0].first_page_footer):
        assert paper.sha256 in foot.paragraphs[-1].text


def test_a_file_that_says_nothing_of_its_page_is_taken_for_one_on_a4(
    desk: Client, officer_6: User, item: AgendaItem, programme: Programme
) -> None:
    def silent(document: Any) -> None:
        for name in ("w:pgSz", "w:pgMar"):
            mark = document.sections[0]._sectPr.find(qn(name))
            mark.getparent().remove(mark)

    upload(browser_of(officer_6), own_file("ปก", change=silent))
    tables = word(desk, issued(desk, item)).tables
    assert tables
    assert all(sum(column.width for column in table.columns) <= Cm(16) for table in tables)


def test_slides_are_made_on_the_office_s_layouts(
    desk: Client, officer_6: User, item: AgendaItem, programme: Programme
) -> None:
    upload(browser_of(officer_6), own_slides("{{ committee }}", "ฉบับที่ {{ revision }}"), "แม่แบบ.pptx")
    assert PaperTemplate.objects.get().ending == "pptx"
    paper = issued(desk, item)
    content = desk.get(f"/committees/papers/{paper.pk}/paper.pptx").content
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len(names) == len(set(names))
    deck = Presentation(io.BytesIO(content))
    told = {shape.text_frame.text for shape in deck.slides[0].slide_layout.shapes if shape.has_text_frame}
    assert f"{NAME}\nฉบับที่ 1" in told
    assert slide_texts(content) == slide_texts(
        paper_slides(issued_paper(paper))
    )  # all, and no slide of the file


def test_a_file_of_one_kind_never_becomes_the_other(officer_6: User) -> None:
    upload(browser_of(officer_6), own_file("ปก"))
    kept = PaperTemplate.objects.get()
    kept.kind = "pptx"
    with pytest.raises(ValidationError):
        kept.full_clean()
    with pytest.raises(IntegrityError):
        PaperTemplate.objects.filter(pk=kept.pk).update(kind="pptx")


def test_a_draft_is_poured_into_the_offices_file_and_names_no_issue(
    officer_6: User, desk: Client, item: AgendaItem, programme: Programme
) -> None:
    upload(browser_of(officer_6), own_file(head="{{ revision }} | {{ issued_on }} | {{ committee }}"))
    made = Document(io.BytesIO(desk.get(f"{page(item)}draft.docx").content))
    assert made.sections[0].header.paragraphs[0].text == f"ร่าง | {BLANK} | {NAME}"
    PaperTemplate.objects.update(file="templates/lost.docx")
    answer = desk.get(f"{page(item)}draft.docx", follow=True)
    assert answer.redirect_chain[0][0] == page(item)
    assert _("The file of the region's template is lost. Upload it again in the admin.") in unescape(
        answer.text
    )


def test_the_shipped_samples_are_what_their_script_writes_and_are_taken(
    officer_6: User, desk: Client, item: AgendaItem, programme: Programme
) -> None:
    staff, samples = browser_of(officer_6), "/admin/committees/papertemplate/sample"
    assert _("none yet; papers have the portal's own look") in unescape(staff.get(ADD).text)
    sample = staff.get(f"{samples}.docx").content
    assert Document(io.BytesIO(sample)).element.xml == make_template().element.xml
    upload(staff, sample)
    slides = staff.get(f"{samples}.pptx").content
    layouts = [
        [layout.element.xml for layout in deck.slide_layouts]
        for deck in (Presentation(io.BytesIO(slides)), make_slides())
    ]
    assert layouts[0] == layouts[1]
    upload(staff, slides, "แม่แบบ.pptx")
    assert PaperTemplate.objects.filter(region=6).count() == 2
    made = Presentation(io.BytesIO(bytes(issued(desk, item).pptx)))
    assert f"{NAME} ครั้งที่ 4/2566 · วาระที่ 3.3" in [
        shape.text_frame.text for shape in made.slide_layouts[0].shapes if shape.has_text_frame
    ]
    assert staff.get(f"{samples}.exe").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (own_file("ก {{ nmae }}"), "a.docx", ["nmae", "ก {{ nmae }}"]),
        (own_file(head="{{ revison }}", foot="{{ nmae }}"), "a.docx", ["หัวกระดาษ", "ท้ายกระดาษ"]),
        (own_file("{{ paper }}", "{{ paper }}"), "a.docx", ["{{ paper }}"]),
        (own_file(head="{{ paper }}"), "a.docx", ["{{ paper }}"]),
        (own_file("{{ name }}"), "a.docm", [".docx"]),
        (b"%PDF-1.7", "a.docx", [".docx"]),
        (own_slides("{{ nmae }} {{ region }}"), "a.pptx", ["nmae", "Title Only"]),
        (own_slides("{% if name %}{% endif %}"), "a.pptx", ["{% if"]),
        (own_slides("{{ paper }}"), "a.pptx", ["{{ paper }}"]),
        (own_slides(wide=False), "a.pptx", ["16:9"]),
        (own_slides(titled=False), "a.pptx", ["ชื่อเรื่อง"]),
        (own_file("ก"), "a.pptx", ["PowerPoint"]),
        (with_macros(own_slides()), "a.pptx", ["มาโคร"]),
        (with_a_link_outside(own_file("ก")), "a.docx", ["นอกแฟ้ม"]),
        (own_file("ก") + b"\0" * 6 * 1024 * 1024, "a.docx", ["5 MB"]),
    ],
    ids=[
        "unknown",
        "where",
        "two places",
        "place in the head",
        "ending",
        "no document",
        *("slides: unknown", "mark", "place", "size of slides", "no title", "Word"),
        "macros",
        "outside",
        "size",
    ],
)
def test_a_file_with_a_fault_is_not_taken(
    officer_6: User, content: bytes, name: str, said: list[str]
) -> None:
    told = refused(browser_of(officer_6), content, name)
    assert all(words in told for words in said), told


def test_a_lost_file_is_told_and_nothing_is_issued(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    PaperTemplate.objects.create(region_id=6, file="templates/lost.docx")
    sent = OpenForm(desk, page(item)).send()
    assert "หายไป" in sent.page
    assert not item.papers.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (lambda words: own_file(words), "แม่แบบ.docx"),
        (lambda words: own_file(head=words), "แม่แบบ.docx"),
        (lambda words: own_file(foot=words), "แม่แบบ.docx"),
        (lambda words: own_file("ก", change=lambda document: in_a_table(document, words)), "แม่แบบ.docx"),
        (lambda words: own_slides(words), "แม่แบบ.pptx"),
    ],
    ids=["page", "head", "foot", "table", "layout"],
)
def test_an_office_s_file_that_speaks_of_another_body_is_pointed_out_before_a_paper_is_issued(
    content: Callable[[str], bytes],
    name: str,
    desk: Client,
    officer_6: User,
    item: AgendaItem,
    programme: Programme,
) -> None:
    warned = "ของเขตกล่าวถึง"
    assert warned not in text_at(desk, page(item))
    upload(browser_of(officer_6), content("เรียน {{ committee }} และคณะกรรมการฯ"), name)
    assert PaperTemplate.objects.exists()
    assert warned not in text_at(desk, page(item))  # the committee that it is put before
    PaperTemplate.objects.all().delete()
    upload(browser_of(officer_6), content("จึงเรียนเสนอคณะอนุกรรมการฯ เพื่อโปรดทราบ"), name)
    told = text_at(desk, page(item))
    assert warned in told
    assert "คณะอนุกรรมการ" in told
    assert issued(desk, item).revision == 1  # it is pointed out, and keeps nobody from issuing


def in_a_table(document: Any, words: str) -> None:
    """Its letters cut into two runs, as Word leaves them after a correction."""
    line = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    line.add_run(words[: len(words) // 2])
    line.add_run(words[len(words) // 2 :])
