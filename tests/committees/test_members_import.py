"""The members of a committee brought in as a table, and out again."""

from typing import Any

import pytest
from django.utils.translation import gettext as _

from committees.models import Committee, Seat
from deciding.models import Decision
from spreadsheets import batches
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from spreadsheets.resources import Change, resource_for
from spreadsheets.undo import undo
from tables.writing import to_csv, to_xlsx
from tests import make
from tests.workbooks.writers import write

pytestmark = pytest.mark.django_db

HEAD = ["ลำดับ", "คณะกรรมการ", "คำนำหน้า", "ชื่อ-สกุล", "ตำแหน่งในคณะ", "ภาคส่วน", "หน่วยงานที่ส่ง", "คำสั่ง/ประกาศ",
        "ตั้งแต่วันที่", "ถึงวันที่"]  # fmt: skip
CHAIR = [
    "1",
    "กขป.",
    "นพ.",
    "สมชาย ใจดี",
    "ประธานกรรมการ",
    "ภาครัฐ",
    "สสจ.ระยอง",
    "12/2566",
    "1 ต.ค. 2566",
    None,
]
MEMBER = ["2", "กขป.", None, "นางสาวสมหญิง รักชุมชน", "กรรมการ", "ภาคเอกชนและภาคประชาสังคม", "เครือข่าย อสม.", "12/2566",
          "๑ ตุลาคม ๒๕๖๖", "30 ก.ย. 2568"]  # fmt: skip


@pytest.fixture
def committee(db: None) -> Committee:
    return make.committee(6)


def preview(*rows: list[Any], file: str = "xlsx") -> ImportBatch:
    scope = batches.scope_for(None, make.region(6), 2567)
    content = write(file, [HEAD, *rows])
    return batches.preview(content, f"members.{file}", "members", scope, Options())


def faults(batch: ImportBatch) -> list[tuple[str, str]]:
    return [(fault["column"], fault["code"]) for fault in batch.preview["faults"]]


@pytest.mark.parametrize("file", ["xlsx", "csv"])
def test_members_come_in_and_go_out_and_come_in_unchanged(file: str, committee: Committee) -> None:
    batch = batches.confirm(preview(CHAIR, MEMBER), None)
    assert batch.state == ImportBatch.State.APPLIED
    chair, member = Seat.objects.order_by("pk")
    assert (str(chair), chair.duty, chair.sector.name, chair.organisation) == (
        "นพ.สมชาย ใจดี",
        "chair",
        "ภาครัฐ",
        "สสจ.ระยอง",
    )
    assert chair.authority == member.authority == Decision.objects.get(order_number="12/2566")
    assert [(str(seat.since), str(seat.until)) for seat in (chair, member)] == [
        ("2023-10-01", "2027-09-30"),  # the whole term
        ("2023-10-01", "2025-09-30"),
    ]
    scope = batches.scope_for(None, make.region(6), 2567)
    table = resource_for("members")(scope).export_table()
    content = to_xlsx(table) if file == "xlsx" else to_csv(table)
    again = batches.examine(content, f"again.{file}", "members", scope, Options())
    assert again.faults == []
    assert again.comparison is not None
    assert [change.change for change in again.comparison.changes] == [Change.UNCHANGED, Change.UNCHANGED]
    assert {entry.history_type for entry in Seat.history.filter(batch=batch)} == {"+"}
    undo(batch, None)
    assert not Seat.objects.exists()


def test_a_blank_order_takes_no_meeting_from_the_seat_that_rests_on_it(committee: Committee) -> None:
    batches.confirm(preview(CHAIR, MEMBER), None)
    order = Decision.objects.get(order_number="12/2566")
    meeting = Decision.objects.create(
        region_id=6, meeting="ครั้งที่ 4/2566", agenda_item="3.3", decided_on="2023-12-22"
    )
    chair, member = Seat.objects.order_by("pk")
    chair.authority = meeting
    chair.save()
    batches.confirm(preview([*CHAIR[:4], "รองประธาน", *CHAIR[5:7], None, *CHAIR[8:]], MEMBER), None)
    chair.refresh_from_db()
    member.refresh_from_db()
    assert (chair.duty, chair.authority, member.authority) == ("vice_chair", meeting, order)
    assert Decision.objects.count() == 2


