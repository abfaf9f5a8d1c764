"""A committee's year in one file: its papers as issued, their tables, its decisions and minutes, an index and hashes.

It is written file by file as it is fetched, so that a year of papers never stands in memory. Its words are Thai
whatever language the reader has chosen, like those of the papers in it.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath

from django.utils import translation

from committees.meetings.minutes import DECIDED, minutes_of
from committees.meetings.reading import AgendaRow, agenda_of
from committees.models import AgendaItem, Committee, Meeting, Paper
from committees.models.decision import ItemDecisionKind
from committees.models.paper import FILES
from committees.papers.drawing import Wish
from editing.moment import as_of
from editing.papers.blocks import Block, PaperColumn, PaperTable, Paragraph, SetPaper, Title
from editing.papers.word import paper_word
from participation.years.printed import COLUMNS
from tables.writing import ExportColumn, ExportTable, to_xlsx
from thai.dates import format_date

HASHES = "SHA256SUMS"  # `sha256sum -c SHA256SUMS` proves every other file
LOST = "สูญหาย ไม่มีอยู่ในแฟ้มประชุมนี้"
LONGEST_NAME = 255  # bytes
INDEX = (PaperColumn("แฟ้ม", 9), PaperColumn("เนื้อหา", 9))
DECISIONS = (
    *(ExportColumn("ครั้งที่", 12), ExportColumn("วันประชุม", 18), ExportColumn("วาระ", 8)),
    *(ExportColumn("เรื่อง", 50), ExportColumn("มติ", 22), ExportColumn("รายละเอียด", 50)),
    *(ExportColumn("ข้อสังเกต", 40), ExportColumn("ใช้อยู่", 10), ExportColumn("แก้ไขเพราะ", 30)),
)
_DAY = (1980, 1, 1, 0, 0, 0)  # no day of its own: what holds the same is the same file
_READABLE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Dossier:
    """The meetings of a calendar year that somebody reads, and those whose minutes she takes out."""

    committee: Committee
    year: int
    meetings: list[Meeting]
    with_minutes: frozenset[int]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The names under which the committee met, each once."""
        return tuple(dict.fromkeys(each.body for each in self.meetings)) or (self.committee.name,)

    @property
    def name(self) -> str:
        kind, region = self.committee.kind.short_name, self.committee.region_id
        return _plain(f"แฟ้มประชุม-{kind}-เขต{region}-{self.year}.zip")


@dataclass(slots=True)
class _Pipe(io.RawIOBase):
    """What is written to it is taken out again; a zip needs no more to be written."""

    held: list[bytes] = field(default_factory=list)

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.held.append(bytes(content))
        return len(content)

    def taken(self) -> bytes:
        content = b"".join(self.held)
        self.held.clear()
        return content


def streamed(dossier: Dossier) -> Iterator[bytes]:
    """The bytes of the zip, file after file."""
    pipe = _Pipe()
    sums: list[str] = []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in _files(dossier):
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
            yield _added(made, pipe, name, content)
        yield _added(made, pipe, HASHES, "".join(sums).encode())
    yield pipe.taken()


def _added(made: zipfile.ZipFile, pipe: _Pipe, name: str, content: bytes) -> bytes:
    about = zipfile.ZipInfo(name, _DAY)
    about.external_attr = _READABLE
    made.writestr(about, content, zipfile.ZIP_DEFLATED)
    return pipe.taken()


