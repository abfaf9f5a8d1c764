"""Web pages under the name of a workbook, as government systems hand them out."""

import pytest

from tables.faults import FileRefused
from tables.reading import read_book
from tests.tables.books import entries, find, grid

HEAD = "<tr><th>ลำดับ</th><th>ชื่อหน่วยงาน</th><th>งบประมาณ</th></tr>"
ROWS = (
    "<tr><td>1</td><td>มูลนิธิสายรุ้ง</td><td>215,000.00</td></tr>"
    "<tr><td>2</td><td>ชมรมคนรักบ้าน</td><td>95,000.00</td></tr>"
)
FOUND = [("มูลนิธิสายรุ้ง", "215000.00"), ("ชมรมคนรักบ้าน", "95000.00")]


def page(body: str, charset: str = "utf-8") -> str:
    return (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}"><style>td {{}}</style>'
        f"<script>alert(1)</script></head><body>{body}</body></html>"
    )


@pytest.mark.parametrize(
    "content",
    [
        page(f"<table>{HEAD}{ROWS}</table>").encode(),
        page(f"<table>{HEAD}{ROWS}</table>", "tis-620").encode("cp874"),
        page(f"<table>{HEAD}{ROWS}</table>", "windows-874").encode("cp874"),
        page(f"<table>{HEAD}{ROWS}</table>", "tis-620").encode(),  # says one thing and is another
        page(f"<table>{HEAD}{ROWS}</table>").encode("utf-16"),
        f"<table border=1>{HEAD}{ROWS}</table>".encode(),
        page(f"<h1>รายงาน</h1><table><tr><td></td></tr></table><table>{HEAD}{ROWS}</table>").encode(),
    ],
)
def test_the_table_of_a_page_is_read_as_it_is_shown(content: bytes) -> None:
    table = find(read_book(content, "report.xls"))
    assert not table.faults
    assert entries(table) == FOUND


def test_a_cell_over_several_rows_and_a_hidden_row_are_told() -> None:
    rows = (
        "<tr><td rowspan=2>ก</td><td>1</td></tr><tr><td>2</td></tr><tr style='display:none'><td>ข</td></tr>"
    )
    body = f"<table>{rows}</table>"
    sheet = read_book(page(body).encode(), "report.html").sheets[0]
    assert [(merge.first_row, merge.last_row) for merge in sheet.merges] == [(1, 2)]
    assert sheet.hidden_rows == {3}


def test_scripts_styles_and_addresses_of_a_page_are_no_text_of_it() -> None:
    body = (
        "<table><tr><td><script>x()</script>ก<img src='http://example.org/x.png'></td><td>1</td></tr></table>"
    )
    assert grid(read_book(page(body).encode(), "report.xls")) == [["ก", "1"]]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (page("<p>เข้าสู่ระบบ</p>"), "report.xls"),
        (page("<table></table>"), "report.xls"),
        (page("<table>"), "report.xlsx"),
    ],
)
def test_a_page_without_a_table_or_under_another_name_is_refused(content: str, name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_book(content.encode(), name)
    assert refused.value.code == "web_page"
