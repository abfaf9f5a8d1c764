"""A file brought in at the door of the import desk, and what the portal found in it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from spreadsheets.models import ImportBatch


def sent(
    client: Client, name: str, kind: str, content: bytes, *, region: int = 6, year: int = 2567, **more: str
) -> Any:
    """What answers the form of a new import."""
    file = SimpleUploadedFile(name, content)
    form = {"kind": kind, "region": str(region), "fiscal_year": str(year), "file": file}
    return client.post("/imports/new/", form | more)


def upload(client: Client, name: str, kind: str, content: bytes, **more: Any) -> ImportBatch:
    response = sent(client, name, kind, content, **more)
    assert response.status_code == 302, response.text[:2000]
    return ImportBatch.objects.get(pk=int(response.url.strip("/").split("/")[-1]))


def budget_as_csv(*lines: str) -> bytes:
    """A budget table whose rows are typed as lines of CSV."""
    return "\r\n".join(["ลำดับ,ชื่อหน่วยงานภาคประชาชน,งบประมาณ", *lines]).encode("utf-8-sig")


def faults(batch: ImportBatch) -> list[tuple[Any, Any, str]]:
    """Column, row and code of each fault that was found."""
    return [(fault["column"], fault["row"], fault["code"]) for fault in batch.preview["faults"]]
