"""What a person does to the lines of a plan. Each function works on a plan that is held (held.Writer)."""

from collections.abc import Sequence

from participation.models import FormOfParticipation, PlanLine
from participation.writing.held import Done, Step, Writer
from participation.writing.items import step
from participation.writing.rows import arrange, behind
from thai.sentences import gettext as _


def _lines(writer: Writer) -> list[PlanLine]:
    return list(PlanLine.objects.filter(plan=writer.plan).select_related("form").order_by("order"))


def _above(lines: Sequence[PlanLine], line: PlanLine) -> PlanLine | None:
    place = lines.index(line)
    return lines[place - 1] if place else None


def add_line(writer: Writer, form: FormOfParticipation, *, after: PlanLine | None = None) -> Done:
    """Open a line of a form: behind another one, else behind the last line of the forms up to this one."""
    lines = _lines(writer)
    up_to = [line for line in lines if line.form.number <= form.number]
    line = PlanLine(plan=writer.plan, form=form, form_words=form.name)
    after = after or (up_to[-1] if up_to else None)
    arrange(writer.by, lines, behind(lines, line, after), _("added"))
    return Done(line=line.pk, undo=[_out(line)])


def _out(line: PlanLine) -> Step:
    return step("take_out_line", line=line.pk, version=line.version)


def take_out_line(writer: Writer, line: PlanLine, *, version: int) -> Done:
    """Take a line out with its items; all of them keep their keys."""
    line.require_version(version)
    lines = _lines(writer)
    above = _above(lines, line)
    back = step("put_back_line", line=line.pk, after=above.pk if above else "")
    line.order = None
    line.place(by=writer.by, why=_("taken out"))
    arrange(writer.by, lines, [each for each in lines if each != line], _("taken out"))
    return Done(undo=[back])


def put_back_line(writer: Writer, line: PlanLine, *, after: PlanLine | None) -> Done:
    if line.order is None:
        lines = _lines(writer)
        arrange(writer.by, lines, behind(lines, line, after), _("put back"))
    return Done(line=line.pk, undo=[_out(line)])


def move_line(writer: Writer, line: PlanLine, *, after: PlanLine | None) -> Done:
    lines = _lines(writer)
    above = _above(lines, line)
    arrange(writer.by, lines, behind(lines, line, after), _("moved"))
    return Done(line=line.pk, undo=[step("move_line", line=line.pk, after=above.pk if above else "")])


def number_line(writer: Writer, line: PlanLine, *, version: int, number: str) -> Done:
    """Write a line's number as the office wants it printed."""
    line.require_version(version)
    was = line.number
    line.number = number
    line.clean_fields(exclude=["plan", "form"])
    line.store(by=writer.by, why=_("numbered"), fields=["number"])
    return Done(line=line.pk, undo=[step("number_line", line=line.pk, version=line.version, number=was)])


def choose_form(writer: Writer, line: PlanLine, *, version: int, form: FormOfParticipation) -> Done:
    """Say of which form a line is, in the words that the catalogue has now: also how it takes new words."""
    line.require_version(version)
    was = line.form_id
    line.form, line.form_words = form, form.name
    line.form_is_above = False
    line.store(by=writer.by, why=_("form chosen"), fields=["form", "form_words", "form_is_above"])
    back = step("choose_form", line=line.pk, version=line.version, form=was)
    return Done(line=line.pk, undo=[back])