def test_a_table_with_two_chairs_or_three_vice_chairs_is_refused_at_their_cells(committee: Committee) -> None:
    second = [*CHAIR[:3], "อีกคน ใจดี", *CHAIR[4:]]
    batch = preview(CHAIR, second)
    assert batch.state == ImportBatch.State.REJECTED
    assert faults(batch) == [("E", "refused_by_rule")]
    vices = [[*CHAIR[:3], f"รอง {number}", "รองประธาน", *CHAIR[5:]] for number in range(3)]
    assert faults(preview(*vices)) == [("E", "refused_by_rule")]
    assert not Seat.objects.exists()


def test_a_chair_and_her_successor_change_places_in_one_table(committee: Committee) -> None:
    batches.confirm(preview(CHAIR, MEMBER), None)
    was, becomes = [*CHAIR], [*MEMBER]
    was[4], becomes[4] = "กรรมการ", "ประธาน"
    changed = preview(becomes, was)
    assert changed.preview["faults"] == []
    batches.confirm(changed, None)
    assert list(Seat.objects.order_by("pk").values_list("duty", flat=True)) == ["member", "chair"]


def test_a_committee_or_sector_that_nobody_knows_is_named(committee: Committee) -> None:
    assert faults(preview(["1", "คณะที่ไม่มี", *CHAIR[2:]])) == [("B", "not_understood")]
    assert faults(preview([*CHAIR[:5], "ภาคที่สี่", *CHAIR[6:]])) == [("F", "not_understood")]


def test_a_committee_of_another_region_is_not_known_here(committee: Committee) -> None:
    other = make.committee(11, name="คณะกรรมการของเขต 11")
    assert faults(preview(["1", other.name, *CHAIR[2:]])) == [("B", "not_understood")]


def test_a_wrong_weekday_in_a_date_is_pointed_out(committee: Committee) -> None:
    batch = preview([*CHAIR[:8], "วันศุกร์ที่ 21 ธันวาคม 2566", None])
    assert [warning["code"] for warning in batch.preview["warnings"]] == ["date_weekday"]


def test_a_register_is_headed_as_offices_head_it(committee: Committee) -> None:
    assert _("members of committees") == str(resource_for("members").kind.label)


@pytest.mark.parametrize("word", ["ที่ปรึกษา", "ผู้ช่วยเลขานุการ"])
def test_whether_an_adviser_or_secretary_has_a_vote_is_asked_and_goes_out_and_in_again(
    word: str, committee: Committee
) -> None:
    scope = batches.scope_for(None, make.region(6), 2567)
    adviser = [*MEMBER[:6], f"{word} สปสช. เขต 6", *MEMBER[7:]]

    def said(*votes: str) -> ImportBatch:
        rows = [[*CHAIR, votes[0]], [*adviser, votes[1]]]
        content = write("xlsx", [[*HEAD, "สิทธิออกเสียง"], *rows])
        return batches.preview(content, "members.xlsx", "members", scope, Options())

    without = preview(CHAIR, adviser)
    assert ([fault["code"] for fault in without.preview["faults"]], without.state) == (
        ["refused_by_rule"],
        ImportBatch.State.REJECTED,
    )
    assert faults(said("", "")) == [("K", "refused_by_rule")]
    assert faults(said("มี", "ครึ่งหนึ่ง")) == [("K", "not_understood")]
    assert faults(said("", "มี")) == []
    batches.confirm(said("", "ไม่มี"), None)
    assert list(Seat.objects.order_by("pk").values_list("has_vote", flat=True)) == [True, False]
    table = to_xlsx(resource_for("members")(scope).export_table())
    again = batches.examine(table, "again.xlsx", "members", scope, Options())
    assert again.faults == []
    assert again.comparison is not None
    assert [change.change for change in again.comparison.changes] == [Change.UNCHANGED] * 2
    assert faults(preview(CHAIR, adviser)) == []  # what the seat has stands


