"""The agreement as a Word file, and the templates that offices put in its place."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from docx.oxml.ns import qn

from grants.agreements.document import FIELDS, OWN_TEMPLATE, PART_FIELDS, VOCABULARY
from grants.agreements.drafting import draw_up, split
from grants.agreements.paper import agreement_document
from grants.models import Agreement, AgreementTemplate, Instalment
from people.models import User
from scripts.make_agreement_template import make as make_template
from tests import make
from tests.grants.steps import Office

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def text_of(content: bytes) -> str:
    """All that a reader of the paper reads, tables included."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def template_saying(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def changed_package(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The portal's template with parts changed by name, and parts added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(OWN_TEMPLATE.read_bytes())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def agreement() -> Agreement:
    office = Office()
    programme = office.open_programme()
    allocation = make.allocation(programme, "ศูนย์ A & B <ชลบุรี>", "175000.00")
    agreement = draw_up(
        allocation,
        Decimal("175000.00"),
        by=office.asks,
        number_as_typed="สปสช.06/2567/12",
        organisation_signatory="นางสาวสมหญิงใจดี",
        starts_on=date(2023, 11, 1),
        ends_on=date(2024, 9, 30),
    )
    parts = [
        Instalment(amount=Decimal("70000.00"), due_on=date(2023, 11, 15), waits_for="ลงนามแล้ว"),
        Instalment(amount=Decimal("70000.00")),
        Instalment(amount=Decimal("35000.00")),
    ]
    split(agreement, parts, by=office.asks)
    return agreement


def test_the_paper_says_the_agreement_in_figures_words_and_thai_dates(agreement: Agreement) -> None:
    text = text_of(agreement_document(agreement))
    for said in (
        "เลขที่ สปสช.06/2567/12",
        "ศูนย์ A & B <ชลบุรี>",
        "นางสาวสมหญิงใจดี",
        "175,000.00 บาท (หนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน)",
        "1 พฤศจิกายน 2566",
        "30 กันยายน 2567",
        "แบ่งจ่ายเป็น 3 งวด",
        "15 พฤศจิกายน 2566",
        "ภายใน 90 วัน",
        "29 ธันวาคม 2567",
        "70,000.00",
        "35,000.00",
        "พยาน",
        "สำนักงานหลักประกันสุขภาพแห่งชาติ เขต 6 ระยอง",
    ):
        assert said in text
    assert "{{" not in text
    assert "{%" not in text


def test_every_run_of_the_paper_names_the_thai_font_and_size(agreement: Agreement) -> None:
    document = Document(io.BytesIO(agreement_document(agreement)))
    runs = list(document.element.body.iter(qn("w:r")))
    assert len(runs) > 40
    for run in runs:
        properties = run.find(qn("w:rPr"))
        assert properties.find(qn("w:rFonts")).get(qn("w:cs")) == "TH Sarabun New"
        assert int(properties.find(qn("w:szCs")).get(qn("w:val"))) >= 32
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert (round(section.left_margin.cm, 1), round(section.right_margin.cm, 1)) == (3.0, 2.0)


def test_what_is_not_known_yet_is_a_line_to_fill_in(agreement: Agreement) -> None:
    assert "โดย …………" in text_of(agreement_document(agreement))


def test_the_shipped_template_is_what_its_script_writes() -> None:
    shipped, made = Document(io.BytesIO(OWN_TEMPLATE.read_bytes())), make_template()
    assert shipped.element.xml == made.element.xml


def test_every_field_is_told_in_the_documentation() -> None:
    told = (ROOT / "docs/agreement-template.md").read_text()
    for name in [field.name for field in FIELDS] + [f"part.{field.name}" for field in PART_FIELDS]:
        assert f"`{{{{ {name} }}}}`" in told


def test_every_field_is_filled_in(agreement: Agreement) -> None:
    VOCABULARY.check(template_saying(*[f"{field.name}: {{{{ {field.name} }}}}" for field in FIELDS]))


def test_unknown_fields_are_named_all_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        VOCABULARY.check(
            template_saying(
                "{{ amuont }} {{ organization }} {{ amount }}",
                "{% for part in instalments %}{{ part.sum }}{% endfor %}",
            )
        )
    said = " ".join(refused.value.messages)
    assert all(name in said for name in ("amuont", "organization", "part.sum"))
    assert "“{{ amount }}”" not in said


@pytest.mark.parametrize(
    "written",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ amount.__class__ }}",
        "{{ amount.format('x') }}",
        "{{ amount() }}",
        "{{ amount * 100000 }}",
        "{{ 'x' ~ 'y' }}",
        "{% for a in amount %}{% endfor %}",
        "{% for a in instalments %}{% for b in instalments %}{% endfor %}{% endfor %}",
        "{% set a = 1 %}",
        "{% include 'secrets' %}",
        "{% macro a() %}{% endmacro %}",
        "{{ amount|attr('__class__') }}",
        "{{ range(1000000000) }}",
        "{{ self }}",
        "{{ amount",
        "{% if amount %}",
    ],
)
def test_a_template_names_fields_and_runs_nothing(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VOCABULARY.check(template_saying(written))
    assert not re.search("jinja|expected|unknown tag", " ".join(refused.value.messages), re.IGNORECASE)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{{ " * 1000 + "ก" * 100_000],
        ["{{ x"] * 1000 + ["ก" * 1000] * 100,
        ["{{ " + "(" * 5000 + " }}"],
        ["{{ amount }}"] * 400,
        ["{% if amount %}"] * 140 + ["{% endif %}"] * 140,
        ["{{ amount %}"],
    ],
    ids=["open", "open in many places", "long", "too many", "too deep", "closed by another"],
)
def test_marks_that_would_keep_the_portal_busy_are_refused(paragraphs: list[str]) -> None:
    content = template_saying(*paragraphs)
    with pytest.raises(ValidationError) as refused:
        VOCABULARY.check(content)
    assert refused.value.code in ("template", "size")


def test_a_mark_written_so_that_only_word_sees_it_is_refused() -> None:
    def hidden(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"{{ title }}", b"&#123;&#x7B; range }}")
            if name == "word/document.xml"
            else content
        )

    with pytest.raises(ValidationError) as refused:
        VOCABULARY.check(changed_package(hidden))
    assert refused.value.code == "damaged"


