"""Files that a page makes and hands out for saving under a name."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from editing.moment import as_of
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

    Raises Http404 where there is no such file.
    """
    name = f"{stem}.{extension}"
    if extension == "xlsx":
        return download(to_xlsx(*tables, as_of=as_of()), name, XLSX)
    if extension == "zip":
        return download(to_data_package(stem, *tables), name, ZIP)
    if extension == "csv" and len(tables) == 1:
        return download(to_csv(tables[0]), name, CSV)
    if extension == "json" and len(tables) == 1:
        return download(to_json(tables[0]), name, JSON)
    raise Http404


def files_of(route: str, *args: object, query: str = "") -> dict[str, str]:
    """The addresses of one table's files by what their links say; `query` is what the page of it is narrowed to."""
    after = f"?{query}" if query else ""
    said = {"Excel": "xlsx", "CSV": "csv", "JSON": "json", "ZIP": "zip"}
    return {label: reverse(route, args=[*args, extension]) + after for label, extension in said.items()}


def json_download(name: str, data: object) -> HttpResponse:
    return download(as_json(data), name, JSON)
