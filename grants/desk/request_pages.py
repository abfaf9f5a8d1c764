"""Where each kind of request is shown as it stands now, when a decision on it is not taken."""

from django.http import HttpRequest, HttpResponse

from deciding.door import show_on
from grants.agreements.amendment import Amendment
from grants.budget.ceiling import CeilingChange
from grants.budget.ceiling_page import ceiling_page
from grants.desk.agreements import agreement_page, seen_agreement
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from grants.payments.views import entry_page, payment_page
from grants.year.settlement import Settlement
from grants.year.views import year_page


def _on_its_agreement(
    request: HttpRequest, asked: Amendment | ReturnNotice, typed: dict[str, str]
) -> HttpResponse:
    return agreement_page(request, seen_agreement(request, asked.agreement_id), typed=typed, status=409)


def _at_its_payment(request: HttpRequest, asked: Correction, typed: dict[str, str]) -> HttpResponse:
    if asked.entry.instalment_id:
        return payment_page(request, asked.entry.instalment_id, typed=typed, status=409)
    return entry_page(request, asked.entry_id, typed=typed, status=409)


def _at_its_year(request: HttpRequest, asked: Settlement, typed: dict[str, str]) -> HttpResponse:
    return year_page(request, asked.programme_id, typed=typed, status=409)


def _at_its_ceiling(request: HttpRequest, asked: CeilingChange, typed: dict[str, str]) -> HttpResponse:
    return ceiling_page(request, asked.programme_id, typed=typed, status=409)


show_on(_on_its_agreement, Amendment, ReturnNotice)
show_on(_at_its_payment, Correction)
show_on(_at_its_year, Settlement)
show_on(_at_its_ceiling, CeilingChange)
