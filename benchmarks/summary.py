"""Where the money of the whole country is, over the years, beside the queries that it asks, run alone."""

import time
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.country import NOW, ORGANISATIONS, YEARS, Country
from grants.figures.money_page import money_page
from regions.models import Region

TIMES = 15
MOST = 3.0  # times as long as its queries alone


def run() -> list[str]:
    """Print milliseconds, their ratio and the number of queries, and return what is over its target."""
    began = time.perf_counter()
    country = Country()
    country.add_year(NOW)
    asked_of_one = len(_asked_for_the_summary())
    for year in range(NOW - YEARS + 1, NOW):
        country.add_year(year)
    made = time.perf_counter() - began
    print(f"13 regions, {YEARS} years, {ORGANISATIONS} organisations each, made in {made:.0f} s")
    return _summary_beside_its_queries(asked_of_one)


def _asked_for_the_summary() -> list[str]:
    """The queries behind where the money is, in all regions and over the years."""
    with CaptureQueriesContext(connection) as asked:
        money_page(Region.objects.all(), None, NOW)
    return [query["sql"] for query in asked.captured_queries]


def _summary_beside_its_queries(asked_of_one: int) -> list[str]:
    queries = _asked_for_the_summary()
    ours, bare = [], []
    for _repeat in range(TIMES):
        start = time.perf_counter()
        money_page(Region.objects.all(), None, NOW)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        with connection.cursor() as cursor:
            for query in queries:
                cursor.execute(query)
                cursor.fetchall()
        bare.append(time.perf_counter() - start)
    page, peer = median(ours) * 1000, median(bare) * 1000
    print(f"  {'summary of the country':28}{page:8.1f} ms, its queries alone {peer:8.1f} ms", end="")
    print(f", ratio {page / peer:.2f}   (at most {MOST:.0f})")
    print(f"  {'':28}{asked_of_one:5} queries of 1 year {len(queries):5} of {YEARS}   (as many, not more)")
    slow = [f"{page / peer:.2f} times its queries, at most {MOST:.0f}"] if page / peer > MOST else []
    grown = (
        [f"{len(queries)} queries of {YEARS} years, {asked_of_one} of one"]
        if len(queries) > asked_of_one
        else []
    )
    return slow + grown
