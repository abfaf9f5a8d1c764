"""Compare what the command printed with what a case expects."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.office_tables.case import PYTHON_WORDS, Case

THAI = re.compile("[\u0e01-\u0e5b]")
ENGLISH = re.compile(r"[A-Za-z]+(?: [a-z]+){2,}")
AMOUNT = re.compile(r"\d+\.\d\d")
NUMBERING = re.compile(r"^(?:รูปแบบที่[0-9๐-๙]{1,2}|\(?[0-9๐-๙]{1,2}[.)]+)\s*")
EXITS = {"accept": 0, "reject": 1}
ERROR_KEYS = {"sheet", "row", "column", "header", "message"}
TABLE_KEYS = {"kind", "sheet", "rows", "total_baht", "detail"}


def complaints(case: Case, exit_code: int, stdout: str, stderr: str = "") -> list[str]:
    """What is wrong with the command's answer to `case`; empty when it is right."""
    if "Traceback" in stderr:
        return ["traceback on standard error: " + stderr.strip().splitlines()[-1]]
    if case.usage and exit_code == 2:
        return []
    try:
        answer = json.loads(stdout)
    except ValueError:
        last = (stderr.strip().splitlines() or [""])[-1]
        return [f"standard output is not one JSON object: {stdout[:200]!r}, exit {exit_code}, {last}"]
    found = _form(answer, exit_code)
    if not found:
        found = _messages(answer) + _outcome(case, answer)
    return found


def _form(answer: Any, exit_code: int) -> list[str]:
    if not isinstance(answer, dict) or set(answer) < {"outcome", "tables", "errors", "warnings"}:
        return ["the answer lacks outcome, tables, errors or warnings"]
    found = []
    if exit_code != EXITS.get(answer["outcome"]):
        found.append(f"exit code {exit_code} with outcome {answer['outcome']!r}")
    if answer["outcome"] == "accept" and (answer["errors"] or len(answer["tables"]) != 1):
        found.append("accepted, yet with errors or without exactly one table")
    if answer["outcome"] == "reject" and not answer["errors"]:
        found.append("rejected without an error")
    for error in answer["errors"]:
        if not set(error) >= ERROR_KEYS:
            found.append(f"an error lacks keys: {error}")
    for table in answer["tables"]:
        if not set(table) >= TABLE_KEYS:
            found.append(f"a table lacks keys: {sorted(table)}")
    if not all(isinstance(warning, str) for warning in answer["warnings"]):
        found.append("a warning is not a string")
    return found


def _messages(answer: dict[str, Any]) -> list[str]:
    found = []
    for message in [error["message"] for error in answer["errors"]] + answer["warnings"]:
        if not THAI.search(re.sub("“[^”]*”", "", message)):
            found.append(f"a message without Thai: {message!r}")
        # What stands between quotation marks is the file's own text.
        own = re.sub("“[^”]*”", "", message)
        if english := ENGLISH.search(own):
            found.append(f"a message is not translated: {english.group()!r} in {message!r}")
        for word in PYTHON_WORDS:
            if word in own:
                found.append(f"a message says {word!r}: {message!r}")
    return found


def _outcome(case: Case, answer: dict[str, Any]) -> list[str]:
    outcome = answer["outcome"]
    if outcome != case.expect and case.sure:
        said = "; ".join(_said(answer))[:300]
        return [f"expected {case.expect}, got {outcome}: {said or _shown(answer)}"]
    found = _accepted(case, answer) if outcome == "accept" else _rejected(case, answer)
    if case.warns and outcome == "accept" and not answer["warnings"]:
        found.append("no warning")
    if outcome == case.expect:
        said = "\n".join(_said(answer))
        for wording in case.says:
            choices = (wording,) if isinstance(wording, str) else wording
            if not any(choice in said for choice in choices):
                found.append(f"nothing says {' or '.join(choices)!r}: {said[:300]!r}")
        if case.silent and answer["warnings"]:
            found.append(f"a needless warning: {answer['warnings'][0]}")
    return found


def _accepted(case: Case, answer: dict[str, Any]) -> list[str]:
    table = answer["tables"][0]
    detail, found = table["detail"], []
    if table["kind"] != case.kind:
        found.append(f"the table's kind is {table['kind']!r}")
    if table["rows"] != len(detail):
        found.append(f"{table['rows']} rows, but {len(detail)} in detail")
    if case.kind == "budget":
        if not all(AMOUNT.fullmatch(str(amount)) for _name, amount in detail):
            found.append("an amount is not written like 95000.00")
        elif _decimal(table["total_baht"]) != sum(Decimal(amount) for _name, amount in detail):
            found.append(f"total_baht is {table['total_baht']!r}, the rows add up to something else")
        if case.detail is not None and table["total_baht"] != case.total:
            found.append(f"total_baht is {table['total_baht']!r}, not {case.total!r}")
    if case.detail is not None:
        found += _differences(case, detail)
    return found


def _differences(case: Case, detail: list[list[str]]) -> list[str]:
    wanted = case.detail or []
    shape = _plan_line if case.kind == "plan" else list
    if len(detail) != len(wanted):
        extra = [row for row in detail if row not in wanted][:2]
        return [f"{len(detail)} rows instead of {len(wanted)}; unexpected {extra!r}"]
    return [
        f"row {number} is {got!r:.300}, not {want!r:.300}"
        for number, (got, want) in enumerate(zip(detail, wanted, strict=True), start=1)
        if shape(got) != shape(want)
    ][:3]


def _plan_line(line: list[str]) -> list[str]:
    """A plan line to compare: its form without numbering, spaces and full stop, line breaks as spaces."""
    form, *texts = line
    return [
        NUMBERING.sub("", "".join(form.split())).rstrip("."),
        *(text.replace("\n", " ") for text in texts),
    ]


def _rejected(case: Case, answer: dict[str, Any]) -> list[str]:
    shown = {(error["row"], error["column"]) for error in answer["errors"]}
    found = [
        f"no error at {_places(place)}, only at {_places(shown)}"
        for place in case.places
        if not place & shown
    ]
    if case.exact and case.places and case.expect == "reject":
        allowed = frozenset().union(*case.places) | {(None, None)}
        if beyond := shown - allowed:
            said = [e["message"] for e in answer["errors"] if (e["row"], e["column"]) in beyond]
            found.append(f"a needless error at {_places(beyond)}: {said[0]}")
    return found


def _places(places: Any) -> str:
    return ", ".join(sorted(f"{column}{row}" for row, column in places))


def _said(answer: dict[str, Any]) -> list[str]:
    return [error["message"] for error in answer["errors"]] + answer["warnings"]


def _shown(answer: dict[str, Any]) -> str:
    return repr([table["detail"][:4] for table in answer["tables"]])[:300]


def _decimal(text: Any) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
