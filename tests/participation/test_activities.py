"""What is known of an activity beside its words: who holds it, where and when, on its card and over the year."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from centres.models import Organisation, TargetNetwork
from participation.carrying import carry_along
from participation.lacks import lacks_of
from participation.models import ActivityDetail, ActivityTag, PlanItem
from people.models import User
from people.roles import Role
from regions.models import District
from tests import make
from tests.html import browser_of, flat, own_form, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def activities(db: None, officer_6: User) -> list[PlanItem]:
    """Line 3 of region 6's paper: meetings of the provinces, guidelines, a training that head office sets."""
    line = make.plan_line(
        make.plan(),
        3,
        activities="1.ประชุมขับเคลื่อนระดับจังหวัด 2.จัดทำแนวทางป้องกันปัญหา 3.อบรมทักษะเจรจาไกล่เกลี่ย",
    )
    line.plan.submit(by=officer_6, seen=line.plan.shown)  # a draft is not for a committee yet
    return line.activities


@pytest.fixture
def centre(db: None) -> Organisation:
    return make.organisation("ศูนย์ประสานงาน จังหวัดระยอง")


def typed(client: Client, item: PlanItem, **values: Any) -> Any:
    """Fill in the form of an activity's details and press save."""
    address = f"/plans/activities/{item.pk}/details/"
    return client.post(address, {**own_form(text_at(client, address)).data, **values})


def test_what_is_filled_in_stands_on_the_card_in_the_offices_words(
    activities: list[PlanItem], centre: Organisation, desk: Client, member_6: User
) -> None:
    district = District.objects.filter(province__name_th="ระยอง").first()
    network, tag = TargetNetwork.objects.first(), ActivityTag.objects.get(name="ร่วมประสาน")
    assert district is not None
    assert network is not None
    sent = typed(
        desk,
        activities[0],
        owner="นางสาวอารีรัตน์ นักวิชาการ",
        organisations=[centre.pk],
        when_written="22 ธ.ค. 66",
        place="ห้องประชุม สปสช.เขต 6",
        province=district.province_id,
        district=district.pk,
        delivery="both",
        target="15",
        unit="แห่ง",
        times="2",
        per="province",
        networks=[network.pk],
        paid_from="โครงการสนับสนุนกลไกการมีส่วนร่วม",
        tags=[tag.pk],
    )
    assert sent.status_code == 302
    page = flat(text_at(browser_of(member_6), sent.url))
    for words in (
        "นางสาวอารีรัตน์ นักวิชาการ",
        centre.name,
        "22 ธ.ค. 66",
        "22 ธ.ค. 2566",
        "ห้องประชุม สปสช.เขต 6",
        str(district),
        "15 แห่ง",
        "จังหวัดละ 2 ครั้ง",
        str(network),
        "โครงการสนับสนุนกลไกการมีส่วนร่วม",
        "ร่วมประสาน",
    ):
        assert words in page, words
    kept = ActivityDetail.objects.get(item=activities[0])
    assert kept.history.first().history_user.username == "officer_6"
    assert [row.organisation for row in kept.history.first().organisations.all()] == [centre]


def test_a_dash_is_nothing_and_what_is_open_stays_open(activities: list[PlanItem], desk: Client) -> None:
    assert typed(desk, activities[0], owner="-", place=" – ", when_written="-").status_code == 302
    kept = ActivityDetail.objects.get(item=activities[0])
    assert (kept.owner, kept.place, kept.when_written, kept.precision) == ("", "", "", "")


def test_a_time_that_cannot_be_read_is_asked_about_and_what_was_typed_stays(
    activities: list[PlanItem], desk: Client
) -> None:
    sent = typed(desk, activities[0], owner="สมใจ", when_written="เร็ว ๆ นี้")
    assert sent.status_code == 422
    assert "รอกำหนดการ จาก …" in sent.text
    assert {"เร็ว ๆ นี้", "สมใจ"} <= {value for _name, value in own_form(sent.text).values}
    assert not ActivityDetail.objects.exists()


