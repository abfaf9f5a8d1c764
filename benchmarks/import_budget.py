"""A budget table of many rows: ours, an unmodified ModelResource, and a bare parse and bulk insert.

All three read the same .xlsx file. Ours is preview and confirm with history written. The unmodified
ModelResource (the same fields, its own dry run and import) is given its organisations beforehand, because
it cannot make them. The bare one reads with openpyxl and inserts in bulk, with no check and no history.
"""

import io
import resource
import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median

import openpyxl
import tablib
from django.db import transaction
from import_export import fields, resources, widgets

from centres.models import Organisation
from grants.budget.workbooks import BUDGET
from grants.models import Allocation, Programme
from regions.models import Region
from spreadsheets import batches
from spreadsheets.options import Options

ROWS, FEW, MANY = 10_000, 1_000, 20_000
REPEATS = 3
REGION, YEAR = 6, 2567


def workbook(rows: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"การสนับสนุนงบประมาณปี {YEAR}"])
    sheet.append([])
    sheet.append([column.header for column in BUDGET.columns])
    for number in range(1, rows + 1):
        sheet.append(
            [number, f"ศูนย์ประสานงานหลักประกันสุขภาพประชาชน แห่งที่ {number} จังหวัดชลบุรี", 95000 + number % 7]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def clean_database() -> None:
    for model in (Allocation, Programme, Organisation):
        model.objects.all()._raw_delete("default")  # row by row, with a history of each, takes minutes
    # What the histories say stays, and so do the imports that they name.
    Programme.objects.create(
        region_id=REGION, fiscal_year=YEAR, name="โครงการสำหรับวัดความเร็ว", ceiling=Decimal("99999999999.00")
    )


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(content: bytes, rows: int) -> float:
    clean_database()
    scope = batches.scope_for(None, Region.objects.get(number=REGION), YEAR)

    def work() -> None:
        batch = batches.preview(content, "budget.xlsx", "budget", scope, Options())
        batches.confirm(batch, None)

    seconds = timed(work)
    _check(rows, history=True)
    return seconds


def bare(content: bytes, rows: int) -> float:
    clean_database()

    def work() -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        read = [(row[0], row[1], Decimal(row[2])) for row in sheet.iter_rows(min_row=4, values_only=True)]
        with transaction.atomic():
            programme = Programme.objects.get()
            made = Organisation.objects.bulk_create(
                [Organisation(region_id=REGION, name=name, name_key=name) for _order, name, _amount in read],
                500,
            )
            Allocation.objects.bulk_create(
                [
                    Allocation(programme=programme, organisation=organisation, order=order, amount=amount)
                    for organisation, (order, _name, amount) in zip(made, read, strict=True)
                ],
                500,
            )

    seconds = timed(work)
    _check(rows, history=False)
    return seconds


class UnmodifiedResource(resources.ModelResource):
    programme = fields.Field("programme", "programme", widgets.ForeignKeyWidget(Programme))
    organisation = fields.Field(
        # By its key, which has an index: on SQLite a look for the name compares each row in Thai order, in Python.
        "organisation",
        "ชื่อหน่วยงานภาคประชาชน",
        widgets.ForeignKeyWidget(Organisation, "name_key"),
    )
    order = fields.Field("order", "ลำดับ", widgets.IntegerWidget())
    amount = fields.Field("amount", "งบประมาณ", widgets.DecimalWidget())

    class Meta:
        model = Allocation
        fields = ["programme", "organisation", "order", "amount"]
        import_id_fields = ["programme", "organisation"]


def unmodified(content: bytes, rows: int) -> float:
    clean_database()
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    names = [row[0] for row in sheet.iter_rows(min_row=4, min_col=2, max_col=2, values_only=True)]
    Organisation.objects.bulk_create(
        [Organisation(region_id=REGION, name=name, name_key=name) for name in names], 500
    )
    programme = Programme.objects.get()

    def work() -> None:
        dataset = tablib.Dataset().load(content, format="xlsx", headers=True)
        # The stock reader takes the first line for the header; it is given the table without its title lines.
        plain = tablib.Dataset(headers=["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ", "programme"])
        for row in list(dataset)[2:]:
            plain.append([*row[:3], programme.pk])
        for dry_run in (True, False):
            result = UnmodifiedResource().import_data(plain, dry_run=dry_run, raise_errors=True)
            if result.has_errors():
                raise RuntimeError("the unmodified import failed")

    seconds = timed(work)
    _check(rows, history=True)
    return seconds


def _check(rows: int, *, history: bool) -> None:
    if Allocation.objects.count() != rows or (
        history and Allocation.history.filter(id__in=Allocation.objects.values("pk")).count() < rows
    ):
        raise RuntimeError("the import is not complete")


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run() -> None:
    """Print seconds and ratios; the targets stand beside them."""
    content = workbook(ROWS)
    ours(workbook(50), 50)  # everything imported and warm
    before = peak_megabytes()
    our_seconds = median(ours(content, ROWS) for _repeat in range(REPEATS))
    grown = peak_megabytes() - before
    bare_seconds = median(bare(content, ROWS) for _repeat in range(REPEATS))
    per_row = {
        rows: median(ours(table, rows) for _repeat in range(REPEATS)) / rows
        for rows, table in ((FEW, workbook(FEW)), (MANY, workbook(MANY)))
    }
    unmodified_seconds = unmodified(content, ROWS)
    print(f"Import of a budget table of {ROWS} rows (.xlsx, preview + confirm, history written)")
    print(f"  ours                          {our_seconds:8.2f} s")
    print(f"  unmodified ModelResource      {unmodified_seconds:8.2f} s")
    print(f"  bare parse + bulk insert      {bare_seconds:8.2f} s")
    print(f"  ours / unmodified             {our_seconds / unmodified_seconds:8.3f}   (at most 0.050)")
    print(f"  ours / bare                   {our_seconds / bare_seconds:8.2f}   (at most 5)")
    print(f"  time per row, {MANY} rows / {FEW} rows {per_row[MANY] / per_row[FEW]:6.2f}   (at most 1.3)")
    print(f"  growth of this process's peak {grown:8.1f} MB (less than 100)")
