"""A workbook that goes out is read and printed as it is: nothing cut, the heading on every page, a page that fits."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tables.writing import LINE_POINTS, ExportColumn, ExportTable, to_xlsx

LONG = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน อำเภอพระสมุทรเจดีย์ จังหวัดสมุทรปราการ (ประเด็นผู้สูงอายุ)"


def sheet_of(*widths: int, cell: str = LONG) -> Worksheet:
    columns = (
        *(ExportColumn(f"หัวข้อที่ยาวกว่าคอลัมน์ {width}", width) for width in widths),
        ExportColumn("บาท", 16, money=True),
    )
    row = (cell, *("สั้น" for _width in widths[1:]), Decimal("45000.00"))
    table = ExportTable("ตาราง", ("หัวเรื่อง",), columns, (row,))
    return load_workbook(io.BytesIO(to_xlsx(table, as_of="ข้อมูล ณ วันที่"))).worksheets[0]


@pytest.mark.parametrize(
    ("width", "cell", "lines"), [(34, LONG, 3), (34, "สั้น", 1), (20, "ก\nข\nค", 3), (200, LONG, 1)]
)
def test_a_row_is_as_high_as_its_fullest_cell(width: int, cell: str, lines: int) -> None:
    assert sheet_of(width, cell=cell).row_dimensions[4].height == LINE_POINTS * lines


def test_a_heading_that_does_not_fit_its_column_makes_its_row_higher() -> None:
    assert sheet_of(10, 60).row_dimensions[3].height > LINE_POINTS


@pytest.mark.parametrize(
    ("widths", "lies"), [((40, 30), "portrait"), ((40, 39), "portrait"), ((40, 40), "landscape")]
)
def test_a_wide_table_lies_on_its_side_and_fits_its_page(widths: tuple[int, ...], lies: str) -> None:
    sheet = sheet_of(*widths)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        lies,
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_each_page_repeats_the_heading_and_says_its_number_and_of_when_it_is() -> None:
    sheet = sheet_of(40)
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("ข้อมูล ณ วันที่", "&P / &N")
