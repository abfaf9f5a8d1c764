"""Writing an amendment: item by item, each change with the version of the item that its writer saw.

What it wants of the lines themselves is written in amending_lines.py.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from editing.gone import still_there
from participation.life import AMENDMENT_LIFE
from participation.models import AmendedLine, AmendmentChange, Plan, PlanAmendment, PlanItem, PlanLine
from participation.models.amendment_change import ChangeWhat
from people import rights
from people.models import User
from people.roles import STAFF_ROLES
from thai.sentences import gettext

Place = PlanLine | AmendedLine  # a line of the plan, or one that the amendment adds


def start(plan: Plan, *, by: User, reason: str = "") -> PlanAmendment:
    """Begin an amendment of a plan in force. Raises ValidationError for another plan or person."""
    with transaction.atomic():
        held = plan.hold()
        rights.require(by, held.region_id, *STAFF_ROLES)
        amendment = PlanAmendment(plan=held, made_by=by, reason=reason)
        AMENDMENT_LIFE.require_ready("write", amendment)
        amendment.store(by=by, why=gettext("begun"))
    return amendment


def own_draft(plan: Plan, by: User) -> PlanAmendment:
    """The amendment that a person is writing already, else a new one."""
    mine = plan.amendments.filter(made_by=by, state=PlanAmendment.State.DRAFT).order_by("-pk").first()
    return mine or start(plan, by=by)


def say_why(amendment: PlanAmendment, reason: str, *, by: User, shown: str | None = None) -> None:
    """Write the reason over the one that was `shown`, where a page showed one."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        if shown is not None and shown != held.reason_shown:
            raise written_meanwhile(held.reason)
        held.reason = reason
        held.store(by=by, why=gettext("reason written"), fields=["reason"])


def reword(
    amendment: PlanAmendment,
    item: PlanItem,
    text: str,
    *,
    base: int,
    by: User,
    line: Place | None = None,
    shown: str | None = None,
) -> None:
    """Want other words of an item, or the item in another line; its own words in its own line want nothing.

    `base` is the version of the item whose words stood before the writer, `shown` the mark of the change that this
    amendment made of them already (AmendmentChange.mark_shown, empty for none; None where no page showed it).
    """
    if not text.strip():
        take_out(amendment, item, base=base, by=by, shown=shown)
        return
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        item = _item_of(held, item)
        change = _change_of(held, item, base)
        require_as_written(change, shown)
        change.what, change.text = ChangeWhat.CHANGE, text
        _put(change, held, line or item.line)
        if (text, change.line_id, base) == (item.text, item.line_id, item.version):
            forget_change(held, change, by)
        else:
            keep_change(held, change, by)


def take_out(
    amendment: PlanAmendment, item: PlanItem, *, base: int, by: User, shown: str | None = None
) -> None:
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        item = _item_of(held, item)
        change = _change_of(held, item, base)
        require_as_written(change, shown)
        change.what, change.text, change.line, change.into = ChangeWhat.TAKE_OUT, "", item.line, None
        keep_change(held, change, by)


def add(amendment: PlanAmendment, line: Place, kind: str, text: str, *, by: User) -> AmendmentChange:
    """Want a new item at the end of a cell."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        change = AmendmentChange(amendment=held, what=ChangeWhat.ADD, kind=kind, text=text)
        _put(change, held, line)
        keep_change(held, change, by)
    return change


def forget(amendment: PlanAmendment, change: AmendmentChange, *, by: User, shown: str | None = None) -> None:
    """Leave an item as it is in the version in force: also the answer "theirs" where another amendment was first."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        change = still_there(held.changes, pk=change.pk)
        require_as_written(change, shown)
        forget_change(held, change, by)


def insist(
    amendment: PlanAmendment,
    change: AmendmentChange,
    text: str,
    *,
    base: int,
    by: User,
    shown: str | None = None,
) -> None:
    """Answer "mine" or a third text where another amendment was first; `base` is the version that she saw of it."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        change = still_there(held.changes.select_related("item", "line"), pk=change.pk)
        require_as_written(change, shown)
        if change.item is None:
            raise ValidationError(gettext("A new item has no other text to choose from."), code="added")
        _item_of(held, change.item)
        if change.line is not None:
            require_standing(held, change.line)
        change.base, change.before = base, change.item.text
        if change.what == ChangeWhat.CHANGE and text.strip():
            change.text = text
        keep_change(held, change, by)


def _item_of(amendment: PlanAmendment, item: PlanItem) -> PlanItem:
    """The item as it is now, standing or not, in a line that stands. Raises ValidationError for any other."""
    found = PlanItem.kept.select_related("line").filter(pk=item.pk, line__plan=amendment.plan_id).first()
    if found is None:
        raise ValidationError(gettext("This item is of another plan."), code="another_plan")
    require_standing(amendment, found.line)
    return found


def _put(change: AmendmentChange, amendment: PlanAmendment, place: Place) -> None:
    """Have a change stand in a line of the plan, or in one that the same amendment adds."""
    if isinstance(place, PlanLine):
        require_standing(amendment, place)
        change.line, change.into = place, None
    elif place.amendment_id == amendment.pk:
        change.line, change.into = None, still_there(amendment.line_changes, pk=place.pk)
    else:
        raise ValidationError(gettext("This line is of another amendment."), code="another_plan")


def require_standing(amendment: PlanAmendment, line: PlanLine) -> None:
    if line.plan_id != amendment.plan_id:
        raise ValidationError(gettext("This line is of another plan."), code="another_plan")
    if line.order is None:
        raise ValidationError(
            gettext(
                "The line was taken out of the plan, so nothing in it changes. Add the words to a line that stands."
            ),
            code="line_gone",
        )
    if line.pk in amendment.going:
        raise ValidationError(
            gettext("This amendment takes the line out. Leave the line as it is first."), code="line_goes"
        )


def require_as_written(change: AmendmentChange | AmendedLine, shown: str | None) -> None:
    """Raises ValidationError where somebody else wrote in the same amendment after the page was opened."""
    if shown is not None and shown != change.mark_shown:
        raise written_meanwhile(change.says)


def written_meanwhile(words: str) -> ValidationError:
    if not words:
        said = gettext(
            "Somebody else has changed this in the same amendment. Look at it, and save again what is to stand."
        )
        return ValidationError(said, code="stale")
    said = gettext(
        "Somebody else has changed this in the same amendment; it says now “%(words)s”. Save again what is to stand."
    )
    return ValidationError(said % {"words": words}, code="stale")


def _change_of(amendment: PlanAmendment, item: PlanItem, base: int) -> AmendmentChange:
    change = amendment.changes.filter(item=item).first()
    if change is None:
        change = AmendmentChange(amendment=amendment, item=item, kind=item.kind, line=item.line)
    change.item, change.base = item, base
    change.before = item.text if base == item.version else _words_of(item, base)
    return change


def _words_of(item: PlanItem, version: int) -> str:
    entry = item.history.filter(version=version).order_by("-history_date", "-history_id").first()
    return entry.text if entry else item.text


def keep_change(amendment: PlanAmendment, change: AmendmentChange | AmendedLine, by: User) -> None:
    change.full_clean()
    change.store(by=by, why=gettext("written in an amendment"))
    amendment.store(by=by, why=gettext("changes written"), fields=[])


def forget_change(amendment: PlanAmendment, change: AmendmentChange | AmendedLine, by: User) -> None:
    if change.pk is not None:
        change.remove(by=by, why=gettext("left as it is"))
        amendment.store(by=by, why=gettext("changes written"), fields=[])
