"""The finance pages: what is to be paid, the list for the bank, one payment by hand, one taken back."""

from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editing.acting import attempt, refusals_of
from grants.agreements.instalment import Instalment
from grants.budget.programme import Programme
from grants.desk.waiting import may_decide
from grants.payments.corrections import PaymentCorrection
from grants.payments.forms import CorrectionForm, PaymentForm
from grants.payments.lists import PaymentLists, Wishes, choices_of
from grants.payments.resources import payment_table
from grants.payments.workbook import PAYMENTS
from people import rights
from people.roles import Role
from people.signed_in import person_of
from regions.models import Region, RegionQuerySet
from spreadsheets.kinds import regions_open_to
from tables.writing import CSV, XLSX, to_csv, to_xlsx
from thai.years import fiscal_year_of


def _regions(request: HttpRequest) -> RegionQuerySet:
    """Where the person pays; nobody else reads these pages."""
    regions = regions_open_to(person_of(request), PAYMENTS)
    if not regions.exists():
        raise PermissionDenied
    return regions


class _Chosen:
    """The region and year of the address; without them the newest open year of the person's first region."""

    def __init__(self, request: HttpRequest):
        self.regions = list(_regions(request))
        programmes = list(
            Programme.objects.filter(region__in=self.regions)
            .select_related("region")
            .order_by("-fiscal_year", "region")
        )
        asked = request.GET.get("region", "")
        by_number = {str(region.pk): region for region in self.regions}
        if asked and asked not in by_number:
            raise Http404
        running = [each for each in programmes if each.state == Programme.State.OPEN] or programmes
        first: Region = running[0].region if running else self.regions[0]
        self.region = by_number.get(asked, first)
        own = [each for each in programmes if each.region_id == self.region.pk]
        self.years = [each.fiscal_year for each in own]
        open_years = [each.fiscal_year for each in own if each.state == Programme.State.OPEN]
        newest = (open_years or self.years or [fiscal_year_of(timezone.localdate())])[0]
        year = request.GET.get("year", "")
        self.year = int(year) if year in map(str, self.years) else newest
        self.programme = next((each for each in own if each.fiscal_year == self.year), None)
        self.organisations: list[tuple[str, str]] = []
        self.provinces: list[tuple[str, str]] = []
        self.wishes = Wishes()
        if self.programme is not None:
            self.organisations, self.provinces = choices_of(self.programme)
            self.wishes = Wishes(
                _known(request.GET.get("organisation"), self.organisations),
                _known(request.GET.get("province"), self.provinces),
            )

    @property
    def query(self) -> str:
        said = {
            "region": str(self.region.pk) if len(self.regions) > 1 else "",
            "year": str(self.year),
            "organisation": self.wishes.organisation,
            "province": self.wishes.province,
        }
        return urlencode({key: value for key, value in said.items() if value})


def _known(value: str | None, choices: list[tuple[str, str]]) -> str:
    return value if value and value in dict(choices) else ""


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Show what waits to be paid, what may be asked for, what is under way, and what was paid last."""
    chosen = _Chosen(request)
    lists = PaymentLists(chosen.programme, chosen.wishes) if chosen.programme is not None else None
    is_open = chosen.programme is not None and chosen.programme.state == Programme.State.OPEN
    context = {
        "chosen": chosen,
        "lists": lists,
        "is_open": is_open,
        "may_decide": may_decide(request.user),
    }
    return TemplateResponse(request, "grants/payments/payments.html", context)


@require_safe
def batch(request: HttpRequest, extension: str) -> HttpResponse:
    """Hand out what is approved as the list that finance fills in and brings back."""
    chosen = _Chosen(request)
    if chosen.programme is None:
        raise Http404
    title = _("To be paid, fiscal year %(year)s, %(region)s") % {"year": chosen.year, "region": chosen.region}
    parts = PaymentLists(chosen.programme, chosen.wishes).to_pay.rows
    table = payment_table(parts, title, total_label="รวม" if parts else "")
    content, kind = (to_xlsx(table), XLSX) if extension == "xlsx" else (to_csv(table), CSV)
    response = HttpResponse(content, content_type=kind)
    name = f"to-pay-{chosen.year}-region{chosen.region.pk}.{extension}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@require_POST
def request_payments(request: HttpRequest) -> HttpResponse:
    """Ask for the payment of every ticked instalment; each stands alone, and who is refused is named."""
    chosen = _Chosen(request)
    keys = [key for key in request.POST.getlist("instalment") if key.isdecimal()]
    parts = Instalment.objects.visible_to(request.user).filter(
        agreement__allocation__programme__region__in=chosen.regions, pk__in=keys
    )
    asked = 0
    for part in parts.with_everything():
        refused = refusals_of(partial(part.request_payment, by=request.user))
        asked += not refused
        for sentence in refused:
            messages.error(request, f"{part}: {sentence}")
    if asked:
        said = ngettext(
            "The payment of %(count)s instalment is asked for; another person approves it.",
            "The payment of %(count)s instalments is asked for; another person approves it.",
            asked,
        )
        messages.success(request, said % {"count": asked})
    if not keys:
        messages.warning(request, _("Tick at least one instalment."))
    return HttpResponseRedirect(f"{reverse('payments')}?{chosen.query}")


def _instalment(request: HttpRequest, pk: int) -> Instalment:
    regions = _regions(request)
    rows = Instalment.objects.visible_to(request.user).filter(
        agreement__allocation__programme__region__in=regions
    )
    rows = rows.with_everything().select_related("requested_by", "approved_by")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one instalment's payment, and record it."""
    part = _instalment(request, pk)
    form = PaymentForm(request.POST or None, instalment=part)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = _("The payment is recorded.")
        attempt(request, done, lambda: part.pay(by=request.user, **said))
        return redirect("payment", part.pk)
    return _payment_page(request, part, form, CorrectionForm())


