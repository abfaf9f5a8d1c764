"""A number where a text is expected is read as its sheet shows it: telephones by their formats."""

import pytest
from django.test import Client

from centres.models import Organisation
from people.models import User
from tests.imports import confirmed
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, xlsx

pytestmark = pytest.mark.django_db

SHOWN = [
    (812345678, "0#########", "0812345678"),
    (812345678, "0000000000", "0812345678"),
    (812345678, "0##-###-####", "081-234-5678"),
    (812345678, "000-000-0000", "081-234-5678"),
    (812345678, '"0"0', "0812345678"),
    (812345678, r"\0#########", "0812345678"),
    (38123456, "(000) 000-000", "(038) 123-456"),
    (38123456, "[<=99999999]0##-###-###;0##-###-####", "038-123-456"),
    (812345678, "[<=99999999]0##-###-###;0##-###-####", "081-234-5678"),
    (812345678, "[$-th-TH]0#########", "0812345678"),
    (66812345678, "+## ## ### ####", "+66 81 234 5678"),
    (12345, "#,##0", "12,345"),
]


@pytest.mark.parametrize(("number", "number_format", "expected"), SHOWN)
def test_a_telephone_is_read_as_its_format_shows_it(
    client: Client, officer_6: User, number: int, number_format: str, expected: str
) -> None:
    client.force_login(officer_6)
    rows = [["ชื่อหน่วยงาน", "จังหวัด", "ที่อยู่ติดต่อ"], ["สมาคมแม่บ้าน", "ระยอง", number]]
    content = xlsx(SheetOfFile(rows=rows, formats={"C2": number_format}))
    batch = upload(client, "o.xlsx", "organisations", content)
    assert faults(batch) == []
    confirmed(client, batch)
    assert Organisation.objects.get(name="สมาคมแม่บ้าน").contact == expected


@pytest.mark.parametrize("number_format", ["0,", "# ?/?", "0.00E+00", "[Red]", ";;;"])
def test_a_number_that_its_format_hides_or_changes_is_refused(
    client: Client, officer_6: User, number_format: str
) -> None:
    client.force_login(officer_6)
    rows = [["ชื่อหน่วยงาน", "จังหวัด", "ที่อยู่ติดต่อ"], ["สมาคมแม่บ้าน", "ระยอง", 812345678]]
    content = xlsx(SheetOfFile(rows=rows, formats={"C2": number_format}))
    assert faults(upload(client, "o.xlsx", "organisations", content)) == [("C", 2, "text_format")]
