"""The report of an instalment points to reports on activities instead of asking for the same again."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from centres.models import TargetNetwork
from grants.models import Agreement, Instalment, Report
from grants.reports.told import offered_to, take, told_in
from grants.reports.writing import begin, send, write
from participation.activities.deciding import accept, send_back
from participation.activities.writing import begin as begin_activity
from participation.activities.writing import keep_rows
from participation.activities.writing import send as send_activity
from participation.models import ActivityReport, PlanItem
from people.models import User
from tests import make
from tests.grants.proofs import refused
from tests.grants.steps import Office, accept_as_mentor
from tests.html import browser_of, flat, forms_of, text_at
from tests.participation.reports import fill_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]

WORDS = "ประชุมขับเคลื่อนระดับจังหวัด"


@pytest.fixture
def activity(agreement: Agreement) -> PlanItem:
    (found,) = make.plan_line(make.plan(6, agreement.programme.fiscal_year), 3, activities=WORDS).activities
    make.detail(found, organisations=[agreement.organisation])
    return found


@pytest.fixture
def coordinator(office: Office, agreement: Agreement) -> User:
    return office.coordinator_of(agreement)


def told(activity: PlanItem, by: User, agreement: Agreement, **fields: Any) -> ActivityReport:
    """A report on the activity that its organisation has sent: 1,250 people, 40 of them of a network."""
    held_on = date(2024, 5, 12)
    report = begin_activity(activity, agreement.organisation, by=by)
    report = fill_in(report, **{"held_on": held_on, "place": "ศาลากลาง", **fields})
    network = TargetNetwork.objects.all()[0]
    groups = [{"name": "แกนนำ", "people": 40, "network": network}, {"name": "ประชาชน", "people": 1210}]
    keep_rows(report, {"groups": groups})
    send_activity(report, by=by)
    return report


def opened(client: Client, report: Report) -> dict[str, Any]:
    address = f"/reports/{report.pk}/"
    return next(form for form in forms_of(text_at(client, address)) if form.action == address).data


@pytest.fixture
def report(paid: Instalment, coordinator: User) -> Report:
    return begin(paid, by=coordinator)


def test_a_coordinator_points_to_a_report_on_an_activity_and_sends_without_writing_it_again(
    office: Office, agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    on_it, hers = told(activity, coordinator, agreement), browser_of(coordinator)
    address = f"/reports/{report.pk}/"
    form = text_at(hers, address)
    assert f'name="activities" value="{on_it.pk}"' in form
    assert WORDS in form
    assert "1,250 คน" in form
    typed = {**opened(hers, report), "activities": [str(on_it.pk)], "bank": "47,500"}
    assert hers.post(address, {**typed, "action": "send"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.done, report.unshown, report.participants) == ("sent", "", "", 1250)
    counted = {count.network: count.people for count in report.participant_counts.all()}
    assert counted == {TargetNetwork.objects.all()[0]: 40, None: 1210}
    for person in (office.mentors, office.approves):
        page = flat(text_at(browser_of(person), address))
        for words in (
            f'href="/plans/activities/reports/{on_it.pk}/"',
            "12 พ.ค. 2567",
            "ศาลากลาง",
            WORDS,
            "1,250",
        ):
            assert words in page, words
        assert "ยังไม่ได้กรอก" not in page


def test_what_is_ticked_stays_and_what_is_unticked_goes(
    agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    on_it, hers, address = (
        told(activity, coordinator, agreement),
        browser_of(coordinator),
        f"/reports/{report.pk}/",
    )
    hers.post(address, {**opened(hers, report), "activities": [str(on_it.pk)], "action": "save"})
    assert opened(hers, report)["activities"] == [str(on_it.pk)]
    unticked = {name: value for name, value in opened(hers, report).items() if name != "activities"}
    hers.post(address, {**unticked, "action": "save"})
    report.refresh_from_db()
    assert report.activities == []


def test_only_what_her_organisation_answers_for_within_the_agreement_is_offered(
    office: Office, agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    offered = told(activity, coordinator, agreement)
    first, last = agreement.starts_on, agreement.ends_on
    assert first
    assert last
    on_the_first, on_the_last = (told(activity, coordinator, agreement, held_on=day) for day in (first, last))
    told(activity, coordinator, agreement, held_on=date.fromordinal(first.toordinal() - 1))
    told(activity, coordinator, agreement, held_on=date.fromordinal(last.toordinal() + 1))
    begin_activity(activity, agreement.organisation, by=coordinator)  # a draft
    (others,) = make.plan_line(activity.line.plan, 1, activities="ของผู้อื่น").activities
    other = make.organisation("อีกแห่ง")
    make.detail(others, organisations=[other])
    for_another = fill_in(begin_activity(others, other, by=office.asks))
    send_activity(for_another, by=office.asks)
    assert set(offered_to(report, coordinator)) == {offered, on_the_first, on_the_last}
    hers, address = browser_of(coordinator), f"/reports/{report.pk}/"
    forged = {**opened(hers, report), "done": "ทำแล้ว", "activities": [str(for_another.pk)], "action": "save"}
    assert hers.post(address, forged).status_code == 422
    report.refresh_from_db()
    assert (report.activities, report.done) == ([], "ทำแล้ว")
    refused(lambda: take(report, [for_another.pk], coordinator), "not_offered")


def test_what_one_instalment_told_is_not_offered_to_the_next(
    office: Office, agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    on_it = told(activity, coordinator, agreement)
    chosen = {"activities": [on_it.pk], "bank": Decimal("47500.00")}
    write(report, chosen, by=coordinator, version=report.version)
    assert offered_to(report, coordinator) == [on_it]
    assert offered_to(Report(instalment=agreement.instalments.get(number=2)), coordinator) == []


def test_what_was_sent_does_not_change_in_silence(
    office: Office, agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    on_it = told(activity, coordinator, agreement)
    write(
        report,
        {"activities": [on_it.pk], "bank": Decimal("47500.00")},
        by=coordinator,
        version=report.version,
    )
    send(report, by=coordinator)
    shown, address = report.shown, f"/reports/{report.pk}/"
    send_back(on_it, {"done": "เพิ่มรายละเอียด"}, by=office.asks, seen=on_it.shown)
    mentor = browser_of(office.mentors)
    assert "กำลังถูกแก้ไขอีกครั้ง" in text_at(mentor, address)
    on_it.place = "โรงเรียน"
    on_it.store(by=coordinator)
    send_activity(on_it, by=coordinator)
    page = text_at(mentor, address)
    assert "มีการแก้ไขหลังจาก" in page
    assert "ศาลากลาง" in page
    assert "โรงเรียน" not in page
    report.refresh_from_db()
    assert report.shown == shown
    accept_as_mentor(report, by=office.mentors)
    assert [each.place for each in told_in(Report.objects.get())] == ["ศาลากลาง"]


def test_an_accepted_activity_is_no_change(
    office: Office, agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    on_it = told(activity, coordinator, agreement)
    write(report, {"activities": [on_it.pk]}, by=coordinator, version=report.version)
    accept(on_it, by=office.asks, seen=on_it.shown)
    page = text_at(browser_of(office.mentors), f"/reports/{report.pk}/")
    assert "มีการแก้ไขหลังจาก" not in page


def test_a_report_on_an_activity_that_is_written_again_keeps_the_report_of_the_instalment_back(
    office: Office, agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    on_it, hers, address = (
        told(activity, coordinator, agreement),
        browser_of(coordinator),
        f"/reports/{report.pk}/",
    )
    typed = {**opened(hers, report), "activities": [str(on_it.pk)], "bank": "47,500"}
    hers.post(address, {**typed, "action": "save"})
    send_back(on_it, {"done": "เพิ่มรายละเอียด"}, by=office.asks, seen=on_it.shown)
    stopped = hers.post(address, {**opened(hers, report), "action": "send"})
    assert stopped.status_code == 422
    assert 'href="#id_activities"' in stopped.text
    assert f"“{WORDS}”" in stopped.text
    report.refresh_from_db()
    assert report.state == "draft"
    with pytest.raises(ValidationError):
        send(report, by=coordinator)


def test_the_database_fixes_what_was_taken_over_once_it_is_sent(
    agreement: Agreement, activity: PlanItem, coordinator: User, report: Report
) -> None:
    on_it = told(activity, coordinator, agreement)
    write(
        report,
        {"activities": [on_it.pk], "bank": Decimal("47500.00")},
        by=coordinator,
        version=report.version,
    )
    send(report, by=coordinator)
    with pytest.raises(DatabaseError, match="report_sent_is_fixed"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(activities=[])
