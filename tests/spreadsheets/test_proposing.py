"""A file is dropped first: the portal says what it seems to be, and the person corrects it before the preview."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models import User
from people.roles import Role
from spreadsheets.kinds import kinds
from spreadsheets.models import ImportBatch
from tests import make
from tests.html import browser_of
from tests.spreadsheets.one_of_each import TABLES
from tests.uploads import budget_as_csv
from tests.walls.world import build
from tests.workbooks.writers import write

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def proposed(client: Client, name: str, content: bytes) -> Any:
    return client.post("/imports/new/proposal/", {"file": SimpleUploadedFile(name, content)})


def what(answer: Any) -> tuple[Any, Any, Any]:
    said = answer.json()
    return said["kind"], said["fiscal_year"], said["region"]


@pytest.mark.parametrize(
    ("name", "kind"), [("region6-2567-budget.xlsx", "budget"), ("region6-2567-plan.xlsx", "plan")]
)
def test_a_sample_says_its_kind_year_and_region(desk: Client, name: str, kind: str) -> None:
    answer = proposed(desk, name, (SAMPLES / name).read_bytes())
    assert what(answer) == (kind, 2567, 6)
    assert "2567" in answer.json()["sentence"]
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("ชื่อหน่วยงาน,จังหวัด,อำเภอ,เครือข่าย,ที่อยู่ติดต่อ", "organisations"),
        ("ชื่อศูนย์ประสานงาน,ระดับ,จังหวัด,อำเภอ,ตั้งแต่วันที่", "centres"),
    ],
)
def test_a_register_says_its_kind_and_no_year(desk: Client, head: str, kind: str) -> None:
    table = f"{head}\nศูนย์หนึ่ง,จังหวัด,ชลบุรี,,\n"
    assert what(proposed(desk, "ทะเบียน 2567.csv", table.encode("utf-8-sig"))) == (kind, None, None)


def test_what_the_file_does_not_say_or_is_not_hers_is_left_to_her(desk: Client, coordinator_6: User) -> None:
    assert what(proposed(desk, "a.csv", budget_as_csv('1,ชมรม ก,"95,000"'))) == ("budget", None, None)
    assert what(proposed(desk, "region11 2566-2567.csv", budget_as_csv("1,ชมรม ก,5"))) == (
        "budget",
        None,
        None,
    )
    assert what(proposed(desk, "a.csv", b"a,b\n1,2\n")) == (None, None, None)
    payments = (
        "เลขที่นิติกรรมสัญญา,งวดที่,ชื่อหน่วยงาน,จำนวนเงิน,วันที่จ่าย,เลขที่เอกสาร\nปชส-06-2567-001,1,ชมรม ก,5,,\n".encode(
            "utf-8-sig"
        )
    )
    assert what(proposed(browser_of(make.user("pays", Role.FINANCE, 6)), "a.csv", payments))[0] == "payments"
    assert what(proposed(browser_of(coordinator_6), "a.csv", payments))[0] != "payments"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook"])
def test_a_file_that_cannot_be_read_is_told(desk: Client, content: bytes) -> None:
    answer = proposed(desk, "a.xlsx", content)
    assert answer.status_code == 422
    assert answer.json()["sentence"]


def test_only_who_brings_in_tables_may_ask(member_6: User) -> None:
    assert proposed(browser_of(member_6), "a.csv", budget_as_csv("1,ชมรม ก,5")).status_code == 403


def test_every_kind_is_proposed_from_its_own_table_as_the_portal_gives_it_out(head_office: User) -> None:
    world, client, wrong = build(6), browser_of(head_office), {}
    for name, kind in kinds().items():
        for ending in ("csv", "xlsx"):
            table = client.get(f"/imports/table/{world.number}/2567/{name}.{ending}")
            assert table.status_code == 200, name
            said = what(proposed(client, f"ตาราง.{ending}", table.content))
            if said[0] != name or (kind.is_register and said[1] is not None):
                wrong[f"{name}.{ending}"] = said
    assert wrong == {}


@pytest.mark.parametrize("kind", TABLES)
def test_every_table_of_an_office_says_its_kind(kind: str, head_office: User) -> None:
    content = write("xlsx", TABLES[kind])
    assert what(proposed(browser_of(head_office), "ตาราง.xlsx", content))[0] == kind
