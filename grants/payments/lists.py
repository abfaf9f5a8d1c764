"""What finance has before her for one region's year: to pay, to ask for, under way, paid."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, Sum

from editing.wishes import Wishes
from grants.agreements.instalment import Instalment, InstalmentQuerySet
from grants.agreements.ledger import Entry
from grants.budget.programme import Programme
from grants.budget.summaries import names_at_close
from grants.payments.corrections import Correction
from thai.amounts import NO_BAHT
from thai.collation import sort_key

LATEST = 20
ON_A_PAGE = 100  # of each list: what one office asks for and pays at once


class Listed:
    """Instalments of one state: a page of them, and the number and sum (baht) of all."""

    def __init__(self, found: InstalmentQuerySet, page: str | None):
        told = found.order_by().aggregate(count=Count("pk"), total=Sum("amount"))
        self.count: int = told["count"]
        self.total: Decimal = told["total"] or NO_BAHT
        paginator = Paginator(found, ON_A_PAGE)
        paginator.count = self.count  # told with the sum, so that nobody counts them again
        self.page = paginator.get_page(page)
        self.rows: list[Instalment] = list(self.page)


def _fitting(wishes: Wishes, path: str) -> Q:
    """The condition on rows that reach their agreement by `path`: of the organisation or province asked for."""
    ways = {"organisation": f"{path}allocation__organisation"}
    ways["province"] = f"{ways['organisation']}__province"
    return Q(**{ways[name]: wish for name, wish in wishes.items()})


def parts_of(programme: Programme, wishes: Wishes) -> InstalmentQuerySet:
    """The instalments of a programme that were asked for, what is due first."""
    return (
        Instalment.objects.filter(agreement__allocation__programme=programme)
        .filter(_fitting(wishes, "agreement__"))
        .with_everything()
        .select_related("agreement__allocation__organisation__province", "requested_by", "approved_by")
        .order_by(F("due_on").asc(nulls_last=True), "agreement__number", "number")
    )


class PaymentLists:
    """The lists of one programme, in as many queries whatever the number of rows. `asked` names the page of each."""

    def __init__(self, programme: Programme, wishes: Wishes, asked: Mapping[str, str]):
        parts = parts_of(programme, wishes)
        self.to_pay = Listed(parts.to_pay(), asked.get("to_pay"))
        self.payable = Listed(parts.payable(), asked.get("payable"))
        self.to_approve = Listed(parts.to_approve(), asked.get("to_approve"))
        entries = Entry.objects.filter(agreement__allocation__programme=programme).filter(
            _fitting(wishes, "agreement__")
        )
        payments = entries.of_measure(Entry.Kind.PAYMENT)
        self.paid: Decimal = payments.total()
        self.latest = list(
            payments.select_related(
                "instalment", "agreement__allocation__organisation", "recorded_by", "batch"
            ).order_by("-pk")[:LATEST]
        )
        self.corrections = list(Correction.objects.waiting().filter(entry__in=payments).with_everything())


def choices_of(programme: Programme) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The organisations with an agreement in the year and their provinces, each as key and name."""
    rows = programme.allocations.filter(agreements__isnull=False).select_related("organisation__province")
    names = names_at_close(programme)
    organisations = {
        str(row.organisation_id): names.get(row.organisation_id, row.organisation.name) for row in rows
    }
    provinces = {
        str(row.organisation.province_id): str(row.organisation.province)
        for row in rows
        if row.organisation.province
    }
    return _sorted(organisations.items()), _sorted(provinces.items())


def _sorted(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: sort_key(pair[1]))
