"""What a person does to the items of a cell. Each function works on a plan that is held (held.Writer)."""

from django.core.exceptions import ValidationError

from centres.models import TargetNetwork
from participation.models import ActivityDetail, ItemKind, PlanItem, PlanLine, StandardActivity
from participation.writing.cells import PlanCell
from participation.writing.held import Done, NewerWords, Step, TakenOut, Writer
from thai.marks import pieces_of
from thai.sentences import gettext as _
from thai.text import clean


def step(act: str, **sent: object) -> Step:
    return {"act": act, **{name: str(value) for name, value in sent.items()}}


def _require_words(text: str) -> str:
    """Return the words as they are kept. Raises ValidationError where there are none."""
    text = clean(text, multiline=True)
    if not text:
        raise ValidationError(_("An item without words is taken out."), code="empty")
    return text


def _require_version(item: PlanItem, version: int, mine: str) -> None:
    if item.version != version and item.text != clean(mine, multiline=True):
        raise NewerWords(item, version, mine)


def _pieces(text: str) -> list[tuple[str, str]]:
    """A pasted list as pairs of mark and words, split as an import splits a cell."""
    found = ((piece.mark, clean(piece.text, multiline=True)) for piece in pieces_of(text.strip()))
    return [(mark, words) for mark, words in found if words]


def reword(writer: Writer, item: PlanItem, *, version: int, text: str, split: bool = False) -> Done:
    """Give an item other words; with `split`, a list in them becomes items of their own behind it."""
    _require_version(item, version, text)
    pieces = _pieces(text) if split else []
    words = _require_words(pieces[0][1] if len(pieces) > 1 else text)
    done = Done(items=[item.pk])
    if words != item.text:
        was = item.text
        item.text = words
        _recognise_anew(writer, item)
        links = ["network", "network_words", "standard", "standard_words"]
        item.store(by=writer.by, why=_("reworded"), fields=["text", *links])
        done.undo = [step("reword", item=item.pk, version=item.version, text=was)]
    if len(pieces) > 1:
        cell = PlanCell.of(writer, item.line, item.kind)
        more = _new(writer, item.line, item.kind, [words for _mark, words in pieces[1:]])
        cell.arrange(cell.with_in(cell.after(item), *more), _("pasted as a list"))
        done.items += [new.pk for new in more]
        done.undo = [*(_out(new) for new in reversed(more)), *done.undo]
    return done


def _recognise_anew(writer: Writer, item: PlanItem) -> None:
    """What names a network or a standard activity only now is linked; a link that a person took away stays away."""
    linked = item.history.exclude(network=None, standard=None)
    if not item.network_id and not item.standard_id and not linked.exists():
        writer.recogniser.recognise(item)


def _out(item: PlanItem) -> Step:
    return step("take_out", item=item.pk, version=item.version)


def _new(writer: Writer, line: PlanLine, kind: str, words: list[str]) -> list[PlanItem]:
    items = [PlanItem(line=line, kind=kind, text=text) for text in words]
    for item in items:
        writer.recogniser.recognise(item)
    return items


def add(
    writer: Writer, line: PlanLine, kind: ItemKind, *, after: PlanItem | None, text: str, split: bool = False
) -> Done:
    """Add an item behind another one, or first; with `split`, a list becomes as many items."""
    cell = PlanCell.of(writer, line, kind)
    pieces = _pieces(text) if split else []
    new = _new(writer, line, kind, [words for _mark, words in pieces] or [_require_words(text)])
    if len(pieces) > 1 and not cell.items:
        for item, (mark, _words) in zip(new, pieces, strict=True):
            item.mark = mark
    cell.arrange(cell.with_in(cell.after(after), *new), _("added"))
    return Done(items=[item.pk for item in new], undo=[_out(item) for item in reversed(new)])


def add_standard(
    writer: Writer, line: PlanLine, *, standard: StandardActivity, after: PlanItem | None
) -> Done:
    """Add a standard activity of the catalogue in its own words; it stays one when it is reworded."""
    cell = PlanCell.of(writer, line, ItemKind.ACTIVITY)
    item = PlanItem(line=line, kind=ItemKind.ACTIVITY, text=standard.name)
    item.link(standard=standard)
    cell.arrange(cell.with_in(cell.after(after), item), _("taken from the catalogue"))
    return Done(items=[item.pk], undo=[_out(item)])


def split(writer: Writer, item: PlanItem, *, version: int, text: str, rest: str) -> Done:
    """Part an item in two: it keeps `text`, and `rest` stands behind it as a new one that knows where it came from."""
    _require_version(item, version, text + rest)
    text, rest = _require_words(text), _require_words(rest)
    was = item.text
    item.text = text
    item.store(by=writer.by, why=_("parted in two"), fields=["text"])
    (part,) = _new(writer, item.line, item.kind, [rest])
    part.copied_from = item
    cell = PlanCell.of(writer, item.line, item.kind)
    cell.arrange(cell.with_in(cell.after(item), part), _("parted in two"))
    return Done(
        items=[item.pk, part.pk],
        undo=[_out(part), step("reword", item=item.pk, version=item.version, text=was)],
    )


