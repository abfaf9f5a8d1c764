"""The order of the lines of a plan and the numbers that follow from it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from participation.models import PlanLine
from participation.writing.held import TakenOut
from people.models import User
from thai.marks import counts_on, numbered
from thai.sentences import gettext as _

LONGEST_NUMBER = PlanLine._meta.get_field("number").max_length or 0


def behind(lines: Sequence[PlanLine], line: PlanLine, after: PlanLine | None) -> list[PlanLine]:
    """The lines with this one behind another one, or first. Raises ValidationError where that one stands nowhere."""
    if after == line:
        raise ValidationError(_("A line does not stand behind itself."), code="itself")
    if after is not None and after.order is None:
        raise TakenOut(after)
    others = [each for each in lines if each != line]
    place = others.index(after) + 1 if after else 0
    return [*others[:place], line, *others[place:]]


def number_like(number: str, order: int) -> str:
    """A line's number in the way of another one; the bare number where the words around it leave no room."""
    made = numbered(number, order)
    return made if len(made) <= LONGEST_NUMBER else str(order)


def arrange(by: User, before: Sequence[PlanLine], wanted: Sequence[PlanLine], why: str) -> None:
    """Put the lines into this order; they number themselves in the way they were numbered, if they were."""
    numbers = [line.number for line in before]
    counted = counts_on(numbers) or not before
    stood = {line.pk: (line.order, line.number, line.form_is_above) for line in wanted if line.pk}
    PlanLine.kept.filter(pk__in=[line.pk for line in (*before, *wanted)]).update(order=None)
    above: PlanLine | None = None
    for order, line in enumerate(wanted, start=1):
        line.order = order
        beside = (
            above.number if above else next(iter(numbers), "1.")
        )  # a new line is numbered as the one above it
        if counted:
            line.number = number_like(line.number or beside, order)
        elif line.pk is None and number_like(beside, order) not in numbers:
            line.number = number_like(beside, order)
        if above is None or above.form_id != line.form_id or above.form_words != line.form_words:
            line.form_is_above = False
        if line.pk is None:
            line.store(by=by, why=why)
        elif stood[line.pk] != (order, line.number, line.form_is_above):
            line.place(by=by, why=why)
        else:
            PlanLine.kept.filter(pk=line.pk).update(order=order)
        above = line
