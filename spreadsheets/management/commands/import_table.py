"""Bring an office's table in from the command line, or only say what it would do."""

import json
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from editing.fields import refuse_impossible_year
from people.models import User
from regions.models import Region
from spreadsheets import batches
from spreadsheets.kinds import kind_named, kinds
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from spreadsheets.resources import Change, Json, Scope
from tables.faults import Fault
from tables.kinds import Row, Table
from thai.amounts import AmountRefused, parse_baht

ACCEPTED, REJECTED, WRONG_USAGE = 0, 1, 2
# What a person at the page does with a button, the command line does with an option.
OPTION_FOR = {"several_sheets": "--sheet NAME", "blank_in_group": "--fill-down"}


class Command(BaseCommand):
    help = "Bring in an office's table, for head office or as --user. Without --apply nothing is written."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--kind", required=True, choices=sorted(kinds()))
        parser.add_argument("--region", required=True, type=int, help="region number, 1 to 13")
        parser.add_argument(
            "--year",
            required=True,
            type=int,
            help="fiscal year in Buddhist era, such as 2567 (for a register: any)",
        )
        parser.add_argument("--sheet", metavar="NAME", help="the sheet to take, where several fit")
        parser.add_argument("--fill-down", action="store_true", help="fill blank group cells from above")
        parser.add_argument(
            "--ceiling", metavar="BAHT", help="the ceiling, where the programme is not there yet"
        )
        parser.add_argument(
            "--answer",
            metavar="QUESTION=ANSWER",
            action="append",
            default=[],
            help="answer a question that the file was refused with, as it is named there",
        )
        parser.add_argument("--user", metavar="NAME", help="act as this user, within her walls")
        parser.add_argument("--apply", action="store_true", help="write, if there is no fault")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: object, **options: object) -> None:
        with override("th"):
            if Region._meta.db_table not in connection.introspection.table_names():
                self._wrong_usage(_("The database has no tables yet. Run manage.py migrate first."))
            self._handle(**options)

    def _handle(self, **options: Any) -> None:
        content = self._content(options["file"])
        scope = self._scope(options)
        how = Options(options["sheet"], options["fill_down"], answers=self._answers(options["answer"]))
        filename, kind = options["file"].name, options["kind"]
        if options["apply"] and scope.user is None and kind_named(kind).needs_person:
            self._wrong_usage(
                _("This table is recorded in the name of a person. Say who brings it in, with --user NAME.")
            )
        try:
            examined = batches.examine(content, filename, kind, scope, how)
        except PermissionDenied:
            self._wrong_usage(
                _("%(user)s may not bring tables of this kind into %(region)s.")
                % {"user": scope.user, "region": scope.region}
            )
        batch = None
        if options["apply"] and examined.accepted:
            comparison = examined.comparison
            if (
                comparison is not None
                and "ceiling" in comparison.notes
                and comparison.notes["ceiling"] is None
            ):
                self._wrong_usage(
                    _("There is no programme for that year yet. Name its ceiling with --ceiling BAHT.")
                )
            batch = batches.preview(content, filename, kind, scope, how)
            if batch.state == ImportBatch.State.PREVIEWED:
                batch = self._confirmed(batch, scope.user)
        self._report(examined, batch, as_json=options["json"])
        if not examined.accepted:
            raise SystemExit(REJECTED)

    def _confirmed(self, batch: ImportBatch, user: User | None) -> ImportBatch:
        try:
            return batches.confirm(batch, user, seen=batch.shown)
        except ValidationError as refused:
            self._wrong_usage(" ".join(refused.messages))

    def _content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            self._wrong_usage(_("%(file)s cannot be opened: %(why)s") % {"file": path, "why": error.strerror})

    def _scope(self, options: dict[str, Any]) -> Scope:
        region = Region.objects.filter(number=options["region"]).first()
        if region is None:
            self._wrong_usage(_("There is no region %(number)s.") % {"number": options["region"]})
        try:
            refuse_impossible_year(options["year"])
        except ValidationError as refused:
            self._wrong_usage(" ".join(refused.messages))
        user = None
        if options["user"]:
            user = User.objects.filter(username=options["user"], is_active=True).first()
            if user is None:
                self._wrong_usage(_("There is no user “%(name)s”.") % {"name": options["user"]})
        try:
            return batches.scope_for(user, region, options["year"], self._ceiling(options["ceiling"]))
        except PermissionDenied:
            self._wrong_usage(
                _("%(user)s may not bring tables into %(region)s.") % {"user": user, "region": region}
            )

    def _answers(self, typed: list[str]) -> tuple[tuple[str, str, str], ...]:
        """Answers to all questions of a code: "other_region=leave"."""
        answers = [said.partition("=") for said in typed]
        for question, _sign, answer in answers:
            if not question or not answer:
                self._wrong_usage(_("Write an answer as QUESTION=ANSWER, such as other_region=leave."))
        return tuple((question, "", answer) for question, _sign, answer in answers)

    def _ceiling(self, text: str | None) -> Decimal | None:
        if text is None:
            return None
        try:
            return parse_baht(text)
        except AmountRefused:
            self._wrong_usage(_("“%(text)s” is not an amount of baht.") % {"text": text})

    def _wrong_usage(self, message: str) -> NoReturn:
        self.stderr.write(message)
        raise SystemExit(WRONG_USAGE)

    def _report(self, examined: batches.Examined, batch: ImportBatch | None, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(_as_json(examined), ensure_ascii=False))
            return
        for fault in examined.faults:
            self.stdout.write(f"✗ {place(fault)}{with_option(fault)}")
        for warning in examined.warnings:
            self.stdout.write(f"! {place(warning)}{warning.message}")
        if not examined.accepted:
            count = len(examined.faults)
            self.stdout.write(
                ngettext(
                    "Nothing was written: %(count)s fault.", "Nothing was written: %(count)s faults.", count
                )
                % {"count": count}
            )
            return
        comparison = examined.comparison
        if comparison is not None:
            counts = {change.value: comparison.count(change) for change in Change}
            self.stdout.write(
                _(
                    "%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(missing)s missing from the file"
                )
                % counts
            )
            for fact in comparison.facts:
                self.stdout.write(fact)
        self.stdout.write(
            _("Written.")
            if batch is not None and batch.applied_at
            else _("Nothing was written. Add --apply to write.")
        )


