"""The worksheet of 500 organisations as a page, beside its bare aggregate query.

The page comes through Django's test client as an office sees it: session, walls, figures, a form of 500 rows. The
bare query computes the same sums and the same next instalment of each organisation in one statement of Django's,
and fetches its rows as plain values. Printed beside it, without a target: the same written by hand in SQL, its
rows left in satang, which is what the database alone needs. Each organisation has an agreement of two instalments;
of most the first is paid and reported, of some the second too.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import ExpressionWrapper, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from benchmarks.written import AMOUNT, Progress, office, write_agreements
from centres.models import Organisation, TargetNetwork
from editing.baht import BahtField
from grants.models import Allocation, Entry, Instalment, Programme, Report
from grants.reports.report import SPENDING
from people.models import User
from regions.models import Province
from thai.amounts import NO_BAHT

ORGANISATIONS = 500
REPEATS = 15
REGION, YEAR = 6, 2570

_PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
OWN = (
    "pk",
    "version",
    "order",
    "organisation__name",
    "organisation__province__name_th",
    "organisation__focus__name_th",
    "tier",
    "state",
    "amount",
    "agreed",
)
SUMS = ("paid", "returned", "interest", "spent", "earned")
NEXT = ("number", "due_on", "amount", "state")

BY_HAND = """
SELECT a.id, a.version, a."order", o.name, p.name_th, f.name_th, a.tier, a.state, a.amount, a.agreed,
       COALESCE(e.paid, 0), COALESCE(e.returned, 0),
       COALESCE(e.paid, 0) + COALESCE(r.earned, 0) - COALESCE(r.spent, 0)
           - COALESCE(e.returned, 0) - COALESCE(e.interest, 0),
       i.number, i.due_on, i.amount, i.state
FROM grants_allocation a
JOIN centres_organisation o ON o.id = a.organisation_id
LEFT JOIN regions_province p ON p.code = o.province_id
LEFT JOIN centres_targetnetwork f ON f.id = o.focus_id
LEFT JOIN (
    SELECT g.allocation_id,
           SUM(CASE WHEN 'payment' IN (e.kind, e.adjusts) THEN e.amount ELSE 0 END) AS paid,
           SUM(CASE WHEN 'return' IN (e.kind, e.adjusts) THEN e.amount ELSE 0 END) AS returned,
           SUM(CASE WHEN 'interest' IN (e.kind, e.adjusts) THEN e.amount ELSE 0 END) AS interest
    FROM grants_entry e JOIN grants_agreement g ON g.id = e.agreement_id GROUP BY g.allocation_id
) e ON e.allocation_id = a.id
LEFT JOIN (
    SELECT g.allocation_id, SUM(r.interest) AS earned,
           SUM(r.compensation + r.wages + r.services + r.materials + r.utilities + r.other) AS spent
    FROM grants_report r JOIN grants_instalment i ON i.id = r.instalment_id
    JOIN grants_agreement g ON g.id = i.agreement_id WHERE r.state = 'accepted' GROUP BY g.allocation_id
) r ON r.allocation_id = a.id
LEFT JOIN (
    SELECT g.allocation_id, i.number, i.due_on, i.amount, i.state,
           ROW_NUMBER() OVER (PARTITION BY g.allocation_id ORDER BY i.due_on, i.number) AS place
    FROM grants_instalment i JOIN grants_agreement g ON g.id = i.agreement_id
    WHERE g.state = 'active' AND i.state IN ('planned', 'requested', 'approved')
) i ON i.allocation_id = a.id AND i.place = 1
WHERE a.programme_id = %s ORDER BY a."order"
"""


def made() -> tuple[Programme, User]:
    """A programme with its money."""
    people = office(REGION)
    with transaction.atomic():
        programme = Programme.objects.create(
            region_id=REGION,
            fiscal_year=YEAR,
            name="โครงการสำหรับวัดความเร็ว",
            ceiling=AMOUNT * ORGANISATIONS,
            state=Programme.State.OPEN,
        )
        provinces = list(Province.objects.filter(region=REGION))
        networks = list(TargetNetwork.objects.all())
        organisations = Organisation.objects.bulk_create(
            Organisation(
                region_id=REGION,
                name=f"ศูนย์ประสานงานหลักประกันสุขภาพประชาชน แห่งที่ {number} (วัดความเร็ว)",
                name_key=f"วัดความเร็ว{number}",
                province=provinces[number % len(provinces)],
                focus=networks[number % len(networks)],
            )
            for number in range(1, ORGANISATIONS + 1)
        )
        allocations = Allocation.objects.bulk_create(
            Allocation(
                programme=programme,
                organisation=organisation,
                order=order,
                amount=AMOUNT,
                tier="ABC"[order % 3],
            )
            for order, organisation in enumerate(organisations, 1)
        )
        write_agreements(
            allocations,
            people,
            Progress(90, 54, 30),
            signed_on=date(2026, 10, 20),
            due_from=timezone.localdate() - timedelta(days=90),
            mark="วัดความเร็ว",
        )
    return programme, people.asks


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(programme: Programme) -> list[tuple[Any, ...]]:
    """One statement of Django's, rows as values: the sums as subqueries, since two joins would multiply rows."""
    unpaid = (
        Instalment.objects.unpaid()
        .filter(agreement__allocation=OuterRef("pk"))
        .order_by(F("due_on").asc(nulls_last=True), "number")
    )
    rows = programme.allocations.annotate(
        paid=_measured("payment"),
        returned=_measured("return"),
        interest=_measured("interest"),
        spent=_reported(ExpressionWrapper(reduce(add, map(F, SPENDING)), output_field=BahtField())),
        earned=_reported(F("interest")),
        **{f"next_{name}": Subquery(unpaid.values(name)[:1]) for name in NEXT},
    )
    return list(rows.values_list(*OWN, *SUMS, *(f"next_{name}" for name in NEXT)))