def test_a_time_of_another_year_is_taken_only_when_it_is_meant(
    activities: list[PlanItem], desk: Client
) -> None:
    asked = typed(desk, activities[0], when_written="ม.ค. 60")
    assert asked.status_code == 422
    assert "ไม่อยู่ในปีงบประมาณ 2567" in asked.text
    (key,) = re.findall(r'name="meant" value="(\w+)"', asked.text)
    assert typed(desk, activities[0], when_written="ม.ค. 60", meant=key).status_code == 302
    assert str(ActivityDetail.objects.get().starts_on) == "2017-01-01"


def test_half_of_a_pair_is_refused_with_what_to_do(activities: list[PlanItem], desk: Client) -> None:
    sent = typed(desk, activities[0], target="15", times="2")
    assert sent.status_code == 422
    assert "เช่น 15 แห่ง" in sent.text
    assert "เช่น จังหวัดละ 2 ครั้ง" in sent.text


def test_of_two_who_fill_it_in_at_once_the_second_is_told(activities: list[PlanItem], desk: Client) -> None:
    address = f"/plans/activities/{activities[0].pk}/details/"
    first, second = (own_form(text_at(desk, address)).data for _person in range(2))
    assert desk.post(address, {**first, "owner": "คนแรก"}).status_code == 302
    refused = desk.post(address, {**second, "owner": "คนที่สอง"})
    assert refused.status_code == 422
    assert "คนแรก" in refused.text
    assert desk.post(address, {**own_form(refused.text).data}).status_code == 302
    assert ActivityDetail.objects.get().owner == "คนที่สอง"


def test_staff_write_and_others_read(
    activities: list[PlanItem], member_6: User, mentor_6: User, officer_11: User, coordinator_6: User
) -> None:
    address = f"/plans/activities/{activities[0].pk}/"
    for person, read, write in (
        (member_6, 200, 403),
        (mentor_6, 200, 403),
        (officer_11, 404, 404),
        (coordinator_6, 404, 404),
    ):
        client = browser_of(person)
        assert client.get(address).status_code == read, person
        assert client.get(f"{address}details/").status_code == write, person
        assert client.post(f"{address}details/", {"owner": "x"}).status_code == write, person
    assert not ActivityDetail.objects.exists()


def test_a_coordinator_reads_what_her_organisation_answers_for_and_no_other(
    activities: list[PlanItem], centre: Organisation, coordinator_6: User
) -> None:
    make.tie(coordinator_6, centre, Role.COORDINATOR)
    make.detail(activities[0], organisations=[centre])
    make.detail(activities[1], organisations=[make.organisation("อีกแห่ง")])
    client = browser_of(User.objects.get(pk=coordinator_6.pk))
    statuses = [client.get(f"/plans/activities/{item.pk}/").status_code for item in activities]
    assert statuses == [200, 404, 404]


def test_the_year_shows_each_activity_in_its_months_and_apart_what_waits_for_a_date(
    activities: list[PlanItem], member_6: User
) -> None:
    make.detail(activities[0], "ไตรมาส 2")
    make.detail(activities[2], "รอกำหนดการ จาก สปสช. ส่วนกลาง")
    page = flat(text_at(browser_of(member_6), "/plans/2567/6/months/"))
    rows = {
        item.pk: page.partition(f"/plans/activities/{item.pk}/")[2].partition("</tr>")[0]
        for item in activities
    }
    before, held, after = rows[activities[0].pk].partition('class="held" colspan="3"')
    assert (before.count('class="blank'), after.count('class="blank')) == (3, 6 + 1)
    assert held
    assert "ไตรมาส 2" in rows[activities[0].pk]
    assert "ยังไม่มีผู้ระบุเวลา" in rows[activities[1].pk]
    assert "รอกำหนดการ จาก สปสช. ส่วนกลาง" in rows[activities[2].pk]
    for address in ("/plans/2567/6/", f"/plans/activities/{activities[2].pk}/"):
        card = text_at(browser_of(member_6), address)
        assert card.count("รอกำหนดการ จาก สปสช. ส่วนกลาง") >= 1
        assert "รอกำหนดวัน" not in card, "it says so in its own words"


