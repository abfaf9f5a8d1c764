"""Issuing a paper: what it says is kept with its date, its issuer, its revision and its hash, and its files."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils import translation

from committees.life import MEETING_LIFE
from committees.meetings.deciding import held_item
from committees.models import AgendaItem, Paper
from committees.models.paper import FILES
from committees.papers.drawing import Wish, drafted_paper, draw, issued_paper
from committees.papers.pouring import master_of
from editing.moment import as_of
from editing.papers.blocks import SetPaper
from editing.papers.master import Master
from editing.papers.pdf import PDF, paper_pdf
from editing.papers.slides import paper_slides
from editing.papers.word import paper_word
from editing.word.template import DOCX, PPTX
from people.models import User
from thai.sentences import gettext

# Ending → what writes such a file, and its type.
WRITERS: dict[str, tuple[Callable[[SetPaper], bytes], str]] = {
    "pdf": (paper_pdf, PDF),
    "docx": (paper_word, DOCX),
    "pptx": (paper_slides, PPTX),
}
# Those of which an office may have a file of its own.
INTO_MASTERS: dict[str, Callable[[SetPaper, Master], bytes]] = {"docx": paper_word, "pptx": paper_slides}


def draft(item: AgendaItem, wish: Wish, extension: str, *, by: User) -> bytes | None:
    """A file of the paper before it is issued, marked as a draft, also while problems keep it from being issued.

    None where the item is about no plan and no budget. Raises ValidationError where the office's file is lost.
    """
    drawn = draw(item, by, wish)
    if drawn is None:
        return None
    with translation.override("th"):
        shown = drafted_paper(item, drawn.content, as_of())
    return _file(Paper(item=item, content=drawn.content), shown, extension)


def _file(paper: Paper, shown: SetPaper, extension: str) -> bytes:
    """In the office's own file where it has one."""
    master = master_of(paper, shown.digits, extension)
    return INTO_MASTERS[extension](shown, master) if master else WRITERS[extension][0](shown)


def issue(item: AgendaItem, wish: Wish, *, by: User, seen: str) -> Paper:
    """Freeze the paper of an item as it was shown (`seen` is its hash) as the next revision.

    Raises ValidationError where it would say something else by now, where rows do not add up, and where the newest
    revision says the same.
    """
    with MEETING_LIFE.doing("issue", item.meeting, by) as meeting:
        held = held_item(item, meeting)
        drawn = draw(held, by, wish)
        if drawn is None:
            raise ValidationError(gettext("The item is about no plan and no budget."), code="no_subject")
        if drawn.problems:
            raise ValidationError(list(drawn.problems), code="problems")
        if seen != drawn.sha256:
            raise ValidationError(
                gettext(
                    "What stands on the paper has changed since you opened the page: its records, its legal bases or "
                    "its words. Below it stands as it is now; look at it again."
                ),
                code="newer_version",
            )
        newest = Paper.objects.filter(item=held).without_file().order_by("-revision").first()
        if newest and newest.sha256 == drawn.sha256:
            raise ValidationError(
                gettext("Nothing has changed since revision %(number)s.") % {"number": newest.revision},
                code="same",
            )
        with translation.override("th"):
            moment = as_of()
        paper = Paper(
            item=held,
            revision=newest.revision + 1 if newest else 1,
            content=drawn.content,
            sha256=drawn.sha256,
            as_of=moment,
            issued_by=by,
            issuer=str(by),
        )
        shown = issued_paper(paper)
        for extension in WRITERS:
            paper.keep(extension, _file(paper, shown, extension))
        paper.full_clean(exclude=FILES)
        paper.save(force_insert=True)
        meeting.note(by=by, why=gettext("paper issued: %(paper)s") % {"paper": paper})
    return paper
