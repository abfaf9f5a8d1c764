"""One paper before several bodies: as it was issued for the first, with a decision of each."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import gettext as _

from committees.models import AgendaItem, Consultation, Meeting, Paper
from grants.models import Programme
from people.models import User
from tests import make
from tests.committees.papers import issued
from tests.html import OpenForm, browser_of, forms_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(desk: Client, item: AgendaItem, programme: Programme) -> Paper:
    return issued(desk, item)


@pytest.fixture
def second(paper: Paper) -> AgendaItem:
    """The item of another committee of the region, about nothing of its own."""
    body = make.committee(6, "อปสข.", name="คณะอนุกรรมการหลักประกันสุขภาพระดับเขต 6")
    return make.meeting(body, 7, state="called").items.get()


def put(desk: Client, item: AgendaItem, paper: Paper) -> int:
    address = f"{item.get_absolute_url()}consultations/"
    assert address in {form.action for form in forms_of(text_at(desk, item.get_absolute_url()))}
    return desk.post(address, {"paper": paper.pk}).status_code


def test_an_item_is_not_taken_out_from_under_a_paper_of_another_committee(
    desk: Client, paper: Paper, second: AgendaItem
) -> None:
    assert put(desk, second, paper) == 302
    desk.post(f"{second.get_absolute_url()}remove/")
    assert Consultation.objects.get().item == second


def test_a_paper_goes_before_a_second_body_as_it_was_issued_and_each_decides(
    desk: Client, paper: Paper, second: AgendaItem, member_6: User
) -> None:
    make.sits(member_6, second.meeting.committee)
    member, bytes_of_it = browser_of(member_6), bytes(paper.pdf)
    assert member.get(paper.get_absolute_url()).status_code == 404
    assert put(desk, second, paper) == 302
    assert Paper.objects.count() == 1
    assert paper.get_absolute_url() in text_at(member, second.get_absolute_url())
    assert paper.get_absolute_url() in text_at(member, second.meeting.get_absolute_url())
    assert member.get(f"{paper.get_absolute_url()}paper.pdf").content == bytes_of_it
    assert member.get(paper.item.get_absolute_url()).status_code == 404
    for item, kind in ((paper.item, "postponed"), (second, "agreed")):
        assert OpenForm(desk, f"{item.get_absolute_url()}decide/").type(kind=kind).send().is_taken
    told = text_at(desk, paper.get_absolute_url())
    assert paper.item.meeting.committee.name in told
    assert second.meeting.committee.name in told
    assert _("postponed") in told
    assert _("agreed") in told
    assert second.get_absolute_url() in text_at(desk, paper.item.get_absolute_url())
    assert paper.item.get_absolute_url() not in text_at(member, paper.get_absolute_url())


def test_whoever_reads_a_paper_reads_whatever_its_page_leads_to(
    desk: Client, paper: Paper, second: AgendaItem, member_6: User
) -> None:
    put(desk, second, paper)
    for sits_on, above in ((second, second.meeting), (paper.item, paper.item.meeting)):
        make.sits(member_6, sits_on.meeting.committee)
        member = browser_of(member_6)
        shown = text_at(member, paper.get_absolute_url())
        links = set(re.findall(r'href="(/committees/[^"]*)"', shown))
        assert above.get_absolute_url() in links
        assert {member.get(link).status_code for link in links} == {200}


def test_it_stands_in_the_dossier_of_the_second_body(desk: Client, paper: Paper, second: AgendaItem) -> None:
    put(desk, second, paper)
    answer: Any = desk.get(f"{second.meeting.committee.get_absolute_url()}dossier-2566.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as made:
        (name,) = [name for name in made.namelist() if name.endswith(".pdf")]
        assert made.read(name) == bytes(paper.pdf)


def test_nothing_is_put_before_a_meeting_that_decided_or_is_closed_and_nothing_of_another_region(
    desk: Client, paper: Paper, second: AgendaItem, officer_11: User
) -> None:
    theirs = make.meeting(make.committee(11), state="called").items.get()
    address = f"{theirs.get_absolute_url()}consultations/"
    assert browser_of(officer_11).post(address, {"paper": paper.pk}).status_code == 404
    before = second.shown
    put(desk, second, paper)
    assert AgendaItem.objects.get(pk=second.pk).shown != before
    assert OpenForm(desk, f"{second.get_absolute_url()}decide/").type(kind="noted").send().is_taken
    made = Consultation.objects.get()
    desk.post(f"/committees/consultations/{made.pk}/remove/")
    assert Consultation.objects.exists()
    Meeting.objects.filter(pk=second.meeting_id).update(state="closed")
    with pytest.raises(IntegrityError, match="meeting_stays"), transaction.atomic():
        Consultation.objects.all().delete()


def test_before_the_decision_it_is_taken_from_there_and_stays_with_the_first(
    desk: Client, paper: Paper, second: AgendaItem
) -> None:
    put(desk, second, paper)
    desk.post(f"/committees/consultations/{Consultation.objects.get().pk}/remove/")
    assert not Consultation.objects.exists()
    assert paper.get_absolute_url() in text_at(desk, paper.item.get_absolute_url())
