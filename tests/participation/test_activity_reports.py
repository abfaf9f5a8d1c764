"""The report on one holding of an activity: written by its organisation, read and decided by the region's office."""

import re
from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from centres.models import Organisation
from editing.proof.portal_user import ADDED_TO, rights_of
from editing.refusals import sentence_for
from participation.activities.deciding import accept, note_opening
from participation.activities.timetable import misfits_of
from participation.activities.writing import attach_names, begin, send
from participation.models import (
    ActivityPhoto,
    ActivityReport,
    NameList,
    NameListOpening,
    Plan,
    PlanItem,
    TimetableRow,
)
from participation.years.deciding import decide
from people.models import User
from tests import make
from tests.html import browser_of, flat, forms_of, own_form, text_at
from tests.participation.reports import fill_in
from tests.pictures import PLACE_TOLD, photograph

pytestmark = pytest.mark.django_db

# Five groups of the meeting in Krabi (seed 001), and a timetable of its day.
KRABI = {
    "groups": [("คณะทำงาน", "3"), ("แกนนำ", "๑๕"), ("อสม.", "15 คน"), ("อปท.", "5"), ("ประชาชน", "22")],
    "timetable": [("09:00", "10:30", "เปิดเวที"), ("10:30", "12.00 น.", "บรรยาย")],
    "results": [("ผู้เข้าใจโครงการ", "12", "คน")],
}
COLUMNS = {
    "groups": ("name", "people"),
    "timetable": ("starts", "ends", "topic"),
    "results": ("what", "value", "unit"),
}


def typed(client: Client, address: str, *, action: str = "save", rows: Any = None, **values: Any) -> Any:
    """Fill in the open form at an address and press a button of it."""
    (form,) = (form for form in forms_of(text_at(client, address)) if ("action", "save") in form.buttons)
    data: dict[str, Any] = {name: value for name, value in form.data.items() if "__prefix__" not in name}
    for table, made in (rows or {}).items():
        data[f"{table}-TOTAL_FORMS"] = [str(max(len(made), 1))]
        for number, row in enumerate(made):
            data |= {
                f"{table}-{number}-{name}": [value] for name, value in zip(COLUMNS[table], row, strict=True)
            }
    return client.post(address, {**data, **values, "action": action})


def as_sent(coordinator: User, activity: PlanItem, centre: Organisation) -> ActivityReport:
    report = fill_in(begin(activity, centre, by=coordinator))
    send(report, by=coordinator)
    return report


def test_a_coordinator_reports_from_the_first_word_to_the_offices_yes(
    activity: PlanItem, centre: Organisation, coordinator: User, officer_6: User
) -> None:
    hers, office = browser_of(coordinator), browser_of(officer_6)
    sent = typed(
        hers,
        f"/plans/activities/{activity.pk}/report/",
        rows=KRABI,
        organisation=centre.pk,
        held_on="12 พ.ค. 2567",
        place="รร.ศรียาภัย",
        done="แลกเปลี่ยนข้อมูลของศูนย์",
        output="-",
        outcome="ผู้เข้าร่วมเข้าใจสิทธิ",
        rating="3",
        rating_scale="3",
        rating_legend="บรรลุผลตามเป้าหมาย",
    )
    assert sent.status_code == 302
    assert office.get(sent.url).status_code == 200  # staff see that it was begun
    assert typed(hers, sent.url, action="send").status_code == 302
    page = flat(text_at(office, sent.url))
    for words in (
        centre.name,
        "12 พ.ค. 2567",
        "รร.ศรียาภัย",
        "กิจกรรมที่ปฏิบัติ",
        "แลกเปลี่ยนข้อมูลของศูนย์",
        "ผลที่เกิดขึ้นจริง",
        "ผลผลิต (Output)",
        "ผลลัพธ์ (Outcome)",
        "ผลสรุปที่สำคัญ",
        "3 + 15 + 15 + 5 + 22 = 60",
        "09.00",
        "12 คน",
        "3 จาก 3",
        "บรรลุผลตามเป้าหมาย",
    ):
        assert words in page, words
    (form,) = (form for form in forms_of(page) if ("action", "accept") in form.buttons)
    assert office.post(form.action, {**form.data, "action": "accept"}).status_code == 302
    kept = ActivityReport.objects.get()
    assert (kept.state, kept.sent_by, kept.accepted_by) == ("accepted", coordinator, officer_6)
    assert kept.output == ""
    assert "3 + 15" in text_at(hers, sent.url)
    assert hers.post(sent.url, {"action": "save", "done": "แก้"}).status_code in (403, 409)
    assert ActivityReport.objects.get().done == "แลกเปลี่ยนข้อมูลของศูนย์"


