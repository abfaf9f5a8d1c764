"""A plan as it goes onto paper: the five columns with the office's marks, and by choice who holds what and when."""

from collections.abc import Sequence

from editing.papers.blocks import Block, PaperColumn, PaperTable, SetPaper, Title
from participation.models import ActivityDetail, ItemKind, Plan, PlanItem
from participation.years.paper import PaperLine, PlanPaper, paper_of

COLUMNS = (
    PaperColumn("ลำดับ", 2),
    PaperColumn("รูปแบบการมีส่วนร่วม", 4.8),
    PaperColumn("กลุ่มเป้าหมาย", 6),
    PaperColumn("กิจกรรม", 7.2),
    PaperColumn("ผลลัพธ์", 6.7),
)
ANNEX = "ภาคผนวก ผู้รับผิดชอบและช่วงเวลา"
ANNEX_COLUMNS = (
    PaperColumn("ลำดับ", 2),
    PaperColumn("กิจกรรม", 8.8),
    PaperColumn("ผู้รับผิดชอบ", 6.4),
    PaperColumn("ช่วงเวลา", 4.5),
    PaperColumn("สถานที่", 5),
)


def printed_plan(plan: Plan, as_of: str, digits: str, *, with_annex: bool) -> SetPaper:
    """The plan under the titles of the office's own table, or ours where it had none, and its newest version's."""
    titles = plan.title.splitlines() or [
        f"แผนการมีส่วนร่วม ปีงบประมาณ {plan.fiscal_year}",
        plan.region.name_th,
    ]
    if decision := plan.decisions.select_related("frozen").order_by("-pk").first():
        titles.append(decision.frozen.title)
    blocks: list[Block] = [Title(title) for title in titles]
    blocks.append(plan_table(paper_of(plan)))
    if with_annex and (rows := _annex_of(plan)):
        blocks += [Title(ANNEX, on_new_page=True), PaperTable(ANNEX_COLUMNS, tuple(rows))]
    return SetPaper(tuple(blocks), as_of, digits)


def plan_table(paper: PlanPaper) -> PaperTable:
    """The five columns, a row for each line."""
    return PaperTable(COLUMNS, tuple(_row_of(line) for line in paper.lines))


def _row_of(line: PaperLine) -> tuple[str, ...]:
    cells = ("".join(item.mark + item.text + item.after for item in items) for _label, items in line.cells)
    return (line.number or str(line.order), line.form_words, *cells)


def _annex_of(plan: Plan) -> Sequence[tuple[str, ...]]:
    """Who holds each activity, when and where; those of which nothing is known stand there, too."""
    items = PlanItem.objects.filter(line__plan=plan, kind=ItemKind.ACTIVITY).order_by("line__order", "order")
    found, closed_on = [], plan.closed_on
    for item in items.select_related("line", "detail").prefetch_related("detail__organisations__aliases"):
        detail: ActivityDetail | None = getattr(item, "detail", None)
        line = item.line.number or str(item.line.order)
        if detail is None:
            found.append((line, item.text, "", "", ""))
            continue
        owners = [detail.owner, *(each.name_on(closed_on) for each in detail.organisations.all())]
        told = ", ".join(owner for owner in owners if owner)
        found.append((line, item.text, told, detail.when_written, detail.place))
    return found
