"""What a person says about a file besides the file itself, and what of it holds for the next one."""

import re
from dataclasses import dataclass, replace

from regions.models import Region
from spreadsheets.models import ColumnMapping, ImportBatch
from spreadsheets.resources import Json, Scope
from tables.kinds import Table, TableKind
from thai.text import match_key

# Among the headings of a mapping: those beside the column of amounts that was named.
_PASSED_OVER = "passed over"
_NTH = re.compile(r" #[0-9]+$")  # of a question that the same words ask again, as Findings.ask numbers it

Headings = dict[str, str | list[str]]  # by column key, and those passed over


@dataclass(frozen=True, slots=True)
class Before:
    """What a person said of her file before of the same kind, region and year, which holds until she says otherwise.

    A sheet and blanks are taken as before only where they would be asked about again.
    """

    answers: tuple[tuple[str, str], ...] = ()  # the questions of `Options.answers` that come from there
    headings: Headings | None = None
    sheet: str | None = None
    fill_down: bool = False

    def as_json(self) -> Json:
        return {
            "answers": [list(question) for question in self.answers],
            "headings": self.headings,
            "sheet": self.sheet,
            "fill_down": self.fill_down,
        }


@dataclass(frozen=True, slots=True)
class Options:
    """What a person said about the file besides the file itself."""

    sheet: str | None = None
    fill_down: bool = False
    mapping: dict[str, object] | None = None
    answers: tuple[tuple[str, str, str], ...] = ()  # (code of the remark, text as written, answer)
    pasted: bool = False  # the content is what a browser's clipboard held, as `pasted_content` packs it
    before: Before = Before()

    def as_json(self) -> Json:
        return {
            "sheet": self.sheet,
            "fill_down": self.fill_down,
            "mapping": self.mapping,
            "answers": [list(answer) for answer in self.answers],
            "pasted": self.pasted,
            "before": self.before.as_json(),
        }

    def with_answer(self, code: str, written: str, answer: str) -> "Options":
        """The same with one question answered now."""
        others = (said for said in self.answers if said[:2] != (code, written))
        from_before = (question for question in self.before.answers if question != (code, written))
        return replace(
            self,
            answers=(*others, (code, written, answer)),
            before=replace(self.before, answers=tuple(from_before)),
        )


def options_of(batch: ImportBatch) -> Options:
    kept, before = batch.options, batch.options.get("before") or {}
    return Options(
        kept.get("sheet"),
        bool(kept.get("fill_down")),
        kept.get("mapping"),
        tuple((code, written, answer) for code, written, answer in kept.get("answers", [])),
        bool(kept.get("pasted")),
        Before(
            tuple((code, written) for code, written in before.get("answers", [])),
            before.get("headings"),
            before.get("sheet"),
            bool(before.get("fill_down")),
        ),
    )


def said_before(options: Options, kind: str, scope: Scope) -> Options:
    """Add what the person said of her last file of that kind, region and year, for questions of the same words.

    Of a file that was written nothing is taken over: what follows it is another matter. Never what another person said.
    Nor where the same words were asked about twice: which row of the corrected file an answer meant is not known.
    """
    if scope.user is None:
        return options
    hers = ImportBatch.objects.filter(
        kind=kind, region=scope.region, fiscal_year=scope.fiscal_year, created_by=scope.user
    )
    last = hers.order_by("-created_at", "-pk").first()
    if last is None or last.applied_at is not None:
        return options
    said = options_of(last)
    asked = [*last.preview.get("faults", []), *last.preview.get("warnings", [])]
    twice = {
        (each["code"], _NTH.sub("", each["written"]))
        for each in asked
        if _NTH.search(each.get("written") or "")
    }
    answers = tuple(each for each in said.answers if (each[0], _NTH.sub("", each[1])) not in twice)
    mapped = last.preview.get("headers") if said.mapping else None
    headings = _headings_by_hand(mapped, said, last) if mapped else said.before.headings
    return replace(
        options,
        answers=answers,
        before=Before(
            tuple((code, written) for code, written, _answer in answers),
            headings,
            said.sheet or said.before.sheet,
            said.fill_down or said.before.fill_down,
        ),
    )


def _headings_by_hand(headers: dict[str, str], said: Options, batch: ImportBatch) -> Headings:
    mapping, amount = said.mapping or {}, batch.kind_of_table.amount or ""
    named: Headings = {key: heading for key, heading in headers.items() if heading and mapping.get(key)}
    return {**named, _PASSED_OVER: batch.preview.get("beside", []) if mapping.get(amount) else []}


def with_remembered_columns(kind: TableKind, region: Region, options: Options) -> TableKind:
    """Headings that a person of the region once named by hand count from then on, before those she passed over.

    What the person named for the file before counts before what the region remembers.
    """
    remembered = ColumnMapping.objects.filter(region=region, kind=kind.name).first()
    headings: Headings = {**(remembered.headers if remembered else {}), **(options.before.headings or {})}
    if not headings:
        return kind
    passed_over = frozenset(map(match_key, headings.get(_PASSED_OVER, [])))
    columns = tuple(
        replace(column, synonyms=(*column.synonyms, heading), meant=heading, passed_over=passed_over)
        if isinstance(heading := headings.get(column.key), str) and heading
        else column
        for column in kind.columns
    )
    return replace(kind, columns=columns)


def remember_columns(batch: ImportBatch, table: Table, options: Options) -> None:
    """Columns that a person named by hand are remembered by their header for the next file, with those beside them."""
    headers: dict[str, object]
    if options.mapping and table.headers:
        named_amount = bool(options.mapping.get(table.kind.amount or ""))
        headers = {**table.headers, _PASSED_OVER: table.beside if named_amount else []}
    elif options.before.headings:
        headers = {**table.headers, **options.before.headings}
    else:
        return
    ColumnMapping.objects.update_or_create(
        region=batch.region, kind=batch.kind, defaults={"headers": headers}
    )
