"""The front door: read_book and read_pasted, with the child process behind them."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tables import limits, reading
from tables.faults import FileRefused
from tables.reading import read_book, read_pasted
from tables.sheets import Cell, CellKind
from tests.tables.books import grid
from tests.workbooks.raw import cell_styles, open_document, sheet_xml, workbook
from tests.workbooks.writers import write

ROW = "<row><c><v>95000</v></c></row>"
ENGINE = Path(reading.__file__).parent


@pytest.fixture(autouse=True)
def a_busy_machine_may_take_its_time(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 60)


@pytest.mark.parametrize(
    ("content", "filename", "form"),
    [
        (workbook(ROW), "งบ 2567.xlsx", "xlsx"),
        (write("xlsx", [[95000]]), "C:\\Users\\สมศรี\\งบ.XLSX", "xlsx"),
        (write("xls", [[95000]]), "งบ.xls", "xls"),
        (
            open_document(
                '<table:table-row><table:table-cell office:value-type="float" office:value="95000"/></table:table-row>'
            ),
            "งบ.ods",
            "ods",
        ),
        (b"95000\n", "../../งบ.final.csv", "csv"),
        ("95000\n".encode("utf-16"), "งบ.csv ", "csv"),
    ],
)
def test_a_file_of_each_form_is_read(content, filename, form):
    book = read_book(content, filename)
    assert (book.format, grid(book), book.faults) == (form, [["95000"]], [])


def test_the_sheet_of_a_text_file_has_the_name_of_the_file():
    assert read_book(b"1,2\n", "uploads/งบ 2567.csv").sheets[0].title == "งบ 2567"


def test_a_pasted_table_is_read():
    book = read_pasted("ที่\tชื่อ\r\n1\tก 😀\r\n", "")
    assert (book.format, grid(book)) == ("pasted", [["ที่", "ชื่อ"], ["1", "ก 😀"]])
    assert grid(read_pasted("", "<table><tr><td>ก<td>ข</table>")) == [["ก", "ข"]]


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"", "งบ.xlsx", "empty_file"),
        (b"x" * 165, "~$งบ.xlsx", "lock_file"),
        (b"1," * (limits.UPLOAD_BYTES // 2) + b"1", "งบ.csv", "upload_too_big"),
        (workbook(ROW), "งบ", "no_extension"),
        (workbook(ROW), ".xlsx", "no_extension"),
        (workbook(ROW), "งบ.xlsx.exe", "unknown_extension"),
        (b"%PDF-1.4", "งบ.xlsx", "pdf"),
        (workbook(""), "งบ.xlsx", "nothing_filled"),
        (workbook("<row><c t='str'><v>  </v></c></row>"), "งบ.xlsx", "nothing_filled"),
    ],
)
def test_a_refusal_has_a_code_and_a_sentence_in_thai(content, filename, code):
    with pytest.raises(FileRefused) as refused:
        read_book(content, filename)
    assert refused.value.code == code
    assert any("ก" <= letter <= "๙" for letter in refused.value.message)


def test_two_programs_may_not_disagree_about_a_part_of_a_workbook():
    content = workbook(ROW)
    name = content.index(b"xl/worksheets/sheet1.xml") + 24
    damaged = content[:name] + bytes([content[name] ^ 0xFF]) + content[name + 1 :]
    with pytest.raises(FileRefused) as refused:
        read_book(damaged, "งบ.xlsx")
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("row", ["<row r='1048576'><c r='XFD1048576' t='str'><v> </v></c></row>", ""])
def test_bordered_cells_and_a_stray_space_far_away_are_no_content(row):
    bordered = ("<row>" + "<c s='1'/>" * 10 + "</row>") * 3_300
    book = read_book(workbook(ROW + bordered + row, styles=cell_styles("14")), "งบ.xlsx")
    assert book.sheets[0].rows == {1: {1: Cell(CellKind.NUMBER, "95000")}}


def test_a_value_in_the_last_cell_of_a_sheet_is_read():
    book = read_book(workbook("<row r='1048576'><c r='XFD1048576'><v>7</v></c></row>"), "งบ.xlsx")
    assert book.sheets[0].rows == {1048576: {16384: Cell(CellKind.NUMBER, "7")}}


def rows(count: int, cells: str = "<c><v>1</v></c>") -> str:
    return f"<row>{cells}</row>" * count


SHARED = "<c t='s'><v>0</v></c>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook(rows(limits.LINES + 1)), "too_many_rows"),
        (workbook(rows(1, "<c><v>1</v></c>" * (limits.COLUMNS + 1))), "too_many_columns"),
        (workbook(rows(10_001, "<c><v>1</v></c>" * 40)), "too_many_cells"),
        (workbook(rows(1001, SHARED), texts=f"<si><t>{'ก' * 20_000}</t></si>"), "too_much_text"),
        (workbook(ROW, texts="<si/>" * (limits.SHARED_TEXTS + 1)), "too_much_text"),
        (workbook(ROW, "<mergeCell ref='A1:XFD1048576'/>" * (limits.MERGES + 1)), "too_many_merges"),
        (workbook(listed="<sheet name='x' r:id='rId1'/>" * (limits.SHEETS + 1)), "too_many_sheets"),
        (workbook(ROW, changes={"xl/media/a.png": bytes(limits.UNPACKED_BYTES)}), "unpacks_too_big"),
        (workbook(ROW, "<a>" * 200_000), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_too_much_is_refused_with_its_limit(content, code):
    with pytest.raises(FileRefused) as refused:
        read_book(content, "งบ.xlsx")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("<tr><td>1" * (limits.LINES + 1), "too_many_rows"),
        ("<tr>" + "<td>1" * (limits.COLUMNS + 1), "too_many_columns"),
    ],
    ids=["rows", "columns"],
)
def test_a_web_page_has_the_limits_of_a_workbook(rows, code):
    with pytest.raises(FileRefused) as refused:
        read_book(f"<html><table>{rows}</table></html>".encode(), "report.xls")
    assert refused.value.code == code


def test_elements_that_nest_without_end_are_refused_by_whichever_limit_they_meet_first():
    with pytest.raises(FileRefused) as refused:
        read_book(workbook("<row>" + "<x>" * 5_000_000), "งบ.xlsx")
    assert refused.value.code in ("too_much_memory", "too_slow")


def test_one_record_of_ten_million_fields_takes_too_much_memory():
    with pytest.raises(FileRefused) as refused:
        read_book(b"1," * 10_000_000, "งบ.csv")
    assert refused.value.code == "too_much_memory"


@pytest.mark.parametrize(
    "content",
    [
        workbook(rows(limits.ROWS)),
        workbook(rows(2, "<c><v>1</v></c>" * limits.COLUMNS)),
        workbook(ROW, "<x y='" + "a" * 5_000_000 + "'/>"),
        workbook(ROW, "<!--" + "-a" * 5_000_000 + "-->"),
        workbook(ROW + "<row r='9' hidden='1'/>" * 100_000),
    ],
    ids=["rows", "columns", "a long attribute", "a long comment", "hidden empty rows"],
)
def test_what_is_just_within_the_limits_is_read(content):
    assert read_book(content, "งบ.xlsx").sheets[0].cell(1, 1)


def test_merged_blocks_that_lie_on_each_other_without_end_are_refused():
    stacked = "<mergeCell ref='Z1:XFD1048576'/>" * 3_000
    with pytest.raises(FileRefused) as refused:
        read_book(workbook(rows(5_000), stacked), "งบ.xlsx")
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("raise SystemExit(0)", "unreadable"),
        ("raise SystemExit(3)", "unreadable"),
        ("import os; os.abort()", "unreadable"),
        ("print('nonsense')", "unreadable"),
        ("print('[]')", "unreadable"),
        ("print('{}')", "unreadable"),
        ("print('7')", "unreadable"),
        ('print(\'["row",1,[1,"n","5",0,false]]\')', "unreadable"),
        ('print(\'["sheet","a",false]\\n["row",1,[1,"?","5",0,false]]\')', "unreadable"),
        ('print(\'["sheet","a",false]\\n["row",1,[1,"n",5,0,false]]\')', "unreadable"),
        ('print(\'["sheet","a",false]\\n["row",1,[1,"n"]]\')', "unreadable"),
        ('print(\'["sheet","a",false]\\n["row",1,[1,"n","5",7,false]]\')', "unreadable"),
        ('print(\'["sheet","a",false]\\n["row",1,[1,"n","5"\')', "unreadable"),
        ('print(\'["refused","no such code",{}]\')', "unreadable"),
        ('print(\'["refused","too_many_rows",{}]\')', "unreadable"),
        ('print(\'["failed","ValueError at x.py:1"]\')', "unreadable"),
        (
            "import sys; sys.stdin.read(); [sys.stdout.write('[' * 100000) for _ in range(10000)]",
            "unreadable",
        ),
        ('import sys; sys.stdin.read()\nwhile True: print(\'["format","x"]\')', "unreadable"),
        ("import sys, time; sys.stdin.buffer.read(); time.sleep(60)", "too_slow"),
        ("import time; time.sleep(60)", "too_slow"),
        (
            "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass",
            "too_slow",
        ),
    ],
)
def test_however_the_child_ends_the_sender_gets_a_sentence(program, code, tmp_path, monkeypatch):
    """The child is replaced by a program that has gone wrong in this way."""
    child = tmp_path / "child of an office.py"
    child.write_text(program)
    monkeypatch.setattr(reading, "_CHILD", child)
    monkeypatch.setattr(limits, "WALL_SECONDS", 1.5 if code == "too_slow" else 60)
    monkeypatch.setattr(limits, "OUTPUT_BYTES", 1_000_000)
    monkeypatch.setattr(limits, "LINE_BYTES", 500_000)
    with pytest.raises(FileRefused) as refused:
        read_book(b"x" * 3_000_000, "งบ.csv")
    assert refused.value.code == code


def test_no_child_and_no_open_file_is_left_behind(monkeypatch):
    def ours() -> tuple[set[str], str]:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
        return set(os.listdir("/proc/self/fd")), children

    read_book(b"1,2\n", "a.csv")
    before = ours()
    for _ in range(5):
        read_book(b"1,2\n", "a.csv")
        with pytest.raises(FileRefused):
            read_book(b"%PDF-", "a.csv")
    assert ours() == before


def imported(module: Path) -> set[str]:
    """Modules that a file imports when it is loaded, which in the child is before the limits."""
    found: set[str] = set()
    for node in ast.parse(module.read_text()).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_the_child_knows_no_django():
    for module in [ENGINE / name for name in ("child.py", "gate.py", "limits.py", "refused.py")] + [
        *(ENGINE / "readers").glob("*.py")
    ]:
        assert not {name for name in imported(module) if name.startswith(("django", "thai"))}, module


def test_the_child_can_write_no_file_and_take_little_memory(tmp_path):
    """A child that sets its limits and then tries to do what it must not."""
    written = tmp_path / "written"
    program = f"""
