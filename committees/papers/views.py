"""The pages of papers: the paper of an item as it would be issued now, and each one as it was issued."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from committees.life import MEETING_LIFE
from committees.meetings.item_views import item_at
from committees.models import Paper
from committees.papers.changes import changes_between
from committees.papers.drawing import draw, set_paper
from committees.papers.issuing import issue
from committees.views import reader_in
from editing.acting import refusals_once, seen_in
from editing.downloads import download, file_of
from editing.papers.pdf import PDF
from editing.papers.word import paper_word
from editing.word.template import DOCX
from people.doors import require_act
from people.signed_in import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def item_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper of an item as it would be issued now, beside the newest one, and issue it."""
    item, by = item_at(request, pk), person_of(request)
    require_act(request, MEETING_LIFE, "issue", item.meeting)
    refused: list[str] = []
    if request.method == "POST":
        seen = seen_in(request)
        refused = refusals_once(request, lambda: issue(item, by=by, seen=seen))
        if not refused:
            messages.success(request, gettext("The paper is issued and stays as it is."))
            return redirect(Paper.objects.filter(item=item).without_file().order_by("-revision")[0])
    drawn = draw(item, by)
    if drawn is None:
        raise Http404
    papers = list(Paper.objects.filter(item=item).without_file().order_by("-revision"))
    newest = papers[0] if papers else None
    refusal = MEETING_LIFE.why_not("issue", item.meeting, by)
    context = {
        "item": item,
        "meeting": item.meeting,
        "drawn": drawn,
        "blocks": set_paper(drawn.content, "").blocks,
        "problems": [*([refusal] if refusal else []), *drawn.problems],
        "refused": refused,
        "papers": papers,
        "newest": newest,
        "is_same": newest is not None and newest.sha256 == drawn.sha256,
        "changes": changes_between(newest.content, drawn.content) if newest else [],
        "next_revision": newest.revision + 1 if newest else 1,
    }
    return TemplateResponse(request, "committees/paper_draft.html", context, status=422 if refused else 200)


def _paper_at(request: HttpRequest, pk: int) -> Paper:
    papers = Paper.objects.visible_to(reader_in(request))
    return get_object_or_404(papers.select_related("item__meeting__committee__region", "issued_by"), pk=pk)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper as it was issued."""
    found = _paper_at(request, pk)
    context = {
        "paper": found,
        "item": found.item,
        "meeting": found.item.meeting,
        "blocks": set_paper(found.content, found.foot).blocks,
        "papers": list(Paper.objects.filter(item=found.item).without_file().order_by("-revision")),
    }
    return TemplateResponse(request, "committees/paper.html", context)


@require_safe
def paper_file(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """Hand out a paper: as PDF byte for byte as it was issued, or the same content as a Word document."""
    found = _paper_at(request, pk)
    named = f"เอกสารวาระ {found.item.number} ฉบับที่ {found.revision}"
    stem = file_of(named, found.content["fiscal_year"], found.item.meeting.committee.region_id)
    if extension == "pdf":
        return download(bytes(found.pdf), f"{stem}.pdf", PDF)
    if extension == "docx":
        return download(paper_word(set_paper(found.content, found.foot)), f"{stem}.docx", DOCX)
    raise Http404
