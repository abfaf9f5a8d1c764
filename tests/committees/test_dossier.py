"""A committee's year in one file: whole, proven by its hashes, and for nobody who does not read the committee."""

import hashlib
import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from committees.models import AgendaItem, ItemFile, Meeting
from people.models import User
from tests import make
from tests.committees.papers import GRANTS, NAME, issued
from tests.html import browser_of, text_at
from tests.papers import pdf_text, squeezed

pytestmark = pytest.mark.django_db


def whole(answer: Any) -> bytes:
    assert answer.status_code == 200
    assert isinstance(answer.streaming_content, Iterator)
    return b"".join(answer.streaming_content)


def test_a_year_is_one_file_that_its_own_hashes_prove(
    desk: Client,
    item: AgendaItem,
    programme: Any,
    tmp_path: Path,
) -> None:
    first = issued(desk, item)
    second = issued(desk, item, "?digits=thai")
    page = item.meeting.committee.get_absolute_url()
    address = f"{page}dossier-2566.zip"
    assert address in text_at(desk, page)
    answer = desk.get(address)
    assert unquote(answer["Content-Disposition"]).endswith("แฟ้มประชุม-อคม.-เขต6-2566.zip")
    with zipfile.ZipFile(io.BytesIO(whole(answer))) as made:
        made.extractall(tmp_path)
        names = set(made.namelist())
    folder = "ครั้งที่-4-2566/"
    assert names == {
        *("SHA256SUMS", "มติ.xlsx", "สารบัญ.docx", f"{folder}รายงานการประชุม.docx"),
        *(
            f"{folder}เอกสารวาระ-3.3-ฉบับที่-{number}.{ending}"
            for number in (1, 2)
            for ending in ("pdf", "docx", "pptx")
        ),
        *(f"{folder}ตารางวาระ-3.3-ฉบับที่-{number}.xlsx" for number in (1, 2)),
    }
    prove = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    subprocess.run(prove, cwd=tmp_path, check=True)
    proven = (tmp_path / "SHA256SUMS").read_text()
    assert all(paper.pdf_sha256 in proven and paper.pptx_sha256 in proven for paper in (first, second))
    index = Document(str(tmp_path / "สารบัญ.docx"))
    listed = {row.cells[0].text for row in index.tables[0].rows[1:]}
    assert listed == names - {"สารบัญ.docx"}
    budget = load_workbook(tmp_path / f"{folder}ตารางวาระ-3.3-ฉบับที่-1.xlsx")["งบประมาณ"]
    cells = {cell.value for row in budget.iter_rows() for cell in row}
    assert {GRANTS[0][0], 215000, 260000} <= cells


def test_the_longest_name_of_an_attached_file_unpacks_on_every_disk(
    desk: Client, item: AgendaItem, officer_6: User, tmp_path: Path
) -> None:
    name = f"{'รายงานผู้ทำ' * 22}.pdf"
    content = ContentFile(b"%PDF-1.7 words", "a.pdf")
    for _each in range(2):
        ItemFile.objects.create(
            item=item, name=name, file=content, is_personal=False, size=14, by=officer_6, sha256="0" * 64
        )
    with zipfile.ZipFile(
        io.BytesIO(whole(desk.get(f"{item.meeting.committee.get_absolute_url()}dossier-2566.zip")))
    ) as made:
        made.extractall(tmp_path)
    unpacked = [each for each in tmp_path.rglob("แนบวาระ*") if "รายงานผู้ทำ" in each.name]
    assert len(unpacked) == 2
    assert {each.suffix for each in unpacked} == {".pdf"}
    prove = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    subprocess.run(prove, cwd=tmp_path, check=True)


def test_organisations_that_a_paper_leaves_out_stand_in_no_file_of_it(
    desk: Client, item: AgendaItem, programme: Any
) -> None:
    """And the sum does; the next revision, which names them, has them."""
    issued(desk, item, "?grants=without")
    issued(desk, item, "?grants=with")
    content = whole(desk.get(f"{item.meeting.committee.get_absolute_url()}dossier-2566.zip"))

    def told(made: zipfile.ZipFile, name: str) -> str:
        held = made.read(name)
        if name.endswith(".pdf"):
            return squeezed(pdf_text(held))
        if name.endswith(".xlsx"):
            rows = (row for sheet in load_workbook(io.BytesIO(held)) for row in sheet.values)
            return squeezed("".join(str(cell) for row in rows for cell in row))
        with zipfile.ZipFile(io.BytesIO(held)) as parts:
            return squeezed("".join(parts.read(part).decode() for part in parts.namelist() if "xml" in part))

    with zipfile.ZipFile(io.BytesIO(content)) as made:
        files = [name for name in made.namelist() if "วาระ" in name]
        names = [squeezed(name) for name, _amount in GRANTS]
        naming = {file for file in files if any(name in told(made, file) for name in names)}
        assert (len(files), naming) == (8, {file for file in files if "ฉบับที่-2" in file})
        (summed,) = [name for name in files if name.endswith("ฉบับที่-1.xlsx")]
        sheet = load_workbook(io.BytesIO(made.read(summed)))["งบประมาณ"]
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.value == 260000] == [260000]


