"""The pages of activities: one with its details, its form, and the year at a glance."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from editing.fields import checked_year
from editing.once import answered_once
from participation.activities.details import RELATED, held_detail, keep, may_write
from participation.activities.forms import DetailForm
from participation.activities.provinces import grid_of
from participation.activities.wheel import MONTH_NAMES, wheel_of
from participation.activities.writing import may_report
from participation.models import ActivityDetail, ActivityReport, ItemKind, Plan, PlanItem
from participation.models.detail import answered_for_by, plans_read_by, read_by
from participation.report_life import ACTIVITY_REPORT_LIFE
from participation.taken_out import require_standing
from people.roles import Role
from people.signed_in import budgets_read_in, person_of


def activity_of(request: HttpRequest, pk: int) -> PlanItem:
    """An activity that the person may read. Raises Http404 for any other, Gone for what was taken out of its plan."""
    items = PlanItem.kept.filter(read_by(person_of(request)), kind=ItemKind.ACTIVITY)
    found = get_object_or_404(items.select_related("line__plan__region", "line__form"), pk=pk)
    require_standing(found)
    return found


def reads_plan(request: HttpRequest, item: PlanItem) -> bool:
    return plans_read_by(person_of(request)).filter(pk=item.line.plan_id).exists()


@require_safe
def own_activities(request: HttpRequest) -> HttpResponse:
    """Show a coordinator what her organisations are to hold, and what has been reported on each; others the plans."""
    user = person_of(request)
    if not (user.has_role(Role.COORDINATOR) and user.coordinated_organisations):
        return redirect("plans")
    hers = ActivityReport.objects.of_coordinator(user).select_related("organisation")
    activities = (
        PlanItem.objects.filter(pk__in=answered_for_by(user), kind=ItemKind.ACTIVITY)
        .select_related("line__plan__region", "line__form", "detail")
        .prefetch_related(Prefetch("reports", hers, to_attr="her_reports"))
        .order_by("-line__plan__fiscal_year", "line__plan__region", "line__order", "order")
    )
    return TemplateResponse(request, "participation/activities/own.html", {"activities": activities})


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who holds an activity, where and when."""
    item = activity_of(request, pk)
    user = person_of(request)
    reports = ActivityReport.objects.visible_to(user).filter(item=item)
    reports = reports.with_everything().prefetch_related("groups")
    context = {
        "item": item,
        "plan": item.line.plan,
        "closed_on": item.line.plan.closed_on,
        "detail": ActivityDetail.objects.filter(item=item).first(),
        "may_write": may_write(user, item) and not item.line.plan.is_closed,
        "may_report": may_report(item, user) and not item.line.plan.is_closed,
        "reports": reports,
        "begun": [each for each in reports if not ACTIVITY_REPORT_LIFE.why_not("write", each, user)],
        "reads_plan": reads_plan(request, item),
    }
    return TemplateResponse(request, "participation/activities/activity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Write who holds an activity, where and when; what is open stays open."""
    item = activity_of(request, pk)
    if not may_write(person_of(request), item):
        raise PermissionDenied
    if request.method == "POST":
        return answered_once(request, lambda: _keep(request, item))
    found = ActivityDetail.objects.filter(item=item).first() or ActivityDetail(item=item)
    return _details_page(request, item, DetailForm(instance=found))


def _keep(request: HttpRequest, item: PlanItem) -> HttpResponse:
    with transaction.atomic():
        form = DetailForm(request.POST, instance=held_detail(item))
        if not form.is_valid():
            return _details_page(request, item, form, status=422)
        related = {name: list(form.cleaned_data[name]) for name in RELATED}
        keep(form.instance, related, by=person_of(request))
    messages.success(request, _("The details of the activity are saved."))
    return redirect("activity", item.pk)


def _details_page(request: HttpRequest, item: PlanItem, form: DetailForm, status: int = 200) -> HttpResponse:
    context = {"item": item, "plan": item.line.plan, "form": form, "reads_plan": True}
    return TemplateResponse(request, "participation/activities/details.html", context, status=status)


def _plan(request: HttpRequest, fiscal_year: int, region_number: int) -> Plan:
    region = get_object_or_404(budgets_read_in(request), number=region_number)
    plans = plans_read_by(person_of(request)).select_related("region")
    return get_object_or_404(plans, region=region, fiscal_year=checked_year(fiscal_year))


@require_safe
def months(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Show the activities of a plan by the months in which they happen, and what waits for a date."""
    plan = _plan(request, fiscal_year, region_number)
    context = {"plan": plan, "months": MONTH_NAMES, "lines": wheel_of(plan)}
    return TemplateResponse(request, "participation/activities/months.html", context)


@require_safe
def provinces(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Show what was promised for each province, and how often it was held there."""
    plan = _plan(request, fiscal_year, region_number)
    context = {"plan": plan, "grid": grid_of(plan)}
    return TemplateResponse(request, "participation/activities/provinces.html", context)
