"""A plan as a few lines for a chat: the whole, each activity, and the dates that are still to be set."""

from html import unescape

import pytest
from django.test import Client

from participation.models import Plan, PlanItem
from people.models import User
from regions.models import District, Province
from tests import make
from tests.html import text_at

pytestmark = pytest.mark.django_db

PAGE = "/plans/2567/6/"


@pytest.fixture
def plan() -> Plan:
    plan = make.plan()
    make.plan_line(plan, 1, activities="1.อบรม 15 แห่ง\n2.สื่อสาร", targets="- ก\n- ข", outcomes="๑๕ แห่ง")
    make.plan_line(plan, 3, activities="ประชุมระดับจังหวัด")
    return plan


def texts_at(desk: Client) -> list[str]:
    page = text_at(desk, f"{PAGE}messages/")
    return [
        unescape(part.partition(">")[2].partition("</textarea>")[0]) for part in page.split("<textarea")[1:]
    ]


def text_about(desk: Client, words: str) -> str:
    (found,) = (text for text in texts_at(desk) if f"กิจกรรม: {words}" in text)
    return found


def test_a_text_names_the_plan_or_an_activity_with_a_link_and_no_person(
    desk: Client, plan: Plan, officer_6: User
) -> None:
    User.objects.filter(pk=officer_6.pk).update(first_name="สมหญิง", last_name="ใจดี")
    item = PlanItem.objects.get(text="อบรม 15 แห่ง")
    make.detail(item, "ม.ค. 67", owner="นางสาวสมหญิง ใจดี โทร 0812345678")
    texts = texts_at(desk)
    assert len(texts) == 2 + PlanItem.objects.filter(kind="activity").count()  # with a call for dates
    assert f"http://testserver{PAGE}" in texts[0]
    assert f"http://testserver/plans/activities/{item.pk}/" in text_about(desk, "อบรม 15 แห่ง")
    for words in ("สมหญิง", "ใจดี", "0812345678"):
        assert not any(words in text for text in texts)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("22 ธ.ค. 66", "เมื่อไร: 22 ธันวาคม 2566"),
        ("22-24/12/66", "เมื่อไร: 22–24 ธันวาคม 2566"),
        ("ไตรมาส 2", "เมื่อไร: มกราคม 2567 – มีนาคม 2567"),
        ("รอกำหนดการ จาก สปสช. เขต 11", "เมื่อไร: รอกำหนดวันจาก สปสช. เขต 11"),
        ("รอกำหนดการ จาก นายกสมาคม", "เมื่อไร: รอกำหนดวันจาก นายกสมาคม"),
        ("รอกำหนดการ จาก นางสาวสมหญิง ใจดี", "เมื่อไร: รอกำหนดวัน\n"),
        ("รอกำหนดการ", "เมื่อไร: รอกำหนดวัน\n"),
    ],
)
def test_an_activity_says_when_it_is_as_thai_dates_are_written(
    written: str, said: str, desk: Client, plan: Plan
) -> None:
    make.detail(PlanItem.objects.get(text="สื่อสาร"), written)
    text = text_about(desk, "สื่อสาร")
    assert said in text
    assert "สมหญิง" not in text


def test_an_activity_says_where_it_is_with_its_province(desk: Client, plan: Plan) -> None:
    province = Province.objects.get(name_th="ระยอง")
    district = District.objects.filter(province=province).first()
    item = PlanItem.objects.get(text="สื่อสาร")
    make.detail(item, "22 ธ.ค. 66", place="รร.ระยองวิทยาคม", province=province, district=district)
    assert f"สถานที่: รร.ระยองวิทยาคม {district} ระยอง\n" in text_about(desk, "สื่อสาร")
    assert "สถานที่" not in text_about(desk, "อบรม 15 แห่ง")
    assert "เมื่อไร" not in text_about(desk, "อบรม 15 แห่ง")


def calls(desk: Client) -> list[str]:
    return [text for text in texts_at(desk) if "ขอกำหนดวัน" in text]


def test_a_call_goes_to_each_who_has_a_date_to_set_and_names_what_waits(desk: Client, plan: Plan) -> None:
    first, second, third = PlanItem.objects.filter(kind="activity").order_by("line__order", "order")
    make.detail(first, "รอกำหนดการ จาก สปสช. เขต 11")
    make.detail(second, "รอกำหนดการ จาก นางสาวสมหญิง ใจดี")
    of_region, of_person, of_nobody = calls(desk)
    assert "สปสช. เขต 11" in of_region
    assert f"- {first.text}\n" in of_region
    assert second.text not in of_region
    assert f"- {second.text}\n" in of_person
    assert "สมหญิง" not in of_person
    assert f"- {third.text}\n" in of_nobody
    assert all(f"http://testserver{PAGE}months/" in text for text in (of_region, of_person, of_nobody))


def test_nobody_is_called_where_every_activity_has_its_date(desk: Client, plan: Plan) -> None:
    for item in PlanItem.objects.filter(kind="activity"):
        make.detail(item, "ม.ค. 67")
    assert not calls(desk)
    assert "ขอกำหนดวัน" not in text_at(desk, f"{PAGE}messages/")


@pytest.mark.parametrize(("count", "more"), [(10, ""), (11, "และอีก 1 กิจกรรม"), (1300, "และอีก 1,290 กิจกรรม")])
def test_a_call_stays_short(count: int, more: str, desk: Client) -> None:
    line = make.plan_line(make.plan(), 1, activities="1.อบรม")
    PlanItem.objects.bulk_create(
        PlanItem(line=line, kind="activity", order=number, text=f"อบรม {number}")
        for number in range(2, count + 1)
    )
    (call,) = calls(desk)
    assert call.count("\n- ") == 10
    assert ("และอีก" in call) == bool(more)
    assert more in call
