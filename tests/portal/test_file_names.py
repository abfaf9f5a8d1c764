"""A file is found again in a folder of downloads: its name is Thai, and says of which year and region it is."""

from urllib.parse import unquote

import pytest

from people.models import User
from tests import make
from tests.html import browser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/budget/2567/6/organisations.csv", "งบประมาณ-2567-เขต6.csv"),
        ("/budget/2567/6/summary.xlsx", "สรุปงบประมาณ-2567-เขต6.xlsx"),
        ("/budget/2567/6/money/money.zip", "เงินอยู่ที่ไหน-2567-เขต6.zip"),
        ("/budget/2567/money/years.json", "เงินตามปี-2567-ทุกเขต.json"),
        ("/budget/2567/6/money/360giving.json", "เงินสนับสนุน-2567-เขต6.json"),
        ("/programmes/{programme}/worksheet.xlsx", "ตารางจัดสรร-2567-เขต6.xlsx"),
        ("/payments/batch.xlsx", "รายการรอจ่าย-2567-เขต6.xlsx"),
        ("/imports/table/6/2567/plan.xlsx", "ตารางแผน-2567-เขต6.xlsx"),
        ("/plans/2567/6/plan.docx", "แผน-2567-เขต6.docx"),
        ("/admin/centres/organisation/export/", "องค์กร.xlsx"),
    ],
)
def test_a_download_has_a_thai_name(address: str, name: str, officer_6: User) -> None:
    programme = make.programme()
    make.allocation(programme, "มูลนิธิสายรุ้ง", "105000.00")
    make.plan_line(make.plan())
    client, address = browser_of(officer_6), address.format(programme=programme.pk)
    answer = client.post(address, {"format": "0"}) if "/export/" in address else client.get(address)
    assert answer.status_code == 200
    assert unquote(answer["Content-Disposition"]).rpartition("''")[2] == name
