"""A table brought in as a person does it on the page: pasted, looked at, confirmed."""

from typing import Any

from django.test import Client

from spreadsheets.models import ImportBatch

Rows = list[list[str]]


def pasted(client: Client, kind: str, rows: Rows, *, region: int = 6, year: int = 2567) -> ImportBatch:
    """Paste a table, its header first; return what the portal makes of it."""
    table = "\n".join("\t".join(row) for row in rows)
    form: dict[str, Any] = {"kind": kind, "region": region, "fiscal_year": year, "pasted": table}
    response = client.post("/imports/new/", form)
    assert response.status_code == 302, response.text
    return ImportBatch.objects.get(pk=response.url.strip("/").rpartition("/")[2])


def confirmed(client: Client, batch: ImportBatch) -> ImportBatch:
    """Press the button that applies what the preview shows."""
    client.post(f"/imports/{batch.pk}/confirm/")
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPLIED, batch.preview.get("faults")
    return batch