def _measured(kind: str) -> Coalesce:
    entries = Entry.objects.filter(agreement__allocation=OuterRef("pk")).of_measure(kind).order_by()
    return _total(entries.values("agreement__allocation").annotate(total=Sum("amount")))


def _reported(amount: Any) -> Coalesce:
    reports = Report.objects.accepted().filter(instalment__agreement__allocation=OuterRef("pk")).order_by()
    return _total(reports.values("instalment__agreement__allocation").annotate(total=Sum(amount)))


def _total(rows: Any) -> Coalesce:
    return Coalesce(
        Subquery(rows.values("total"), output_field=BahtField()), NO_BAHT, output_field=BahtField()
    )


def by_hand(programme: Programme) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [programme.pk])
        return cursor.fetchall()


def run() -> None:
    """Print seconds and the ratio; the target stands beside it."""
    programme, asks = made()
    client, address = Client(SERVER_NAME="localhost"), reverse("worksheet", args=[programme.pk])
    client.force_login(asks)
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": _PLAIN_FILES}}  # nothing is collected here
    with override_settings(STORAGES=plain):
        _measure(client, address, programme)


def _measure(client: Client, address: str, programme: Programme) -> None:
    _check(client, address, programme)
    works = (lambda: client.get(address), lambda: bare(programme), lambda: by_hand(programme))
    # In turns, so that a busy machine slows all three.
    rounds = [[timed(work) for work in works] for _repeat in range(REPEATS)]
    page, query, hand = (median(seconds) for seconds in zip(*rounds, strict=True))
    print(f"Worksheet of {ORGANISATIONS} organisations, with agreements, instalments and entries")
    print(f"  the page, every row a form    {page * 1000:8.1f} ms")
    print(f"  bare aggregate query          {query * 1000:8.1f} ms")
    print(f"  the same by hand, in SQL      {hand * 1000:8.1f} ms")
    print(f"  page / bare                   {page / query:8.2f}   (at most 3)")


def _check(client: Client, address: str, programme: Programme) -> None:
    rows, plain = bare(programme), by_hand(programme)
    page = client.get(address)
    place = len(OWN)
    paid = sum(row[place] for row in rows)
    is_same = (
        len(rows) == len(plain) == ORGANISATIONS and paid == Decimal(sum(row[place] for row in plain)) / 100
    )
    if not is_same or page.status_code != 200 or f"{paid:,.2f}" not in page.text:
        raise RuntimeError("the page and the bare query do not show the same money")
