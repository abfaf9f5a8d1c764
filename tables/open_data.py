"""Tables that go out for other programs: JSON, and a Data Package, which is CSV beside a description of its columns."""

import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal

from tables.writing import ExportColumn, ExportTable, to_csv

JSON = "application/json"
ZIP = "application/zip"
_SAME_BYTES = (1980, 1, 1, 0, 0, 0)  # of its parts: datapackage.json says of when they are


def as_json(data: object) -> bytes:
    """UTF-8; an amount is a number, as in the .csv."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain).encode("utf-8")


def _plain(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


def to_json(table: ExportTable, *, as_of: str, created: str) -> bytes:
    """The rows as records by the headings of their columns, and no total among them.

    `as_of` and `created` tell people and programs (ISO 8601) of when they are.
    """
    headers = [column.header for column in table.columns]
    rows = [dict(zip(headers, row, strict=True)) for row in table.rows]
    about = {"title": table.title, "about": table.lines, "as_of": as_of, "created": created}
    return as_json(about | {"columns": _fields(table), "rows": rows})


def to_data_package(name: str, *tables: ExportTable, as_of: str, created: str) -> bytes:
    """A zip of each table as .csv and datapackage.json (Frictionless Data Package 1), which describes them.

    `as_of` and `created` tell people and programs (ISO 8601) of when they are.
    """
    resources, files = [], {}
    are_several = sum(not table.name for table in tables) > 1
    for number, table in enumerate(tables, start=1):
        after = table.name or (str(number) if are_several else "")
        path = f"{name}-{after}.csv" if after else f"{name}.csv"
        files[path] = to_csv(table)
        called = table.name or _named(path.removesuffix(".csv"))
        described = {"name": called, "path": path, "title": table.title}
        resources.append(
            described
            | {"profile": "tabular-data-resource", "format": "csv", "encoding": "utf-8-sig"}
            | {
                "description": " ".join(table.lines),
                "schema": {"fields": _fields(table), "missingValues": [""]},
            }
        )
    about = {
        "name": _named(name),
        "profile": "tabular-data-package",
        "description": as_of,
        "created": created,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in {"datapackage.json": as_json(about | {"resources": resources}), **files}.items():
            package.writestr(zipfile.ZipInfo(path, _SAME_BYTES), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _named(text: str) -> str:
    """A name as the format allows it: small Latin letters, digits, dots, hyphens."""
    return re.sub(r"[^a-z0-9.-]+", "", text.lower()).strip("-") or "table"


def _fields(table: ExportTable) -> list[dict[str, str]]:
    return [
        {
            "name": column.header,
            "type": _type_of(column, [row[place] for row in table.rows]),
            "description": column.meaning,
        }
        for place, column in enumerate(table.columns)
    ]


def _type_of(column: ExportColumn, values: list[object]) -> str:
    if column.money:
        return "number"
    stated = [value for value in values if value is not None]
    if stated and all(type(value) is date for value in stated):
        return "date"
    return "integer" if stated and all(isinstance(value, int) for value in stated) else "string"
