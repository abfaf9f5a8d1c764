"""Which lines of a plan rest on which legal basis: written down beside the paper, and frozen in it."""

import pytest
from django.test import Client

from committees.models import AgendaItem, Citation, LineBasis
from grants.models import Programme
from participation.models import Plan
from people.models import User
from tests import make
from tests.committees.papers import issued, page
from tests.html import OpenForm, browser_of, text_at
from tests.papers import pdf_text, squeezed

pytestmark = pytest.mark.django_db
RESTS = "แผนที่อยู่บนฐานนี้: ลำดับ"


@pytest.fixture
def citation(db: None) -> Citation:
    return Citation.objects.get(name="มาตรา 18 (9)")


def bases(item: AgendaItem) -> str:
    return f"{page(item)}bases/"


def told_last(item: AgendaItem) -> str:
    """Of the meeting's history, after which plan it is about."""
    return str(item.meeting.history.first().history_change_reason).partition(": ")[2]


def test_the_background_of_a_paper_says_which_lines_rest_on_a_legal_basis_and_keeps_it(
    desk: Client, item: AgendaItem, programme: Programme, plan: Plan, citation: Citation
) -> None:
    line = plan.lines.get()
    assert bases(item) in text_at(desk, page(item))
    assert RESTS not in text_at(desk, page(item))
    assert OpenForm(desk, bases(item)).type(**{f"citation-{citation.pk}": [line.pk]}).send().is_taken
    kept = LineBasis.objects.get()
    assert kept.line == line
    number = line.number or line.order
    assert told_last(item) == f"มาตรา 18 (9): – → {number}"
    before = item.meeting.history.count()
    assert OpenForm(desk, bases(item)).send().is_taken
    assert (LineBasis.objects.get(), item.meeting.history.count()) == (
        kept,
        before,
    )  # nothing changed: nothing is told
    paper = issued(desk, item)
    said = f"{RESTS} {line.number or line.order}"
    (told,) = [block["words"] for block in paper.content["blocks"] if RESTS in str(block)]
    assert told.startswith("- มาตรา 18 (9)")
    assert told.endswith(said)
    assert squeezed(said) in squeezed(pdf_text(bytes(paper.pdf)))
    assert OpenForm(desk, bases(item)).type(**{f"citation-{citation.pk}": []}).send().is_taken
    assert told_last(item) == f"มาตรา 18 (9): {number} → –"
    assert RESTS in text_at(desk, paper.get_absolute_url())
    assert RESTS not in text_at(desk, page(item))


def test_they_are_written_down_as_they_were_shown(
    desk: Client, item: AgendaItem, programme: Programme, plan: Plan, citation: Citation
) -> None:
    form = OpenForm(desk, bases(item))
    LineBasis.objects.create(line=plan.lines.get(), citation=citation)
    assert not form.send().is_taken
    assert LineBasis.objects.count() == 1


def test_a_line_of_another_plan_rests_on_nothing_here(
    desk: Client, item: AgendaItem, plan: Plan, citation: Citation, officer_11: User, member_6: User
) -> None:
    theirs = make.plan_line(make.plan(11))
    form = OpenForm(desk, bases(item)).type(**{f"citation-{citation.pk}": [theirs.pk]})
    assert not form.send().is_taken
    assert not LineBasis.objects.exists()
    make.sits(member_6, item.meeting.committee)
    assert browser_of(member_6).get(bases(item)).status_code == 403
    assert browser_of(officer_11).get(bases(item)).status_code == 404
