"""What the pages of a plan's steps say is missing, each with the place on the plan's page where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from participation.lacks import lacks_of
from participation.models import FormOfParticipation, ItemKind, Plan, PlanLine


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, in a sentence, and where it is mended ("form-3", "line-17", "item-4")."""

    sentence: str
    anchor: str


def missing_in(plan: Plan) -> list[Missing]:
    """Return the forms without a line, the empty lines and cells, and what other rooms ask for (lacks.py)."""
    asked = [
        Missing(lack.sentence, f"item-{lack.items[0].pk}" if lack.items else "") for lack in lacks_of(plan)
    ]
    return [*_forms_without_a_line(plan), *_empty_lines(plan), *_empty_cells(plan), *asked]


def _forms_without_a_line(plan: Plan) -> Iterator[Missing]:
    used = plan.lines.values("form")
    for form in FormOfParticipation.objects.for_year(plan.fiscal_year).exclude(pk__in=used):
        said = _("Form %(number)s, %(name)s, has no line")
        yield Missing(said % {"number": form.number, "name": form.name}, f"form-{form.number}")


def _empty_lines(plan: Plan) -> Iterator[Missing]:
    for line in PlanLine.objects.filter(plan=plan).empty().select_related("form"):
        said = _("Line %(line)s, of form %(form)s, is empty: fill it in, or take it out")
        yield Missing(said % {"line": line.order, "form": line.form.number}, f"line-{line.pk}")


def _empty_cells(plan: Plan) -> Iterator[Missing]:
    empty = {
        ItemKind.TARGET: _("Line %(line)s has no target group"),
        ItemKind.ACTIVITY: _("Line %(line)s has no activity"),
        ItemKind.OUTCOME: _("Line %(line)s has no outcome"),
    }
    counts = {
        kind.value: Count("items", Q(items__kind=kind, items__order__isnull=False)) for kind in ItemKind
    }
    for line in PlanLine.objects.filter(plan=plan).that_say_something().annotate(**counts):
        for kind, sentence in empty.items():
            if not getattr(line, kind.value):
                yield Missing(sentence % {"line": line.order}, f"line-{line.pk}")
