"""A file's way in: examined, previewed, confirmed in one transaction or not at all, and undone."""

import json
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from editing.uploads import kept_name
from people.models import User
from regions.models import Region
from spreadsheets.garbage import uncollected
from spreadsheets.handing import replace_older
from spreadsheets.kinds import kind_named, organisations_open_to, regions_open_to
from spreadsheets.life import require_act
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options, options_of, remember_columns
from spreadsheets.rereading import table_of
from spreadsheets.resources import Change, Comparison, ImportWriter, Json, Scope, resource_for
from tables.faults import Fault, FileRefused
from tables.kinds import Table
from tables.reading import read_book, read_pasted
from tables.sheets import Book
from thai.sentences import Kept, recipe_of, told
from thai.sentences import gettext as _

ROWS_KEPT_IN_A_PREVIEW = 1000
MOVES_TOLD = 20
CHANGE_IN_WORDS = {
    Change.NEW: gettext_lazy("new"),
    Change.CHANGED: gettext_lazy("changed"),
    Change.UNCHANGED: gettext_lazy("unchanged"),
    Change.LEFT_OUT: gettext_lazy("left out by you"),
    Change.MISSING: gettext_lazy("missing from the file"),
}


@dataclass(slots=True)
class Examined:
    """What a file comes to before anything is written: its table, what would change, what is wrong."""

    table: Table | None = None
    comparison: Comparison | None = None
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        return not self.faults


@uncollected()
def examine(content: bytes, filename: str, kind: str, scope: Scope, options: Options) -> Examined:
    """Read a file as one kind of table for a region and year. Nothing is written.

    Raises PermissionDenied when the kind is not for the person there.
    """
    _require_open(kind, scope)
    try:
        book = read(content, filename, options)
    except FileRefused as refused:
        return Examined(faults=[refused.as_fault()])
    return examine_book(book, kind, scope, options)


def pasted_content(text: str, html: str) -> bytes:
    """Pack what a browser's clipboard held, so that it is kept and read again like a file."""
    return json.dumps({"text": text, "html": html}, ensure_ascii=False).encode()


def read(content: bytes, filename: str, options: Options) -> Book:
    """Read a file or a pasted table. Raises FileRefused."""
    if options.pasted:
        return read_pasted(**json.loads(content))
    return read_book(content, filename)


def examine_book(book: Book, kind: str, scope: Scope, options: Options) -> Examined:
    """As `examine`, for a file that is read already or a table that was pasted."""
    _require_open(kind, scope)
    resource = resource_for(kind)(_answered(scope, options))
    table = table_of(book, resource, options)
    comparison = resource.compare(table)
    return Examined(table, comparison, comparison.faults, comparison.warnings)


def _require_open(kind: str, scope: Scope) -> None:
    user = scope.user
    if user is not None and not regions_open_to(user, kind_named(kind)).filter(pk=scope.region.pk).exists():
        raise PermissionDenied


def _answered(scope: Scope, options: Options) -> Scope:
    return replace(scope, answers={(code, written): answer for code, written, answer in options.answers})


def scope_for(user: User | None, region: Region, fiscal_year: int, ceiling: Decimal | None = None) -> Scope:
    """Return where a person's file may go; PermissionDenied outside the walls."""
    if user is not None and not Region.objects.open_to_import_by(user).filter(pk=region.pk).exists():
        raise PermissionDenied
    return Scope(region, fiscal_year, user, ceiling)


def preview(content: bytes, filename: str, kind: str, scope: Scope, options: Options) -> ImportBatch:
    """Keep a file and what it would change, for its sender and her colleagues to look at."""
    return keep(examine(content, filename, kind, scope, options), content, filename, kind, scope, options)


