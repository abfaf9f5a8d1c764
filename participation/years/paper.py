"""A plan as it stands on paper, live or frozen: its lines in order, three cells of items each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from participation.models import FormOfParticipation, ItemKind, Plan, PlanItem, PlanLine, PlanVersion
from regions.models import Region


@dataclass(frozen=True, slots=True)
class PaperItem:
    """An item as it was written, with the key it has for life and the words of the catalogue of that day."""

    key: int
    kind: str
    mark: str
    text: str
    after: str = ""
    network: str = ""
    standard: str = ""
    came_from: int | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line with its items, all three cells behind one another in order."""

    key: int
    order: int
    number: str
    form: int
    form_words: str
    items: tuple[PaperItem, ...] = ()
    came_from: int | None = None

    def cell(self, kind: str) -> list[PaperItem]:
        return [item for item in self.items if item.kind == kind]

    @property
    def cells(self) -> list[tuple[str, list[PaperItem]]]:
        return [(label, self.cell(kind)) for kind, label in cell_labels()]


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """One plan at one time, under the name by which a reader chooses it."""

    name: str
    region: Region
    fiscal_year: int
    lines: tuple[PaperLine, ...]
    catalogue: tuple[str, ...] = ()


def cell_labels() -> list[tuple[str, str]]:
    """The three cells of a line and the heads of their columns."""
    heads = (_("Target groups"), _("Activities"), _("Outcomes"))
    return list(zip(ItemKind.values, heads, strict=True))


def paper_of(plan: Plan) -> PlanPaper:
    """The plan as it stands now."""
    lines = (
        PlanLine.objects.filter(plan=plan).select_related("form").prefetch_related("items").order_by("order")
    )
    name = _("%(year)s, %(region)s, as it stands") % {"year": plan.fiscal_year, "region": plan.region}
    return PlanPaper(name, plan.region, plan.fiscal_year, tuple(map(_line_of, lines)))


def _line_of(line: PlanLine) -> PaperLine:
    items = tuple(_item_of(item) for kind in ItemKind for item in line.cell(kind))
    return PaperLine(
        line.pk, line.order or 0, line.number, line.form.number, line.form_words, items, line.copied_from_id
    )


def _item_of(item: PlanItem) -> PaperItem:
    return PaperItem(
        item.pk,
        item.kind,
        item.mark,
        item.text,
        item.after,
        item.network_words,
        item.standard_words,
        item.copied_from_id,
    )


def paper_of_version(version: PlanVersion) -> PlanPaper:
    """The plan as the version froze it."""
    content = version.content
    lines = tuple(
        replace(PaperLine(**line), items=tuple(PaperItem(**item) for item in line["items"]))
        for line in content["lines"]
    )
    plan = version.plan
    name = _("%(year)s, %(region)s, %(version)s") % {
        "year": plan.fiscal_year,
        "region": plan.region,
        "version": version.title,
    }
    return PlanPaper(name, plan.region, plan.fiscal_year, lines, tuple(content["catalogue"]))


def content_of(plan: Plan) -> dict[str, object]:
    """What a version keeps of the plan: all that stands on paper, and the catalogue of its year as it reads today."""
    paper = paper_of(plan)
    return {
        "title": plan.title,
        "region": plan.region.name_th,
        "fiscal_year": plan.fiscal_year,
        "lines": [_plain(line) for line in paper.lines],
        "catalogue": _catalogue_of(plan.fiscal_year),
    }


def _plain(line: PaperLine) -> dict[str, object]:
    items = [{name: getattr(item, name) for name in PaperItem.__slots__} for item in line.items]
    return {**{name: getattr(line, name) for name in PaperLine.__slots__}, "items": items}


def _catalogue_of(fiscal_year: int) -> list[str]:
    """Each form of the year with its standard activities, as the catalogue words them."""
    forms: Iterable[FormOfParticipation] = FormOfParticipation.objects.for_year(fiscal_year)
    return [
        words
        for form in forms
        for words in (str(form), *(str(activity) for activity in form.activities.select_related("form")))
    ]


def items_by_key(lines: Sequence[PaperLine]) -> dict[int, tuple[PaperLine, PaperItem]]:
    return {item.key: (line, item) for line in lines for item in line.items}
