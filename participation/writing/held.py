"""A plan that is held for writing, what a person did to it, and what keeps her from doing it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from editing.keys import key_in
from participation.models import FormOfParticipation, ItemKind, Plan, PlanItem, PlanLine
from participation.models.item import Recogniser
from participation.taken_out import said_of
from people.models import User
from thai.marks import counts_on

Step = dict[str, str]  # an act by name with what it is sent, as in acts.py


@dataclass(slots=True)
class Done:
    """What an act wrote (keys, and the versions of the items then), and the steps that undo it, in order."""

    undo: list[Step] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)
    line: int | None = None


class NewerWords(Exception):
    """Somebody else has reworded the item since it was opened. Nothing was written; a person chooses."""

    def __init__(self, item: PlanItem, version: int, mine: str) -> None:
        super().__init__(item.pk)
        self.item, self.mine = item, mine
        wordings = {
            entry.version: entry for entry in item.history.order_by("-history_id")
        }  # the oldest of each stays
        opened, theirs = wordings.get(version), wordings.get(item.version)
        self.base: str = opened.text if opened else item.text
        self.who = str(theirs.history_user or "") if theirs else ""
        self.at: datetime | None = theirs.history_date if theirs else None


class TakenOut(ValidationError):
    """What she wrote in stands in the plan no more."""

    def __init__(self, record: PlanItem | PlanLine) -> None:
        super().__init__(said_of(record), code="taken_out")


@dataclass
class Writer:
    """Who writes in a plan that is held and open (`PLAN_LIFE.doing("write", …)`)."""

    plan: Plan
    by: User

    def item(self, pk: str) -> PlanItem:
        """An item that stands in the plan. Raises TakenOut."""
        item = self.any_item(pk)
        if item.order is None:
            raise TakenOut(item)
        self.line(str(item.line_id))
        return item

    def any_item(self, pk: str) -> PlanItem:
        """An item of the plan, taken out or not."""
        try:
            return PlanItem.kept.select_related("line").get(line__plan=self.plan, pk=key_in(pk) or 0)
        except ObjectDoesNotExist:
            raise ValidationError(_("The plan has no such item."), code="unknown") from None

    def line(self, pk: str) -> PlanLine:
        line = self.any_line(pk)
        if line.order is None:
            raise TakenOut(line)
        return line

    def any_line(self, pk: str) -> PlanLine:
        try:
            return PlanLine.kept.select_related("form").get(plan=self.plan, pk=key_in(pk) or 0)
        except ObjectDoesNotExist:
            raise ValidationError(_("The plan has no such line."), code="unknown") from None

    def form(self, pk: str) -> FormOfParticipation:
        try:
            return FormOfParticipation.objects.for_year(self.plan.fiscal_year).get(pk=key_in(pk) or 0)
        except ObjectDoesNotExist:
            raise ValidationError(_("Choose a form of participation of this year."), code="unknown") from None

    @cached_property
    def recogniser(self) -> Recogniser:
        return Recogniser(self.plan.fiscal_year)

    def usual_marks(self, kind: str) -> list[str]:
        """How the plan numbers its cells of a kind: the marks of its first one that counts on; none where none does."""
        cells: dict[int, list[str]] = {}
        items = PlanItem.objects.filter(line__plan=self.plan, kind=kind).order_by("line__order", "order")
        for line, mark in items.values_list("line", "mark"):
            cells.setdefault(line, []).append(mark)
        return next((marks for marks in cells.values() if len(marks) > 1 and counts_on(marks)), [])


def kind_of(text: str) -> ItemKind:
    if text not in ItemKind.values:
        raise ValidationError(_("A line has no such cell."), code="unknown")
    return ItemKind(text)
