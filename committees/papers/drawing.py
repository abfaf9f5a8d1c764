"""What stands on the paper "plan and budget of a year": drawn from the records as they are now.

Region 6's paper of 2567 is the model.
Whoever reads, it is Thai. Figures are those of the budget's page (grants/budget/summaries.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from committees.models import AgendaItem, Citation, LineBasis, Paper
from committees.models.agenda import ItemType
from committees.papers.addressing import doubts_of_address
from committees.papers.proposing import open_amendments, proposed, what_keeps_back
from editing.papers.blocks import Block, Figure, PaperColumn, PaperTable, Paragraph, SetPaper, Title, kept
from editing.proof.frozen import sha256_of
from grants.budget.summaries import BudgetSummary, budget_summary
from grants.models import Programme
from participation.models import FormOfParticipation, Plan, PlanVersion
from participation.years.paper import PlanPaper, paper_of, paper_of_version
from participation.years.printed import plan_table
from people.models import User
from regions.models import Region
from thai.dates import format_date
from thai.money_words import format_baht

FORMS = (PaperColumn("รูปแบบการมีส่วนร่วม", 9), PaperColumn("กิจกรรมที่ดำเนินการ", 17.7))
BUDGET = (
    PaperColumn("ลำดับ", 2.5),
    PaperColumn("ชื่อหน่วยงานภาคประชาชน", 19.2),
    PaperColumn("งบประมาณ (บาท)", 5, figures=True),
)
DRAFT = "ฉบับร่าง ยังไม่ได้ออกเอกสาร"
# The line by which the secretary asks, by the type of the item; of others the paper asks for nothing.
REQUESTS = {ItemType.INFORM: "เพื่อโปรดทราบ", ItemType.DECIDE: "เพื่อโปรดพิจารณา"}


@dataclass(frozen=True, slots=True)
class Wish:
    """How a paper is to look: a key of DIGITS, and whether it names what each organisation is granted."""

    digits: str = "written"
    names_grants: bool = True

    @classmethod
    def of_kept(cls, content: dict[str, Any]) -> "Wish":
        return cls(content.get("digits", "written"), content.get("names_grants", True))


@dataclass(frozen=True)
class Drawn:
    """The paper of an item as it would be issued now, and what keeps it from being issued."""

    content: dict[str, Any]
    problems: tuple[str, ...]
    left_out: tuple[str, ...]  # legal bases whose words nobody has entered yet
    doubts: tuple[str, ...]  # what is pointed out and keeps nobody from issuing it

    @cached_property
    def sha256(self) -> str:
        return sha256_of(self.content)


def subject_of(item: AgendaItem) -> tuple[Region, int] | None:
    """Of which region's year the paper of an item is: that of the plan, version, amendment or programme of it."""
    things = item.things.select_related("plan", "plan_version__plan", "amendment__plan", "programme")
    for thing in things.order_by("pk"):
        of_plan = thing.plan_version or thing.amendment
        about: Plan | Programme | None = of_plan.plan if of_plan else thing.plan or thing.programme
        if about:
            return item.meeting.committee.region, about.fiscal_year
    return None


def version_of(item: AgendaItem, year: int) -> PlanVersion | None:
    """The newest version of the year's plan that the item names; None where it is about the plan as it stands."""
    named = PlanVersion.objects.filter(agenda_things__item=item, plan__fiscal_year=year)
    return named.select_related("plan__region").order_by("-number").first()


def draw(item: AgendaItem, reader: User, wish: Wish) -> Drawn | None:
    """Draw the paper of an item; None where the item is about no plan and no budget."""
    subject = subject_of(item)
    if subject is None:
        return None
    region, year = subject
    with translation.override("th"):
        plan = Plan.objects.filter(region=region, fiscal_year=year).first()
        version = version_of(item, year)
        paper = paper_of_version(version) if version else paper_of(plan) if plan else None
        budget = budget_summary(region, year, reader)
        blocks = [*_cover(item), *_background(year, paper), *_figures(item), *_forms(year)]
        amendments = open_amendments(item, year)
        blocks += proposed(amendments, names_grants=wish.names_grants)
        blocks += _plan(paper, year, version, is_to_change=bool(amendments)) if paper else []
        blocks += _budget(budget, wish) if budget.programme else []
        blocks += _request(item, year)
        content = {
            "fiscal_year": year,
            "blocks": kept(tuple(blocks)),
            "plan": _lines_of(paper) if paper else [],
            "budget": [[row.organisation_pk, row.name, str(row.amount)] for row in budget.rows],
            "total": str(budget.total),
            "digits": wish.digits,
            "names_grants": wish.names_grants,
        }
    wordless = Citation.objects.for_year(year).still_without_words()
    problems = tuple(_problems(item, plan, version, budget))
    return Drawn(content, problems, tuple(map(str, wordless)), tuple(_doubts(item)))


def set_paper(content: dict[str, Any], as_of: str = "", proof: str = "") -> SetPaper:
    return SetPaper.of_kept(content["blocks"], as_of, Wish.of_kept(content).digits, proof)


def drafted_paper(item: AgendaItem, content: dict[str, Any], as_of: str) -> SetPaper:
    """The paper as it would be issued; that it was not stands on its cover and at the foot of each of its pages."""
    paper = set_paper(content, f"{DRAFT} · {as_of}")
    return replace(paper, blocks=(Title(f"(ร่าง) {item}"), *paper.blocks[1:]))


def issued_paper(paper: Paper) -> SetPaper:
    """A paper as it was issued; moment, issuer, revision and hash stand at the foot of each of its pages."""
    issuer = f"ออกโดย {paper.issuer} · " if paper.issuer else ""
    as_of = f"{paper.as_of} · {issuer}ฉบับที่ {paper.revision}"
    return set_paper(paper.content, as_of, f"SHA-256 {paper.sha256}")


