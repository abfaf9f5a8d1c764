"""What a region's registers tell of its plan: groups reached, LINE groups, mediators, organisations on their way."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from centres.registers.summaries import groups_reached, on_the_way, trained
from participation.models import ItemKind, Plan, PlanItem
from participation.outcomes.measures import Measure, Measured, Unmet, offers
from thai.dates import tell_date


def page_of(plan: Plan, part: str, query: str = "") -> str:
    """The page of the region's registers of the plan's year, at one of its parts."""
    return f"{reverse('registers-of-region', args=[plan.fiscal_year, plan.region_id])}{query}#{part}"


def groups_first_reached(plan: Plan) -> Measured:
    """How many groups the year reached first; missing are networks that the plan is for, and no new group is of."""
    reached = groups_reached(plan.region_id, plan.fiscal_year)
    targets = PlanItem.objects.filter(line__plan=plan, kind=ItemKind.TARGET, network__isnull=False)
    networks = TargetNetwork.objects.filter(pk__in=targets.order_by().values("network"))
    unmet = [
        Unmet(
            str(network),
            gettext("no group reached for the first time in this year"),
            page_of(plan, "networks"),
        )
        for network in reached.leaves_out(networks)
    ]
    return Measured(Decimal(reached.count), unmet=unmet)


def new_groups_on_line(plan: Plan) -> Measured:
    """How many of the groups that the year reached first have a LINE group; missing are the others, by name."""
    reached = groups_reached(plan.region_id, plan.fiscal_year)
    unmet = [
        Unmet(group.name, gettext("no LINE group yet"), page_of(plan, f"group-{group.pk}", "?line=no"))
        for group in reached.without_line
    ]
    return Measured(Decimal(reached.on_line), Decimal(reached.count), unmet)


def trained_in_mediation(plan: Plan) -> Measured:
    """How many people learnt to mediate in the year; missing are coordination centres of which nobody did."""
    told = trained(plan.region_id, plan.fiscal_year)
    unmet = [
        Unmet(
            str(centre),
            gettext("nobody trained in mediation in this year"),
            page_of(plan, f"centre-{centre.pk}"),
        )
        for centre in told.without
    ]
    return Measured(Decimal(told.in_mediation), unmet=unmet)


def on_the_way_to_section_3(plan: Plan) -> Measured:
    """How many of the organisations on their way are registered under section 3, by step; missing are the others."""
    standing = on_the_way(plan.region_id, plan.fiscal_year)
    unmet = [
        Unmet(
            str(each.readiness.organisation),
            gettext("%(step)s since %(day)s") % {"step": each.step.label, "day": tell_date(each.since)},
            page_of(plan, f"readiness-{each.readiness.pk}"),
        )
        for each in standing.not_registered
    ]
    whole = Decimal(len(standing.all))
    return Measured(Decimal(standing.registered), whole, unmet, standing.steps)


offers(
    Measure(
        "groups_first_reached",
        _("groups of networks reached for the first time"),
        "กลุ่ม",
        groups_first_reached,
        lambda plan: page_of(plan, "networks"),
    )
)
offers(
    Measure(
        "new_groups_on_line",
        _("new groups of networks with a LINE group"),
        "กลุ่ม",
        new_groups_on_line,
        lambda plan: page_of(plan, "networks"),
    )
)
offers(
    Measure(
        "trained_in_mediation",
        _("people trained in mediation"),
        "คน",
        trained_in_mediation,
        lambda plan: page_of(plan, "trainings"),
    )
)
offers(
    Measure(
        "registered_under_section_3",
        _("organisations on the way to section 3 that are registered"),
        "แห่ง",
        on_the_way_to_section_3,
        lambda plan: page_of(plan, "readiness"),
    )
)
