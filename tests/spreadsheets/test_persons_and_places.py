"""A province that is a person's name is no place, a number of places is none; a place beside a name is one."""

import pytest
from django.test import Client

from people.models import User
from tests import make
from tests.spreadsheets.asked import HEADER, ONE, TWO, brought_in, questions, with_column
from tests.uploads import faults

pytestmark = pytest.mark.django_db


PERSONS = {
    "a coordinator's first name": ("ผู้ประสานงาน", "สุรินทร์ ใจดี"),
    "a first name alone": ("ผู้รับผิดชอบ", "สุรินทร์"),
    "a surname": ("ชื่อ-สกุล ประธาน", "สมชาย พิจิตร"),
    "behind a title": ("หมายเหตุ", "นายสุรินทร์ ใจดี"),
    "behind a title that stands apart": ("หมายเหตุ", "พบ นาย สุรินทร์ ใจดี"),
    "a doctor": ("หมายเหตุ", "ติดต่อ นพ. สุรินทร์"),
    "an officer of the police": ("หมายเหตุ", "พ.ต.ท.หญิง สุรินทร์"),
    "an officer of the navy": ("หมายเหตุ", "พล.ร.ต. สุรินทร์"),
    "a surname behind a title": ("หมายเหตุ", "พบ น.ส.สมใจ สุรินทร์"),
    "behind an office": ("หมายเหตุ", "ผู้ประสานงาน: สุรินทร์ ใจดี"),
    "a clerk": ("เจ้าหน้าที่", "สุรินทร์ ดี"),
}  # fmt: skip


@pytest.mark.parametrize(("heading", "said"), PERSONS.values(), ids=PERSONS)
def test_a_person_of_a_province_s_name_is_no_place(
    client: Client, officer_6: User, heading: str, said: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column(heading, "", said, ""))) == []


SIGNED = ["(นางสาวสุดา สุรินทร์)", "(นายวิชัย ราชบุรี)", "ลงชื่อ นายสมชาย สุรินทร์ ผู้จัดทำ", "ผู้จัดทำ นายสุรินทร์ ใจดี"]


@pytest.mark.parametrize("line", SIGNED)
def test_who_signs_with_a_province_s_name_is_no_place(client: Client, officer_6: User, line: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, [HEADER, ONE, TWO, [], [line]])) == []


PLACES_OF_PERSONS = [
    ("ผู้ประสานงาน", "สมศรี จ.สุรินทร์"), ("ผู้ประสานงาน", "สมศรี (เชียงใหม่)"), ("ที่อยู่", "สุรินทร์"), ("หมายเหตุ", "ขอบคุณ ราชบุรี"),
    ("หมายเหตุ", "ติดต่อ นายวิชัย ราชบุรี"), ("ผู้แทนจังหวัด", "สุรินทร์"), ("หมายเหตุ", "ชมรมผู้พิการสุรินทร์ (สุรินทร์)"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "said"), PLACES_OF_PERSONS)
def test_a_province_beside_a_person_s_name_is_a_place(
    client: Client, officer_6: User, heading: str, said: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column(heading, "", said, ""))) == [(None, 3, "other_region")]


COUNTS = [
    ("จังหวัด", "12 อำเภอ"), ("เขต", "5 จังหวัด"), ("หมายเหตุ", "ในเขต 12 อำเภอ"), ("อำเภอ", "ทุกอำเภอ"),
    ("อำเภอ", "จำนวน 7 แห่ง"), ("จังหวัด", "๑๒ อำเภอ"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "said"), COUNTS)
def test_how_many_places_there_are_is_no_place(
    client: Client, officer_6: User, heading: str, said: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column(heading, "", said, ""))) == []


def test_a_number_under_a_district_is_no_region_and_is_asked_about(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, with_column("อำเภอ", 12, 3, 6))
    assert faults(batch) == [(None, 2, "other_region")]
    assert "ระบบไม่รู้จักว่าเป็นเขต จังหวัด หรืออำเภอใด" in questions(batch)[0]