def join(writer: Writer, item: PlanItem, *, version: int, text: str, above_version: int) -> Done:
    """Put an item's words, as typed, behind those of the one above it: one item stays, the other is taken out.

    The upper one stays, unless something hangs on the lower one alone. Raises ValidationError where both have details,
    reports or indicators: which of them shall go is for a person to say.
    """
    _require_version(item, version, text)
    cell = PlanCell.of(writer, item.line, item.kind)
    above = cell.before(item)
    if above is None:
        raise ValidationError(_("Nothing stands above the first item."), code="first")
    was = above.text
    _require_version(above, above_version, was + text)
    stays, goes = (item, above) if _bears(item) else (above, item)
    if _bears(goes):
        said = _(
            "Details, reports or indicators hang on both items, so that they are not joined. Move the words."
        )
        raise ValidationError(said, code="both_bear")
    said_before = stays.text
    stays.text = was + clean(text, multiline=True)
    stays.store(by=writer.by, why=_("joined with the one beside it"), fields=["text"])
    back = _put_back_step(cell, goes)
    _leave(cell, goes, _("joined with the one beside it"))
    return Done(
        items=[stays.pk],
        undo=[step("reword", item=stays.pk, version=stays.version, text=said_before), back],
    )


def _bears(item: PlanItem) -> bool:
    """Whether more hangs on an item than its words."""
    has_details = ActivityDetail.objects.filter(item=item).exists()
    return has_details or item.reports.exists() or item.indicators.exists()


def move(writer: Writer, item: PlanItem, *, line: PlanLine, after: PlanItem | None) -> Done:
    """Move an item behind another one of its cell, or into the same cell of another line."""
    if after == item:
        raise ValidationError(_("An item does not stand behind itself."), code="itself")
    if after is not None and after.order is None:
        raise TakenOut(after)
    old = PlanCell.of(writer, item.line, item.kind)
    back = step("move", item=item.pk, line=item.line_id, after=_key(old.before(item)))
    if line == item.line:
        old.arrange(old.with_in(old.after(after), item), _("moved"))
    else:
        new = PlanCell.of(writer, line, item.kind)
        item.mark = ""
        new.arrange(new.with_in(new.after(after), item), _("moved to another line"))
        old.arrange(old.without(item), _("moved to another line"))
    return Done(items=[item.pk], undo=[back])


def take_out(writer: Writer, item: PlanItem, *, version: int) -> Done:
    """Take an item out of the plan; it keeps its key and what hangs on it, and can be put back."""
    if item.version != version:
        raise NewerWords(item, version, "")
    cell = PlanCell.of(writer, item.line, item.kind)
    back = _put_back_step(cell, item)
    _leave(cell, item, _("taken out"))
    return Done(undo=[back])


def _put_back_step(cell: PlanCell, item: PlanItem) -> Step:
    return step("put_back", item=item.pk, after=_key(cell.before(item)))


def _key(item: PlanItem | None) -> str:
    return str(item.pk) if item else ""


def _leave(cell: PlanCell, item: PlanItem, why: str) -> None:
    rest = cell.without(item)
    item.order = None
    item.place(by=cell.writer.by, why=why)
    cell.arrange(rest, why)


def put_back(writer: Writer, item: PlanItem, *, after: PlanItem | None) -> Done:
    """Put an item that was taken out back into the cell that it stood in."""
    writer.line(str(item.line_id))
    if item.order is None:
        cell = PlanCell.of(writer, item.line, item.kind)
        cell.arrange(cell.with_in(cell.after(after), item), _("put back"))
    return Done(items=[item.pk], undo=[_out(item)])


def link(
    writer: Writer, item: PlanItem, *, network: TargetNetwork | None, standard: StandardActivity | None
) -> Done:
    """Say what of the catalogue an item is: a target a network, an activity a standard one, or nothing."""
    was = step("link", item=item.pk, network=item.network_id or "", standard=item.standard_id or "")
    item.link(network=network, standard=standard)
    item.full_clean(exclude=["copied_from"])
    fields = ["network", "network_words", "standard", "standard_words"]
    item.store(by=writer.by, why=_("linked to the catalogue"), fields=fields)
    return Done(items=[item.pk], undo=[was])


def take_new_words(writer: Writer, item: PlanItem, *, version: int) -> Done:
    """Take the words that the catalogue has now; those of the item follow where it had the catalogue's own."""
    _require_version(item, version, "")
    was = step("reword", item=item.pk, version=item.version + 1, text=item.text)
    if item.standard and item.text == item.standard_words:
        item.text = item.standard.name
    item.link(network=item.network, standard=item.standard)
    fields = ["text", "network_words", "standard_words"]
    item.store(by=writer.by, why=_("the catalogue's new words"), fields=fields)
    return Done(items=[item.pk], undo=[was])


def leave_hint(writer: Writer, item: PlanItem, *, found: str, is_meant: bool) -> Done:
    """Say that words that look like a typing error are meant so, for everybody; or take that back."""
    if is_meant and found not in (word for word, _meant in item.hints):
        raise ValidationError(_("These words do not stand there any more."), code="unknown")
    item.leave_as_it_is(found, is_meant=is_meant, by=writer.by)
    return Done(
        items=[item.pk], undo=[step("leave_hint", item=item.pk, found=found, meant="" if is_meant else 1)]
    )
