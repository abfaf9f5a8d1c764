"""Odd names in a budget table: whatever the preview takes, confirming can write."""

from decimal import Decimal

import pytest

from centres.models import Organisation
from grants.models import Allocation
from regions.models import Region
from spreadsheets import batches
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from tests import make
from tests.workbooks.writers import write
from thai.sentences import told

pytestmark = pytest.mark.django_db


def bring_in(*names: str) -> ImportBatch:
    make.programme()
    scope = batches.scope_for(None, Region.objects.get(number=6), 2567)
    rows = [["ชื่อหน่วยงาน", "งบประมาณ"], *([name, 100] for name in names)]
    said = Options(answers=(("other_name", "", "take"),))  # they are organisations all the same
    batch = batches.preview(write("xlsx", rows), "budget.xlsx", "budget", scope, said)
    if batch.state == ImportBatch.State.PREVIEWED:
        batches.confirm(batch, None)
    return batch


@pytest.mark.parametrize(
    "name", ["– (คนพิการ)", "(คนพิการ)", "ๆ", "ชมรม" + "ß" * 250, "ﬃ" * 255, "ชมรม (" + "ß" * 200 + ")"]
)
def test_a_name_that_the_preview_takes_can_be_written(name: str) -> None:
    bring_in(name)
    assert Organisation.objects.get().name == name
    assert Allocation.objects.total() == Decimal("100.00")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ชมรม ก", "ชมรม ก ()"),
        ("ชมรม ก (ข)", "ชมรม ก (ประเด็น ข)"),
        ("ชมรม ๑", "ชมรม 1"),
        ("ชมรม ก.", "ชมรม “ก”"),
    ],
)
def test_one_organisation_in_two_spellings_is_refused_naming_both_rows(one: str, other: str) -> None:
    batch = bring_in(one, other)
    assert batch.state == ImportBatch.State.REJECTED
    assert [(fault["row"], "2" in told(fault["message"])) for fault in batch.preview["faults"]] == [(3, True)]
    assert not Allocation.objects.exists()


@pytest.mark.parametrize(
    ("name", "network"),
    [
        ("ศูนย์ประสานงาน ระยอง (ประเด็นคนพิการ)", "N4"),
        ("ชมรมคนพิการ ระยอง", "N4"),
        ("ชมรมคนพิการ ระยอง (ประเด็นเกษตรกร)", "N8"),
        ("ชมรมสตรีและคนพิการ ระยอง", None),
        ("ชมรมจักรยาน ระยอง", None),
    ],
    ids=["in the issue", "in the name", "the issue first", "two", "none"],
)
def test_a_new_organisation_is_of_the_one_network_that_its_issue_or_else_its_name_tells(
    name: str, network: str | None
) -> None:
    bring_in(name)
    made = Organisation.objects.get()
    assert (made.focus.code if made.focus else None) == network


@pytest.mark.parametrize(
    "name", ["ชมรมยิ้ม 😊", "💚 ชมรมใจดี 💚", "กลุ่ม 👩‍👩‍👧 ครอบครัว", "ชมรม ❤️", "สมาคม 🇹🇭", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 ชมรม"]
)
@pytest.mark.parametrize("kind_of_file", ["xlsx", "xls", "ods", "csv"])
def test_a_name_with_pictures_goes_in(name: str, kind_of_file: str) -> None:
    make.programme()
    scope = batches.scope_for(None, Region.objects.get(number=6), 2567)
    content = write(kind_of_file, [["ชื่อหน่วยงาน", "งบประมาณ"], [name, 100]])
    batch = batches.preview(content, f"b.{kind_of_file}", "budget", scope, Options())
    assert (batch.preview["faults"], len(batch.preview["rows"])) == ([], 1)
    batches.confirm(batch, None)
    assert Organisation.objects.get().name.replace("\u200d", "") == name.replace("\u200d", "")
