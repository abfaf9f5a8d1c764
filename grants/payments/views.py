"""The finance pages: what is to be paid, the list for the bank, one payment by hand, one taken back."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deciding.request_row import RequestRow
from editing.acting import attempt, meant_in, refusals_of, refusals_once, seen_in
from editing.downloads import file_of, table_download
from editing.fields import newest_year
from editing.forms import typed_in
from editing.keys import key_in
from editing.wishes import Wishes
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.agreements.payment_requests import request_payment
from grants.budget.programme import Programme
from grants.payments.corrections import Correction, counted_amount
from grants.payments.forms import CorrectionForm, EntryCorrectionForm, PaymentForm
from grants.payments.lists import PaymentLists, choices_of, parts_of
from grants.payments.paying import pay
from grants.payments.resources import payment_table
from grants.payments.workbook import PAYMENTS
from people.signed_in import person_of
from regions.models import Region, RegionQuerySet
from spreadsheets.kinds import is_open_to, regions_open_to
from thai.dates import tell_date


def _regions(request: HttpRequest) -> RegionQuerySet:
    """Where the person pays; nobody else reads these pages."""
    user = person_of(request)
    if not is_open_to(user, PAYMENTS):
        raise PermissionDenied
    return regions_open_to(user, PAYMENTS)


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
        newest = newest_year(open_years or self.years)
        year = request.GET.get("year", "")
        self.year = int(year) if year in map(str, self.years) else newest
        self.programme = next((each for each in own if each.fiscal_year == self.year), None)
        self.organisations: list[tuple[str, str]] = []
        self.provinces: list[tuple[str, str]] = []
        self.wishes = Wishes(request.GET)
        if self.programme is not None:
            self.organisations, self.provinces = choices_of(self.programme)
            self.wishes.take("organisation", dict(self.organisations))
            self.wishes.take("province", dict(self.provinces))

    @property
    def query(self) -> str:
        region = {"region": self.region.pk} if len(self.regions) > 1 else {}
        return urlencode({**region, "year": self.year, **self.wishes})


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Show what waits to be paid, what may be asked for, what is under way, and what was paid last."""
    chosen = _Chosen(request)
    programme = chosen.programme
    context = {
        "chosen": chosen,
        "lists": None if programme is None else PaymentLists(programme, chosen.wishes, request.GET),
        "is_open": programme is not None and programme.state == Programme.State.OPEN,
    }
    return TemplateResponse(request, "grants/payments/payments.html", context)


@require_safe
def batch(request: HttpRequest, extension: str) -> HttpResponse:
    """Hand out what is approved as the list that finance fills in and brings back."""
    chosen = _Chosen(request)
    if chosen.programme is None:
        raise Http404
    title = _("To be paid, fiscal year %(year)s, %(region)s") % {"year": chosen.year, "region": chosen.region}
    parts = list(parts_of(chosen.programme, chosen.wishes).to_pay())
    table = payment_table(parts, title, total_label="รวม" if parts else "")
    return table_download(file_of("รายการรอจ่าย", chosen.year, chosen.region.pk), extension, table)


@require_POST
def request_payments(request: HttpRequest) -> HttpResponse:
    """Ask for the payment of every ticked instalment; each stands alone, and who is refused is named."""
    chosen = _Chosen(request)
    keys = [key for key in map(key_in, request.POST.getlist("instalment")) if key is not None]
    parts = Instalment.objects.visible_to(request.user).filter(
        agreement__allocation__programme__region__in=chosen.regions, pk__in=keys
    )
    asked = 0
    for part in parts.with_everything():
        refused = refusals_of(partial(request_payment, part, by=person_of(request)))
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
        typed = form.cleaned_data | {"meant": meant_in(request), "seen": seen_in(request)}
        refused = refusals_once(request, lambda: pay(part, by=person_of(request), **typed))
        if not refused:
            messages.success(request, _("The payment is recorded."))
            return redirect("payment", part.pk)
        form.refuse(refused)
    return payment_page(request, pk, form, status=422 if form.errors else 200)


