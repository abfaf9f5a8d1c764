"""Issuing a paper: what it says is kept with its date, its issuer, its revision and its hash, and the file with it."""

from django.core.exceptions import ValidationError
from django.utils import translation

from committees.life import MEETING_LIFE
from committees.meetings.deciding import held_item
from committees.models import AgendaItem, Paper
from committees.models.paper import sha256_of_file
from committees.papers.drawing import draw, set_paper
from editing.moment import as_of
from editing.papers.pdf import paper_pdf
from people.models import User
from thai.sentences import gettext


def issue(item: AgendaItem, *, by: User, seen: str) -> Paper:
    """Freeze the paper of an item as it was shown (`seen` is its hash) as the next revision.

    Raises ValidationError where plan or budget have changed since, where rows do not add up, and where the newest
    revision says the same.
    """
    with MEETING_LIFE.doing("issue", item.meeting, by) as meeting:
        held = held_item(item, meeting)
        drawn = draw(held, by)
        if drawn is None:
            raise ValidationError(gettext("The item is about no plan and no budget."), code="no_subject")
        if drawn.problems:
            raise ValidationError(list(drawn.problems), code="problems")
        if seen != drawn.sha256:
            raise ValidationError(
                gettext("Plan or budget have changed since you opened the page. Look at the paper again."),
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
        )
        paper.pdf = paper_pdf(set_paper(paper.content, paper.foot))
        paper.pdf_sha256 = sha256_of_file(paper.pdf)
        paper.full_clean(exclude=["pdf"])
        paper.save(force_insert=True)
        meeting.note(by=by, why=gettext("paper issued: %(paper)s") % {"paper": paper})
    return paper