@pytest.mark.parametrize("word", ["กรรมการและเลขานุการ", "สำนักงานเลขานุการกรม", "นายกสมาคมที่ปรึกษาธุรกิจ"])
def test_who_is_a_member_as_the_others_are_is_asked_nothing(word: str, committee: Committee) -> None:
    assert faults(preview(CHAIR, [*MEMBER[:6], word, *MEMBER[7:]])) == []


@pytest.mark.parametrize(
    ("duty", "is_asked"),
    [
        ("กรรมการและเลขานุการ", False),
        ("อนุกรรมการและผู้ช่วยเลขานุการ", False),
        ("ที่ปรึกษา", True),
        ("ที่ปรึกษาคณะกรรมการ", True),
        ("เลขานุการ", True),
        ("ผู้ช่วยเลขานุการ", True),
    ],
)
def test_a_secretary_who_is_a_member_votes_and_of_who_only_advises_or_writes_the_vote_is_asked(
    duty: str, is_asked: bool, committee: Committee
) -> None:
    row = [*MEMBER[:4], duty, *MEMBER[5:]]
    assert faults(preview(CHAIR, row)) == ([(None, "refused_by_rule")] if is_asked else [])
    scope = batches.scope_for(None, make.region(6), 2567)
    content = write("xlsx", [[*HEAD, "สิทธิออกเสียง"], [*CHAIR, None], [*row, "ไม่มี" if is_asked else None]])
    batches.confirm(batches.preview(content, "members.xlsx", "members", scope, Options()), None)
    seat = Seat.objects.get(name="นางสาวสมหญิง รักชุมชน")
    assert (seat.duty, seat.has_vote) == ("member", not is_asked)


def test_who_elected_a_chair_and_when_comes_in_goes_out_and_comes_in_unchanged(committee: Committee) -> None:
    scope = batches.scope_for(None, make.region(6), 2567)

    def said(*election: str | None, row: list[Any] = CHAIR) -> ImportBatch:
        content = write("xlsx", [[*HEAD, "เลือกโดย", "วันที่เลือก"], [*row, *election]])
        return batches.preview(content, "members.xlsx", "members", scope, Options())

    assert [code for _column, code in faults(said("ที่ประชุม ครั้งที่ 1/2567", None))] == ["refused_by_rule"]
    assert [code for _column, code in faults(said("ที่ประชุม", "5 ต.ค. 2566", row=MEMBER))] == [
        "refused_by_rule"
    ]
    batches.confirm(said("ที่ประชุม ครั้งที่ 1/2567", "5 ต.ค. 2566"), None)
    chair = Seat.objects.get()
    assert (chair.elected_by, str(chair.elected_on)) == ("ที่ประชุม ครั้งที่ 1/2567", "2023-10-05")
    table = to_xlsx(resource_for("members")(scope).export_table())
    again = batches.examine(table, "again.xlsx", "members", scope, Options())
    assert again.comparison is not None
    assert [change.change for change in again.comparison.changes] == [Change.UNCHANGED]
    assert faults(preview(CHAIR)) == []  # a table without these columns leaves them
    batches.confirm(preview([*CHAIR[:6], "สสจ.ชลบุรี", *CHAIR[7:]]), None)
    chair.refresh_from_db()
    assert (chair.organisation, chair.elected_by) == ("สสจ.ชลบุรี", "ที่ประชุม ครั้งที่ 1/2567")


def test_a_day_without_its_order_hides_no_third_vice_chair_and_a_column_of_orders_is_known_by_its_head(
    committee: Committee,
) -> None:
    head = [{"คำสั่ง/ประกาศ": "คำสั่ง"}.get(each, each) for each in HEAD] + ["ลงวันที่"]
    vices = [[*CHAIR[:3], f"รอง {number}", "รองประธาน", *CHAIR[5:]] for number in range(3)]
    rows = [[*row, None] for row in vices[:2]] + [[*vices[2][:7], None, *vices[2][8:], "1 ต.ค. 2566"]]
    scope = batches.scope_for(None, make.region(6), 2567)
    batch = batches.preview(write("xlsx", [head, *rows]), "members.xlsx", "members", scope, Options())
    assert sorted(faults(batch)) == [("E", "refused_by_rule"), ("H", "refused_by_rule")]
