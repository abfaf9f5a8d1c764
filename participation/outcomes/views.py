"""The pages of an outcome: its indicators with what was promised and done, and the values behind them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from editing.once import answered_once
from participation.life import PLAN_LIFE
from participation.models import Indicator, IndicatorValue, ItemKind, PlanItem
from participation.models.detail import plans_read_by
from participation.outcomes.forms import IndicatorForm, ValueForm
from participation.outcomes.progress import progress_of
from participation.taken_out import require_standing
from people.signed_in import person_of
from thai.sentences import gettext as _


def _outcome(request: HttpRequest, pk: int) -> PlanItem:
    items = PlanItem.kept.filter(line__plan__in=plans_read_by(person_of(request)), kind=ItemKind.OUTCOME)
    found = get_object_or_404(items.select_related("line__plan__region"), pk=pk)
    require_standing(found)
    return found


def _indicator(request: HttpRequest, pk: int) -> Indicator:
    rows = Indicator.objects.visible_to(person_of(request)).select_related("item__line__plan__region")
    return get_object_or_404(rows, pk=pk)


def _require_whose_it_is(request: HttpRequest, act: str, item: PlanItem) -> None:
    if not PLAN_LIFE.is_for(act, item.line.plan, person_of(request)):
        raise PermissionDenied


@require_safe
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an outcome is measured by: promised beside done, and what is missing behind each figure."""
    item = _outcome(request, pk)
    indicators = Indicator.objects.filter(item=item).prefetch_related("values__province")
    context = {
        "item": item,
        "plan": item.line.plan,
        "progress": [progress_of(indicator) for indicator in indicators],
        "may": PLAN_LIFE.open_to(item.line.plan, person_of(request)),
    }
    return TemplateResponse(request, "participation/outcomes/outcome.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an indicator to an outcome."""
    item = _outcome(request, pk)
    return _indicator_page(request, Indicator(item=item))


@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an indicator is."""
    return _indicator_page(request, _indicator(request, pk))


def _indicator_page(request: HttpRequest, shown: Indicator) -> HttpResponse:
    _require_whose_it_is(request, "change_promise" if shown.pk else "promise", shown.item)
    if request.method == "POST":
        return answered_once(request, lambda: _keep_indicator(request, shown))
    return _show_indicator(request, IndicatorForm(instance=shown))


def _keep_indicator(request: HttpRequest, shown: Indicator) -> HttpResponse:
    with transaction.atomic():
        shown.plan.hold()
        if shown.pk:
            shown = _indicator(request, shown.pk)
        else:
            last = Indicator.objects.filter(item=shown.item).aggregate(last=Max("order"))["last"]
            shown.order = (last or 0) + 1
        form = IndicatorForm(request.POST, instance=shown)
        if not form.is_valid():
            return _show_indicator(request, form, status=422)
        form.instance.store(by=person_of(request), why=_("indicator of an outcome"))
    messages.success(request, _("The indicator is saved."))
    return redirect("outcome", shown.item_id)


def _show_indicator(request: HttpRequest, form: IndicatorForm, status: int = 200) -> HttpResponse:
    item = form.instance.item
    context = {"form": form, "item": item, "plan": item.line.plan}
    return TemplateResponse(request, "participation/outcomes/indicator.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_value(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was measured of an indicator."""
    of = _indicator(request, pk)
    return _value_page(request, IndicatorValue(indicator=of))


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was measured."""
    rows = IndicatorValue.objects.visible_to(person_of(request))
    return _value_page(
        request, get_object_or_404(rows.select_related("indicator__item__line__plan__region"), pk=pk)
    )


def _value_page(request: HttpRequest, shown: IndicatorValue) -> HttpResponse:
    _require_whose_it_is(request, "measure", shown.indicator.item)
    if shown.indicator.measure:
        raise PermissionDenied
    if request.method == "POST":
        return answered_once(request, lambda: _keep_value(request, shown))
    return _show_value(request, ValueForm(instance=shown))


def _keep_value(request: HttpRequest, shown: IndicatorValue) -> HttpResponse:
    with transaction.atomic():
        shown.indicator.plan.hold()
        if shown.pk:
            shown.refresh_from_db()
        form = ValueForm(request.POST, instance=shown)
        if not form.is_valid():
            return _show_value(request, form, status=422)
        form.instance.store(by=person_of(request), why=_("value of an indicator"))
    messages.success(request, _("The value is saved."))
    return redirect("outcome", shown.indicator.item_id)


def _show_value(request: HttpRequest, form: ValueForm, status: int = 200) -> HttpResponse:
    of = form.instance.indicator
    context = {
        "form": form,
        "indicator": of,
        "item": of.item,
        "plan": of.plan,
        "promised": progress_of(of).promised,
    }
    return TemplateResponse(request, "participation/outcomes/value.html", context, status=status)
