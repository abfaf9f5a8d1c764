"""What it takes to read a file: processor time and memory, ours beside openpyxl's on the same file.

Ours is the child process that reads. openpyxl opens the whole workbook, as most programs do, in a process of its own.
`python -m benchmarks.reading` prints the table that docs/records/reading.md keeps.
"""

import io
import os
import resource
import subprocess
import sys

import openpyxl
from django.conf import settings

from tables import limits
from tables.faults import FileRefused
from tables.reading import read_book

COLUMNS = 20
FILES = {  # rows, columns, whether every other cell is a text
    "an office's table, 15 rows": (15, 3, True),
    "100,000 cells, half of them texts": (5_000, COLUMNS, True),
    "400,000 numbers, as many as are read": (limits.FILLED_CELLS // COLUMNS, COLUMNS, False),
}


def workbook(rows: int, columns: int, has_texts: bool) -> bytes:
    """No two cells alike."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("งบประมาณ")
    for row in range(rows):
        numbers = range(row * columns, (row + 1) * columns)
        sheet.append([f"ศูนย์ประสานงาน {n}" if has_texts and n % 2 else n for n in numbers])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ours(content: bytes) -> None:
    settings.configure(USE_I18N=False)
    limits.WALL_SECONDS = 120  # the machine may be busy; what is measured is processor time
    try:
        read_book(content, "table.xlsx")
    except FileRefused as refused:
        print(f"refused ({refused.code})", end=" ")
    told(resource.RUSAGE_CHILDREN)


def peer(content: bytes) -> None:
    openpyxl.load_workbook(io.BytesIO(content))
    told(resource.RUSAGE_SELF)


def told(who: int) -> None:
    used = resource.getrusage(who)
    print(f"{used.ru_utime + used.ru_stime:.2f} s, {used.ru_maxrss / 1024:.0f} MB")


def main() -> None:
    print("| file (.xlsx) | ours | openpyxl |\n| --- | ---: | ---: |")
    for name, size in FILES.items():
        content, cells = workbook(*size), []
        for reader in ("ours", "peer"):
            command = [sys.executable, "-m", "benchmarks.reading", reader]
            asked = subprocess.run(  # noqa: S603
                command, input=content, env=os.environ, capture_output=True, check=True
            )
            cells.append(asked.stdout.decode().strip())
        print(f"| {name} | {' | '.join(cells)} |")
    print(f"\nLoad of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")


if __name__ == "__main__":
    {"ours": ours, "peer": peer}[sys.argv[1]](sys.stdin.buffer.read()) if len(sys.argv) > 1 else main()
