"""The page on which a region's year begins: from last year line by line, from a file, or empty."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editing.acting import refusals_once, seen_in
from editing.fields import checked_year
from editing.keys import key_in
from participation.carrying import left_behind
from participation.models import ItemKind, Plan, PlanItem, PlanLine
from participation.years.beginning import Carried, begin, earlier_plan, ended
from participation.years.paper import cell_labels
from people.rights import holds
from people.roles import STAFF_ROLES
from people.signed_in import budgets_read_in, person_of


@dataclass(slots=True)
class OfferedItem:
    """An item of last year with the words that stand in its box, what it names that has ended, what stays behind."""

    item: PlanItem
    text: str
    ended: str = ""
    left: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OfferedLine:
    """A line of last year: whether it is to be carried, and its items by cell."""

    line: PlanLine
    carried: bool
    form_ended: bool
    cells: list[tuple[str, list[OfferedItem]]] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
def new_year(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Offer the lines of the last plan to be carried, changed or left out; make the new one."""
    region = get_object_or_404(budgets_read_in(request), number=region_number)
    by, year = person_of(request), checked_year(fiscal_year)
    if not holds(by, region.pk, *STAFF_ROLES):
        raise PermissionDenied
    if Plan.objects.filter(region=region, fiscal_year=year).exists():
        return redirect("plan", year, region.pk)
    source = earlier_plan(region, year)
    status = 200
    if request.method == "POST":
        copies = source is not None and request.POST.get("how") == "copy"
        carried = _carried(request, source) if copies and source is not None else None
        refused = refusals_once(request, lambda: begin(region, year, by=by, carried=carried))
        if not refused:
            messages.success(request, _("The plan of %(year)s is begun as a draft.") % {"year": year})
            return redirect("plan", year, region.pk)
        for sentence in refused:
            messages.error(request, sentence)
        status = 409
    context = {
        "region": region,
        "fiscal_year": year,
        "plan": Plan(region=region, fiscal_year=year),  # not begun yet: where it will stand
        "source": source,
        "record": source,
        "lines": _offered(request, source, year) if source else [],
    }
    return TemplateResponse(request, "participation/new_year.html", context, status=status)


def _carried(request: HttpRequest, source: Plan) -> Carried:
    typed = request.POST
    lines = frozenset(key for key in map(key_in, typed.getlist("line")) if key is not None)
    texts = {
        key: typed[name]
        for name in typed
        if name.startswith("item-") and (key := key_in(name.removeprefix("item-"))) is not None
    }
    return Carried(source, seen_in(request), lines, texts)


def _offered(request: HttpRequest, source: Plan, year: int) -> list[OfferedLine]:
    """The lines of the source as the page shows them: as they are, or as they were just sent."""
    sent = _carried(request, source) if request.method == "POST" else None
    rows = PlanLine.objects.filter(plan=source).select_related("form", "plan").order_by("order")
    found = []
    for line in rows.prefetch_related("items__network", "items__standard", "items__detail"):
        form_ended = ended(line.form, year)
        offered = OfferedLine(line, sent is None or line.pk in sent.lines, form_ended)
        for kind, label in cell_labels():
            offered.cells.append((label, [_item(each, sent, year) for each in line.cell(ItemKind(kind))]))
        found.append(offered)
    return found


def _item(item: PlanItem, sent: Carried | None, year: int) -> OfferedItem:
    gone = (
        item.network if ended(item.network, year) else item.standard if ended(item.standard, year) else None
    )
    text = item.text if sent is None else sent.texts.get(item.pk, item.text)
    return OfferedItem(item, text, str(gone) if gone else "", left_behind(item, year))