def test_a_plan_is_not_closed_over_a_report_that_waits_and_takes_none_afterwards(
    activity: PlanItem, centre: Organisation, coordinator: User, officer_6: User, head_office: User
) -> None:
    plan, waiting = activity.line.plan, as_sent(coordinator, activity, centre)
    draft = begin(activity, centre, by=coordinator)
    decide(plan, make.minutes(), by=head_office, seen=Plan.objects.get().shown)
    with pytest.raises(ValidationError, match="รายงาน 1 ฉบับ"):
        plan.close(by=officer_6, seen=Plan.objects.get().shown)
    accept(waiting, by=officer_6, seen=waiting.shown)
    hers, address = browser_of(coordinator), f"/plans/activities/{activity.pk}/report/"
    opened, details = text_at(hers, address), f"/plans/activities/{activity.pk}/details/"
    assert f'href="{address}"' in text_at(hers, f"/plans/activities/{activity.pk}/")
    plan.close(by=officer_6, seen=Plan.objects.get().shown)
    (form,) = (form for form in forms_of(opened) if ("action", "save") in form.buttons)
    refused = hers.post(
        address, {**form.data, "organisation": centre.pk, "done": "ประชุมแล้ว", "action": "save"}
    )
    assert refused.status_code == 422
    assert "แผนปิดไปพร้อมกับปีแล้ว" in refused.text
    assert "ประชุมแล้ว" in refused.text
    with pytest.raises(ValidationError):
        send(draft, by=coordinator)
    desk = browser_of(officer_6)
    refused = desk.post(details, {**own_form(text_at(desk, details)).data, "owner": "นางสาวใหม่"})
    assert refused.status_code == 422
    assert "แผนปิดไปพร้อมกับปีแล้ว" in refused.text
    for person in (desk, hers):
        page = text_at(person, f"/plans/activities/{activity.pk}/")
        assert details not in page
        assert f'href="{address}"' not in page


def test_it_is_returned_with_remarks_that_stand_at_their_fields_until_it_is_sent_again(
    activity: PlanItem, centre: Organisation, coordinator: User, officer_6: User
) -> None:
    report = as_sent(coordinator, activity, centre)
    hers, office, address = (
        browser_of(coordinator),
        browser_of(officer_6),
        f"/plans/activities/reports/{report.pk}/",
    )
    (form,) = (form for form in forms_of(text_at(office, address)) if ("action", "send_back") in form.buttons)
    nothing = office.post(form.action, {**form.data, "action": "send_back"})
    assert nothing.status_code == 409
    said = {"remark-done": "ขาดรายละเอียดวิทยากร", "remark-": "ส่งใหม่ภายในสัปดาห์"}
    assert office.post(form.action, {**form.data, **said, "action": "send_back"}).status_code == 302
    page = text_at(hers, address)
    before, _words, after = page.partition("ขาดรายละเอียดวิทยากร")
    assert 'id="note-done"' in before[-800:]
    assert 'name="done"' in after[:1500]
    assert "ส่งใหม่ภายในสัปดาห์" in page
    assert typed(hers, address, action="send", done="วิทยากร 2 คน").status_code == 302
    assert "ขาดรายละเอียดวิทยากร" not in text_at(office, address)


def test_what_is_missing_is_said_at_its_part_and_the_draft_is_kept(
    activity: PlanItem, coordinator: User, centre: Organisation
) -> None:
    hers = browser_of(coordinator)
    first = typed(hers, f"/plans/activities/{activity.pk}/report/", organisation=centre.pk, place="วัดกลาง")
    refused = typed(hers, first.url, action="send")
    assert refused.status_code == 422
    for name in ("held_on", "done", "groups"):
        assert f'href="#note-{name}"' in refused.text
        assert f'id="note-{name}"' in refused.text
    assert ActivityReport.objects.get().place == "วัดกลาง"