def keep(
    examined: Examined, content: bytes, filename: str, kind: str, scope: Scope, options: Options
) -> ImportBatch:
    """Keep a file that is examined already, which is the slow part and needs no transaction."""
    batch = ImportBatch(
        kind=kind,
        region=scope.region,
        fiscal_year=scope.fiscal_year,
        filename=kept_name(filename),
        sha256=ImportBatch.hash_of(content),
        created_by=scope.user,
    )
    _describe(batch, examined, scope, options)
    batch.file.save(filename, ContentFile(content), save=False)
    with transaction.atomic():
        if scope.user is not None:
            User.objects.select_for_update(no_key=True).get(
                pk=scope.user.pk
            )  # one file of hers after the other
        batch.store(by=scope.user, why=_("brought in"))
        replace_older(batch)
    return batch


def examine_again(batch: ImportBatch, user: User | None, options: Options | None = None) -> Examined:
    """Examine the kept file against what the portal holds now."""
    with batch.file.open("rb") as file:
        content = file.read()
    scope = _scope_of(batch, user)
    return examine(content, batch.filename, batch.kind, scope, options or options_of(batch))


def renew(batch: ImportBatch, user: User | None, options: Options) -> None:
    """Show the kept file anew, with what a person has said about it since; raises ValidationError."""
    require_act("look_again", batch, user, None)
    examined = examine_again(batch, user, options)
    with transaction.atomic():
        held = batch.hold()
        require_act("look_again", held, user, None)
        _describe(held, examined, _scope_of(held, user), options)
        held.store(by=user, why=_("looked at again"))


class PreviewChanged(Exception):
    """Something moved between preview and confirmation; the batch now shows how things stand."""


@uncollected()
def confirm(batch: ImportBatch, user: User | None, *, seen: str | None = None) -> ImportBatch:
    """Apply what the preview showed, all of it or nothing.

    `seen` is what was shown to the person (`batch.shown` of her page). Confirming twice applies once. Raises
    ValidationError where the act is not hers or the preview another one than she saw, PreviewChanged (and renews
    the preview) when data, role or file would now lead to something else, PermissionDenied when the person may no
    longer import there.
    """
    with batch.file.open("rb") as file:
        content = file.read()
    if ImportBatch.hash_of(content) != batch.sha256:
        raise ValidationError(_("The kept file is damaged. Bring the file in again."), code="damaged")
    # Reading needs no lock, and it is the slow part.
    book = _read_kept(content, batch)
    with transaction.atomic():
        held = batch.hold()
        if held.state in (ImportBatch.State.APPLIED, ImportBatch.State.UNDONE):
            return held
        require_act("confirm", held, user, seen)
        scope, options = _scope_of(held, user), options_of(held)
        resource = resource_for(held.kind)(_answered(scope, options))
        resource.lock()
        examined = examine_book(book, held.kind, scope, options)
        comparison = examined.comparison
        if comparison is None or examined.faults or comparison.fingerprint() != held.fingerprint:
            before = held.preview
            _describe(held, examined, scope, options)
            held.preview["moved"] = what_moved(before, held.preview)
            held.store(by=user, why=_("looked at again"))
        else:
            reason = _("import of %(file)s") % {"file": held.filename}
            if resource.kind.needs_person and user is None:
                raise ValidationError(
                    _("This table is recorded in the name of a person. Say who brings it in."), code="person"
                )
            resource.write(comparison, ImportWriter(held, user, reason))
            held.state = ImportBatch.State.APPLIED
            held.applied_at = timezone.now()
            held.applied_by = user
            held.store(by=user, why=_("applied"))
            remember_columns(held, comparison.table, options)
            return held
    raise PreviewChanged(
        _("Something has changed since the preview. Look at the new preview before you confirm.")
    )


def what_moved(before: Json, now: Json) -> list[Kept]:
    """Say how a preview differs from the one a person saw: rows, faults, and what confirming would make."""
    moved: list[Kept] = []
    seen = {_place(row): row for row in before.get("rows", [])}
    for row in now.get("rows", []):
        was = seen.pop(_place(row), None)
        if was != row:
            moved.append(recipe_of(_moved_row(was, row)))
    gone = _("%(title)s: no longer there")
    moved += [recipe_of(gone % {"title": told(row["title"])}) for row in seen.values()]
    known = [fault["message"] for fault in before.get("faults", [])]
    moved += [fault["message"] for fault in now.get("faults", []) if fault["message"] not in known]
    moved += [fact for fact in now.get("facts", []) if fact not in before.get("facts", [])]
    return moved[:MOVES_TOLD]


