"""The doors of what is done to a region's plan, its receiving units and its imports."""

from collections.abc import Callable
from datetime import date

from complaints.life import UNIT_LIFE
from complaints.models import ReceivingUnit
from participation.life import AMENDMENT_LIFE, PLAN_LIFE
from participation.models import FormOfParticipation, Indicator, Plan, PlanAmendment
from participation.years import amended
from participation.years.amending import reword, start
from participation.years.deciding import decide
from people.models import User
from spreadsheets.batches import confirm, preview, scope_for
from spreadsheets.handing import ask, discard
from spreadsheets.life import IMPORT_LIFE
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from spreadsheets.undo import undo
from tests import make
from tests.acts.activities import ACTIVITY_REPORTS
from tests.acts.committees import MEETINGS
from tests.acts.door import ActDoor, Noun
from tests.acts.factors import FACTOR_RESETS
from tests.acts.place import ActPlace
from tests.acts.readiness import READINESS

# A region's plan


def plan_without_lines(at: ActPlace) -> Plan:
    return make.plan(6, 2567)


def plan_without_indicators(at: ActPlace) -> Plan:
    return make.plan_line(make.plan(6, 2567)).plan


def plan(at: ActPlace) -> Plan:
    made = plan_without_indicators(at)
    make.indicator(made.lines.get().outcomes[0])
    return made


def submitted_plan(at: ActPlace) -> Plan:
    made = plan(at)
    made.submit(by=at.office.asks, seen=made.shown)
    return made


def decided_plan(at: ActPlace) -> Plan:
    made = submitted_plan(at)
    decide(made, make.minutes(), by=at.office.approves, seen=made.shown)
    return made


def closed_plan(at: ActPlace) -> Plan:
    made = decided_plan(at)
    made.close(by=at.office.asks, seen=made.shown)
    return made


_PLAN = "/plans/2567/6/"
ORDER = {
    "order_number": "คำสั่งที่ 13/2567",  # another than make.order(), and signed by another
    "decided_on": "22 ธ.ค. 2566",
    "signed_by": "ผู้อำนวยการ สปสช. เขต 6 ระยอง",
}
_SAID = {
    "return_to_draft": {"reason": "ขาดรูปแบบที่ 4"},
    "decide": {**ORDER, "kind": "approved"},
}
_WRITING = ActDoor(
    page=_PLAN,
    to=f"{_PLAN}write/",
    typed=lambda made: {"act": "add_line", "form": FormOfParticipation.objects.get(number=2).pk},
    makes="participation_historicalplanline",
)


def _outcome_of(made: Plan) -> str:
    """The page of its outcome; none where it has no line."""
    line = made.lines.first()
    return f"/plans/outcomes/{line.outcomes[0].pk}/" if line else ""


def _of_its_indicator(rest: str) -> Callable[[Plan], str]:
    def address(made: Plan) -> str:
        found = Indicator.objects.filter(item__line__plan=made).first()
        return f"/plans/indicators/{found.pk}/{rest}" if found else ""

    return address


_PROMISED = {
    "what": "คู่มือ",
    "kind": "count",
    "unit": "ชุด",
    "per": "none",
    "every": "year",
    "opened_version": 1,
}
_MEASURING = {
    "promise": ActDoor(
        page=_outcome_of,
        to=lambda made: f"{_outcome_of(made)}indicators/" if _outcome_of(made) else "",
        typed=lambda made: _PROMISED,
        makes="participation_historicalindicator",
    ),
    "change_promise": ActDoor(
        page=_outcome_of,
        to=_of_its_indicator(""),
        typed=lambda made: _PROMISED,
        makes="participation_historicalindicator",
    ),
    "measure": ActDoor(
        page=_outcome_of,
        to=_of_its_indicator("values/"),
        typed=lambda made: {"value": "1"},
        makes="participation_historicalindicatorvalue",
    ),
}
PLANS = Noun(
    model=Plan,
    life=PLAN_LIFE,
    doors={
        name: ActDoor(
            page=_PLAN, to=f"{_PLAN}step/{name}/", typed=lambda made, name=name: _SAID.get(name, {})
        )
        for name in ("submit", "return_to_draft", "decide", "close")
    }
    | {"write": _WRITING}
    | _MEASURING,
    situations=(plan_without_lines, plan_without_indicators, plan, submitted_plan, decided_plan, closed_plan),
)


# An amendment of a plan


def amendment_without_changes(at: ActPlace) -> PlanAmendment:
    return start(decided_plan(at), by=at.office.asks, reason="ขยายกลุ่มเป้าหมาย")


def amendment(at: ActPlace) -> PlanAmendment:
    made = amendment_without_changes(at)
    item = made.plan.lines.get().activities[0]
    reword(made, item, "อบรมสร้างความเข้าใจ", base=item.version, by=at.office.asks)
    return made


def submitted_amendment(at: ActPlace) -> PlanAmendment:
    made = amendment(at)
    amended.submit(made, by=at.office.asks, seen=made.shown)
    return made


def decided_amendment(at: ActPlace) -> PlanAmendment:
    made = submitted_amendment(at)
    amended.decide_amendment(made, make.minutes(), by=at.office.approves, seen=made.shown)
    return made


def withdrawn_amendment(at: ActPlace) -> PlanAmendment:
    made = amendment(at)
    amended.withdraw(made, by=at.office.asks)
    return made


