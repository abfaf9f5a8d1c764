"""Budget tables that say something themselves, brought in at the door, and the answers to what is asked."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.test import Client

from spreadsheets.models import ImportBatch
from tests.uploads import upload
from thai.sentences import told

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]
ONE, TWO, THREE = [1, "ชมรมคนบ้านสวน", 95000], [2, "สมาคมแม่บ้าน", 45000], [3, "มูลนิธิเพื่อน", 25000]
Rows = Sequence[Sequence[Any]]


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def brought_in(client: Client, rows: Rows, **more: Any) -> ImportBatch:
    return upload(client, "budget.csv", "budget", as_csv(rows), **more)


def answered(client: Client, batch: ImportBatch, answer: str) -> ImportBatch:
    """Answer every question of the page with the same button; a browser sends a line break as CR LF.

    Also those that were answered before, for an earlier file with the same words.
    """
    asked = [each for each in batch.preview["faults"] if each["choices"]]
    for fault in [*asked, *(each for each in batch.preview["warnings"] if each["answer"])]:
        written = fault["written"].replace("\n", "\r\n")
        said = {"answer_code": fault["code"], "answer_written": written, "answer": answer}
        client.post(f"/imports/{batch.pk}/again/", said)
    batch.refresh_from_db()
    return batch


def names(batch: ImportBatch) -> list[str]:
    return [row["title"] for row in batch.preview["rows"]]


def with_column(heading: str, *values: Any) -> Rows:
    table: list[list[Any]] = [HEADER, ONE, TWO, THREE]
    return [[*row, value] for row, value in zip(table, [heading, *values], strict=True)]


def questions(batch: ImportBatch) -> list[str]:
    """Each of them as a reader of the preview has it, in the language of the page."""
    return [str(told(fault["message"])) for fault in batch.preview["faults"]]
