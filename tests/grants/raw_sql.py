"""Statements as somebody writes them who asks no model: rows with everything in place but what a test changes."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

USUAL: dict[str, dict[str, Any]] = {
    "programme": {
        "version": 1,
        "region_id": 11,
        "fiscal_year": 2569,
        "name": "โครงการ",
        "ceiling": 10000,
        "allocated": 0,
        "budget_code": "",
        "source_document": "",
        "state": "planned",
        "agreements_numbered": 0,
    },
    "allocation": {
        "version": 1,
        "programme_id": "{open_year}",
        "organisation_id": "{organisation}",
        "order": 99,
        "amount": 1000,
        "agreed": 0,
        "tier": "",
        "purpose": "",
        "state": "planned",
    },
    "agreement": {
        "version": 1,
        "allocation_id": "{planned_allocation}",
        "number": "ปชส-ใหม่",
        "number_as_typed": "",
        "kind": "contract",
        "amount": 1000,
        "office_signatory": "",
        "office_position": "",
        "organisation_signatory": "",
        "organisation_position": "",
        "scan": "",
        "signed_name": "",
        "state": "draft",
        "instalments_total": 0,
        "paid": 0,
        "returned": 0,
        "committed": 0,
        "unsplit_id": 0,
        "uncommitted_id": 0,
    },
    "instalment": {
        "version": 1,
        "agreement_id": "{active}",
        "number": 9,
        "amount": 100,
        "waits_for": "",
        "state": "planned",
        "paid": 0,
        "comment": "",
    },
    "entry": {
        "agreement_id": "{active}",
        "kind": "interest",
        "adjusts": "",
        "amount": 100,
        "on": "2024-03-01",
        "document_number": "บค 99",
        "reason": "แก้ไข",
        "requested_by_id": "{asks}",
        "approved_by_id": "{approves}",
        "recorded_by_id": "{approves}",
        "recorded_at": "{now}",  # after every report was sent
    },
    "report": {
        "version": 1,
        "instalment_id": "{active_3}",
        "state": "draft",
        "done": "",
        "output": "",
        "outcome": "",
        "problems": "",
        "unshown": "",
        "activities": "[]",
        "checks": "[]",
        "participants": 0,
    }
    | dict.fromkeys(["carried", "received", "interest", "compensation", "wages", "services"], 0)
    | dict.fromkeys(["materials", "utilities", "other", "returned", "cash", "bank"], 0),
    "participantcount": {"report_id": "{active_2_report}", "people": 1},
    "amendment": {
        "agreement_id": "{asked}",
        "kind": "change",
        "reason": "ปรับงวด",
        "before": "{{}}",
        "after": "{{}}",
        "needs_head_office": False,
        "version": 1,
        "state": "waiting",
        "requested_by_id": "{asks}",
        "requested_at": "2024-03-01 00:00:00+00:00",
        "answer": "",
    },
    "returnnotice": {
        "version": 1,
        "agreement_id": "{asked}",
        "unspent": 100,
        "interest": 0,
        "on": "2024-03-01",
        "document_number": "โอน 1",
        "slip": "",
        "state": "waiting",
        "requested_by_id": "{asks}",
        "requested_at": "2024-03-01 00:00:00+00:00",
        "answer": "",
    },
    "correction": {
        "version": 1,
        "entry_id": "{payment}",
        "right_amount": 0,
        "reason": "โอนไม่สำเร็จ",
        "document_number": "บค 9",
        "state": "waiting",
        "requested_by_id": "{asks}",
        "requested_at": "2024-03-01 00:00:00+00:00",
        "answer": "",
    },
    "ceilingchange": {
        "version": 1,
        "programme_id": "{planned_year}",
        "before": 50000,
        "after": 60000,
        "reason": "ได้รับงบเพิ่ม",
        "state": "waiting",
        "requested_by_id": "{asks}",
        "requested_at": "2024-03-01 00:00:00+00:00",
        "answer": "",
    },
    "seal": {
        "programme_id": "{planned_year}",
        "place": 1,
        "record": "entry",
        "key": 1,
        "content": "{{}}",
        "at": "2024-03-01 00:00:00+00:00",
        "previous": "",
        "hash": "0" * 64,
    },
    "settlement": {
        "version": 1,
        "state": "waiting",
        "answer": "",
        "programme_id": "{open_year}",
        "how": "explained",
        "amount": 100,
        "reason": "ใช้ไม่หมด",
        "document_number": "",
        "requested_by_id": "{asks}",
        "requested_at": "2024-03-01 00:00:00+00:00",
    },
}


def insert(table: str, verb: str = "INSERT", more: str = "", **values: Any) -> str:
    """An INSERT of a whole row, with the keys still to be filled in."""
    row = USUAL[table] | values
    columns = ", ".join(f'"{column}"' for column in row)
    return f"{verb} INTO grants_{table} ({columns}) VALUES ({', '.join(map(_literal, row.values()))}) {more}"


def rows(table: str, *several: dict[str, Any]) -> str:
    """One INSERT of several rows."""
    statements = [insert(table, **values).strip() for values in several]
    head, _values, first = statements[0].partition(" VALUES ")
    return f"{head} VALUES {', '.join([first, *(each.partition(' VALUES ')[2] for each in statements[1:])])}"


def update(table: str, row: str, what: str) -> str:
    return f"UPDATE grants_{table} SET {what} WHERE id = {{{row}}}"  # noqa: S608


def delete(table: str, row: str) -> str:
    return f"DELETE FROM grants_{table} WHERE id = {{{row}}}"  # noqa: S608


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float) or (value.startswith(("{", "x'")) and not value.startswith("{{")):
        return str(value)
    return f"'{value}'"


def run(statement: str, keys: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**keys, now=f"'{timezone.now():%Y-%m-%d %H:%M:%S.%f+00:00}'"))


def reason_of(error: DatabaseError) -> str:
    """The name of the rule, constraint or index that refused a statement."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return str(name or str(error).removeprefix("CHECK constraint failed: "))


def only_on(vendor: str) -> None:
    """For what one of the databases can do and the other cannot."""
    if connection.vendor != vendor:
        pytest.skip(f"only {vendor} can be asked this")