def test_what_cannot_be_read_stays_as_it_was_typed(
    activity: PlanItem, coordinator: User, centre: Organisation
) -> None:
    hers = browser_of(coordinator)
    rows = {"groups": [("อสม.", "หลายคน")], "timetable": [("เก้าโมง", "", "เปิดเวที")]}
    refused = typed(
        hers,
        f"/plans/activities/{activity.pk}/report/",
        rows=rows,
        organisation=centre.pk,
        done="คุยกัน",
        held_on="พรุ่งนี้",
    )
    assert refused.status_code == 422
    for words in ("หลายคน", "เก้าโมง", "คุยกัน", "พรุ่งนี้", "เปิดเวที"):
        assert words in refused.text, words
    # What was begun is gone on with, so that nothing is begun twice.
    again = typed_again(hers, refused.text)
    assert again.status_code == 302
    assert ActivityReport.objects.get().people == 15


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": {"timetable": [("เก้าโมง", "", "เปิดเวที")]}},
        {"rows": {"timetable": [("09:00", "25:00", "เปิดเวที")]}},
        {"rows": {"groups": [("อสม.", "หลายคน")]}},
        {"held_on": "พรุ่งนี้"},
    ],
    ids=["words", "an hour that no day has", "people in words", "a day in words"],
)
def test_each_thing_that_cannot_be_read_is_enough_to_be_asked_about(
    wrong: dict[str, Any], activity: PlanItem, coordinator: User, centre: Organisation
) -> None:
    said = {"organisation": centre.pk, "done": "คุยกัน"} | wrong
    address = f"/plans/activities/{activity.pk}/report/"
    assert typed(browser_of(coordinator), address, **said).status_code == 422


def typed_again(client: Client, page: str) -> Any:
    (form,) = (form for form in forms_of(page) if ("action", "save") in form.buttons)
    data = {name: value for name, value in form.data.items() if "__prefix__" not in name}
    right = {"groups-0-people": "15", "timetable-0-starts": "09.00", "held_on": "12/5/2567"}
    return client.post(form.action, {**data, **right, "action": "save"})


def test_of_two_who_write_at_once_the_second_is_told(
    activity: PlanItem, coordinator: User, centre: Organisation, officer_6: User
) -> None:
    report = begin(activity, centre, by=coordinator)
    address = f"/plans/activities/reports/{report.pk}/"
    (old,) = (form for form in forms_of(text_at(browser_of(officer_6), address)) if form.action == address)
    assert typed(browser_of(coordinator), address, done="ของผู้ประสานงาน").status_code == 302
    data = {name: value for name, value in old.data.items() if "__prefix__" not in name}
    refused = browser_of(officer_6).post(address, {**data, "done": "ของเขต", "action": "save"})
    assert refused.status_code == 422
    assert "ของเขต" in refused.text
    assert "ของผู้ประสานงาน" in refused.text
    assert ActivityReport.objects.get().done == "ของผู้ประสานงาน"


def test_a_photograph_is_kept_without_its_place_and_needs_words_and_consent(
    activity: PlanItem, coordinator: User, centre: Organisation, member_6: User
) -> None:
    report = fill_in(begin(activity, centre, by=coordinator))
    hers, address = browser_of(coordinator), f"/plans/activities/reports/{report.pk}/"
    assert PLACE_TOLD in photograph().read()
    assert typed(hers, address, photos=[photograph()]).status_code == 302
    photo = ActivityPhoto.objects.get()
    assert PLACE_TOLD not in photo.file.read()
    refused = typed(hers, address, action="send")
    assert refused.status_code == 422
    assert "ผู้ที่อยู่ในภาพยินยอม" in refused.text
    said = {f"photo-{photo.pk}-alt": "ผู้เข้าร่วมแบ่งกลุ่ม", f"photo-{photo.pk}-consent": "given"}
    assert typed(hers, address, action="send", **said).status_code == 302
    page = text_at(browser_of(member_6), address)
    assert f'src="/plans/activities/photos/{photo.pk}/" alt="ผู้เข้าร่วมแบ่งกลุ่ม"' in page
    assert browser_of(member_6).get(f"/plans/activities/photos/{photo.pk}/").status_code == 200


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00\x00\x00 ftypheic", photograph().read()[:-9]])
def test_what_is_no_whole_photograph_is_refused_and_the_rest_is_kept(
    content: bytes, activity: PlanItem, coordinator: User, centre: Organisation
) -> None:
    report = begin(activity, centre, by=coordinator)
    hers, address = browser_of(coordinator), f"/plans/activities/reports/{report.pk}/"
    broken = SimpleUploadedFile("ภาพ.png", content)
    assert typed(hers, address, done="คุยกัน", photos=[broken, photograph()]).status_code == 302
    assert "ภาพ.png" in text_at(hers, address) if content else True
    assert ActivityPhoto.objects.count() == 1
    assert ActivityReport.objects.get().done == "คุยกัน"


