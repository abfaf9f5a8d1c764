"""Who took a course: names for the region's staff, head office and the own organisation; counts for the others."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from centres.registers.models import TrainedPerson, TrainingCourse
from centres.registers.summaries import trained
from people.models import User
from people.roles import Role
from tests import make
from tests.cast import of_every_role
from tests.html import OpenForm, browser_of, own_form, text_at
from tests.imports import confirmed, pasted

pytestmark = pytest.mark.django_db

NAME = "นางสมมติ หนึ่ง"
READS_NAMES = {
    "head_office": True,
    "officer_6": True,
    "officer_11": False,
    "finance_6": False,
    "mentor_6": False,
    "coordinator_6": False,  # of another organisation
    "member_6": False,
    "complaints_6": False,
    "nobody": False,
}


@pytest.mark.parametrize("name", of_every_role(READS_NAMES))
def test_names_are_read_by_whom_they_concern_and_counts_by_who_reads_the_plan(
    name: str, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(name)
    organisation = make.organisation("ศูนย์ ก")
    kept = make.trained(NAME, organisation)
    client = browser_of(person)
    pages = [
        "/admin/registers/trainedperson/",
        f"/registers/organisations/{organisation.pk}/trained/",
        f"/registers/trained/{kept.pk}/",
        "/imports/table/6/2567/trainings.csv",
        "/registers/2567/6/",
        "/registers/own/",
    ]
    read = [
        page
        for page in pages
        if NAME in getattr(answer := client.get(page), "text", answer.getvalue().decode())
    ]
    assert bool(read) == READS_NAMES[name], read
    register = client.get("/registers/2567/6/")
    if person.reads_budgets and name != "officer_11":
        assert "ผู้ผ่านการอบรมเจรจาไกล่เกลี่ย 1 คน" in register.text
        assert NAME not in register.text
    else:
        assert register.status_code in (403, 404)


def test_an_organisation_keeps_its_own_people(coordinator_6: User) -> None:
    own, other = make.organisation("ศูนย์ ก"), make.organisation("ศูนย์ ข")
    make.tie(coordinator_6, own, Role.COORDINATOR)
    client = browser_of(User.objects.get(pk=coordinator_6.pk))
    address = f"/registers/organisations/{own.pk}/trained/"
    course = TrainingCourse.objects.get(topic="mediation")
    said = {"course": str(course.pk), "held_on": "12 มิ.ย. 2567", "name": NAME, "place": "-"}
    data = own_form(text_at(client, address)).data
    for wrong, refusal in (
        ({"name": "นางสมมติ 1234567890123"}, "ไม่ต้องใส่ตัวเลข"),
        ({"held_on": make.typed_day(1)}, "ยังมาไม่ถึง"),
        ({"held_on": "มิ.ย. 2567"}, "22 ธ.ค. 2566"),
    ):
        refused = client.post(address, {**data, **said, **wrong})
        assert (refused.status_code, refusal in refused.text) == (422, True), wrong
        assert next(iter(wrong.values())) in refused.text
    assert client.post(address, {**data, **said}).status_code == 302
    kept = TrainedPerson.objects.get()
    assert (kept.organisation, kept.place, kept.history.get().history_user) == (own, "", coordinator_6)
    again = client.post(address, {**data, **said, "name": "นางสมมติ  หนึ่ง"})
    assert "อยู่ในรายชื่อของหลักสูตรและวันนั้นแล้ว" in again.text

    page = f"/registers/trained/{kept.pk}/"
    form = own_form(text_at(client, page)).data
    assert client.post(page, {**form, "place": "ระยอง", "action": "save"}).status_code == 302
    stale = client.post(page, {**form, "action": "remove"})
    assert stale.status_code == 409
    assert TrainedPerson.objects.get().place == "ระยอง"
    form = own_form(text_at(client, page)).data
    assert client.post(page, {**form, "action": "remove"}).status_code == 302
    assert not TrainedPerson.objects.exists()
    assert TrainedPerson.history.first().history_user == coordinator_6
    assert client.get(f"/registers/organisations/{other.pk}/trained/").status_code == 403


@pytest.mark.parametrize(
    ("held_on", "year"),
    [
        (date(2023, 9, 30), 2566),
        (date(2023, 10, 1), 2567),
        (date(2024, 9, 30), 2567),
        (date(2024, 10, 1), 2568),
    ],
)
def test_a_course_counts_in_the_fiscal_year_of_its_day(held_on: date, year: int) -> None:
    make.trained(NAME, make.organisation("ศูนย์ ก"), held_on=held_on)
    assert {each: trained(6, each).in_mediation for each in (2566, 2567, 2568)} == {
        each: int(each == year) for each in (2566, 2567, 2568)
    }


def test_a_person_of_two_courses_is_one_and_two_of_one_name_are_two() -> None:
    first, second = make.organisation("ศูนย์ ก"), make.organisation("ศูนย์ ข")
    make.trained(NAME, first)
    make.trained(NAME, first, held_on=date(2024, 7, 1))
    make.trained(NAME, second)
    make.trained("นายสมมติ สอง", first, course=TrainingCourse.objects.get(topic="complaints"))
    told = trained(6, 2567)
    assert told.in_mediation == 2
    assert [(each.organisation, each.people) for each in told.counts] == [
        ("ศูนย์ ก", 1),
        ("ศูนย์ ก", 1),
        ("ศูนย์ ข", 1),
    ]


def test_head_office_keeps_the_courses_and_a_retired_one_is_taken_no_more(
    head_office: User, desk: Client
) -> None:
    client = browser_of(head_office)
    course = TrainingCourse.objects.get(topic="mediation")
    assert (
        OpenForm(client, "/admin/registers/trainingcourse/add/")
        .type(name="อบรมเขียนโครงการ", topic="other", valid_from="2568")
        .send()
        .is_taken
    )
    assert desk.get("/admin/registers/trainingcourse/add/").status_code == 403
    make.trained(NAME, make.organisation("ศูนย์ ก"))
    address = f"/admin/registers/trainingcourse/{course.pk}/change/"
    assert not OpenForm(client, address).type(valid_until="2566").send().is_taken  # 2567 uses it
    assert OpenForm(client, address).type(valid_until="2567").send().is_taken
    batch = pasted(
        desk,
        "trainings",
        [
            ["หลักสูตร", "วันที่อบรม", "หน่วยงาน", "ชื่อ-สกุล"],
            ["อบรมเจรจาไกล่เกลี่ย", "1 ต.ค. 2567", "ศูนย์ ก", "นายสมมติ สอง"],
            ["อบรมเขียนโครงการ", "30 ก.ย. 2567", "ศูนย์ ก", "นายสมมติ สอง"],
        ],
    )
    assert [fault["row"] for fault in batch.preview["faults"]] == [2, 3]


def test_a_list_names_organisations_that_the_register_knows(desk: Client) -> None:
    make.organisation("ศูนย์ ก")
    make.organisation("ศูนย์ ข", 11)
    head = ["หลักสูตร", "วันที่อบรม", "หน่วยงาน", "ชื่อ-สกุล", "สถานที่"]
    row = ["เจรจาไกล่เกลี่ย", "12 มิ.ย. 2567", "ศูนย์ ก", NAME, "ระยอง"]
    unknown = pasted(desk, "trainings", [head, row, ["เจรจาไกล่เกลี่ย", "12 มิ.ย. 2567", "ศูนย์ ข", NAME, ""]])
    assert [(fault["row"], fault["column"]) for fault in unknown.preview["faults"]] == [(3, "C")]
    confirmed(desk, pasted(desk, "trainings", [head, row]))
    kept = TrainedPerson.objects.get()
    assert (kept.name, kept.organisation.region_id, kept.held_on) == (NAME, 6, date(2024, 6, 12))


def test_six_figures_in_a_name_are_a_number_and_five_are_not() -> None:
    organisation = make.organisation("ศูนย์ ก")
    make.trained("นางสมมติ ๑๒๓45", organisation)
    with pytest.raises(ValidationError, match="ไม่ต้องใส่ตัวเลข"):
        make.trained("นางสมมติ ๑๒๓456", organisation)
