"""The doors of an organisation's way to a registration under section 3."""

from centres.registers import stepping
from centres.registers.life import READINESS_LIFE
from centres.registers.models import Readiness
from tests import make
from tests.acts.door import ActDoor, Noun
from tests.acts.place import ActPlace


def candidate(at: ActPlace) -> Readiness:
    return stepping.begin(at.granted.organisation, by=at.office.asks, on=make.day(-30))


def preparing(at: ActPlace) -> Readiness:
    made = candidate(at)
    stepping.prepare(made, by=at.office.asks, on=make.day(-20))
    return made


def all_shown(at: ActPlace) -> Readiness:
    return make.all_shown(preparing(at), by=at.coordinator)


def submitted(at: ActPlace) -> Readiness:
    made = all_shown(at)
    stepping.submit(made, by=at.coordinator, on=make.day(-10))
    return made


def submitted_by_the_office(at: ActPlace) -> Readiness:
    made = all_shown(at)
    stepping.submit(made, by=at.office.asks, on=make.day(-10))
    return made


def on_the_register(at: ActPlace) -> Readiness:
    made, said = submitted(at), {"said": "ประกาศ 1/2569", "registration_number": "ม.3/1"}
    stepping.enter(made, by=at.office.asks, seen=made.shown, on=make.day(-1), **said)
    return made


def stopped(at: ActPlace) -> Readiness:
    made = preparing(at)
    stepping.stop(made, by=at.office.asks, seen=made.shown, on=make.day(-1), said="ไม่พร้อม")
    return made


_PAGE = "/registers/readiness/{record.pk}/"

READINESS = Noun(
    model=Readiness,
    life=READINESS_LIFE,
    doors={
        "write": ActDoor(
            page=_PAGE,
            field="opened_version",
            typed=lambda made: {"opened_version": str(made.version), "field": "ฟื้นฟูสมรรถภาพ"},
            makes="registers_historicalreadiness",
        ),
        **{
            act: ActDoor(
                page=_PAGE,
                to=f"{_PAGE}step/{act}/",
                typed=lambda made: {
                    "on": make.typed_day(),
                    "said": "ประกาศ 1/2569",
                    "registration_number": "ม.3/1",
                },
            )
            for act in ("prepare", "submit", "send_back", "register", "stop", "take_up")
        },
    },
    situations=(
        candidate,
        preparing,
        all_shown,
        submitted,
        submitted_by_the_office,
        on_the_register,
        stopped,
    ),
)