def test_a_plan_says_which_activities_nobody_answers_for_or_that_have_no_time(
    activities: list[PlanItem], centre: Organisation
) -> None:
    plan = activities[0].line.plan
    found = {lack.sentence: lack.items for lack in lacks_of(plan)}
    assert list(found.values()) == [activities, activities]
    make.detail(activities[0], "ม.ค. 67", organisations=[centre])
    make.detail(activities[1], owner="สมใจ")
    nobody, no_time = (lack.items for lack in lacks_of(plan))
    assert (nobody, no_time) == ([activities[2]], [activities[1], activities[2]])


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"when_written": "ม.ค. 67"}, "time_is_read"),
        (
            {"precision": "day", "when_written": "x", "starts_on": "2024-01-02", "ends_on": "2024-01-01"},
            "time_is_read",
        ),
        ({"precision": "none", "when_written": "รอ", "starts_on": "2024-01-02"}, "time_is_read"),
        ({"target": 15}, "target_has_unit"),
        ({"target": 0, "unit": "แห่ง"}, "target_has_unit"),
        ({"unit": "แห่ง"}, "target_has_unit"),
        ({"times": 2}, "frequency_is_whole"),
        ({"per": "province"}, "frequency_is_whole"),
        ({"district_id": "2101"}, "district_needs_province"),
    ],
)
def test_the_database_keeps_the_rules_of_details(
    fields: dict[str, Any], name: str, activities: list[PlanItem]
) -> None:
    with pytest.raises(IntegrityError, match=f"activitydetail_{name}"), transaction.atomic():
        ActivityDetail.objects.create(item=activities[0], **fields)


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("22 ธ.ค. 66", "22 ธ.ค. 67"),
        ("22 ธันวาคม ๒๕๖๖", "22 ธันวาคม ๒๕๖๗"),
        ("ม.ค. 67", "ม.ค. 68"),
        ("10 ธ.ค. 66 - 5 ม.ค. 67", "10 ธ.ค. 67 - 5 ม.ค. 68"),
        ("29 ก.พ. 67", "28 ก.พ. 2568"),  # there is no such day
        ("ไตรมาส 2", "ไตรมาส 2"),  # of whichever year
        ("1-5 ก.พ. 67", "1-5 ก.พ. 68"),
        ("ก.พ. 67", "ก.พ. 68"),  # of 29 days, and of 28
        ("รอกำหนดการ จาก สปสช. ส่วนกลาง", "รอกำหนดการ จาก สปสช. ส่วนกลาง"),
        ("", ""),
    ],
)
def test_a_copy_for_the_next_year_takes_along_who_and_where_and_moves_the_time(
    written: str, copied: str, activities: list[PlanItem], centre: Organisation, officer_6: User
) -> None:
    make.detail(activities[0], written, owner="สมใจ", place="ระยอง", organisations=[centre])
    copy = make.plan_line(make.plan(6, 2568), 3).activities[0]
    carry_along(activities[0], copy, officer_6)
    kept = ActivityDetail.objects.get(item=copy)
    assert (kept.when_written, kept.owner, kept.place) == (copied, "สมใจ", "ระยอง")
    assert list(kept.organisations.all()) == [centre]


def test_the_organisations_that_answer_for_it_stand_first_where_they_are_chosen(
    activities: list[PlanItem], centre: Organisation, desk: Client
) -> None:
    for name in ("กลุ่มแรกของรายชื่อ", "กลุ่มที่สอง"):
        make.organisation(name)
    names = [str(each) for each in Organisation.objects.filter(region=6).order_by("name", "pk")]
    assert names[0] != str(centre)
    make.detail(activities[0], organisations=[centre])
    page = text_at(desk, f"/plans/activities/{activities[0].pk}/details/")
    assert page.index(str(centre)) < page.index("กลุ่มแรกของรายชื่อ")
