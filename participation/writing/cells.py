"""The order of a cell and the marks that follow from it. Who writes in one item of it changes no other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from participation.models import ItemKind, PlanItem, PlanLine
from participation.writing.held import Writer
from thai.marks import counts_on, numbered, separators

MOST_ITEMS = (
    200  # the longest cell of an office's plan has some twenty; each item is a record with its history
)


@dataclass
class PlanCell:
    """A cell as it stood when its writer took hold of it."""

    writer: Writer
    line: PlanLine
    kind: ItemKind
    items: list[PlanItem]

    @classmethod
    def of(cls, writer: Writer, line: PlanLine, kind: str) -> "PlanCell":
        items = PlanItem.objects.filter(line=line, kind=kind).order_by("order")
        return cls(writer, line, ItemKind(kind), list(items))

    def before(self, item: PlanItem) -> PlanItem | None:
        place = self.items.index(item)
        return self.items[place - 1] if place else None

    def after(self, item: PlanItem | None) -> int:
        """The place behind an item; the first one where there is none, the last where it stands elsewhere."""
        if item is None:
            return 0
        return self.items.index(item) + 1 if item in self.items else len(self.items)

    def with_in(self, place: int, *new: PlanItem) -> list[PlanItem]:
        others = [item for item in self.items if item not in new]
        place -= sum(1 for item in self.items[:place] if item in new)
        return [*others[:place], *new, *others[place:]]

    def without(self, item: PlanItem) -> list[PlanItem]:
        return [each for each in self.items if each != item]

    def arrange(self, wanted: Sequence[PlanItem], why: str) -> None:
        """Put these items into the cell, in this order; the numbers count on if they did, what parts them stays.

        Raises ValidationError where it grows beyond what a cell holds.
        """
        if len(self.items) < len(wanted) > MOST_ITEMS:
            said = _(
                "A cell holds at most %(most)s items, and there would be %(count)s. Part them over several lines."
            )
            raise ValidationError(said % {"most": MOST_ITEMS, "count": len(wanted)}, code="too_many")
        marks = self._marks(wanted)
        parting = separators([item.after for item in self.items], len(wanted))
        stood = {item.pk: (item.line_id, item.order, item.mark, item.after) for item in wanted if item.pk}
        here = Q(
            pk__in=[item.pk for item in self.items], line=self.line
        )  # one may have left for another line
        PlanItem.kept.filter(here | Q(pk__in=stood)).update(order=None)
        for order, (item, mark, after) in enumerate(zip(wanted, marks, parting, strict=True), start=1):
            item.line, item.kind, item.order, item.mark, item.after = self.line, self.kind, order, mark, after
            if item.pk is None:
                item.store(by=self.writer.by, why=why)
            elif stood[item.pk] != (self.line.pk, order, mark, after):
                item.place(by=self.writer.by, why=why)
            else:
                PlanItem.kept.filter(pk=item.pk).update(order=order)

    def _marks(self, wanted: Sequence[PlanItem]) -> list[str]:
        old = [item.mark for item in self.items]
        if counts_on(old):
            return [
                numbered(item.mark if item in self.items else old[0], number)
                for number, item in enumerate(wanted, start=1)
            ]
        if len(wanted) > 1 and len(old) < 2 and not any(item.mark for item in (*self.items, *wanted)):
            usual = self.writer.usual_marks(self.kind)
            if usual:  # a second item: the cell is numbered as the plan's others are
                return [numbered(usual[0], number) for number in range(1, len(wanted) + 1)]
        if not self.items:
            return [item.mark for item in wanted]
        return [item.mark if item in self.items else self._bullet_beside(wanted, item) for item in wanted]

    def _bullet_beside(self, wanted: Sequence[PlanItem], new: PlanItem) -> str:
        """The bullet of the nearest item that was here before; no number, which would stand twice."""
        place = list(wanted).index(new)
        near = [item for item in (*reversed(wanted[:place]), *wanted[place + 1 :]) if item in self.items]
        mark = near[0].mark if near else ""
        return mark if numbered(mark, 0) == mark else ""