def _place(row: Json) -> tuple[int | None, str]:
    """A row of the file, or by its name a record that the file leaves out."""
    return row["row"], told(row["title"])


def _moved_row(was: Json | None, row: Json) -> str:
    title, now = told(row["title"]), CHANGE_IN_WORDS[Change(row["change"])]
    if was is None:
        return _("%(title)s: now %(now)s") % {"title": title, "now": now}
    if was["change"] == row["change"]:
        return _("%(title)s: the portal now holds another value") % {"title": title}
    return _("%(title)s: was %(was)s, is now %(now)s") % {
        "title": title,
        "was": CHANGE_IN_WORDS[Change(was["change"])],
        "now": now,
    }


def _read_kept(content: bytes, batch: ImportBatch) -> Book:
    try:
        return read(content, batch.filename, options_of(batch))
    except FileRefused as refused:
        raise ValidationError(refused.message, code=refused.code) from refused


def _scope_of(batch: ImportBatch, user: User | None) -> Scope:
    ceiling = batch.options.get("ceiling")
    scope = scope_for(user, batch.region, batch.fiscal_year, Decimal(ceiling) if ceiling else None)
    return scope if batch.organisations is None else replace(scope, sender=batch.created_by)


def _stand(batch: ImportBatch, examined: Examined, options: Options) -> None:
    """Lead a batch to where a look at its file leaves it: what asks for nothing closes itself.

    Not where an answer of before had a part in it, which its sender may still change.
    """
    of_before = any((each.code, each.written) in options.before.answers for each in examined.warnings)
    if not examined.accepted:
        batch.state = ImportBatch.State.REJECTED
    elif examined.comparison is not None and examined.comparison.changes_nothing and not of_before:
        batch.state, batch.closed_at = ImportBatch.State.CLOSED, timezone.now()
    elif batch.state != ImportBatch.State.ASKED:
        batch.state = ImportBatch.State.PREVIEWED


def _describe(batch: ImportBatch, examined: Examined, scope: Scope, options: Options) -> None:
    """Write down what was seen, so that a page shows it again without reading the file."""
    comparison = examined.comparison
    batch.options = {**options.as_json(), "ceiling": None if scope.ceiling is None else str(scope.ceiling)}
    own = organisations_open_to(scope.sender or scope.user, batch.kind_of_table, scope.region)
    batch.organisations = None if own is None else sorted(own)
    batch.only_asks = bool(examined.faults) and all(fault.is_question for fault in examined.faults)
    _stand(batch, examined, options)
    batch.fingerprint = comparison.fingerprint() if comparison is not None else ""
    batch.preview = {
        "faults": [fault.as_json() for fault in examined.faults],
        "warnings": [warning.as_json() for warning in examined.warnings],
    }
    if comparison is None:
        return
    moved = comparison.baht_moved
    shown = sorted(comparison.changes, key=lambda row: (row.change == Change.UNCHANGED, row.row or 0))
    batch.preview |= {
        "sheet": comparison.table.sheet,
        "header_row": comparison.table.header_row,
        "columns": comparison.table.columns,
        "headers": comparison.table.headers,
        "beside": comparison.table.beside,
        "facts": [recipe_of(fact) for fact in comparison.facts],
        "has_money": comparison.table.kind.amount is not None,
        "counts": {change.value: comparison.count(change) for change in Change},
        "baht": {change.value: str(comparison.baht(change)) for change in Change},
        "baht_moved": None if moved is None else {name: str(baht) for name, baht in moved.items()},
        "total": None if comparison.table.total is None else str(comparison.table.total),
        "total_after": str(comparison.total_after)
        if comparison.table.kind.has_total and own is None
        else None,
        "rows": [row.as_json() for row in shown[:ROWS_KEPT_IN_A_PREVIEW]],
        "rows_left_out": max(0, len(shown) - ROWS_KEPT_IN_A_PREVIEW),
    }
