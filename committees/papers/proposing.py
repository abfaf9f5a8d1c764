"""What an amendment asks a committee to decide, on the paper of its item: words of the plan and baht, before, after."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committees.models import AgendaItem
from committees.papers.changes import NONE, ChangedBaht
from editing.papers.blocks import Block, PaperColumn, PaperTable, Paragraph, Title
from participation.life import AmendmentState
from participation.models import AmendedLine, AmendmentChange, PlanAmendment, PlanLine
from participation.models.amendment import says_what_and_why
from participation.models.amendment_change import ChangeWhat
from participation.years.laying import LaidLine, laid_over
from participation.years.weighing import MovedPart, weight_of
from thai.amounts import NO_BAHT

CHANGES = (
    PaperColumn("ลำดับ", 2),
    PaperColumn("ส่วนของแผน", 5.5),
    PaperColumn("เดิม", 9.6),
    PaperColumn("ขอแก้ไขเป็น", 9.6),
)
MOVED = (
    PaperColumn("ชื่อหน่วยงานภาคประชาชน", 13.2),
    PaperColumn("เดิม (บาท)", 4.5, figures=True),
    PaperColumn("เป็น (บาท)", 4.5, figures=True),
    PaperColumn("ต่าง (บาท)", 4.5, figures=True),
)
GOES = "ตัดออก"


def open_amendments(item: AgendaItem, year: int) -> list[PlanAmendment]:
    """Those of the year that an item is about and on which nobody has decided yet."""
    named = item.things.exclude(amendment=None).values("amendment")
    found = PlanAmendment.objects.open().filter(pk__in=named, plan__fiscal_year=year)
    return list(found.select_related("plan__region", "became").order_by("pk"))


def proposed(amendments: list[PlanAmendment], *, names_grants: bool) -> Iterator[Block]:
    """A part of the paper for each amendment: why, what each item says and is to say, and the baht moved beside it."""
    for place, amendment in enumerate(amendments, start=1):
        which = f" รายการที่ {place}" if len(amendments) > 1 else ""
        year = amendment.plan.fiscal_year
        yield Title(f"การแก้ไขแผน ประจำปี {year} ที่เสนอ{which}", on_new_page=True)
        yield Paragraph(f"เหตุผล: {amendment.reason}")
        yield PaperTable(CHANGES, tuple(_rows_of(amendment)))
        if parts := weight_of(amendment).parts:
            yield Paragraph("งบประมาณที่เปลี่ยนไปจากแผนฉบับที่ใช้อยู่", is_heading=True)
            yield PaperTable(MOVED, tuple(_rows_of_baht(parts, names_grants)))


def what_keeps_back(amendments: list[PlanAmendment]) -> Iterator[str]:
    """Why an amendment cannot be put before a committee, in the language of whoever reads the page."""
    for amendment in amendments:
        if amendment.state == AmendmentState.DRAFT:
            yield _("The amendment is a draft. Submit it first: a committee reads no drafts.")
            continue
        try:
            says_what_and_why(amendment)
        except ValidationError as refused:
            yield from refused.messages


def _rows_of(amendment: PlanAmendment) -> Iterator[tuple[str, ...]]:
    of_items = amendment.changes.select_related("item__line", "line__form", "into__form", "into__line__form")
    of_lines = amendment.line_changes.select_related("line__form", "form", "after__form")
    for laid in laid_over(amendment, list(of_lines.order_by("pk")), list(of_items.order_by("pk"))):
        name = _number_of(laid.line)
        if laid.change:
            yield (name, "ทั้งลำดับ" if laid.goes else "รูปแบบการมีส่วนร่วม", *_of_line(laid, laid.change))
        if laid.goes:
            continue
        for _kind, label, items in laid.cells:
            for each in items:
                if each.change:
                    yield (name, label, each.change.before or NONE, _wanted(each.change))


def _of_line(laid: LaidLine, change: AmendedLine) -> tuple[str, str]:
    if laid.line is not None and laid.goes:
        return "\n".join(each for each in [laid.line.form_words, *_cells_of(laid)] if each), GOES
    before = f"{change.number_before} {change.form_before}".strip() or NONE
    after = f"{change.number} {change.form_words}".strip()
    if not change.moves:
        return before, after
    behind = f"ต่อจากลำดับ {_number_of(change.after)}" if change.after else "เป็นลำดับแรก"
    return before, f"{after}\n({behind})"


def _cells_of(laid: LaidLine) -> Iterator[str]:
    """As the plan's table prints them."""
    for _kind, _label, items in laid.cells:
        standing = [each.item for each in items if each.item]
        yield "".join(item.mark + item.text + item.after for item in standing)


def _wanted(change: AmendmentChange) -> str:
    if change.what == ChangeWhat.TAKE_OUT:
        return GOES
    return f"{change.text}\n(ย้ายไปลำดับ {_number_of(change.line)})" if change.is_moved else change.text


def _number_of(line: PlanLine | None) -> str:
    return line.number or str(line.order) if line else "ใหม่"


def _rows_of_baht(parts: list[MovedPart], names_grants: bool) -> Iterator[tuple[str, ...]]:
    """Their sum last; it stands alone on a paper that names no organisation."""
    changed = [ChangedBaht(each.what, each.before, each.after) for each in parts]
    was, now = sum((each.was for each in changed), NO_BAHT), sum((each.now for each in changed), NO_BAHT)
    for each in [*(changed if names_grants else []), ChangedBaht("รวมหน่วยงานที่เปลี่ยน", was, now)]:
        yield (each.what, each.before, each.after, each.difference)
