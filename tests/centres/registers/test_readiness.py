"""An organisation on its way to a registration under section 3: its steps, its checklist, its papers, two persons."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import gettext as _

from centres.models import OrganisationRole
from centres.registers import stepping
from centres.registers.models import ChecklistItem, Readiness, ReadinessFile, ReadinessStep
from centres.registers.summaries import on_the_way
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of, forms_of, own_form, text_at
from thai.years import fiscal_year_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(db: None) -> Client:
    return browser_of(make.user("approver_6", Role.REGIONAL_STAFF, 6))


@pytest.fixture
def readiness(officer_6: User) -> Readiness:
    return stepping.begin(make.organisation("ศูนย์ IL"), by=officer_6, on=date(2023, 11, 1))


def take(client: Client, readiness: Readiness, act: str, on: str, **said: str) -> Any:
    """Open the page of a step, fill it in and send it."""
    address = f"/registers/readiness/{readiness.pk}/step/{act}/"
    page = client.get(address)
    form = own_form(page.text) if page.status_code == 200 else None
    return client.post(address, {**(form.data if form else {}), "on": on, **said})


def tick_everything(client: Client, readiness: Readiness) -> None:
    address = f"/registers/readiness/{readiness.pk}/"
    form = next(form for form in forms_of(text_at(client, address)) if "opened_version" in form.data)
    ticked = {name: "on" for name in form.boxes if name.startswith("met-")}
    assert client.post(address, {**form.data, **ticked}).status_code == 302


def test_an_organisation_goes_from_candidate_to_registered_by_two_persons(
    desk: Client, approver: Client, officer_6: User
) -> None:
    organisation = make.organisation("ศูนย์ IL")
    begin = "/registers/regions/6/readiness/"
    said = {"organisation": str(organisation.pk), "field": "ฟื้นฟูสมรรถภาพ", "on": "1 พ.ย. 2566"}
    form = own_form(text_at(desk, begin)).data
    assert desk.post(begin, {**form, **said}).status_code == 302
    readiness = Readiness.objects.get()
    assert take(desk, readiness, "prepare", "15 ม.ค. 2567").status_code == 302
    early = take(desk, readiness, "submit", "1 ส.ค. 2567")
    assert early.status_code == 422
    assert "ยังต้องแสดง" in early.text
    tick_everything(desk, readiness)
    before = take(desk, readiness, "submit", "14 ม.ค. 2567")  # the day before the step before it
    assert before.status_code == 422
    assert "เริ่มเมื่อ 15 ม.ค. 2567" in before.text
    assert take(desk, readiness, "submit", "15 ม.ค. 2567", said="หนังสือ 1/2567").status_code == 302
    order = {"said": "ประกาศ 3/2567", "registration_number": "ม.3/001"}
    own = take(desk, readiness, "register", "1 ก.ย. 2567", **order)
    assert "ผู้อื่น" in own.text or own.status_code in (403, 422)
    assert take(approver, readiness, "register", "1 ก.ย. 2567", said="ประกาศ 3/2567").status_code == 422
    assert take(approver, readiness, "register", "1 ก.ย. 2567", **order).status_code == 302
    readiness.refresh_from_db()
    assert (readiness.state, readiness.registration_number) == ("registered", "ม.3/001")
    steps = [(each.state, each.since, each.until) for each in readiness.steps.all()]
    assert steps == [
        ("candidate", date(2023, 11, 1), date(2024, 1, 15)),
        ("preparing", date(2024, 1, 15), date(2024, 1, 15)),
        ("submitted", date(2024, 1, 15), date(2024, 9, 1)),
        ("registered", date(2024, 9, 1), None),
    ]
    assert [each.by.username for each in readiness.steps.all()] == [*["officer_6"] * 3, "approver_6"]
    role = OrganisationRole.objects.get(organisation=organisation)
    assert (role.kind, role.since, role.document) == ("service_unit", date(2024, 9, 1), "ประกาศ 3/2567")
    page = text_at(desk, f"/registers/readiness/{readiness.pk}/")
    assert "ม.3/001" in page
    assert "approver_6" in page


def test_a_request_needs_what_this_year_requires_and_a_mark_that_is_not_met_is_none(
    desk: Client, readiness: Readiness, officer_6: User
) -> None:
    year = fiscal_year_of(make.day())
    needed, optional, of_last_year, of_next_year = ChecklistItem.objects.all()[:4]
    ChecklistItem.objects.filter(pk=optional.pk).update(is_required=False)
    ChecklistItem.objects.filter(pk=of_last_year.pk).update(valid_until=year - 1)
    ChecklistItem.objects.filter(pk=of_next_year.pk).update(valid_from=year + 1)
    stepping.prepare(readiness, by=officer_6, on=date(2023, 11, 2))
    make.all_shown(readiness, by=officer_6)
    readiness.marks.filter(item__in=[optional, of_last_year, of_next_year]).delete()
    readiness.marks.filter(item=needed).update(is_met=False, met_on=None)
    refused = take(desk, readiness, "submit", "3 พ.ย. 2566")
    assert refused.status_code == 422
    assert _("Still to be shown: %(items)s.") % {"items": needed} in unescape(refused.text)
    readiness.marks.filter(item=needed).update(is_met=True, met_on=date(2023, 11, 2))
    assert take(desk, readiness, "submit", "3 พ.ย. 2566").status_code == 302


def test_a_day_still_to_come_is_no_day_of_a_step(desk: Client, readiness: Readiness) -> None:
    refused = take(desk, readiness, "prepare", make.typed_day(1), said="เริ่ม")
    assert refused.status_code == 422
    assert "ยังมาไม่ถึง" in refused.text
    assert 'value="เริ่ม"' in refused.text
    assert take(desk, readiness, "prepare", make.typed_day()).status_code == 302


def test_who_decides_has_seen_the_papers_that_there_are(
    desk: Client, approver: Client, readiness: Readiness, officer_6: User
) -> None:
    stepping.prepare(readiness, by=officer_6, on=date(2023, 11, 2))
    make.all_shown(readiness, by=officer_6)
    stepping.submit(readiness, by=officer_6, on=date(2023, 11, 3))
    address = f"/registers/readiness/{readiness.pk}/step/register/"
    old = own_form(text_at(approver, address)).data
    assert take(approver, readiness, "send_back", "4 พ.ย. 2566", said="ขาดเอกสาร").status_code == 302
    readiness.refresh_from_db()
    assert (readiness.state, readiness.submitted_by) == ("preparing", None)
    stepping.submit(readiness, by=officer_6, on=date(2023, 11, 5))
    said = {"on": "6 พ.ย. 2566", "said": "ประกาศ 1", "registration_number": "ม.3/2"}
    refused = approver.post(address, {**old, **said})
    assert refused.status_code == 422
    assert "ประกาศ 1" in refused.text
    assert Readiness.objects.get().state == "submitted"


def test_papers_are_opened_by_need_and_each_opening_is_kept(
    desk: Client, readiness: Readiness, officer_6: User, coordinator_6: User, mentor_6: User, head_office: User,
    member_6: User,
) -> None:  # fmt: skip
    make.tie(coordinator_6, readiness.organisation, Role.COORDINATOR)
    own = browser_of(User.objects.get(pk=coordinator_6.pk))
    address = f"/registers/readiness/{readiness.pk}/"
    item = ChecklistItem.objects.all()[0]
    form = next(form for form in forms_of(text_at(own, address)) if "opened_version" in form.data).data
    wrong = SimpleUploadedFile("หลักฐาน.exe", b"MZ")
    assert "ไม่ใช่" in own.post(address, {**form, f"file-{item.pk}": wrong}, follow=True).text
    paper = SimpleUploadedFile("หลักฐาน.pdf", b"%PDF-1.7 evidence")
    form = next(form for form in forms_of(text_at(own, address)) if "opened_version" in form.data).data
    assert own.post(address, {**form, f"file-{item.pk}": paper}).status_code == 302
    kept = ReadinessFile.objects.get()
    opened = f"/registers/readiness/files/{kept.pk}/"
    for person, status in (
        (coordinator_6, 200),
        (officer_6, 200),
        (head_office, 200),
        (mentor_6, 403),
        (member_6, 404),
    ):
        client = browser_of(User.objects.get(pk=person.pk))
        answer = client.post(opened)
        assert answer.status_code == status, person
        if status == 200:
            assert b"".join(answer.streaming_content) == b"%PDF-1.7 evidence"
    assert [each.by.username for each in kept.openings.all()] == ["coordinator_6", "officer_6", "head_office"]
    assert "เปิดแล้ว 3 ครั้ง" in text_at(desk, address) or "3 ครั้ง" in text_at(desk, address)
    form = next(form for form in forms_of(text_at(own, address)) if "opened_version" in form.data).data
    own.post(address, {**form, "remove-file": str(kept.pk)})
    kept.refresh_from_db()
    assert kept.removed_at is not None
    assert browser_of(officer_6).post(opened).status_code == 403


def test_two_at_one_checklist_are_told_of_each_other_and_nothing_typed_is_lost(
    desk: Client, approver: Client, readiness: Readiness
) -> None:
    address, item = f"/registers/readiness/{readiness.pk}/", ChecklistItem.objects.all()[0]
    forms = [
        next(form for form in forms_of(text_at(client, address)) if "opened_version" in form.data).data
        for client in (desk, approver)
    ]
    assert desk.post(address, {**forms[0], f"remark-{item.pk}": "ของคนแรก"}).status_code == 302
    met = approver.post(address, {**forms[1], f"remark-{item.pk}": "ของคนที่สอง", "remarks": "บันทึก"})
    assert met.status_code == 422
    assert all(text in met.text for text in ("ของคนแรก", "ของคนที่สอง", "บันทึก"))
    again = next(form for form in forms_of(met.text) if "opened_version" in form.data).data
    assert approver.post(address, again).status_code == 302
    assert readiness.marks.get().remark == "ของคนที่สอง"
    assert readiness.marks.get().history.count() == 2


def test_what_was_typed_after_the_request_went_out_is_told_and_still_there(
    desk: Client, readiness: Readiness, officer_6: User
) -> None:
    address = f"/registers/readiness/{readiness.pk}/"
    form = next(form for form in forms_of(text_at(desk, address)) if "opened_version" in form.data).data
    stepping.stop(readiness, by=officer_6, seen=readiness.shown, on=date(2023, 11, 2), said="ไม่พร้อม")
    late = desk.post(address, {**form, "remarks": "ที่พิมพ์ไว้"})
    assert late.status_code == 409
    assert "ที่พิมพ์ไว้" in late.text
    assert Readiness.objects.get().remarks == ""


def test_a_coordinator_reads_and_prepares_her_own_organisation_alone(
    coordinator_6: User, readiness: Readiness, officer_6: User
) -> None:
    make.tie(coordinator_6, readiness.organisation, Role.COORDINATOR)
    other = stepping.begin(make.organisation("อีกแห่ง"), by=officer_6, on=date(2023, 11, 1))
    client = browser_of(User.objects.get(pk=coordinator_6.pk))
    assert client.get(f"/registers/readiness/{other.pk}/").status_code == 404
    assert take(client, readiness, "prepare", "2 พ.ย. 2566").status_code == 302
    assert take(client, readiness, "stop", "3 พ.ย. 2566", said="x").status_code == 403
    assert client.get("/registers/regions/6/readiness/").status_code == 403


def test_an_organisation_stands_in_the_register_once_until_it_stops(
    readiness: Readiness, officer_6: User, desk: Client
) -> None:
    page = text_at(desk, "/registers/regions/6/readiness/")
    assert f'<option value="{readiness.organisation_id}"' not in page
    with pytest.raises(IntegrityError, match=r"registers_readiness|readiness_one"), transaction.atomic():
        Readiness.objects.create(organisation=readiness.organisation)
    stepping.stop(readiness, by=officer_6, seen=readiness.shown, on=date(2023, 11, 2), said="ไม่พร้อม")
    assert f'<option value="{readiness.organisation_id}"' in text_at(desk, "/registers/regions/6/readiness/")


@pytest.mark.parametrize(
    ("day", "year", "counted"),
    [
        (date(2023, 9, 30), 2566, ["candidate"]),
        (date(2023, 10, 1), 2566, []),
        (date(2023, 10, 1), 2567, ["candidate"]),
    ],
)
def test_a_years_figures_are_those_of_its_last_day(
    day: date, year: int, counted: list[str], officer_6: User
) -> None:
    readiness = stepping.begin(make.organisation("ศูนย์ IL"), by=officer_6, on=day)
    stepping.prepare(readiness, by=officer_6, on=date(2024, 10, 1))
    assert [each.step for each in on_the_way(6, year).all] == counted
    assert [each.step for each in on_the_way(6, 2568).all] == ["preparing"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"state": "submitted"}, "readiness_submitted_by_somebody"),
        ({"registration_number": "1"}, "readiness_registered_by_another"),
    ],
)
def test_the_database_keeps_two_persons_apart(
    fields: dict[str, Any], name: str, readiness: Readiness
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Readiness.objects.filter(pk=readiness.pk).update(**fields)


def test_nobody_registers_by_hand_what_she_submitted(readiness: Readiness, officer_6: User) -> None:
    with pytest.raises(IntegrityError, match="readiness_registered_by_another"), transaction.atomic():
        Readiness.objects.filter(pk=readiness.pk).update(
            state="registered", submitted_by=officer_6, registered_by=officer_6, registration_number="1"
        )


def test_it_stands_at_one_step_at_a_time(readiness: Readiness, officer_6: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadinessStep.objects.create(
            readiness=readiness, state="preparing", since=date(2023, 11, 2), by=officer_6
        )
