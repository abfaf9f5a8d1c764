"""Writing an amendment: item by item, each change with the version of the item that its writer saw."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from participation.life import AMENDMENT_LIFE
from participation.models import AmendmentChange, Plan, PlanAmendment, PlanItem, PlanLine
from participation.models.amendment import ChangeWhat
from people import rights
from people.models import User
from people.roles import STAFF_ROLES


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


def say_why(amendment: PlanAmendment, reason: str, *, by: User) -> None:
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        held.reason = reason
        held.store(by=by, why=gettext("reason written"), fields=["reason"])


def reword(
    amendment: PlanAmendment, item: PlanItem, text: str, *, base: int, by: User, line: PlanLine | None = None
) -> None:
    """Want other words of an item, or the item in another line; its own words in its own line want nothing.

    `base` is the version of the item whose words stood before the writer.
    """
    if not text.strip():
        take_out(amendment, item, base=base, by=by)
        return
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        item = _item_of(held, item)
        if line is not None:
            _require_within(held, line)
        change = _change_of(held, item, base)
        change.what, change.text, change.line = ChangeWhat.CHANGE, text, line or item.line
        if (text, change.line_id, base) == (item.text, item.line_id, item.version):
            _forget(held, change, by)
        else:
            _keep(held, change, by)


def take_out(amendment: PlanAmendment, item: PlanItem, *, base: int, by: User) -> None:
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        change = _change_of(held, _item_of(held, item), base)
        change.what, change.text = ChangeWhat.TAKE_OUT, ""
        _keep(held, change, by)


def add(amendment: PlanAmendment, line: PlanLine, kind: str, text: str, *, by: User) -> AmendmentChange:
    """Want a new item at the end of a cell."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        _require_within(held, line)
        change = AmendmentChange(amendment=held, what=ChangeWhat.ADD, line=line, kind=kind, text=text)
        _keep(held, change, by)
    return change


def forget(amendment: PlanAmendment, change: AmendmentChange, *, by: User) -> None:
    """Leave an item as it is in the version in force: also the answer "theirs" where another amendment was first."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        _forget(held, held.changes.get(pk=change.pk), by)


def insist(amendment: PlanAmendment, change: AmendmentChange, text: str, *, base: int, by: User) -> None:
    """Answer "mine" or a third text where another amendment was first; `base` is the version that she saw of it."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        change = held.changes.select_related("item", "line").get(pk=change.pk)
        if change.item is None:
            raise ValidationError(gettext("A new item has no other text to choose from."), code="added")
        _item_of(held, change.item)
        _require_within(held, change.line)
        change.base, change.before = base, change.item.text
        if change.what == ChangeWhat.CHANGE and text.strip():
            change.text = text
        _keep(held, change, by)


def _item_of(amendment: PlanAmendment, item: PlanItem) -> PlanItem:
    """The item as it is now, standing or not, in a line that stands. Raises ValidationError for any other."""
    found = PlanItem.kept.select_related("line").filter(pk=item.pk, line__plan=amendment.plan_id).first()
    if found is None:
        raise ValidationError(gettext("This item is of another plan."), code="another_plan")
    _require_within(amendment, found.line)
    return found


def _require_within(amendment: PlanAmendment, line: PlanLine) -> None:
    if line.plan_id != amendment.plan_id:
        raise ValidationError(gettext("This line is of another plan."), code="another_plan")
    if line.order is None:
        raise ValidationError(
            gettext(
                "The line was taken out of the plan, so nothing in it changes. Add the words to a line that stands."
            ),
            code="line_gone",
        )


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


def _keep(amendment: PlanAmendment, change: AmendmentChange, by: User) -> None:
    change.full_clean()
    change.store(by=by, why=gettext("written in an amendment"))
    amendment.store(by=by, why=gettext("changes written"), fields=[])


def _forget(amendment: PlanAmendment, change: AmendmentChange, by: User) -> None:
    if change.pk is not None:
        change.remove(by=by, why=gettext("left as it is"))
        amendment.store(by=by, why=gettext("changes written"), fields=[])