def payment_page(
    request: HttpRequest,
    pk: int,
    form: PaymentForm | None = None,
    correction_form: CorrectionForm | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one instalment's payment. `typed` holds answers to requests that were not taken, by their key.

    What was typed into a form that is not open any more stands on the page to be copied.
    """
    part, user = _instalment(request, pk), person_of(request)
    standing = part.standing_payment
    corrections = Correction.objects.filter(entry__instalment=part).with_everything()
    waiting = [RequestRow.of(each, user, typed or {}) for each in corrections if each.waits]
    why_not_paid = INSTALMENT_LIFE.why_not("pay", part, user) if standing is None else ""
    why_not_back = INSTALMENT_LIFE.why_not("correct", part, user) if standing is not None else ""
    unsaved = [
        *(typed_in(form) if form and (standing or why_not_paid) else []),
        *(typed_in(correction_form) if correction_form and (not standing or waiting or why_not_back) else []),
    ]
    context = {
        "part": part,
        "unsaved": unsaved,
        "said": _paid_already(standing) if standing and form and unsaved else "",
        "programme": part.agreement.programme,
        "form": form or PaymentForm(instalment=part),
        "correction_form": correction_form or CorrectionForm(),
        "standing": standing,
        "entries": part.entries.select_related("recorded_by", "approved_by", "batch").order_by("-pk"),
        "waiting": waiting,
        "decided": [each for each in corrections if not each.waits],
        "why_not_paid": why_not_paid,
        "why_not_back": why_not_back,
        "back": urlencode(
            {"region": part.agreement.programme.region_id, "year": part.agreement.programme.fiscal_year}
        ),
    }
    return TemplateResponse(request, "grants/payments/payment.html", context, status=status)


def _paid_already(standing: Entry) -> str:
    said = _(
        "%(part)s is paid already: %(who)s recorded document %(number)s of %(day)s. It is not paid a second time."
    )
    return said % {
        "part": standing.instalment,
        "who": standing.recorded_by,
        "number": standing.document_number,
        "day": tell_date(standing.on),
    }


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a payment did not happen; another person approves it."""
    part = _instalment(request, pk)
    form = CorrectionForm(request.POST)
    payment = part.standing_payment
    if payment is None:
        messages.error(request, _("This instalment is not paid."))
    elif form.is_valid() and attempt(
        request, str(_NOTED), lambda: Correction.propose(payment, by=person_of(request), **form.cleaned_data)
    ):
        return redirect("payment", part.pk)
    return payment_page(request, pk, correction_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show money that came back as it is recorded, and ask for it to be corrected."""
    shown = _entry(request, pk)
    form = EntryCorrectionForm(request.POST or None)
    if request.method != "POST":
        return entry_page(request, pk)
    if form.is_valid() and attempt(
        request, str(_NOTED), lambda: Correction.propose(shown, by=person_of(request), **form.cleaned_data)
    ):
        return redirect("entry", pk)
    return entry_page(request, pk, form, status=422)


def _entry(request: HttpRequest, pk: int) -> Entry:
    rows = Entry.objects.visible_to(request.user).filter(
        agreement__allocation__programme__region__in=_regions(request), kind__in=Entry.COMING_BACK
    )
    rows = rows.select_related("agreement__allocation__organisation", "requested_by", "approved_by")
    return get_object_or_404(rows, pk=pk)


def entry_page(
    request: HttpRequest,
    pk: int,
    form: EntryCorrectionForm | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show money that came back. `typed` holds answers to requests that were not taken, by their key."""
    shown = _entry(request, pk)
    rows = Correction.objects.filter(entry=shown).with_everything()
    waiting = [RequestRow.of(each, person_of(request), typed or {}) for each in rows if each.waits]
    why_not = AGREEMENT_LIFE.why_not("correct_return", shown.agreement, person_of(request))
    context = {
        "entry": shown,
        "unsaved": typed_in(form) if form and (waiting or why_not) else [],
        "agreement": shown.agreement,
        "counted": counted_amount(shown),
        "form": form or EntryCorrectionForm(),
        "why_not": why_not,
        "waiting": waiting,
        "decided": [each for each in rows if not each.waits],
    }
    return TemplateResponse(request, "grants/payments/entry.html", context, status=status)


_NOTED = gettext_lazy("It is noted. It counts once another person of the regional office has approved it.")
