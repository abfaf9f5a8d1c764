"""In which fiscal years the plans use an entry of a catalogue: it is not retired before them."""

from collections.abc import Iterable

from django.db.models import Q

from centres.models import TargetNetwork
from editing.of_years import used_in
from participation.models import FormOfParticipation, Plan, PlanItem


def _years(**linked: object) -> Iterable[int]:
    items = PlanItem.objects.filter(**linked).values("line__plan")
    return Plan.objects.filter(pk__in=items).order_by().values_list("fiscal_year", flat=True).distinct()


def of_network(network: TargetNetwork) -> Iterable[int]:
    aimed_at = PlanItem.objects.filter(Q(network=network) | Q(detail__networks=network)).values("line__plan")
    return Plan.objects.filter(pk__in=aimed_at).order_by().values_list("fiscal_year", flat=True).distinct()


def of_form(form: FormOfParticipation) -> Iterable[int]:
    return Plan.objects.filter(lines__form=form).order_by().values_list("fiscal_year", flat=True).distinct()


used_in("centres.TargetNetwork", of_network)
used_in("participation.FormOfParticipation", of_form)
used_in("participation.StandardActivity", lambda standard: _years(standard=standard))
used_in("participation.ActivityTag", lambda tag: _years(detail__tags=tag))
