"""What each row of money holds by itself: amounts that are possible, within one region and programme."""

from collections.abc import Iterator

from django.db.models import F, Q

from editing.proof.rule import Rule, keys_of
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.year.settlement import Settlement


def _amounts_possible() -> Iterator[str]:
    for rows in (
        Programme.objects.filter(ceiling__lt=0),
        Allocation.objects.filter(amount__lt=0),
        Agreement.objects.filter(amount__lte=0),
        Instalment.objects.filter(Q(amount__lte=0) | Q(number__lt=1)),
        Entry.objects.exclude(kind=Entry.Kind.ADJUSTMENT).filter(amount__lte=0),
        Settlement.objects.filter(amount__lte=0),
    ):
        for key in keys_of(rows):
            yield f"{rows.model._meta.model_name} {key}: an amount below what is possible"


def _within_one_region() -> Iterator[str]:
    strangers = Allocation.objects.exclude(organisation__region=F("programme__region"))
    yield from (f"{allocation}: of another region" for allocation in strangers)
    settlements = Settlement.objects.exclude(agreement=None)
    for settlement in settlements.exclude(agreement__allocation__programme=F("programme")):
        yield f"settlement {settlement.pk}: of an agreement of another programme"


RULES = [
    Rule("amounts are possible", _amounts_possible),
    Rule("money stays within its region and programme", _within_one_region),
]