def _files(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    index: list[tuple[str, str]] = []
    decisions: list[tuple[object, ...]] = []
    for meeting in dossier.meetings:
        rows, folder = agenda_of(meeting), _plain(f"ครั้งที่ {meeting.written_number}")
        decisions += [told for row in rows for told in _decided(meeting, row)]
        if meeting.pk in dossier.with_minutes:
            name = f"{folder}/รายงานการประชุม.docx"
            index.append((name, f"{meeting} วันที่ {format_date(meeting.held_on, long=True)}"))
            yield name, _minutes(meeting)
        for row in rows:
            for name, said, content in _attached(folder, row):
                index.append((name, said))
                if content is not None:
                    yield name, content
            put = [each.paper_id for each in row.item.consultations.all()]
            own = sorted(row.item.papers.all(), key=lambda paper: paper.revision)
            for key in (*(paper.pk for paper in own), *put):
                for name, said, content in _of_paper(folder, key, row.item):
                    index.append((name, said))
                    yield name, content
    index.append(("มติ.xlsx", f"มติของการประชุมปี {dossier.year}"))
    yield "มติ.xlsx", _table(ExportTable("มติ", dossier.bodies, DECISIONS, tuple(decisions)))
    index.append((HASHES, "รหัสตรวจสอบของทุกไฟล์ สำหรับผู้ดูแลระบบใช้ตรวจว่าไฟล์ไม่ถูกแก้ไข"))
    yield "สารบัญ.docx", _index(dossier, index)


def _of_paper(folder: str, key: int, before: AgendaItem) -> Iterator[tuple[str, str, bytes]]:
    """Each file of a paper with what the index says of it; one paper at a time is read."""
    paper = Paper.objects.select_related("item").get(pk=key)
    number = before.number
    # Numbers that only a sign tells apart stay two files, and so does what was issued for another body.
    is_own = paper.item_id == before.pk and _plain(number) == number
    apart = "" if is_own else f" ({key})"
    named = f"วาระ {number}{apart} ฉบับที่ {paper.revision}"
    said = f"เอกสาร{named}: {paper.item.title} ({paper.as_of}, รหัสตรวจสอบเนื้อหา {paper.sha256})"
    for extension in FILES:
        if (content := paper.file(extension)) is not None:
            yield f"{folder}/{_plain(f'เอกสาร{named}')}.{extension}", said, content
    tables = f"{folder}/{_plain(f'ตาราง{named}')}.xlsx"
    yield tables, f"แผนและงบประมาณในเอกสาร{named}", _table(*_tables_of(paper))


def _attached(folder: str, row: AgendaRow) -> Iterator[tuple[str, str, bytes | None]]:
    """The files of an item but for personal data: a dossier goes from hand to hand. Of a lost one the index says so."""
    number = row.item.number
    for file in row.item.files.for_members():
        name = f"{folder}/{_short(_plain(f'แนบวาระ {number} ({file.pk}) {file.name}'))}"
        said = f"ไฟล์แนบวาระ {number}: {file.name} (รหัสตรวจสอบ {file.sha256})"
        try:
            with file.file.open("rb") as kept:
                content = kept.read()
        except FileNotFoundError:
            yield name, f"{LOST} · {said}", None
            continue
        is_same = hashlib.sha256(content).hexdigest() == file.sha256
        yield name, said if is_same else f"ไม่ตรงกับที่แนบไว้ · {said}", content


def _tables_of(paper: Paper) -> Iterator[ExportTable]:
    """The plan and the budget as the paper tells them: one that names no organisations has their sum alone."""
    about = (str(paper.item.title), paper.as_of)
    heads = tuple(ExportColumn(column.head, round(column.width * 5)) for column in COLUMNS)
    yield ExportTable("แผน", about, heads, tuple(tuple(texts) for _key, texts in paper.content["plan"]))
    grants = [(name, amount) for _key, name, amount in paper.content["budget"]]
    if is_summed := not Wish.of_kept(paper.content).names_grants:
        grants = [("รวมทุกหน่วยงาน (เอกสารไม่แสดงรายหน่วยงาน)", paper.content["total"])]
    yield ExportTable(
        "งบประมาณ",
        about,
        (
            ExportColumn("ลำดับ", 8),
            ExportColumn("ชื่อหน่วยงานภาคประชาชน", 60),
            ExportColumn("งบประมาณ (บาท)", 18, money=True, summed=True),
        ),
        tuple(
            ("" if is_summed else place, name, Decimal(amount))
            for place, (name, amount) in enumerate(grants, start=1)
        ),
        total_label="รวม" if grants and not is_summed else "",
    )


def _decided(meeting: Meeting, row: AgendaRow) -> Iterator[tuple[object, ...]]:
    """Every decision on an item, the one in force first, so that what was corrected stays to be read."""
    for place, decision in enumerate(row.decisions):
        yield (
            *(str(meeting), format_date(meeting.held_on, long=True), row.item.number, row.item.title),
            *(DECIDED[ItemDecisionKind(decision.kind)], decision.text, decision.reservations),
            *("ไม่ใช้แล้ว" if place else "ใช้อยู่", decision.reason),
        )


def _minutes(meeting: Meeting) -> bytes:
    with translation.override("th"):
        return paper_word(minutes_of(meeting, as_of(), "written"))


def _table(*tables: ExportTable) -> bytes:
    with translation.override("th"):
        return to_xlsx(*tables, as_of=as_of())


def _index(dossier: Dossier, files: list[tuple[str, str]]) -> bytes:
    lost = sum(said.startswith(LOST) for _name, said in files)
    with translation.override("th"):
        blocks: tuple[Block, ...] = (
            Title(f"สารบัญแฟ้มประชุม ปี {dossier.year}"),
            *(Title(body) for body in dossier.bodies),
            Paragraph(f"การประชุม {len(dossier.meetings)} ครั้ง {len(files) - lost} แฟ้ม"),
            *([Paragraph(f"มีแฟ้มที่สูญหาย {lost} แฟ้ม ดูในรายการข้างล่าง")] if lost else []),
            PaperTable(INDEX, tuple(files)),
        )
        return paper_word(SetPaper(blocks, as_of(), is_upright=True))


def _plain(name: str) -> str:
    """A name that every system takes for a file; line breaks in it would break the list of hashes."""
    return re.sub(r'[\\/:*?"<>|\s]+', "-", name)


def _short(name: str) -> str:
    """A name that every disk takes, with its ending: a Thai letter has three bytes."""
    ending = PurePath(name).suffix
    stem = name.removesuffix(ending).encode()[: LONGEST_NAME - len(ending.encode())]
    return stem.decode(errors="ignore") + ending
