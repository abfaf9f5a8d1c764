"""Plan tables as offices write them: what is taken, and what is said of it."""

from typing import Any

import pytest
from django.test import Client

from participation.models import PlanLine
from people.models import User
from tests.imports import confirmed
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, write, xlsx

pytestmark = pytest.mark.django_db

HEADER = ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
FORM = "การร่วมจัดบริการขององค์กรภาคประชาชน"  # the fourth


def test_an_outcome_merged_over_several_activities_is_that_of_each(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    rows = [HEADER, [1, FORM, "อสม.", "อบรม", "รู้สิทธิ"], [2, FORM, "อสม.", "ประชุม", None]]
    batch = upload(client, "plan.xlsx", "plan", xlsx(SheetOfFile(rows=rows, merges=["E2:E3"])))
    confirmed(client, batch)
    assert list(PlanLine.objects.values_list("outcomes_as_written", flat=True)) == ["รู้สิทธิ", "รู้สิทธิ"]


@pytest.mark.parametrize(
    "before", ["รูปแบบที่ 4 ", "รูปแบบที่ ๔: ", "(4) ", "4) ", "4. ", "ข้อ 4 ", "ข้อที่ 4. ", "รูปแบบ 4 - "]
)
def test_a_number_before_a_form_is_none_of_its_name(client: Client, officer_6: User, before: str) -> None:
    client.force_login(officer_6)
    batch = upload(
        client, "plan.csv", "plan", write("csv", [HEADER, [1, before + FORM, "อสม.", "อบรม", "รู้"]])
    )
    assert (faults(batch), batch.preview["warnings"]) == ([], [])
    confirmed(client, batch)
    assert PlanLine.objects.get().form.number == 4


def test_another_forms_number_before_a_form_is_said(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    batch = upload(
        client, "plan.csv", "plan", write("csv", [HEADER, [1, f"รูปแบบที่ 2 {FORM}", "อสม.", "อบรม", "รู้"]])
    )
    assert [(warning["code"], warning["row"]) for warning in batch.preview["warnings"]] == [
        ("form_number", 2)
    ]


@pytest.mark.parametrize("number", [100, "๑๐๐", 95.5])
def test_a_number_where_a_text_is_meant_is_taken_and_said(
    client: Client, officer_6: User, number: Any
) -> None:
    client.force_login(officer_6)
    batch = upload(client, "plan.xlsx", "plan", write("xlsx", [HEADER, [1, FORM, "อสม.", "อบรม", number]]))
    assert [warning["code"] for warning in batch.preview["warnings"]] == ["only_a_number"]
    confirmed(client, batch)
    assert PlanLine.objects.get().outcomes_as_written == str(number)


def test_a_list_that_is_not_split_is_kept_as_it_is_written_and_said(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    activities = "ดำเนินการดังนี้ 1. อบรม 2. ประชุม"
    batch = upload(client, "plan.xlsx", "plan", write("xlsx", [HEADER, [1, FORM, "อสม.", activities, "รู้"]]))
    assert [(warning["code"], warning["column"]) for warning in batch.preview["warnings"]] == [
        ("list_kept_whole", "D")
    ]
    confirmed(client, batch)
    assert PlanLine.objects.get().activities_as_written == activities
    assert [activity.text for activity in PlanLine.objects.get().activities.all()] == [activities]