import sys; sys.path.append({str(ENGINE.parent)!r})
import os, resource
from tables import child
child._limit_ourselves()
for attempt in (lambda: open({str(written)!r}, "w").write("x" * 10**6), lambda: bytearray(10**9)):
    try:
        attempt()
    except (OSError, MemoryError) as error:
        print(type(error).__name__)
print(resource.getrlimit(resource.RLIMIT_CPU)[1], resource.getrlimit(resource.RLIMIT_NPROC)[1])
"""
    said = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["OSError", "MemoryError", str(limits.CPU_SECONDS), "0"]
    assert not written.exists() or not written.read_bytes()


def test_reading_works_from_any_folder_and_from_a_path_with_spaces(tmp_path, monkeypatch):
    home = tmp_path / "โฟลเดอร์ with spaces"
    shutil.copytree(ENGINE / "readers", home / "tables" / "readers")
    for name in ("__init__.py", "child.py", "gate.py", "limits.py", "refused.py"):
        shutil.copy(ENGINE / name, home / "tables" / name)
    (tmp_path / "json.py").write_text("raise RuntimeError('a module of the current folder was imported')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reading, "_CHILD", home / "tables" / "child.py")
    for content, name in ((workbook(ROW), "a.xlsx"), (write("xls", [[95000]]), "a.xls"), (b"95000", "a.csv")):
        assert grid(read_book(content, name)) == [["95000"]]


def test_a_lie_about_a_parts_size_is_found_when_it_is_unpacked():
    content = workbook(ROW, changes={"xl/media/a.png": bytes(1_000_000)})
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/media/a.png"))
    lying = content[: entry + 24] + (1000).to_bytes(4, "little") + content[entry + 28 :]
    with pytest.raises(FileRefused) as refused:
        read_book(lying, "งบ.xlsx")
    assert refused.value.code == "damaged"


def test_every_sheet_of_a_book_counts():
    sheet = sheet_xml(rows(15_000, "<c><v>1</v></c>" * 14))
    content = workbook(
        rows(15_000, "<c><v>1</v></c>" * 14),
        listed="<sheet name='a' r:id='rId1'/><sheet name='b' r:id='s2'/>",
        relationships="<Relationship Id='s2' Type='{office}/worksheet' Target='two.xml'/>",
        changes={"xl/two.xml": sheet},
    )
    with pytest.raises(FileRefused) as refused:
        read_book(content, "งบ.xlsx")
    assert refused.value.code == "too_many_cells"
