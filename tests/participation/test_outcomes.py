"""Outcomes that are measured: what was promised beside what was done, each figure as what it is."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from participation.carrying import carry_along
from participation.models import Indicator, IndicatorValue, Plan, PlanItem
from participation.outcomes.measures import Measure, Measured, Unmet, offers
from participation.outcomes.progress import progress_of
from participation.years.deciding import decide
from people.models import User
from regions.models import Province
from tests import make
from tests.html import browser_of, flat, own_form, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome(db: None) -> PlanItem:
    return make.plan_line(make.plan(), 1, outcomes="ผลการดำเนินงานครบถ้วนทุกแห่ง").outcomes[0]


@pytest.fixture
def put_in_force(outcome: PlanItem, officer_6: User, head_office: User) -> Callable[[], Plan]:
    """Have the plan of the outcome submitted and decided on."""

    def decided() -> Plan:
        plan = Plan.objects.get()
        plan.submit(by=officer_6, seen=plan.shown)
        decide(plan, make.minutes(), by=head_office, seen=plan.shown)
        return plan

    return decided


def typed(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, {**own_form(text_at(client, address)).data, **values})


# The 17 of seed 004 as what they are; the first is a heading there, and 12 and 13 overlap.
SEED_004: list[dict[str, str]] = [
    {"what": "ด้านการจัดการความรู้ นวัตกรรม และสื่อรณรงค์", "kind": "told"},
    {"what": "คู่มือการพัฒนาและติดตามโครงการ", "kind": "count", "sign": "at_least", "target": "2", "unit": "ชุด"},
    {"what": "ชุดการสังเคราะห์ความรู้", "kind": "yes_no"},
    {"what": "สื่อ Mass idea", "kind": "count", "sign": "at_least", "target": "1", "unit": "เรื่อง"},
    {"what": "การสื่อสารสู่สังคมวงกว้าง", "kind": "told"},
    {
        "what": "ข้อเสนอโครงการที่มีคุณภาพ",
        "kind": "percent",
        "sign": "at_least",
        "target": "80",
        "unit": "โครงการ",
    },
    {"what": "ระบบสารสนเทศ Online", "kind": "yes_no"},
    {"what": "เครือข่ายเกิดความรอบรู้", "kind": "told"},
    {"what": "ทีมพี่เลี้ยงได้พัฒนาศักยภาพ", "kind": "percent", "sign": "at_least", "target": "100", "unit": "คน"},
    {"what": "ข้อเสนอโครงการในกองทุน", "kind": "count", "sign": "at_least", "target": "140", "unit": "โครงการ"},
    {"what": "พื้นที่ต้นแบบที่ขยายผลได้", "kind": "yes_no"},
    {"what": "พื้นที่สุขภาวะต้นแบบ", "kind": "count", "sign": "at_least", "target": "1", "unit": "พื้นที่"},
    {
        "what": "พื้นที่ต้นแบบนำร่อง",
        "kind": "count",
        "sign": "at_least",
        "target": "1",
        "unit": "แห่ง",
        "per": "province",
    },
    {
        "what": "อาสาสมัครอาชีวะอนามัยชุมชน",
        "kind": "count",
        "sign": "at_least",
        "target": "5",
        "unit": "คน",
        "per": "tambon",
    },
    {
        "what": "นโยบายสาธารณะทั้งสามระดับ",
        "kind": "of",
        "sign": "at_least",
        "target": "3",
        "target_of": "3",
        "unit": "ระดับ",
    },
    {"what": "ข้อเสนอเชิงนโยบาย", "kind": "yes_no"},
    {"what": "กองทุนที่มีแผนและโครงการ", "kind": "count", "sign": "about", "target": "140", "unit": "กองทุน"},
]


def test_the_17_indicators_of_the_southern_project_are_entered_as_what_they_are(
    outcome: PlanItem, desk: Client, member_6: User, put_in_force: Callable[[], Plan]
) -> None:
    for said in SEED_004:
        sent = typed(desk, f"/plans/outcomes/{outcome.pk}/indicators/", **said)
        assert sent.status_code == 302, (said, sent.text)
    assert Indicator.objects.filter(item=outcome).count() == 17
    put_in_force()
    page = flat(text_at(browser_of(member_6), f"/plans/outcomes/{outcome.pk}/"))
    for words in (
        "อย่างน้อย 2 ชุด",
        "อย่างน้อย 80% โครงการ",
        "อย่างน้อย 140 โครงการ",
        "ประมาณ 140 กองทุน",  # 140 of one and 140 of the other stay two figures
        "อย่างน้อย 1 แห่ง ในแต่ละจังหวัด",
        "อย่างน้อย 5 คน ในแต่ละตำบล",
        "3 จาก 3 ระดับ",
    ):
        assert words in page, words


COUNT = {"kind": "count", "unit": "ชุด"}
OF = {"kind": "of", "unit": "ระดับ", "sign": "at_least"}


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({**COUNT, "unit": "", "sign": "at_least", "target": "2"}, "unit", "กรอกหน่วยนับ"),
        ({"kind": "yes_no", "unit": "ชุด"}, "unit", "ลบช่องนี้ให้ว่าง"),
        ({"kind": "told", "baseline": "3"}, "baseline", "ลบช่องนี้ให้ว่าง"),
        ({**COUNT, "target": "2"}, "sign", "เลือกว่าอย่างน้อย"),
        ({**COUNT, "sign": "about"}, "target", "กรอกจำนวนเป้าหมาย"),
        ({**COUNT, "sign": "about", "target": "-1"}, "target", "ตั้งแต่ 0 ขึ้นไป"),
        ({"kind": "percent", "unit": "คน", "sign": "at_least", "target": "101"}, "target", "ระหว่าง 0 ถึง 100"),
        ({**OF, "target": "1250", "target_of": "3"}, "target_of", "ตั้งแต่ 1,250 ขึ้นไป"),
        ({**OF, "sign": "", "target_of": "3"}, "target", "เช่น 12 จาก 15"),
        ({**COUNT, "sign": "about", "target": "1", "target_of": "3"}, "target_of", "เลือกชนิดจำนวนจากทั้งหมด"),
    ],
)
def test_an_indicator_that_is_not_what_it_says_is_refused_at_the_box_with_what_to_do(
    wrong: dict[str, str], field: str, sentence: str, outcome: PlanItem, desk: Client
) -> None:
    sent = typed(desk, f"/plans/outcomes/{outcome.pk}/indicators/", what="ตัวชี้วัด", **wrong)
    assert sent.status_code == 422
    assert sentence in at_field(sent.text, field)
    assert not Indicator.objects.exists()


def at_field(page: str, name: str) -> str:
    """What stands between the control of a field and the next label."""
    return page.partition(f' name="{name}"')[2].partition("<label")[0]


@pytest.mark.parametrize(
    ("of", "said", "field", "sentence"),
    [
        (COUNT, {}, "value", "กรอกตัวเลขที่วัดได้"),
        (COUNT, {"value": "-1"}, "value", "ตั้งแต่ 0 ขึ้นไป"),
        ({"kind": "of", "unit": "แห่ง"}, {"value": "3"}, "whole", "กรอกจำนวนทั้งหมด"),
        ({"kind": "of", "unit": "แห่ง"}, {"value": "1250", "whole": "3"}, "whole", "ตั้งแต่ 1,250 ขึ้นไป"),
        ({"kind": "told", "unit": ""}, {}, "words", "กรอกผลที่เกิดขึ้น"),
        ({**COUNT, "per": "province"}, {"value": "3"}, "province", "เลือกจังหวัดที่วัดผล"),
    ],
)
def test_a_value_that_is_not_whole_is_refused_at_the_box_with_what_to_do(
    of: dict[str, str], said: dict[str, str], field: str, sentence: str, outcome: PlanItem, desk: Client
) -> None:
    indicator = make.indicator(outcome, **of)
    sent = typed(desk, f"/plans/indicators/{indicator.pk}/values/", **said)
    assert sent.status_code == 422
    assert sentence in at_field(sent.text, field)
    assert not indicator.values.exists()


def provinces() -> list[Province]:
    return list(Province.objects.filter(region=6))


def test_a_percentage_over_several_places_adds_numerators_and_denominators(outcome: PlanItem) -> None:
    of = make.indicator(outcome, kind="percent", unit="โครงการ", sign="at_least", target=80, per="province")
    first, second = provinces()[:2]
    make.measured(of, "9", whole=10, province=first)  # 90 and 50 in a hundred are not 70 together
    make.measured(of, "50", whole=100, province=second)
    told = progress_of(of)
    assert told.done == "53.64% (59 จาก 110 โครงการ)"
    assert (told.places_reached, told.places) == (1, len(provinces()))
    assert told.is_reached is False


def test_running_totals_are_not_added_up_and_those_of_periods_are(outcome: PlanItem) -> None:
    running = make.indicator(outcome, every="quarter", is_running=True, sign="at_least", target=5)
    each = make.indicator(outcome, every="quarter", sign="at_least", target=5)
    for of in (running, each):
        for period, value in enumerate(("1", "2", "4"), start=1):
            make.measured(of, value, period=period)
    assert (progress_of(running).done, progress_of(running).is_reached) == ("4 ชุด", False)
    assert (progress_of(each).done, progress_of(each).is_reached) == ("7 ชุด", True)


@pytest.mark.parametrize(
    ("sign", "value", "is_reached"),
    [
        ("at_least", "2", True),
        ("at_least", "1.99", False),
        ("at_most", "2", True),
        ("at_most", "2.01", False),
        ("about", "2", None),  # whether that is about so much, a person says
    ],
)
def test_what_was_promised_is_reached_on_the_figure_itself(
    sign: str, value: str, is_reached: bool | None, outcome: PlanItem
) -> None:
    of = make.indicator(outcome, sign=sign, target=2)
    assert progress_of(of).is_reached is None  # nothing measured is neither
    make.measured(of, value)
    assert progress_of(of).is_reached is is_reached


def test_values_are_written_and_corrected_on_their_pages(
    outcome: PlanItem, desk: Client, member_6: User, put_in_force: Callable[[], Plan]
) -> None:
    of = make.indicator(outcome, kind="percent", unit="คน", sign="at_least", target=100, every="quarter")
    put_in_force()
    new = f"/plans/indicators/{of.pk}/values/"
    assert typed(desk, new, period="2", value="8", whole="7").status_code == 422
    assert typed(desk, new, period="2", value="7", whole="8", evidence="ใบลงทะเบียน").status_code == 302
    again = typed(desk, new, period="2", value="1", whole="1")
    assert again.status_code == 422
    assert "มีค่าของงวดและพื้นที่นี้แล้ว" in again.text
    assert "87.5% (7 จาก 8 คน)" in flat(text_at(browser_of(member_6), f"/plans/outcomes/{outcome.pk}/"))
    kept = IndicatorValue.objects.get()
    assert typed(desk, f"/plans/values/{kept.pk}/", value="8").status_code == 302
    assert progress_of(of).is_reached is True
    assert kept.history.count() == 2


def test_the_plan_tells_beside_each_outcome_what_was_promised_and_what_was_done(
    outcome: PlanItem, desk: Client
) -> None:
    of = make.indicator(outcome, sign="at_least", target=5)
    address = outcome.line.plan.get_absolute_url()
    before = flat(text_at(desk, address))
    assert str(progress_of(of).promised) in before
    assert "→ <strong>" not in before
    make.measured(of, "6")
    told = progress_of(of)
    assert (bool(told.done), told.is_reached) == (True, True)
    after = flat(text_at(desk, address))
    assert str(told.promised) in after
    assert f"→ <strong>{told.done}</strong>" in after


def test_what_a_decided_plan_promised_stays_and_values_still_come_in(
    outcome: PlanItem, desk: Client, officer_6: User, put_in_force: Callable[[], Plan]
) -> None:
    of = make.indicator(outcome, sign="at_least", target=5)
    address = f"/plans/indicators/{of.pk}/"
    assert typed(desk, address, target="6").status_code == 302
    put_in_force()
    refused = typed(desk, address, target="1")
    assert refused.status_code == 422
    assert "จะบันทึกค่าและเพิ่มตัวชี้วัดใหม่ได้" in refused.text
    with pytest.raises(ValidationError):
        Indicator.objects.get().store(by=officer_6)
    assert Indicator.objects.get().target == 6
    assert address not in text_at(desk, f"/plans/outcomes/{outcome.pk}/").replace("/values/", "-")
    assert typed(desk, f"{address}values/", value="5").status_code == 302
    new = f"/plans/outcomes/{outcome.pk}/indicators/"
    assert typed(desk, new, what="อีกตัว", kind="told").status_code == 302


@pytest.mark.parametrize("state", ["submitted", "closed"])
def test_of_a_plan_that_waits_or_is_closed_neither_indicators_nor_values_change(
    state: str,
    outcome: PlanItem,
    desk: Client,
    officer_6: User,
    put_in_force: Callable[[], Plan],
) -> None:
    of = make.indicator(outcome)
    kept = make.measured(of, "1")
    if state == "submitted":
        outcome.line.plan.submit(by=officer_6, seen=Plan.objects.get().shown)
    else:
        put_in_force().close(by=officer_6, seen=Plan.objects.get().shown)
    said = {"submitted": "แผนมีสถานะ “เสนอแล้ว”", "closed": "แผนปิดไปพร้อมกับปีแล้ว"}[state]
    for page in (
        f"/plans/outcomes/{outcome.pk}/indicators/",
        f"/plans/indicators/{of.pk}/",
        f"/plans/indicators/{of.pk}/values/",
        f"/plans/values/{kept.pk}/",
    ):
        refused = typed(desk, page, what="x", kind="count", unit="ชุด", value="2")
        assert refused.status_code == 422, page
        assert said in refused.text, page
    shown = text_at(desk, f"/plans/outcomes/{outcome.pk}/")
    assert of.what in shown
    assert "/plans/indicators/" not in shown
    assert "/plans/values/" not in shown
    assert f"/plans/outcomes/{outcome.pk}/indicators/" not in shown
    assert (Indicator.objects.get().what, IndicatorValue.objects.get().value) == (of.what, 1)


@pytest.mark.parametrize(("state", "offered"), [("draft", True), ("submitted", False), ("decided", True)])
def test_the_page_of_a_plan_offers_to_measure_an_outcome_where_that_may_be_done(
    state: str,
    offered: bool,
    outcome: PlanItem,
    desk: Client,
    officer_6: User,
    put_in_force: Callable[[], Plan],
) -> None:
    if state == "submitted":
        outcome.line.plan.submit(by=officer_6, seen=Plan.objects.get().shown)
    elif state == "decided":
        put_in_force()
    page = text_at(desk, "/plans/2567/6/")
    assert outcome.text in page
    assert (f"/plans/outcomes/{outcome.pk}/" in page) is offered


@pytest.mark.parametrize(
    "changed", [{"kind": "of"}, {"per": "province"}, {"every": "month"}, {"is_running": "on"}]
)
def test_an_indicator_stays_measured_as_its_values_were(
    changed: dict[str, str], outcome: PlanItem, desk: Client, officer_6: User
) -> None:
    of = make.indicator(outcome)
    make.measured(of, "1")
    refused = typed(desk, f"/plans/indicators/{of.pk}/", **changed)
    assert refused.status_code == 422
    assert "โปรดเพิ่มตัวชี้วัดใหม่" in refused.text
    (name,) = changed
    setattr(of, name, changed[name])
    with pytest.raises(ValidationError):
        of.store(by=officer_6)
    assert typed(desk, f"/plans/indicators/{of.pk}/", what="คู่มือ").status_code == 302


def test_a_figure_counted_from_records_names_what_is_missing_and_is_typed_by_nobody(
    outcome: PlanItem, desk: Client
) -> None:
    unmet = [Unmet("ศูนย์ประสานงานจังหวัดตราด", "ยังไม่ส่งรายงาน", "/agreements/1/")]
    offers(Measure("for_test", "ทดสอบ", "แห่ง", lambda plan: Measured(Decimal(14), Decimal(15), unmet)))
    said = {"what": "ครบถ้วนทุกแห่ง", "kind": "of", "sign": "at_least", "target": "15", "target_of": "15"}
    sent = typed(desk, f"/plans/outcomes/{outcome.pk}/indicators/", measure="for_test", **said)
    assert sent.status_code == 302, sent.text
    page = flat(text_at(desk, sent.url))
    assert "14 จาก 15 แห่ง" in page
    assert '<a href="/agreements/1/">ศูนย์ประสานงานจังหวัดตราด</a>' in page
    assert "ยังไม่ส่งรายงาน" in page
    assert desk.get(f"/plans/indicators/{Indicator.objects.get().pk}/values/").status_code == 403


def test_staff_write_and_others_read(
    outcome: PlanItem,
    member_6: User,
    officer_11: User,
    coordinator_6: User,
    put_in_force: Callable[[], Plan],
) -> None:
    of = make.indicator(outcome)
    kept = make.measured(of, "1")
    put_in_force()
    pages = [
        f"/plans/outcomes/{outcome.pk}/indicators/",
        f"/plans/indicators/{of.pk}/",
        f"/plans/indicators/{of.pk}/values/",
        f"/plans/values/{kept.pk}/",
    ]
    for person, read, write in ((member_6, 200, 403), (officer_11, 404, 404), (coordinator_6, 404, 404)):
        client = browser_of(person)
        assert client.get(f"/plans/outcomes/{outcome.pk}/").status_code == read, person
        for page in pages:
            assert client.get(page).status_code == write, (person, page)
            assert client.post(page, {"what": "x", "value": "3"}).status_code == write, (person, page)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "count"}, "unit_of_its_kind"),
        ({"kind": "told", "unit": "ชุด"}, "unit_of_its_kind"),
        ({"kind": "yes_no", "sign": "about", "target": 1}, "unit_of_its_kind"),
        ({"unit": "ชุด", "target": 1}, "target_has_sign"),
        ({"unit": "ชุด", "sign": "about"}, "target_has_sign"),
        ({"unit": "ชุด", "sign": "about", "target": 1, "target_of": 2}, "target_within_its_whole"),
        ({"kind": "percent", "unit": "คน", "sign": "about", "target": 101}, "percentage_up_to_100"),
    ],
)
def test_the_database_keeps_the_rules_of_indicators(
    fields: dict[str, Any], name: str, outcome: PlanItem
) -> None:
    with pytest.raises(IntegrityError, match=f"indicator_{name}"), transaction.atomic():
        Indicator.objects.create(item=outcome, order=1, what="x", **fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "says_one_thing"),
        ({"value": 1, "is_so": True}, "says_one_thing"),
        ({"value": 2, "whole": 1}, "within_its_whole"),
        ({"value": 0, "whole": 0}, "within_its_whole"),
        ({"value": 1, "place": "ตำบลตลาด"}, "tambon_in_a_province"),
    ],
)
def test_the_database_keeps_the_rules_of_values(fields: dict[str, Any], name: str, outcome: PlanItem) -> None:
    of = make.indicator(outcome)
    with pytest.raises(IntegrityError, match=f"indicatorvalue_{name}"), transaction.atomic():
        IndicatorValue.objects.create(indicator=of, **fields)


def test_a_copy_for_the_next_year_keeps_the_measure_and_leaves_what_was_measured(
    outcome: PlanItem, officer_6: User
) -> None:
    of = make.indicator(outcome, sign="at_least", target=2, baseline=1)
    make.measured(of, "3")
    copy = make.plan_line(make.plan(6, 2568)).outcomes[0]
    carry_along(outcome, copy, officer_6)
    kept = Indicator.objects.get(item=copy)
    assert (kept.what, kept.unit, kept.target, kept.baseline) == (of.what, "ชุด", 2, None)
    assert progress_of(kept).done == ""
