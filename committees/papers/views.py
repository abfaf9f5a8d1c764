"""The pages of papers: the paper of an item as it would be issued now, and each one as it was issued."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from committees.life import MEETING_LIFE
from committees.meetings.item_views import item_at
from committees.meetings.minutes_views import may_take_out
from committees.meetings.putting import bodies_of
from committees.models import AgendaItem, Committee, Meeting, Paper
from committees.papers.changes import changes_between
from committees.papers.dossier import Dossier, streamed
from committees.papers.drawing import Wish, draw, issued_paper, set_paper
from committees.papers.issuing import WRITERS, draft, issue
from committees.papers.resting import BasesForm, BasesSheet, plan_under, rest
from committees.views import reader_in
from editing.acting import refusals_of, refusals_once, seen_in
from editing.downloads import download, file_of, stream
from editing.papers.blocks import digits_asked
from people.doors import require_act
from people.signed_in import person_of
from tables.open_data import ZIP


@require_http_methods(["GET", "HEAD", "POST"])
def item_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper of an item as it would be issued now, beside the newest one, and issue it."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "issue", item.meeting)
    wish = _wish_in(request, Paper.objects.filter(item=item).without_file().order_by("-revision").first())
    refused: list[str] = []
    if request.method == "POST":
        seen = seen_in(request)
        refused = refusals_once(request, lambda: issue(item, wish, by=by, seen=seen))
        if not refused:
            messages.success(request, gettext("The paper is issued and stays as it is."))
            return redirect(Paper.objects.filter(item=item).without_file().order_by("-revision")[0])
    drawn = draw(item, by, wish)
    if drawn is None:
        raise Http404
    papers = list(Paper.objects.filter(item=item).listed())
    newest = papers[0] if papers else None
    refusal = MEETING_LIFE.why_not("issue", item.meeting, by)
    context = {
        "item": item,
        "meeting": item.meeting,
        "drawn": drawn,
        "blocks": set_paper(drawn.content).in_its_digits().blocks,
        "wish": wish,
        "files": (("pdf", "PDF"), ("docx", "Word"), ("pptx", "PowerPoint")),
        "problems": [*([refusal] if refusal else []), *drawn.problems],
        "refused": refused,
        "papers": papers,
        "newest": newest,
        "is_same": newest is not None and newest.sha256 == drawn.sha256,
        "changes": changes_between(newest.content, drawn.content) if newest else None,
        "next_revision": newest.revision + 1 if newest else 1,
    }
    return TemplateResponse(request, "committees/paper_draft.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def line_bases(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which lines of the plan rest on which legal basis; the next paper has it in its background."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "issue", item.meeting)
    plan = plan_under(item)
    if plan is None:
        raise Http404
    if request.method != "POST" and (refusal := MEETING_LIFE.why_not("issue", item.meeting, by)):
        messages.error(request, refusal)
        return redirect("item-paper", item.pk)
    sheet = BasesSheet(plan)
    form = BasesForm(request.POST if request.method == "POST" else None, sheet=sheet)
    if form.is_bound and form.is_valid():
        refused = refusals_once(request, lambda: rest(item, plan, form.said, by=by, seen=seen_in(request)))
        if not refused:
            messages.success(request, gettext("The legal bases of the lines are kept."))
            return redirect("item-paper", item.pk)
        for sentence in refused:
            form.add_error(None, sentence)
        sheet = BasesSheet(plan)
    context = {"form": form, "item": item, "record": sheet, "meeting": item.meeting, "plan": plan}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "committees/bases.html", context, status=status)


@require_safe
def draft_file(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """Hand out the paper of an item before it is issued, marked as a draft on each of its pages."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "issue", item.meeting)
    newest = Paper.objects.filter(item=item).without_file().order_by("-revision").first()
    wish, made = _wish_in(request, newest), []
    if extension not in WRITERS:
        raise Http404
    for sentence in refusals_of(lambda: made.append(draft(item, wish, extension, by=by))):
        messages.error(request, sentence)
        return redirect("item-paper", item.pk)
    (content,) = made
    if content is None:
        raise Http404
    name = file_of(f"ร่างเอกสารวาระ {item.number}", item.meeting.year, item.meeting.committee.region_id)
    return download(content, f"{name}.{extension}", WRITERS[extension][1])


def _wish_in(request: HttpRequest, newest: Paper | None) -> Wish:
    """What the address asks for; of what it does not name, as the newest revision has it. Raises Http404."""
    usual = Wish.of_kept(newest.content) if newest else Wish()
    names_grants = {None: usual.names_grants, "with": True, "without": False}
    if (asked := request.GET.get("grants")) not in names_grants:
        raise Http404
    return Wish(digits_asked(request.GET.get("digits", usual.digits)), names_grants[asked])


def _paper_at(request: HttpRequest, pk: int) -> Paper:
    papers = Paper.objects.visible_to(reader_in(request)).without_file()
    return get_object_or_404(papers.select_related("item__meeting__committee__region", "issued_by"), pk=pk)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper as it was issued."""
    found = _paper_at(request, pk)
    reader = person_of(request)
    of_item = Paper.objects.visible_to(reader).filter(item=found.item)
    context = {
        "paper": found,
        "reads_item": AgendaItem.objects.visible_to(reader).filter(pk=found.item_id).exists(),
        "bodies": bodies_of(Paper.objects.filter(pk=found.pk), reader),
        "item": found.item,
        "meeting": found.item.meeting,
        "blocks": issued_paper(found).in_its_digits().blocks,
        "papers": list(of_item.listed()),
    }
    return TemplateResponse(request, "committees/paper.html", context)


@require_safe
def paper_file(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """Hand out a file of a paper byte for byte as it was issued; of a paper without it, one of the same content."""
    found = _paper_at(request, pk)
    if extension not in WRITERS:
        raise Http404
    named = f"เอกสารวาระ {found.item.number} ฉบับที่ {found.revision}"
    stem = file_of(named, found.content["fiscal_year"], found.item.meeting.committee.region_id)
    write, content_type = WRITERS[extension]
    content = found.file(extension)
    if content is None:
        content = write(issued_paper(found))
    return download(content, f"{stem}.{extension}", content_type)


@require_safe
def dossier(request: HttpRequest, pk: int, year: int) -> HttpResponseBase:
    """Hand out what a committee's meetings of a calendar year had before them and decided, as one zip."""
    user = reader_in(request)
    seen = Committee.objects.visible_to(user).select_related("region", "kind")
    committee = get_object_or_404(seen, pk=pk)
    found = Meeting.objects.visible_to(user).with_everything().filter(committee=committee, year=year)
    meetings = list(found.order_by("number"))
    if not meetings:
        raise Http404
    minuted = frozenset(meeting.pk for meeting in meetings if may_take_out(request, meeting))
    made = Dossier(committee, year, meetings, minuted)
    return stream(streamed(made), made.name, ZIP)
