"""Files that a page makes and hands out for saving under a name."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from editing.moment import as_of, as_of_in_a_name, made_at
from tables.open_data import JSON, ZIP, as_json, to_data_package, to_json
from tables.writing import CSV, XLSX, ExportTable, to_csv, to_xlsx


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = _saved_as(name)
    return response


def stream(parts: Iterator[bytes], name: str, content_type: str) -> StreamingHttpResponse:
    """Hand out a file while it is being made."""
    response = StreamingHttpResponse(parts, content_type=content_type)
    response["Content-Disposition"] = _saved_as(name)
    return response


def _saved_as(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"


def file_of(title: object, fiscal_year: int | str, region_number: int | None = None) -> str:
    """The name of a file of a year, without its ending, as people here name theirs: งบประมาณ-2567-เขต6."""
    where = f"เขต{region_number}" if region_number else "ทุกเขต"
    return re.sub(r'[\\/:*?"<>|\s]+', "-", f"{title}-{fiscal_year}-{where}")


def table_download(stem: str, extension: str, *tables: ExportTable) -> HttpResponse:
    """Hand tables out as .xlsx, or as .zip with a description of their columns; a single one as .csv or .json too.

    Each says of when its figures are; a .csv, which holds records alone, in its name.
    Raises Http404 where there is no such file.
    """
    name = f"{stem}.{extension}"
    if extension == "xlsx":
        return download(to_xlsx(*tables, as_of=as_of()), name, XLSX)
    if extension == "zip":
        return download(to_data_package(stem, *tables, as_of=as_of(), created=made_at()), name, ZIP)
    if extension == "csv" and len(tables) == 1:
        return download(to_csv(tables[0]), f"{stem}-{as_of_in_a_name()}.csv", CSV)
    if extension == "json" and len(tables) == 1:
        return download(to_json(tables[0], as_of=as_of(), created=made_at()), name, JSON)
    raise Http404


def files_of(route: str, *args: object, query: str = "") -> dict[str, str]:
    """The addresses of one table's files by what their links say; `query` is what the page of it is narrowed to."""
    after = f"?{query}" if query else ""
    said = {"Excel": "xlsx", "CSV": "csv", "JSON": "json", "ZIP": "zip"}
    return {label: reverse(route, args=[*args, extension]) + after for label, extension in said.items()}


def json_download(name: str, data: dict[str, object]) -> HttpResponse:
    """Hand out records in another's fields; of when they are stands beside them."""
    return download(as_json(data | {"as_of": as_of(), "created": made_at()}), name, JSON)
