"""Writing what an amendment wants of the lines of a plan: a new one, other words, another place, one that goes."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from editing.gone import still_there
from participation.life import AMENDMENT_LIFE
from participation.models import AmendedLine, FormOfParticipation, PlanAmendment, PlanLine
from participation.models.amendment_change import ChangeWhat
from participation.years.amending import forget_change, keep_change, require_as_written, require_standing
from people.models import User
from thai.text import clean


@dataclass(frozen=True, slots=True)
class Where:
    """Where a line is to stand: behind another one of the plan, or first."""

    after: PlanLine | None


def behind_its_form(amendment: PlanAmendment, form: FormOfParticipation) -> Where:
    """Behind the last line of the forms up to this one, where a plan has a new line of it."""
    lines = PlanLine.objects.filter(plan=amendment.plan, form__number__lte=form.number)
    return Where(lines.order_by("-order").first())


def add_line(
    amendment: PlanAmendment,
    form: FormOfParticipation,
    *,
    by: User,
    number: str = "",
    where: Where | None = None,
) -> AmendedLine:
    """Want a new line of a form; without a number it is numbered as the others are."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        _require_of_the_year(held, form)
        where = where or behind_its_form(held, form)
        _require_place(held, where)
        change = AmendedLine(
            amendment=held, what=ChangeWhat.ADD, number=number, moves=True, after=where.after
        )
        change.form, change.form_words = form, form.name
        keep_change(held, change, by)
    return change


def change_new_line(
    amendment: PlanAmendment,
    change: AmendedLine,
    form: FormOfParticipation,
    *,
    number: str,
    by: User,
    where: Where | None,
    shown: str | None = None,
) -> None:
    """Have a line that the amendment adds say something else, or stand elsewhere."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        change = still_there(held.line_changes, pk=change.pk, what=ChangeWhat.ADD)
        require_as_written(change, shown)
        if form.pk != change.form_id:
            _require_of_the_year(held, form)
            change.form, change.form_words = form, form.name
        if where is not None:
            _require_place(held, where)
            change.after = where.after
        change.number = number
        keep_change(held, change, by)


def change_line(
    amendment: PlanAmendment,
    line: PlanLine,
    form: FormOfParticipation,
    *,
    number: str,
    base: int,
    by: User,
    where: Where | None = None,
    shown: str | None = None,
) -> None:
    """Want another number, form or place of a line; as it is in force, nothing.

    `base` is the version of the line that stood before the writer; without `where` it stands where it stands.
    """
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        line, number = _line_of(held, line), clean(number)
        change = _change_of(held, line, base)
        require_as_written(change, shown)
        change.what, change.seen, change.number = ChangeWhat.CHANGE, "", number
        if form.pk == line.form_id:
            change.form, change.form_words = line.form, line.form_words
        else:
            _require_of_the_year(held, form)
            change.form, change.form_words = form, form.name
        change.moves, change.after = where is not None, where.after if where else None
        if where is not None:
            if where.after == line:
                raise ValidationError(gettext("A line does not stand behind itself."), code="itself")
            _require_place(held, where)
        said = (number, form.pk, base, change.moves)
        if said == (line.number, line.form_id, line.version, False):
            forget_change(held, change, by)
        else:
            keep_change(held, change, by)


def take_out_line(
    amendment: PlanAmendment, line: PlanLine, *, base: int, seen: str, by: User, shown: str | None = None
) -> None:
    """Want a line out of the plan with the items that stood before the writer (`seen`, of digest_of_items)."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        line = _line_of(held, line)
        change = _change_of(held, line, base)
        require_as_written(change, shown)
        change.what, change.seen = ChangeWhat.TAKE_OUT, seen
        change.number, change.form, change.form_words = line.number, line.form, line.form_words
        change.moves, change.after = False, None
        keep_change(held, change, by)


def forget_line(amendment: PlanAmendment, change: AmendedLine, *, by: User, shown: str | None = None) -> None:
    """Leave a line as it is in the version in force; what was to stand in a new line goes with it."""
    with AMENDMENT_LIFE.doing("write", amendment, by) as held:
        change = still_there(held.line_changes, pk=change.pk)
        require_as_written(change, shown)
        for item in change.items.all():
            forget_change(held, item, by)
        forget_change(held, change, by)


def _line_of(amendment: PlanAmendment, line: PlanLine) -> PlanLine:
    """The line as it is now. Raises ValidationError where it is of another plan or was taken out."""
    found = PlanLine.kept.select_related("form").prefetch_related("items").get(pk=line.pk)
    amendment.going.discard(found.pk)  # who takes it out may also want something else of it
    require_standing(amendment, found)
    return found


def _require_place(amendment: PlanAmendment, where: Where) -> None:
    if where.after is not None:
        require_standing(amendment, where.after)


def _require_of_the_year(amendment: PlanAmendment, form: FormOfParticipation) -> None:
    if not FormOfParticipation.objects.for_year(amendment.plan.fiscal_year).filter(pk=form.pk).exists():
        raise ValidationError(gettext("Choose a form of participation of this year."), code="unknown")


def _change_of(amendment: PlanAmendment, line: PlanLine, base: int) -> AmendedLine:
    change = amendment.line_changes.filter(line=line).first() or AmendedLine(amendment=amendment, line=line)
    then = line.history.filter(version=base).order_by("-history_date", "-history_id").first() or line
    if base == line.version:
        then = line
    change.line, change.base = line, base
    change.number_before, change.form_before = then.number, then.form_words
    return change
