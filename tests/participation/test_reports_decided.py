"""Who sent a report on an activity does not decide on it; she takes it back while nobody has."""

import pytest
from django.core.exceptions import ValidationError

from centres.models import Invitation, Organisation
from participation.activities.deciding import accept, send_back
from participation.activities.writing import begin, send, take_back
from participation.models import ActivityReport, PlanItem
from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.html import browser_of, forms_of, text_at
from tests.participation.reports import fill_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent_by_the_office(officer_6: User) -> ActivityReport:
    (activity,) = make.plan_line(make.plan(), 3, activities="ประชุมระดับจังหวัด").activities
    report = fill_in(begin(activity, None, by=officer_6))
    send(report, by=officer_6)
    return report


def address_of(report: ActivityReport) -> str:
    return f"/plans/activities/reports/{report.pk}/"


def test_who_sent_it_is_offered_nothing_of_who_decides(
    sent_by_the_office: ActivityReport, officer_6: User, head_office: User
) -> None:
    page = text_at(browser_of(officer_6), address_of(sent_by_the_office))
    assert 'value="accept"' not in page
    assert 'value="send_back"' not in page
    assert "remark-" not in page
    assert "บุคคลอื่น" in page or "ผู้อื่น" in page
    other = text_at(browser_of(head_office), address_of(sent_by_the_office))
    for words in ('value="accept"', 'value="send_back"', 'name="remark-done"', 'name="remark-"'):
        assert words in other, words
    assert 'value="take_back"' not in other


def test_who_sent_it_is_refused_when_she_presses_all_the_same(
    sent_by_the_office: ActivityReport, officer_6: User
) -> None:
    report, desk = sent_by_the_office, browser_of(officer_6)
    said = {"seen": report.shown, "remark-done": "ขาดรายละเอียด"}
    for action in ("accept", "send_back"):
        refused = desk.post(f"{address_of(report)}decide/", {**said, "action": action})
        assert refused.status_code == 409
    for decide in (
        lambda: accept(report, by=officer_6, seen=report.shown),
        lambda: send_back(report, {"done": "ขาดรายละเอียด"}, by=officer_6, seen=report.shown),
    ):
        with pytest.raises(ValidationError):
            decide()
    report.refresh_from_db()
    assert report.state == "sent"
    assert not report.remarks.exists()