def _payment_page(
    request: HttpRequest, part: Instalment, form: PaymentForm, correction_form: CorrectionForm
) -> HttpResponse:
    standing = part.standing_payment
    corrections = PaymentCorrection.objects.filter(payment__instalment=part).select_related(
        "requested_by", "decided_by", "payment"
    )
    waiting = next((each for each in corrections if each.state == PaymentCorrection.State.WAITING), None)
    region = part.agreement.programme.region_id
    is_staff = rights.holds(request.user, region, Role.REGIONAL_STAFF)
    context = {
        "part": part,
        "programme": part.agreement.programme,
        "form": form,
        "correction_form": correction_form,
        "standing": standing,
        "entries": part.entries.select_related("recorded_by", "approved_by", "batch").order_by("-pk"),
        "waiting": waiting,
        "decided": [each for each in corrections if each.state == PaymentCorrection.State.REFUSED],
        "why_not_paid": _refusal(part.check_approved) if standing is None else "",
        "why_not_back": _refusal(part.check_may_be_taken_back) if standing is not None else "",
        "may_approve": waiting is not None and is_staff and waiting.requested_by_id != request.user.pk,
        "may_withdraw": waiting is not None and waiting.requested_by_id == request.user.pk,
        "back": urlencode({"region": region, "year": part.agreement.programme.fiscal_year}),
    }
    bad = form.errors or correction_form.errors
    return TemplateResponse(request, "grants/payments/payment.html", context, status=422 if bad else 200)


def _refusal(check: Any) -> str:
    try:
        check()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a payment did not happen; another person approves it."""
    part = _instalment(request, pk)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _payment_page(request, part, PaymentForm(instalment=part), form)
    done = _(
        "It is noted. Once another person of the regional office approves it, the payment is taken back."
    )
    attempt(request, done, lambda: PaymentCorrection.propose(part, by=request.user, **form.cleaned_data))
    return redirect("payment", part.pk)


def _correction(request: HttpRequest, pk: int) -> PaymentCorrection:
    rows = PaymentCorrection.objects.visible_to(request.user).filter(
        payment__agreement__allocation__programme__region__in=_regions(request)
    )
    rows = rows.select_related("payment__instalment", "payment__agreement__allocation__programme")
    return get_object_or_404(rows, pk=pk)


@require_POST
def approve_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the payment back in the ledger."""
    correction = _correction(request, pk)
    done = _("The payment is taken back. The instalment waits for its payment again.")
    attempt(request, done, lambda: correction.approve(by=request.user))
    return redirect("payment", correction.payment.instalment_id)


@require_POST
def refuse_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the payment as it is, with a reason; who asked withdraws so."""
    correction = _correction(request, pk)
    answer = request.POST.get("answer", "")
    if not answer.strip() and correction.requested_by_id == request.user.pk:
        answer = _("withdrawn")
    done = _("The payment stays as it is.")
    attempt(request, done, lambda: correction.refuse(by=request.user, answer=answer))
    return redirect("payment", correction.payment.instalment_id)
