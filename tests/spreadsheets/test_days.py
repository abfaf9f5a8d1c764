"""Days in the registers' tables: none that cannot be is written, and a year of two figures is said as it was read."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from centres.models import CoordinationCentre, OrganisationRole
from spreadsheets.kinds import kinds
from tables.cells import read_day
from tests import make
from tests.imports import confirmed, pasted
from tests.spreadsheets.one_of_each import REGISTERS, known_before
from thai.sentences import told

pytestmark = pytest.mark.django_db

MEMBERS = [
    ["คณะกรรมการ", "ชื่อ-สกุล", "คำสั่ง/ประกาศ", "วันที่คำสั่ง", "ตั้งแต่วันที่", "ถึงวันที่"],
    ["กขป.", "สมชาย ใจดี", "12/2566", "1 ต.ค. 2566", "1 ต.ค. 2566", "30 ก.ย. 2570"],
]
DATED = [
    (kind.name, column.header)
    for kind in kinds().values()
    if kind.is_register
    for column in kind.columns
    if column.reader is read_day
]
# The grants' tests have the days of payments, whose bounds are those of the agreement.


def table_of(kind: str, header: str, value: str) -> list[list[str]]:
    """The register's own table with its first row, and the value in a column of it."""
    known_before(kind)
    if kind == "members":
        make.committee(6)
    rows: list[list[Any]] = MEMBERS if kind == "members" else REGISTERS[kind].rows
    head, row = list(rows[0]), [cell or "" for cell in rows[1]]
    if header not in head:  # one that the office's own table does not have
        head, row = [*head, header], [*row, ""]
    row[head.index(header)] = value
    return [head, row]


def test_every_register_with_days_is_here() -> None:
    assert {kind for kind, _header in DATED} == {"centres", "units", "groups", "trainings", "members"}


@pytest.mark.parametrize("day", ["1 ต.ค. 2599", "1/10/1924"])
@pytest.mark.parametrize(("kind", "header"), DATED)
def test_a_day_that_cannot_be_is_written_by_no_register(
    desk: Client, kind: str, header: str, day: str
) -> None:
    batch = pasted(desk, kind, table_of(kind, header, day))
    assert batch.state == "rejected"
    assert header in [fault["header"] for fault in batch.preview["faults"]]


@pytest.mark.parametrize(
    ("written", "read"),
    [("30/9/67", "30 ก.ย. 2567"), ("๑ ต.ค. ๖๖", "1 ต.ค. 2566")],
)
@pytest.mark.parametrize(("kind", "header"), DATED)
def test_a_year_of_two_figures_is_said_as_it_was_read(
    desk: Client, kind: str, header: str, written: str, read: str
) -> None:
    batch = pasted(desk, kind, table_of(kind, header, written))
    (warning,) = [each for each in batch.preview["warnings"] if each["code"] == "date_two_digits"]
    assert read in told(warning["message"])
    assert warning["header"] == header


@pytest.mark.parametrize("written", ["1-5 ม.ค. 2567", "ม.ค. 2567"])
def test_a_span_or_a_month_is_no_day(desk: Client, written: str) -> None:
    batch = pasted(desk, "centres", table_of("centres", "ตั้งแต่วันที่", written))
    (fault,) = batch.preview["faults"]
    assert fault["header"] == "ตั้งแต่วันที่"
    assert told(fault["message"]) == _("Name the day, month and year, such as 22 ธ.ค. 2566.")


@pytest.mark.parametrize("written", ["30/9/2567", "1 ต.ค. 2566", "๓๐ กันยายน ๒๕๖๗"])
def test_a_whole_year_needs_no_word(desk: Client, written: str) -> None:
    batch = pasted(desk, "centres", table_of("centres", "ตั้งแต่วันที่", written))
    assert (batch.preview["warnings"], batch.preview["faults"]) == ([], [])


def test_a_role_that_has_ended_does_not_begin_later(desk: Client) -> None:
    confirmed(desk, pasted(desk, "centres", table_of("centres", "ตั้งแต่วันที่", "1 ต.ค. 2566")))
    role = CoordinationCentre.objects.get().role
    OrganisationRole.objects.filter(pk=role.pk).update(until="2024-09-30")
    batch = pasted(desk, "centres", table_of("centres", "ตั้งแต่วันที่", "1 ต.ค. 2567"))
    assert [fault["code"] for fault in batch.preview["faults"]] == ["refused_by_rule"]
    role.refresh_from_db()
    assert str(role.since) == "2023-10-01"