def test_decisions_stand_in_it_with_what_they_corrected(desk: Client, officer_6: User) -> None:
    meeting = make.meeting(make.committee(6, "อคม.", name=NAME))
    held = meeting.items.get()
    first = held.decisions.create(kind="agreed", text="ตามเสนอ", recorded_by=officer_6)
    held.decisions.create(kind="noted", corrects=first, reason="จดผิด", recorded_by=officer_6)
    with zipfile.ZipFile(
        io.BytesIO(whole(desk.get(f"/committees/{meeting.committee.pk}/dossier-2566.zip")))
    ) as made:
        rows = list(load_workbook(io.BytesIO(made.read("มติ.xlsx"))).active.iter_rows(values_only=True))
    told = [[cell for cell in row if cell] for row in rows if "3.3" in row]
    assert [row[4] for row in told] == ["รับทราบ", "เห็นชอบ"]
    assert told[0][-2:] == ["ใช้อยู่", "จดผิด"]
    assert told[1][-1] == "ไม่ใช้แล้ว"


def test_members_take_out_what_they_read_and_others_find_nothing(
    item: AgendaItem,
    member_6: User,
    officer_6: User,
    officer_11: User,
    coordinator_6: User,
) -> None:
    committee = item.meeting.committee
    make.sits(member_6, committee)
    address = f"{committee.get_absolute_url()}dossier-2566.zip"
    with zipfile.ZipFile(io.BytesIO(whole(browser_of(member_6).get(address)))) as made:
        assert not any("รายงานการประชุม" in name for name in made.namelist())  # a draft
    Meeting.objects.update(state="prepared")
    assert browser_of(member_6).get(address).status_code == 404
    assert browser_of(officer_6).get(address).status_code == 200
    assert browser_of(officer_11).get(address).status_code == 404
    assert browser_of(coordinator_6).get(address).status_code == 403
    assert browser_of(officer_6).get(address.replace("2566", "2565")).status_code == 404


def test_a_lost_file_is_named_in_the_index_and_on_the_page_that_leads_to_it(
    desk: Client, item: AgendaItem, officer_6: User
) -> None:
    def attached(name: str, content: bytes, *, is_personal: bool = False) -> ItemFile:
        digest = hashlib.sha256(content).hexdigest()
        file = ContentFile(content, name)
        return ItemFile.objects.create(
            item=item, name=name, file=file, size=len(content), content_type="application/pdf",
            sha256=digest, is_personal=is_personal, by=officer_6,
        )  # fmt: skip

    kept, other, lost, personal = (
        attached("ครบ.pdf", b"1"),
        attached("ถูกแก้.pdf", b"2"),
        attached("หาย.pdf", b"3"),
        attached("รายชื่อ.pdf", b"4", is_personal=True),
    )
    page = item.meeting.committee.get_absolute_url()
    warning = "สูญหาย"
    assert warning not in text_at(desk, page)
    Path(other.file.path).write_bytes(b"x")
    for file in (lost, personal):
        Path(file.file.path).unlink()
    shown = text_at(desk, page).split(warning)[1]
    assert ("หาย.pdf" in shown, "ครบ.pdf" in shown, "รายชื่อ.pdf" in shown) == (True, False, False)
    with zipfile.ZipFile(io.BytesIO(whole(desk.get(f"{page}dossier-2566.zip")))) as made:
        index = Document(io.BytesIO(made.read("สารบัญ.docx")))
        names = made.namelist()
    rows = {row.cells[0].text: row.cells[1].text for row in index.tables[0].rows}
    said = {
        name: next(rows[key] for key in rows if key.endswith(name))
        for name in ("ครบ.pdf", "ถูกแก้.pdf", "หาย.pdf")
    }
    assert said["หาย.pdf"].startswith("สูญหาย")
    assert said["ถูกแก้.pdf"].startswith("ไม่ตรงกับที่แนบไว้")
    assert said["ครบ.pdf"].startswith("ไฟล์แนบวาระ")
    assert not [key for key in rows if "รายชื่อ" in key]
    assert (
        any(name.endswith("หาย.pdf") for name in names),
        any(name.endswith("ครบ.pdf") for name in names),
    ) == (
        False,
        True,
    )
    assert any("สูญหาย 1 แฟ้ม" in line.text for line in index.paragraphs)
    assert kept.is_whole