def place(fault: Fault) -> str:
    """Return "แผ่นงาน แถว 7 คอลัมน์ C: " for what has a place, else nothing."""
    parts = []
    if fault.sheet:
        parts.append(_("sheet “%(sheet)s”") % {"sheet": fault.sheet})
    if fault.row is not None:
        parts.append(_("row %(row)s") % {"row": fault.row})
    if fault.column is not None:
        parts.append(_("column %(column)s") % {"column": fault.column})
    return f"{' '.join(parts)}: " if parts else ""


def with_option(fault: Fault) -> str:
    """Return the fault's sentence, with the option that answers it where there is one."""
    option = OPTION_FOR.get(fault.code)
    if fault.choices and all(answer.isascii() for answer, _words in fault.choices):
        option = f"--answer {fault.code}={'|'.join(answer for answer, _words in fault.choices)}"
    return f"{fault.message} ({option})" if option else fault.message


def _as_json(examined: batches.Examined) -> Json:
    table = examined.table
    return {
        "outcome": "accept" if examined.accepted else "reject",
        "tables": [_table_as_json(table)] if table is not None and table.header_row is not None else [],
        "errors": [
            {key: getattr(fault, key) for key in ("sheet", "row", "column", "header")}
            | {"message": with_option(fault)}
            for fault in examined.faults
        ],
        "warnings": [f"{place(warning)}{warning.message}" for warning in examined.warnings],
    }


def _table_as_json(table: Table) -> Json:
    shown = [column.key for column in table.kind.columns if column.key != "order"]
    return {
        "kind": table.kind.name,
        "sheet": table.sheet,
        "rows": len(table.rows),
        "total_baht": None if table.total is None else f"{table.total:.2f}",
        "detail": [[_as_written(table, row, key) for key in shown] for row in table.rows],
    }


def _as_written(table: Table, row: Row, key: str) -> str | None:
    """Return a cell as the office wrote it, an amount with two decimals; None for one that could not be read."""
    if key not in row.values:
        return None
    return f"{row.values[key]:.2f}" if key == table.kind.amount else row.written[key]