def test_who_sent_it_takes_it_back_while_nobody_has_decided(
    sent_by_the_office: ActivityReport, officer_6: User, head_office: User
) -> None:
    report, desk = sent_by_the_office, browser_of(officer_6)
    (form,) = (
        form
        for form in forms_of(text_at(desk, address_of(report)))
        if ("action", "take_back") in form.buttons
    )
    assert desk.post(form.action, {**form.data, "action": "take_back"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "draft"
    send(report, by=officer_6)
    accept(report, by=head_office, seen=report.shown)
    late = desk.post(f"{address_of(report)}decide/", {"action": "take_back"})
    assert late.status_code == 409
    report.refresh_from_db()
    assert report.state == "accepted"
    steps = text_at(desk, address_of(report))
    assert "เริ่มทำรายงาน" in steps
    assert "ดึงกลับ" in steps


def test_a_sent_report_is_named_to_whoever_decides_on_it_and_a_returned_one_to_its_writer(
    officer_6: User, coordinator_6: User
) -> None:
    (activity,) = make.plan_line(make.plan(), 3, activities="ประชุมระดับจังหวัด").activities
    centre = make.organisation("ศูนย์ประสานงาน จังหวัดระยอง")
    make.tie(coordinator_6, centre, Role.COORDINATOR)
    make.detail(activity, organisations=[centre])
    office, hers = browser_of(officer_6), browser_of(coordinator_6)
    report = fill_in(begin(activity, centre, by=coordinator_6))
    assert address_of(report) in text_at(hers, "/plans/activities/")
    assert "รายงานกิจกรรมที่ต้องทำต่อและส่ง" in text_at(hers, "/")
    assert address_of(report) not in text_at(office, "/reports/queue/")
    send(report, by=coordinator_6)
    assert "เรื่องรอท่านพิจารณา" in text_at(office, "/")
    assert address_of(report) in text_at(office, "/reports/queue/")
    assert "รายงานกิจกรรมที่ส่งแล้ว สำนักงานกำลังตรวจ" in text_at(hers, "/")
    send_back(report, {"done": "เพิ่มรายละเอียด"}, by=officer_6, seen=report.shown)
    assert address_of(report) not in text_at(office, "/reports/queue/")
    assert "รายงานกิจกรรมที่ต้องทำต่อและส่ง" in text_at(hers, "/")
    assert "ส่งกลับให้แก้ไข" in text_at(hers, "/plans/activities/")


def test_her_activities_are_one_step_from_every_page_and_those_of_others_are_not_there(
    officer_6: User, coordinator_6: User
) -> None:
    mine, theirs = make.plan_line(make.plan(), 3, activities="1.ประชุมระดับจังหวัด 2.อบรมแกนนำ").activities
    hers = browser_of(coordinator_6)
    assert hers.get("/plans/activities/").headers["Location"] == "/plans/"
    centre, other = make.organisation("ศูนย์ประสานงาน ระยอง"), make.organisation("ศูนย์ประสานงาน ตราด")
    make.tie(coordinator_6, centre, Role.COORDINATOR)
    make.detail(mine, organisations=[centre])
    make.detail(theirs, organisations=[other])
    assert 'href="/plans/activities/"' in text_at(hers, "/")
    page = text_at(hers, "/plans/activities/")
    assert "ประชุมระดับจังหวัด" in page
    assert f"/plans/activities/{mine.pk}/report/" in page
    assert "อบรมแกนนำ" not in page
    assert browser_of(officer_6).get("/plans/activities/").headers["Location"] == "/plans/"


def test_an_activity_with_a_begun_report_leads_on_with_that_one(coordinator_6: User) -> None:
    (activity,) = make.plan_line(make.plan(), 3, activities="ประชุมระดับจังหวัด").activities
    centre = make.organisation("ศูนย์ประสานงาน จังหวัดระยอง")
    make.tie(coordinator_6, centre, Role.COORDINATOR)
    make.detail(activity, organisations=[centre])
    hers, page = browser_of(coordinator_6), f"/plans/activities/{activity.pk}/"
    assert "ทำรายงานต่อ" not in text_at(hers, page)
    report = begin(activity, centre, by=coordinator_6)
    assert "ทำรายงานต่อ" in text_at(hers, page)
    send(fill_in(report), by=coordinator_6)
    assert "ทำรายงาน" not in text_at(hers, page)
    assert "เขียนรายงานอีกฉบับ" in text_at(hers, page)


def test_who_wrote_in_a_report_does_not_accept_it_when_a_colleague_sends_it(
    sent_by_the_office: ActivityReport, officer_6: User, decides: User, head_office: User
) -> None:
    report = sent_by_the_office
    take_back(report, by=officer_6)
    send(report, by=decides)
    page = text_at(browser_of(officer_6), address_of(report))
    assert 'value="accept"' not in page
    refused = browser_of(officer_6).post(
        f"{address_of(report)}decide/", {"action": "accept", "seen": report.shown}
    )
    assert refused.status_code == 409
    report.refresh_from_db()
    assert report.state == "sent"
    assert address_of(report) in text_at(browser_of(officer_6), "/reports/queue/")
    assert "คำขอของท่านรอผู้อื่นพิจารณา" in text_at(browser_of(officer_6), "/")
    assert "เรื่องรอท่านพิจารณา" not in text_at(browser_of(officer_6), "/")
    assert "เรื่องรอท่านพิจารณา" in text_at(browser_of(head_office), "/")
    accept(report, by=head_office, seen=report.shown)


def test_who_only_returned_a_report_may_accept_it_then(
    sent_by_the_office: ActivityReport, officer_6: User, decides: User
) -> None:
    report = sent_by_the_office
    send_back(report, {"done": "ขาดรายละเอียด"}, by=decides, seen=report.shown)
    send(report, by=officer_6)
    assert "เรื่องรอท่านพิจารณา" in text_at(browser_of(decides), "/")
    accept(report, by=decides, seen=report.shown)
    report.refresh_from_db()
    assert report.state == "accepted"


def test_a_coordinator_who_is_also_staff_accepts_no_report_of_her_own_organisation(
    activity: PlanItem, centre: Organisation, officer_6: User, decides: User, head_office: User
) -> None:
    report = fill_in(begin(activity, centre, by=decides))
    send(report, by=decides)
    Membership.objects.create(user=officer_6, role=Role.COORDINATOR, region_id=6, since=make.day(-9))
    make.tie(officer_6, centre, Role.COORDINATOR)
    desk = browser_of(User.objects.get(pk=officer_6.pk))
    assert 'value="accept"' not in text_at(desk, address_of(report))
    assert address_of(report) not in text_at(desk, "/reports/queue/")
    refused = desk.post(f"{address_of(report)}decide/", {"action": "accept", "seen": report.shown})
    assert (refused.status_code, str(centre) in refused.text) == (409, True)
    report.refresh_from_db()
    assert report.state == "sent"
    accept(report, by=head_office, seen=report.shown)


@pytest.mark.parametrize("way", ["sent", "wrote"])
def test_whoever_invited_the_coordinator_does_not_accept_her_report(
    way: str, activity: PlanItem, centre: Organisation, officer_6: User, decides: User, coordinator: User
) -> None:
    invited = {"for_whom": "คุณสมใจ", "role": Role.COORDINATOR, "region_id": 6, "organisation": centre}
    given = Invitation(**invited)
    given.give(by=officer_6)
    given.take_up(User(username="somjai", first_name="สมใจ", last_name="ใจดี"))
    her = User.objects.get(username="somjai")
    report = fill_in(begin(activity, centre, by=her))
    send(report, by=her if way == "sent" else coordinator)
    gave, other = browser_of(officer_6), browser_of(decides)
    assert 'value="accept"' not in text_at(gave, address_of(report))
    assert "เรื่องรอท่านพิจารณา" not in text_at(gave, "/")
    assert "เรื่องรอท่านพิจารณา" in text_at(other, "/")
    queue = text_at(gave, "/reports/queue/")
    assert queue.index('id="own"') < queue.index(address_of(report))
    said = {"action": "accept", "seen": report.shown}
    refused = gave.post(f"{address_of(report)}decide/", said)
    assert (refused.status_code, "สมใจ ใจดี" in refused.text) == (409, True)
    assert other.post(f"{address_of(report)}decide/", said).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.accepted_by) == ("accepted", decides)