def test_conditions_and_thai_digits_are_taken(agreement: Agreement) -> None:
    content = template_saying("{% if number == 'x' %}ไม่ใช่{% else %}{{ amount|thai_digits }}{% endif %}")
    VOCABULARY.check(content)
    AgreementTemplate.objects.create(
        region=agreement.programme.region, kind="contract", file=SimpleUploadedFile("a.docx", content)
    )
    assert "๑๗๕,๐๐๐.๐๐" in text_of(agreement_document(agreement))


def test_a_condition_on_what_is_not_known_is_false(agreement: Agreement) -> None:
    content = template_saying("{% if budget_code %}รหัส {{ budget_code }}{% else %}ไม่มีรหัส{% endif %}")
    file = SimpleUploadedFile("a.docx", content)
    AgreementTemplate.objects.create(region=agreement.programme.region, kind="contract", file=file)
    assert text_of(agreement_document(agreement)) == "ไม่มีรหัส"


def _external(name: str, content: bytes) -> bytes:
    if name != "word/_rels/document.xml.rels":
        return content
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'attachedTemplate" Target="http://example.org/a.dotm" TargetMode="External"/>'
    )
    return content.replace(b"</Relationships>", link + b"</Relationships>")


def _reaching(name: str, content: bytes) -> bytes:
    field = (
        b"<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\</w:instrText></w:r></w:p>"
    )
    return content.replace(b"<w:body>", b"<w:body>" + field) if name == "word/document.xml" else content


def _with_entities(name: str, content: bytes) -> bytes:
    if name != "word/document.xml":
        return content
    return content.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)


def _with_macros(name: str, content: bytes) -> bytes:
    kind = (b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
    return content.replace(*kind) if name == "[Content_Types].xml" else content


def _as_it_is(name: str, content: bytes) -> bytes:
    return content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7", "damaged"),
        (b"", "damaged"),
        (OWN_TEMPLATE.read_bytes()[:5000], "damaged"),
        (changed_package(_external), "external"),
        (changed_package(_reaching), "external"),
        (changed_package(_with_entities), "damaged"),
        (changed_package(_with_macros), "macros"),
        (changed_package(_as_it_is, **{"word/vbaProject.bin": b"x"}), "macros"),
        (changed_package(_as_it_is, **{"word/embeddings/a.bin": b"x"}), "embedded"),
        (changed_package(_as_it_is, **{"../../a.xml": b"x"}), "damaged"),
        (changed_package(_as_it_is, **{"word/a.xml": b" " * (5 * 1024 * 1024)}), "size"),
    ],
    ids=["pdf", "empty", "cut", "link", "field", "entities", "kind", "macros", "object", "path", "bomb"],
)
def test_a_file_that_acts_or_reaches_outside_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VOCABULARY.check(content)
    assert refused.value.code == code


ADD = "/admin/grants/agreementtemplate/add/"


def upload(client: Client, content: bytes, name: str = "แบบสัญญา.docx") -> Any:
    return client.post(
        ADD, {"region": 6, "kind": "contract", "file": SimpleUploadedFile(name, content)}, follow=True
    )


def test_staff_replace_the_template_and_get_it_back(
    client: Client, officer_6: User, officer_11: User, agreement: Agreement
) -> None:
    client.force_login(officer_6)
    assert "{{ amount_words }}" in client.get(ADD).text
    assert client.get("/admin/grants/agreementtemplate/sample.docx").content == OWN_TEMPLATE.read_bytes()
    content = template_saying("แบบของเขต {{ number }}")
    upload(client, content)
    kept = AgreementTemplate.objects.get()
    assert text_of(agreement_document(agreement)) == "แบบของเขต สปสช.06/2567/12"
    address = f"/admin/grants/agreementtemplate/{kept.pk}/file/"
    assert b"".join(client.get(address).streaming_content) == content  # type: ignore[attr-defined]
    client.force_login(officer_11)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (template_saying("{{ amuont }}"), "a.docx", "amuont"),
        (template_saying("{{ amount }}"), "a.docm", ".docx"),
        (b"PK", "a.docx", ".docx"),
    ],
    ids=["unknown field", "other ending", "no document"],
)
def test_a_template_with_a_fault_is_not_kept(
    client: Client, officer_6: User, content: bytes, name: str, said: str
) -> None:
    client.force_login(officer_6)
    page = upload(client, content, name)
    assert said in "".join(page.context["adminform"].form.errors["file"])
    assert not AgreementTemplate.objects.exists()
