"""Kinds of real files that once went in wrongly or not at all, at the door of the import desk."""

import re
import zipfile
from io import BytesIO

import pytest
from django.test import Client

from centres.models import Organisation
from people.models import User
from regions.models import Province
from spreadsheets.models import ImportBatch
from tests import make
from tests.imports import press
from tests.spreadsheets.asked import HEADER, ONE, TWO, answered, as_csv, names
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, xlsx
from thai.sentences import told

pytestmark = pytest.mark.django_db


def as_sheetjs_writes(workbook: bytes) -> bytes:
    """The same, which declares types of macros and of binary workbooks for endings that no part of it has."""
    declared = (
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="vml" ContentType="application/vnd.ms-office.vbaProject"/>'
    )
    anew = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(anew, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "[Content_Types].xml":
                content = re.sub(rb"(<Types[^>]*>)", rb"\1" + declared.encode(), content, count=1)
                assert b"macroEnabled" in content
            new.writestr(part, content)
    return anew.getvalue()


def test_a_workbook_of_a_web_system_that_declares_macros_and_has_none_goes_in(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    content = as_sheetjs_writes(xlsx(SheetOfFile(rows=[HEADER, ONE, TWO])))
    batch = upload(client, "export.xlsx", "budget", content)
    assert faults(batch) == []
    press(client, batch, "confirm")
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPLIED
    assert set(Organisation.objects.values_list("name", flat=True)) == {ONE[1], TWO[1]}


def rows_asked(batch: ImportBatch) -> set[int]:
    """The rows that the questions about another region name, of each the first twenty."""
    asked = [each for each in batch.preview["faults"] if each["code"] == "other_region"]
    said = (str(told(each["message"])) for each in asked)
    return {int(row) for text in said for row in re.findall("[0-9]+", text.partition(":")[0])}


def homes() -> list[tuple[str, Province]]:
    """105 homes of all provinces."""
    provinces = list(Province.objects.order_by("code"))
    return [(f"สมาคมบ้านพักเด็กที่ {n}", provinces[n * 7 % len(provinces)]) for n in range(105)]


def brought_in(client: Client, heading: str, written: str) -> ImportBatch:
    rows = [
        [n, name, written.format(province.name_th), ""] for n, (name, province) in enumerate(homes(), start=1)
    ]
    content = as_csv([["ลำดับ", "ชื่อหน่วยงาน", heading, "โทรศัพท์"], *rows])
    return upload(client, "homes.csv", "organisations", content)


def of_other_regions() -> set[int]:
    found = {row for row, (_name, province) in enumerate(homes(), start=2) if province.region_id != 6}
    assert 80 < len(found) < 105
    return found


@pytest.mark.parametrize("written", ["{}", "จ.{}", "จังหวัด{}", "12 หมู่ 3 จ.{}"])
def test_homes_of_the_whole_country_that_go_to_one_region_are_asked_about_row_by_row(
    client: Client, officer_6: User, written: str
) -> None:
    client.force_login(officer_6)
    batch = brought_in(client, "ที่ตั้ง", written)
    assert batch.state == ImportBatch.State.REJECTED
    assert rows_asked(batch)
    assert rows_asked(batch) <= of_other_regions()
    answered(client, batch, "leave")
    assert set(names(batch)) == {name for name, province in homes() if province.region_id == 6}


@pytest.mark.parametrize("written", ["{}", "จ.{}"])
def test_in_the_register_s_own_column_of_provinces_each_row_of_another_region_is_refused(
    client: Client, officer_6: User, written: str
) -> None:
    client.force_login(officer_6)
    batch = brought_in(client, "จังหวัด", written)
    assert batch.state == ImportBatch.State.REJECTED
    assert {fault["row"] for fault in batch.preview["faults"]} == of_other_regions()
    assert not Organisation.objects.exists()