_AMENDMENT = "/plans/2567/6/amendments/{record.pk}/"
AMENDMENTS = Noun(
    model=PlanAmendment,
    life=AMENDMENT_LIFE,
    doors={
        "write": ActDoor(
            page=_AMENDMENT,
            to=f"{_AMENDMENT}change/",
            typed=lambda made: {
                "do": "reason",
                "text": "ขยายกลุ่มเป้าหมายอีก",
                "change_seen": made.reason_shown,
            },
        ),
        **{
            name: ActDoor(
                page=_AMENDMENT,
                to=f"{_AMENDMENT}{name}/",
                typed=lambda made, name=name: _SAID.get(name, {}),
            )
            for name in ("submit", "return_to_draft", "decide", "withdraw")
        },
    },
    situations=(
        amendment_without_changes,
        amendment,
        submitted_amendment,
        decided_amendment,
        withdrawn_amendment,
    ),
)

# A receiving unit


def unit_without_an_order(at: ActPlace) -> ReceivingUnit:
    return make.receiving_unit(make.organisation("ศูนย์คุ้มครองสิทธิ"))


def unit(at: ActPlace) -> ReceivingUnit:
    return make.receiving_unit(
        make.organisation("ศูนย์คุ้มครองสิทธิ"),
        registration_number="ร.6/2566",
        order_date=date(2023, 5, 1),
        is_independent=True,
        independence_declared_on=date(2023, 4, 1),
    )


def _decided(at: ActPlace, *steps: str) -> ReceivingUnit:
    made = unit(at)
    for step in steps:
        made.decide(step, by=at.office.asks, seen=made.shown, authority=make.order())
    return made


def registered(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "register")


def suspended(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "register", "suspend")


def revoked(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "register", "revoke")


def resigned(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "resign")


UNITS = Noun(
    model=ReceivingUnit,
    life=UNIT_LIFE,
    doors={
        name: ActDoor(
            page="/admin/complaints/receivingunit/{record.pk}/change/",
            to=f"/admin/complaints/receivingunit/{{record.pk}}/act/{name}/",
            typed=lambda made: {
                **ORDER,
                "valid_until": "31 ธ.ค. 2575",
            },
        )
        for name in ("register", "renew", "suspend", "revoke", "resign")
    },
    situations=(unit_without_an_order, unit, registered, suspended, revoked, resigned),
)

# An import


def previewed_by_staff(at: ActPlace) -> ImportBatch:
    return _budget(at, at.office.asks)


def with_faults(at: ActPlace) -> ImportBatch:
    return _budget(at, at.coordinator, amount="หนึ่งร้อย")


def previewed_by_a_coordinator(at: ActPlace) -> ImportBatch:
    return _budget(at, at.coordinator)


def asked(at: ActPlace) -> ImportBatch:
    made = previewed_by_a_coordinator(at)
    ask(made, by=at.coordinator, seen=made.shown)
    return made


def taken(at: ActPlace) -> ImportBatch:
    made = asked(at)
    return confirm(made, at.office.asks, seen=made.shown)


def undone(at: ActPlace) -> ImportBatch:
    made = taken(at)
    return undo(made, at.office.approves, seen=made.shown)


def discarded(at: ActPlace) -> ImportBatch:
    made = with_faults(at)
    discard(made, by=at.coordinator, seen=made.shown)
    return made


def list_of_payments(at: ActPlace) -> ImportBatch:
    """A kind that finance brings in, and no coordinator."""
    part = at.office.approve(at.active(), 1)
    table = (
        f"เลขที่สัญญา,งวดที่,จำนวนเงิน,วันที่จ่าย,เลขที่เอกสาร\n"
        f"{part.agreement.number},1,{part.amount},10 พ.ย. 2566,บค 1\n"
    )
    return _previewed(at.office.pays, "payments", table)


def catalogue(at: ActPlace) -> ImportBatch:
    """A kind of which head office alone decides."""
    table = "รหัส,ชื่อย่อ,ชื่อเครือข่าย,ชื่อภาษาอังกฤษ,ประเภทเครือข่าย\nX9,monk,พระสงฆ์,Monks,เครือข่ายอื่น\n"
    return _previewed(at.office.head, "networks", table)


def _budget(at: ActPlace, by: User, amount: str = "120.00") -> ImportBatch:
    table = f"ชื่อหน่วยงานภาคประชาชน,งบประมาณ\n{at.granted.organisation.name},{amount}\n"
    return _previewed(by, "budget", table)


def _previewed(by: User, kind: str, table: str) -> ImportBatch:
    scope = scope_for(by, make.region(6), 2567)
    return preview(table.encode(), f"{kind}.csv", kind, scope, Options())


_IMPORT = "/imports/{record.pk}/"
_IMPORT_HISTORY = "spreadsheets_historicalimportbatch"
IMPORTS = Noun(
    model=ImportBatch,
    life=IMPORT_LIFE,
    doors={
        name: ActDoor(
            page=_IMPORT,
            to=f"{_IMPORT}{path}/",
            typed=lambda made: {"reason": "ยอดผิด"},
            makes=_IMPORT_HISTORY,
        )
        for name, path in (
            ("ask", "ask"),
            ("withdraw", "withdraw"),
            ("confirm", "confirm"),
            ("give_back", "give-back"),
            ("look_again", "again"),
            ("discard", "discard"),
            ("undo", "undo"),
        )
    },
    situations=(
        previewed_by_staff,
        with_faults,
        previewed_by_a_coordinator,
        asked,
        taken,
        undone,
        discarded,
        list_of_payments,
        catalogue,
    ),
)

REGISTERS = (PLANS, AMENDMENTS, ACTIVITY_REPORTS, UNITS, READINESS, IMPORTS, MEETINGS, FACTOR_RESETS)