def _cover(item: AgendaItem) -> list[Block]:
    meeting = item.meeting
    day = format_date(meeting.held_on, long=True)
    titles = [
        str(item),
        *item.title.splitlines(),
        f"เสนอที่ประชุม{meeting.body}",
        f"{meeting} วันที่ {day}",
    ]
    return [Title(words) for words in [*titles, item.presenter, item.presenter_position] if words]


def _background(year: int, paper: PlanPaper | None) -> list[Block]:
    """The legal bases of the year, each with the lines of the plan that rest on it."""
    known = Citation.objects.for_year(year).exclude(awaits_words=True, text="")
    lines = paper.lines if paper else ()
    bases = LineBasis.objects.of_lines(line.key for line in lines)
    cited = []
    for each in known:
        resting = [line.number or str(line.order) for line in lines if line.key in bases.get(each.pk, ())]
        said = f"- {each.name} {each.text}".strip()
        cited.append(Paragraph(f"{said}\nแผนที่อยู่บนฐานนี้: ลำดับ {', '.join(resting)}" if resting else said))
    return [Title("ความเป็นมา", on_new_page=True), *cited]


def _figures(item: AgendaItem) -> Iterator[Block]:
    """The pictures of the item that have a caption; a lost one is named among the problems."""
    for file in item.files.figures():
        if file.is_whole:
            with file.file.open("rb") as kept:
                yield Figure.of_picture(file.caption, kept.read(), file.content_type)


def _forms(year: int) -> list[Block]:
    forms = FormOfParticipation.objects.for_year(year).prefetch_related("activities")
    rows = [
        (
            str(form),
            "\n".join(f"{each.number}. {each.name}" for each in form.activities.all() if each.is_of(year)),
        )
        for form in forms
    ]
    return [Title("รูปแบบการมีส่วนร่วม", on_new_page=True), PaperTable(FORMS, tuple(rows))]


def _plan(
    paper: PlanPaper, year: int, version: PlanVersion | None, *, is_to_change: bool = False
) -> list[Block]:
    title = f"แผนการขับเคลื่อนการมีส่วนร่วมของเครือข่ายองค์กรภาคประชาชน ประจำปี {year}"
    as_it_stands = " (ก่อนการแก้ไข)" if is_to_change else ""
    named = f"{title} {version}" if version else f"{title}{as_it_stands}"
    return [Title(named, on_new_page=True), plan_table(paper)]


def _lines_of(paper: PlanPaper) -> list[object]:
    """Each line under its key, with the texts of its columns: what a later revision is compared by."""
    rows = plan_table(paper).rows
    return [[line.key, list(row)] for line, row in zip(paper.lines, rows, strict=True)]


def _budget(budget: BudgetSummary, wish: Wish) -> list[Block]:
    total = format_baht(budget.total)
    rows = [(str(place), row.name, format_baht(row.amount)) for place, row in enumerate(budget.rows, start=1)]
    return [
        Title(f"การสนับสนุนงบประมาณปี {budget.fiscal_year} จำนวน {total} บาท", on_new_page=True),
        Paragraph(f"({budget.programme.name})" if budget.programme else ""),
        *([PaperTable(BUDGET, (*rows, ("", "รวม", total)))] if wish.names_grants else []),
        Paragraph(f"รวมเป็นเงิน {total} บาท ({budget.total_in_words})"),
        Paragraph(" · ".join(f"{each.sign} {each.text}" for each in budget.proof if not each.shows)),
    ]


def _request(item: AgendaItem, year: int) -> list[Block]:
    asked = REQUESTS.get(ItemType(item.type), "")
    return [
        Paragraph(f"จึงเรียนเสนอ{item.meeting.body} {asked}".strip(), is_heading=True),
        Paragraph(f"- {item.title}"),
    ]


def _doubts(item: AgendaItem) -> Iterator[str]:
    if not item.files.figures().exists():
        yield _("The place for a picture is empty and is left out. Attach one with a caption to the item.")
    yield from doubts_of_address(item)


def _problems(
    item: AgendaItem, plan: Plan | None, version: PlanVersion | None, budget: BudgetSummary
) -> list[str]:
    """What keeps the paper from being issued, in the language of whoever reads the page."""
    found = [
        _("The picture “%(name)s” is lost or is not what was attached.") % {"name": file.name}
        for file in item.files.figures()
        if not file.is_whole
    ]
    if item.type not in REQUESTS:
        found.append(
            _("The item is neither for acknowledgement nor for decision: the paper has nothing to ask for.")
        )
    if plan is None:
        found.append(_("There is no plan for %(year)s yet.") % {"year": budget.fiscal_year})
    elif plan.state == Plan.State.DRAFT and version is None:
        found.append(_("The plan is a draft. Submit it first: a committee reads no drafts."))
    found += what_keeps_back(open_amendments(item, budget.fiscal_year))
    programme = budget.programme
    if programme is None:
        found.append(_("There is no budget for %(year)s yet.") % {"year": budget.fiscal_year})
        return found
    if not budget.rows:
        found.append(_("The budget has no rows yet."))
    if budget.total != programme.allocated:
        found.append(
            _("The rows add up to %(total)s, and %(allocated)s are allocated.")
            % {"total": format_baht(budget.total), "allocated": format_baht(programme.allocated)}
        )
    if programme.stated_total is not None and programme.stated_total != budget.total:
        found.append(
            _(
                "The rows add up to %(total)s, the office's table states %(stated)s: a difference of %(difference)s."
            )
            % {
                "total": format_baht(budget.total),
                "stated": format_baht(programme.stated_total),
                "difference": format_baht(abs(programme.stated_total - budget.total)),
            }
        )
    return found
