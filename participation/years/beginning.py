"""A new year's plan: from an earlier one, line by line, or empty."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from editing.fields import refuse_impossible_year
from editing.shown import require_shown
from participation.carrying import carry_along
from participation.models import FormOfParticipation, ItemKind, Plan, PlanItem, PlanLine
from participation.writing.rows import number_like
from people import rights
from people.models import User
from people.roles import STAFF_ROLES
from regions.models import Region
from thai.digits import thai_digits
from thai.marks import counts_on, numbered, separators
from thai.sentences import gettext


@dataclass(frozen=True, slots=True)
class Carried:
    """What of an earlier plan goes into the new one: lines by key, and the words of each item, changed or not.

    An item without words stays behind, and so does everything of a line that is not named.
    """

    source: Plan
    seen: str
    lines: frozenset[int]
    texts: Mapping[int, str]


def earlier_plan(region: Region, fiscal_year: int) -> Plan | None:
    """The plan that a region's new year is copied from: its newest one before that year."""
    earlier = Plan.objects.filter(region=region, fiscal_year__lt=fiscal_year).select_related("region")
    return earlier.order_by("-fiscal_year").first()


def begin(region: Region, fiscal_year: int, *, by: User, carried: Carried | None = None) -> Plan:
    """Make a plan as a draft. Raises ValidationError where the year has one, or its source has changed."""
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(pk=region.pk)
        rights.require(by, region.pk, *STAFF_ROLES)
        refuse_impossible_year(fiscal_year)
        if Plan.objects.filter(region=region, fiscal_year=fiscal_year).exists():
            raise ValidationError(
                gettext("This region already has a plan for that fiscal year."), code="plan_there"
            )
        plan = Plan(region=region, fiscal_year=fiscal_year)
        if carried is None:
            plan.store(by=by, why=gettext("begun empty"))
            return plan
        require_shown(carried.seen, carried.source)
        plan.title = _of_year(carried.source.title, carried.source.fiscal_year, fiscal_year)
        why = gettext("copied from the plan of %(year)s") % {"year": carried.source.fiscal_year}
        plan.store(by=by, why=why)
        _copy_lines(plan, carried, by, why)
    return plan


def _of_year(title: str, old: int, new: int) -> str:
    for digits in (str, lambda year: thai_digits(str(year))):
        title = title.replace(digits(old), digits(new))
    return title


def _copy_lines(plan: Plan, carried: Carried, by: User, why: str) -> None:
    forms = set(FormOfParticipation.objects.for_year(plan.fiscal_year).values_list("pk", flat=True))
    lines = PlanLine.objects.filter(plan=carried.source, pk__in=carried.lines, form__in=forms).order_by(
        "order"
    )
    form_before = None
    for order, old in enumerate(lines.prefetch_related("items__network", "items__standard"), start=1):
        line = PlanLine(plan=plan, order=order, form=old.form, form_words=old.form_words, copied_from=old)
        line.number = number_like(old.number, order)
        line.form_is_above = old.form_is_above and form_before == old.form_id
        form_before = old.form_id
        line.store(by=by, why=why)
        for kind in ItemKind:
            for item in _copies(line, old.cell(kind), carried.texts):
                item.store(by=by, why=why)
                if item.copied_from is not None:
                    carry_along(item.copied_from, item, by)


def _copies(line: PlanLine, old: list[PlanItem], texts: Mapping[int, str]) -> list[PlanItem]:
    """The items of a cell that go along, numbered anew where their marks counted, unsaved."""
    kept = [item for item in old if texts.get(item.pk, "").strip()]
    counted = counts_on([item.mark for item in old])
    afters = separators([item.after for item in old], len(kept))
    copies = []
    for order, (item, after) in enumerate(zip(kept, afters, strict=True), start=1):
        copy = PlanItem(line=line, kind=item.kind, order=order, text=texts[item.pk], after=after)
        copy.mark = numbered(item.mark, order) if counted else item.mark
        copy.copied_from, copy.left_as_they_are = item, item.left_as_they_are
        year = line.plan.fiscal_year
        network = item.network if not ended(item.network, year) else None
        standard = item.standard if not ended(item.standard, year) else None
        copy.link(network=network, standard=standard)
        copies.append(copy)
    return copies


def ended(entry: object, fiscal_year: int) -> bool:
    """Whether an entry of a catalogue is no longer in use in a year."""
    until: int | None = getattr(entry, "valid_until", None)
    return until is not None and until < fiscal_year
