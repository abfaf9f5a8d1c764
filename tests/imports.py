"""A table brought in as a person does it on the page: pasted, looked at, confirmed."""

from typing import Any

from django.test import Client

from spreadsheets.models import ImportBatch
from tests.html import forms_of

Rows = list[list[str]]


def pasted(client: Client, kind: str, rows: Rows, *, region: int = 6, year: int = 2567) -> ImportBatch:
    """Paste a table, its header first; return what the portal makes of it."""
    table = "\n".join("\t".join(row) for row in rows)
    form: dict[str, Any] = {"kind": kind, "region": region, "fiscal_year": year, "pasted": table}
    response = client.post("/imports/new/", form)
    assert response.status_code == 302, response.text
    return ImportBatch.objects.get(pk=response.url.strip("/").rpartition("/")[2])


def press(client: Client, batch: ImportBatch, act: str, *, follow: bool = False, **typed: str) -> Any:
    """Press a button of an import's page with all that its form holds; where it is not shown, knock all the same."""
    address = f"/imports/{batch.pk}/{act}/"
    page = client.get(f"/imports/{batch.pk}/")
    forms = forms_of(page.text) if page.status_code == 200 else []
    data = next((form.data for form in forms if form.action == address), {})
    return client.post(address, {**data, **typed}, follow=follow)


def confirmed(client: Client, batch: ImportBatch) -> ImportBatch:
    """Press the button that applies what the preview shows."""
    press(client, batch, "confirm")
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPLIED, batch.preview.get("faults")
    return batch
