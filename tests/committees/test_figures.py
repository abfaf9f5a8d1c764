"""The place for a picture on a paper: flagged and left out while it is empty, frozen with the paper once filled."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from docx import Document
from PIL import Image
from pptx import Presentation

from committees.meetings import filing
from committees.models import AgendaItem, ItemFile, Paper
from grants.models import Programme
from tests.committees.papers import issued, page
from tests.html import forms_of, text_at
from tests.papers import pdf_facts, pdf_text, squeezed

pytestmark = pytest.mark.django_db
CAPTION = "เครือข่ายผู้ป่วยเรื้อรังประชุมครั้งที่ 2"
EMPTY = "The place for a picture is empty and is left out. Attach one with a caption to the item."


def picture(colour: str = "teal") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (90, 60), colour).save(made, "PNG")
    return SimpleUploadedFile("ประชุม.png", made.getvalue())


def attach(desk: Client, item: AgendaItem, **said: Any) -> Any:
    address = f"{item.get_absolute_url()}files/"
    (form,) = [form for form in forms_of(text_at(desk, item.get_absolute_url())) if form.action == address]
    usual = {"file": picture(), "is_personal": "no", "caption": CAPTION}
    return desk.post(address, form.data | usual | said)


def test_an_empty_place_is_flagged_and_left_out_and_keeps_nobody_from_issuing(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    assert _(EMPTY) in text_at(desk, page(item))
    attach(desk, item, caption="")
    assert _(EMPTY) in text_at(desk, page(item))
    paper = issued(desk, item)
    assert not [block for block in paper.content["blocks"] if block["kind"] == "figure"]


def test_a_picture_stands_on_page_and_files_and_stays_when_it_is_taken_off(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    assert attach(desk, item).status_code == 302
    assert _(EMPTY) not in text_at(desk, page(item))
    paper = issued(desk, item, "?digits=thai")
    desk.post(f"{ItemFile.objects.get().get_absolute_url()}remove/")
    shown = text_at(desk, paper.get_absolute_url())
    assert 'src="data:image/png;base64,' in shown
    assert "ครั้งที่ ๒" in shown
    assert squeezed("เครือข่ายผู้ป่วยเรื้อรังประชุมครั้งที่ ๒") in squeezed(pdf_text(bytes(paper.pdf)))
    assert "Tagged:          yes" in pdf_facts(bytes(paper.pdf))
    word = Document(io.BytesIO(bytes(paper.docx or b"")))
    (drawn,) = word.inline_shapes
    assert drawn._inline.docPr.get("descr") == "เครือข่ายผู้ป่วยเรื้อรังประชุมครั้งที่ ๒"
    slides = Presentation(io.BytesIO(bytes(paper.pptx or b""))).slides
    (on_slide,) = [shape for slide in slides for shape in slide.shapes if hasattr(shape, "image")]
    with Image.open(io.BytesIO(on_slide.image.blob)) as seen:
        assert seen.getpixel((5, 5)) == (0, 128, 128)
    assert Paper.objects.get().is_whole


@pytest.mark.parametrize(
    "said", [{"is_personal": "yes"}, {"file": SimpleUploadedFile("ประชุม.pdf", b"%PDF-1.7 words")}], ids=str
)
def test_on_a_paper_stands_no_document_and_nothing_personal(
    said: dict[str, Any], desk: Client, item: AgendaItem
) -> None:
    assert attach(desk, item, **said).status_code == 422
    assert not ItemFile.objects.exists()
    attach(desk, item)
    with (
        pytest.raises(IntegrityError, match="itemfile_figure_is_a_picture_for_all"),
        transaction.atomic(),
    ):
        ItemFile.objects.update(is_personal=True)


def test_the_pictures_of_one_paper_are_small_together(
    desk: Client, item: AgendaItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(picture().read())
    monkeypatch.setattr(filing, "MOST_OF_FIGURES", 2 * size)
    for _each in range(2):
        assert attach(desk, item).status_code == 302
    refused = attach(desk, item)
    said = _("The pictures of one paper have at most %(size)d kB together. Make them smaller.")
    assert refused.status_code == 422
    assert said % {"size": 2 * size // 1000} in refused.text
    assert attach(desk, item, caption="").status_code == 302  # and it stands on no paper
    assert ItemFile.objects.count() == 3


def test_lists_of_revisions_read_no_pictures(desk: Client, item: AgendaItem, programme: Programme) -> None:
    attach(desk, item)
    first = issued(desk, item)
    issued(desk, item, "?digits=thai")
    for address in (page(item), first.get_absolute_url(), item.get_absolute_url()):
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        read = [each["sql"] for each in asked if '"committees_paper"."content"' in each["sql"]]
        assert not [sql for sql in read if "LIMIT" not in sql]


def test_a_picture_that_is_not_what_was_attached_keeps_the_paper_from_being_issued(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    attach(desk, item)
    kept = ItemFile.objects.get()
    with open(kept.file.path, "wb") as changed:
        changed.write(picture("red").read())
    said = _("The picture “%(name)s” is lost or is not what was attached.") % {"name": kept.name}
    assert said in text_at(desk, page(item))
    assert 'name="seen"' not in text_at(desk, page(item))