# Who opens a list of names: its organisation, the region's staff and its mentor; nobody else who reads the report.
OPENS_NAMES = {
    "tied": 200,
    "officer_6": 200,
    "mentor_6": 200,
    "head_office": 403,
    "member_6": 403,
    "finance_6": 403,
    "coordinator_6": 404,
    "officer_11": 404,
    "complaints_6": 404,
    "nobody": 404,
}


def test_a_list_of_names_is_opened_by_few_and_each_opening_is_kept(
    activity: PlanItem, coordinator: User, centre: Organisation, request: pytest.FixtureRequest
) -> None:
    report = fill_in(begin(activity, centre, by=coordinator))
    paper = SimpleUploadedFile("รายชื่อ.pdf", b"%PDF-1.7 names")
    names = attach_names(report, paper, by=coordinator)
    send(report, by=coordinator)
    for name, status in OPENS_NAMES.items():
        person = coordinator if name == "tied" else request.getfixturevalue(name)
        client = browser_of(person)
        assert client.post(f"/plans/activities/names/{names.pk}/").status_code == status, name
        page = client.get(f"/plans/activities/reports/{report.pk}/")
        assert ("รายชื่อ.pdf" in page.text) == (status == 200), name
    assert [row.by.username for row in NameListOpening.objects.all()] == ["tied", "officer_6", "mentor_6"]
    assert "เปิดแล้ว 3 ครั้ง" in text_at(browser_of(coordinator), f"/plans/activities/reports/{report.pk}/")


@pytest.mark.parametrize("name", ["รายชื่อ.png", "รายชื่อ.PNG"])
def test_a_list_of_names_that_was_photographed_is_kept_without_its_place(
    name: str, activity: PlanItem, coordinator: User, centre: Organisation
) -> None:
    report = begin(activity, centre, by=coordinator)
    hers, address = browser_of(coordinator), f"/plans/activities/reports/{report.pk}/"
    broken = SimpleUploadedFile("ขาด.png", photograph().read()[:-9])
    assert typed(hers, address, done="คุยกัน", names=[photograph(name), broken]).status_code == 302
    kept = NameList.objects.get()
    content = kept.file.read()
    assert (kept.name, kept.size) == (name, len(content))
    assert PLACE_TOLD not in content
    assert hers.post(f"/plans/activities/names/{kept.pk}/").getvalue() == content
    assert ActivityReport.objects.get().done == "คุยกัน"


def test_the_portal_may_only_add_to_who_opened_a_list() -> None:
    assert rights_of(NameListOpening) == ADDED_TO


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE participation_namelistopening SET by_id = (SELECT MAX(id) FROM people_user)",
        "DELETE FROM participation_namelistopening",
        "INSERT OR REPLACE INTO participation_namelistopening SELECT * FROM participation_namelistopening",
        "TRUNCATE participation_namelistopening",
    ],
)
def test_no_statement_changes_who_opened_a_list(
    statement: str, activity: PlanItem, coordinator: User, centre: Organisation
) -> None:
    if statement.startswith({"sqlite": "TRUNCATE", "postgresql": "INSERT"}[connection.vendor]):
        pytest.skip("a statement of the other database")
    paper = SimpleUploadedFile("รายชื่อ.pdf", b"%PDF-1.7 names")
    note_opening(attach_names(begin(activity, centre, by=coordinator), paper, by=coordinator), by=coordinator)
    connection.check_constraints()
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    if not statement.startswith("INSERT"):
        assert sentence_for(refused.value) == "การเปิดรายชื่อถูกบันทึกไว้และแก้ไขหรือลบไม่ได้"
    assert NameListOpening.objects.get().by == coordinator


