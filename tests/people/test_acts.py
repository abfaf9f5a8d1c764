"""What a table of acts says of one record: to whom an act is open, and with which sentence it is refused."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from people.acts import Act, Consequence, Life, When
from people.models import Membership, User
from people.roles import Role
from tests import make

pytestmark = pytest.mark.django_db


@dataclass
class Year:
    state: str = "open"

    def require_open(self) -> None:
        if self.state != "open":
            raise ValidationError("the year is not open", code="year")

    def require_not_closed(self) -> None:
        if self.state == "closed":
            raise ValidationError("the year is closed", code="year")


@dataclass
class Letter:
    """A record of region 6 as the acts see it."""

    state: str = "draft"
    shown: str = "1"
    year: Year = field(default_factory=Year)
    written_by: Any = None
    written_by_id: int | None = None
    is_stamped: bool = True

    def __str__(self) -> str:
        return "letter 7"

    def get_state_display(self) -> str:
        return self.state


STAFF = (Role.REGIONAL_STAFF,)
LIFE = Life(
    Act(name="change", sources=("draft",), roles=STAFF, refused="Only a draft is changed."),
    Act(
        name="send",
        sources=("draft",),
        target="sent",
        roles=STAFF,
        when=When.OPEN,
        refused="%(record)s is %(state)s and is not sent.",
    ),
    Act(
        name="answer",
        sources=("sent",),
        target="answered",
        roles=STAFF,
        another_than=("written_by",),
        decides=True,
        refused="Nobody waits for an answer.",
    ),
    Act(name="burn", sources=("sent",), target="burnt", roles=(Role.HEAD_OFFICE,), refused="It is not sent."),
    Act(name="withdraw", sources=("sent",), target="draft", only="written_by", refused="It is not sent."),
    region=lambda letter: 6,
    year=lambda letter: letter.year,
    follows=[Consequence(sources=("draft", "sent"), target="lost")],
)


@LIFE.needs("send")
def is_stamped(letter: Letter) -> None:
    if not letter.is_stamped:
        raise ValidationError("Stamp it first.", code="stamp")


def code_of(name: str, letter: Letter, by: User, **said: Any) -> str:
    try:
        LIFE.require(name, letter, by, **said)
    except ValidationError as refused:
        return refused.code
    return ""


def test_an_act_is_open_in_its_states_and_years_to_its_roles_once_what_it_needs_is_there(
    officer_6: User, officer_11: User, member_6: User, head_office: User
) -> None:
    assert LIFE.open_to(Letter(), officer_6)["send"]
    assert LIFE.open_to(Letter(), head_office)["send"]
    assert code_of("send", Letter(), officer_11) == "role"
    assert code_of("send", Letter(), member_6) == "role"
    assert code_of("send", Letter(year=Year("planned")), officer_6) == "year"
    assert code_of("change", Letter(year=Year("planned")), officer_6) == ""
    assert code_of("change", Letter(year=Year("closed")), officer_6) == "year"
    assert code_of("send", Letter(is_stamped=False), officer_6) == "stamp"
    assert LIFE.why_not("send", Letter("sent"), officer_6) == "letter 7 is sent and is not sent."
    assert LIFE.open_to(Letter("sent"), officer_6).why_not("send") == "letter 7 is sent and is not sent."


def test_a_decision_is_taken_by_another_on_what_was_shown(officer_6: User, head_office: User) -> None:
    sent = Letter("sent", shown="2", written_by=officer_6, written_by_id=officer_6.pk)
    assert code_of("answer", sent, officer_6, seen="2") == "own"
    assert code_of("answer", sent, head_office, seen="1") == "newer_version"
    assert code_of("answer", sent, head_office, seen="2") == ""
    with pytest.raises(TypeError):
        LIFE.require("answer", sent, head_office)


def test_an_act_of_head_office_alone_or_of_the_asker_alone_is_nobody_elses(
    officer_6: User, head_office: User
) -> None:
    sent = Letter("sent", written_by=officer_6, written_by_id=officer_6.pk)
    assert (code_of("burn", sent, officer_6), code_of("burn", sent, head_office)) == ("role", "")
    assert (code_of("withdraw", sent, officer_6), code_of("withdraw", sent, head_office)) == ("", "role")


def test_a_coordinator_acts_for_her_own_organisation_only(coordinator_6: User, officer_6: User) -> None:
    own = make.organisation("ศูนย์ประสานงาน")
    make.tie(coordinator_6, own, Role.COORDINATOR)
    acts = Life(
        Act(name="write", sources=("draft",), roles=(*STAFF, Role.COORDINATOR), refused="Too late."),
        region=lambda letter: 6,
        organisation=lambda letter: own,
    )
    other = make.user("other_coordinator", Role.COORDINATOR, 6)
    assert [acts.why_not("write", Letter(), person) == "" for person in (coordinator_6, officer_6)] == [
        True,
        True,
    ]
    assert str(own) in acts.why_not("write", Letter(), other)


def test_a_coordinator_decides_nothing_of_her_own_organisation_whatever_her_other_role(
    officer_6: User, head_office: User
) -> None:
    own, other = make.organisation("ศูนย์ประสานงาน"), make.organisation("ศูนย์ประสานงานอื่น")
    answered = Act(name="answer", sources=("sent",), roles=STAFF, decides=True, refused="Too late.")
    of_own, of_other = (
        Life(answered, region=lambda letter: 6, organisation=lambda letter, of=of: of) for of in (own, other)
    )
    assert of_own.why_not("answer", Letter("sent"), officer_6) == ""
    Membership.objects.create(user=officer_6, role=Role.COORDINATOR, region_id=6, since=make.day(-9))
    make.tie(officer_6, own, Role.COORDINATOR)
    both = User.objects.get(pk=officer_6.pk)
    assert str(own) in of_own.why_not("answer", Letter("sent"), both)
    assert of_other.why_not("answer", Letter("sent"), both) == ""
    assert of_own.why_not("answer", Letter("sent"), head_office) == ""


def test_the_moves_are_those_of_its_acts_and_of_what_follows_from_others() -> None:
    assert LIFE.moves == {
        ("draft", "sent"),
        ("sent", "answered"),
        ("sent", "burnt"),
        ("sent", "draft"),
        ("draft", "lost"),
        ("sent", "lost"),
    }


def test_whoever_gave_a_coordinator_a_role_does_not_decide_on_what_she_asked_for(
    officer_6: User, head_office: User
) -> None:
    her = make.user("her", Role.COMMITTEE_MEMBER, 6)
    asked = Letter("sent", shown="2", written_by=her, written_by_id=her.pk)
    Membership.objects.filter(user=her).update(given_by=officer_6)
    assert code_of("answer", asked, User.objects.get(pk=officer_6.pk), seen="2") == ""
    coordinates = {"user": her, "role": Role.COORDINATOR, "region_id": 6}
    Membership.objects.create(**coordinates, since=make.day(-9), until=make.day(-1), given_by=head_office)
    gave, colleague = User.objects.get(pk=officer_6.pk), make.user("colleague", Role.REGIONAL_STAFF, 6)
    assert code_of("answer", asked, gave, seen="2") == "brought"
    assert str(her) in LIFE.why_not("answer", asked, gave)
    assert code_of("answer", asked, colleague, seen="2") == ""
    own = Letter("sent", shown="2", written_by=colleague, written_by_id=colleague.pk)
    assert code_of("answer", own, gave, seen="2") == ""
