"""The doors of taking away a second factor that is lost."""

from people.factors import forget
from people.helping import Helped
from people.models import FactorReset, User
from people.resetting import RESET_LIFE, approve, ask, refuse, withdraw
from people.roles import Role
from tests import make
from tests.acts.door import ActDoor, Noun
from tests.acts.place import ActPlace


def lost_by(person: User, by: User) -> FactorReset:
    make.factor(person)
    return ask(person, "โทรคุยกันแล้ว", by=by, seen=Helped(person).shown)


def of_a_coordinator(at: ActPlace) -> FactorReset:
    return lost_by(at.coordinator, at.office.asks)


def of_who_pays(at: ActPlace) -> FactorReset:
    return lost_by(at.office.pays, at.office.asks)


def of_head_office(at: ActPlace) -> FactorReset:
    return lost_by(at.office.head, make.user("head_too", Role.HEAD_OFFICE))


def of_who_would_decide(at: ActPlace) -> FactorReset:
    return lost_by(at.office.approves, at.office.head)


def taken_away(at: ActPlace) -> FactorReset:
    made = of_a_coordinator(at)
    approve(made, by=at.office.approves, seen=made.shown)
    return made


def refused(at: ActPlace) -> FactorReset:
    made = of_a_coordinator(at)
    refuse(made, by=at.office.head, seen=made.shown)
    return made


def withdrawn(at: ActPlace) -> FactorReset:
    made = of_a_coordinator(at)
    withdraw(made, by=at.office.asks)
    return made


def already_gone(at: ActPlace) -> FactorReset:
    made = of_a_coordinator(at)
    forget(made.person)
    return made


FACTOR_RESETS = Noun(
    model=FactorReset,
    life=RESET_LIFE,
    doors={
        act: ActDoor(
            page="/people/factor-resets/{record.pk}/",
            button=("act", act),
            makes="people_historicalfactorreset",
        )
        for act in ("approve", "refuse", "withdraw")
    },
    situations=(
        of_a_coordinator,
        of_who_pays,
        of_head_office,
        of_who_would_decide,
        taken_away,
        refused,
        withdrawn,
        already_gone,
    ),
)