def test_a_list_that_was_taken_off_is_opened_by_nobody_and_stays_known(
    activity: PlanItem, coordinator: User, centre: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    report = begin(activity, centre, by=coordinator)
    names = attach_names(report, SimpleUploadedFile("รายชื่อ.pdf", b"%PDF-1.7"), by=coordinator)
    hers, address = browser_of(coordinator), f"/plans/activities/reports/{report.pk}/"
    storage, path = names.file.storage, names.file.name
    with django_capture_on_commit_callbacks(execute=True):
        assert typed(hers, address, **{"remove-names": names.pk}).status_code == 302
    assert not storage.exists(path)
    assert hers.post(f"/plans/activities/names/{names.pk}/").status_code in (403, 404)
    assert NameList.objects.filter(pk=names.pk).exists()


def test_a_draft_is_its_writers_and_reviewers_own(
    activity: PlanItem,
    coordinator: User,
    centre: Organisation,
    member_6: User,
    mentor_6: User,
    officer_6: User,
) -> None:
    address = f"/plans/activities/reports/{begin(activity, centre, by=coordinator).pk}/"
    statuses = [browser_of(each).get(address).status_code for each in (member_6, mentor_6, officer_6)]
    assert statuses == [404, 200, 200]


def test_nobody_reports_for_an_organisation_that_is_not_hers(
    activity: PlanItem, coordinator_6: User, coordinator: User, officer_6: User
) -> None:
    address = f"/plans/activities/{activity.pk}/report/"
    assert browser_of(coordinator_6).get(address).status_code == 404
    other = make.organisation("อีกแห่ง")
    for organisation in (other.pk, ""):  # nor for the office, where she is of an organisation
        assert typed(browser_of(coordinator), address, organisation=organisation).status_code == 422
    assert not ActivityReport.objects.exists()
    assert typed(browser_of(officer_6), address, organisation="").status_code == 302


def test_the_same_press_begins_one_report(
    activity: PlanItem, coordinator: User, centre: Organisation
) -> None:
    hers = Client(enforce_csrf_checks=True)
    hers.force_login(coordinator)
    address = f"/plans/activities/{activity.pk}/report/"
    (form,) = (form for form in forms_of(text_at(hers, address)) if ("action", "save") in form.buttons)
    data = {name: value for name, value in form.data.items() if "__prefix__" not in name}
    answers = [
        hers.post(address, {**data, "organisation": centre.pk, "photos": photograph(), "action": "save"})
        for _press in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (ActivityReport.objects.count(), ActivityPhoto.objects.count()) == (1, 1)


def rows_of(*times: tuple[str, str | None]) -> list[TimetableRow]:
    return [
        TimetableRow(
            topic=str(number), starts=time.fromisoformat(starts), ends=ends and time.fromisoformat(ends)
        )
        for number, (starts, ends) in enumerate(times)
    ]


@pytest.mark.parametrize(
    ("times", "found"),
    [
        ([("09:00", "10:00"), ("10:00", "12:00")], []),
        ([("10:00", "12:00"), ("09:00", "10:00")], []),  # in whatever order they were written
        ([("09:00", "10:30"), ("10:00", "12:00")], [True]),
        ([("09:00", "12:00"), ("10:00", "11:00"), ("11:30", "12:00")], [True, True]),
        ([("09:00", "10:00"), ("10:15", "12:00")], [False]),
        ([("09:00", None), ("10:00", "12:00")], []),
        ([("09:00", "09:30"), ("09:30", None), ("13:00", "16:00")], []),
    ],
)
def test_a_timetable_shows_what_overlaps_and_where_nothing_stands(times: Any, found: list[bool]) -> None:
    assert [misfit.is_overlap for misfit in misfits_of(rows_of(*times))] == found


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"held_until": date(2024, 5, 1)}, "ends_after_it_starts"),
        ({"held_on": date(2024, 5, 2), "held_until": date(2024, 5, 1)}, "ends_after_it_starts"),
        ({"rating": 3}, "rating_within_scale"),
        ({"rating_scale": 3}, "rating_within_scale"),
        ({"rating": 4, "rating_scale": 3}, "rating_within_scale"),
        ({"state": "sent", "done": "x"}, "sent_is_whole"),
        ({"state": "accepted"}, "sent_is_whole|accepted_by_another"),
    ],
)
def test_the_database_keeps_the_rules_of_reports(
    fields: dict[str, Any], name: str, activity: PlanItem
) -> None:
    with pytest.raises(IntegrityError, match=re.compile(f"activityreport_({name})")), transaction.atomic():
        ActivityReport.objects.create(item=activity, **fields)


def test_activities_of_a_plan_that_nobody_has_decided_on_say_so(
    activity: PlanItem, coordinator: User, head_office: User
) -> None:
    hers, still_open = browser_of(coordinator), "แผนยังไม่มีมติ"
    assert still_open in text_at(hers, "/plans/activities/")
    for address in re.findall(r"<main.*", text_at(hers, f"/plans/activities/{activity.pk}/"), re.DOTALL):
        for link in re.findall(r'href="(/plans/[^"#]*)"', address):
            assert hers.get(link, follow=True).status_code == 200, link
    plan = activity.line.plan
    decide(plan, make.minutes(), by=head_office, seen=Plan.objects.get().shown)
    assert still_open not in text_at(hers, "/plans/activities/")
