"""A file is found again in a folder of downloads: its name is Thai, and says of which year and region it is."""

import io
import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from people.models import User
from tests import make
from tests.dated import IN_A_NAME, says_when
from tests.html import browser_of
from tests.uploads import budget_as_csv, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/budget/2567/6/organisations.csv", "งบประมาณ-2567-เขต6.csv"),
        ("/budget/2567/6/summary.xlsx", "สรุปงบประมาณ-2567-เขต6.xlsx"),
        ("/budget/2567/6/money/money.zip", "เงินอยู่ที่ไหน-2567-เขต6.zip"),
        ("/budget/2567/money/years.json", "เงินตามปี-2567-ทุกเขต.json"),
        ("/budget/2567/6/organisations.json", "งบประมาณ-2567-เขต6.json"),
        ("/plans/2567/6/plan.pdf", "แผน-2567-เขต6.pdf"),
        ("/budget/2567/6/money/360giving.json", "เงินสนับสนุน-2567-เขต6.json"),
        ("/budget/2567/money/360giving.json", "เงินสนับสนุน-2567-ทุกเขต.json"),
        ("/programmes/{programme}/worksheet.xlsx", "ตารางจัดสรร-2567-เขต6.xlsx"),
        ("/payments/batch.xlsx", "รายการรอจ่าย-2567-เขต6.xlsx"),
        ("/imports/table/6/2567/plan.xlsx", "ตารางแผน-2567-เขต6.xlsx"),
        ("/plans/2567/6/plan.docx", "แผน-2567-เขต6.docx"),
        ("/admin/centres/organisation/export/", "องค์กร.xlsx"),
        ("/admin/centres/organisation/export/", "องค์กร.csv"),
    ],
)
def test_a_download_has_a_thai_name_and_says_of_when_it_is(address: str, name: str, officer_6: User) -> None:
    programme = make.programme()
    make.allocation(programme, "มูลนิธิสายรุ้ง", "105000.00")
    make.plan_line(make.plan())
    client, address = browser_of(officer_6), address.format(programme=programme.pk)
    kind = {"format": str(int(name.endswith(".csv")))}
    answer = client.post(address, kind) if "/export/" in address else client.get(address)
    assert answer.status_code == 200
    told = unquote(answer["Content-Disposition"]).rpartition("''")[2]
    assert IN_A_NAME.sub(".csv", told) == name
    assert says_when(told, answer.content)


def test_our_own_csv_is_proposed_and_taken_for_its_own_year_whatever_day_its_name_says(
    officer_6: User,
) -> None:
    make.allocation(make.programme(), "มูลนิธิสายรุ้ง", "105000.00")
    client = browser_of(officer_6)
    answer = client.get("/budget/2567/6/organisations.csv")
    name = unquote(answer["Content-Disposition"]).rpartition("''")[2]
    proposed = client.post(
        "/imports/new/proposal/", {"file": SimpleUploadedFile(name, answer.content)}
    ).json()
    assert {"budget", "2567", "6"} <= set(map(str, proposed.values()))
    batch = upload(client, name, "budget", answer.content)
    assert batch.preview["faults"] == []
    assert [row["change"] for row in batch.preview["rows"]] == ["unchanged"]


def test_the_file_with_notes_has_a_thai_name_and_a_first_sheet_with_one(officer_6: User) -> None:
    make.programme()
    client = browser_of(officer_6)
    batch = upload(client, "งบ.csv", "budget", budget_as_csv("1,ชมรม ก,95.000"))
    answer = client.get(f"/imports/{batch.pk}/notes.xlsx")
    assert unquote(answer["Content-Disposition"]).endswith("งบ พร้อมหมายเหตุ.xlsx")
    sheets = load_workbook(io.BytesIO(answer.content)).sheetnames
    assert [name for name in sheets if re.search("[A-Za-z]", name)] == []


@pytest.mark.parametrize(
    ("address", "lies"),
    [
        ("/imports/table/6/2567/plan.xlsx", "landscape"),
        ("/programmes/{programme}/worksheet.xlsx", "landscape"),
        ("/budget/2567/6/summary.xlsx", "portrait"),
        ("/admin/participation/planline/export/", "portrait"),
    ],
)
def test_a_workbook_from_its_address_is_read_and_printed_as_it_is(
    address: str, lies: str, officer_6: User
) -> None:
    programme = make.programme()
    make.allocation(programme, "มูลนิธิสายรุ้ง", "105000.00")
    make.plan_line(make.plan())
    client, address = browser_of(officer_6), address.format(programme=programme.pk)
    answer = client.post(address, {"format": "0"}) if "/export/" in address else client.get(address)
    for sheet in load_workbook(io.BytesIO(answer.content)):
        assert re.fullmatch(r"ข้อมูล ณ วันที่ .* เวลา \d\d:\d\d น\.", sheet.oddFooter.left.text or ""), sheet.title
        assert sheet.oddFooter.right.text == "&P / &N"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (lies, 1)
        assert re.fullmatch(r"\$\d+:\$\d+", sheet.print_title_rows or "")
        assert {cell.font.name for row in sheet for cell in row if cell.value is not None} == {
            "TH Sarabun New"
        }
