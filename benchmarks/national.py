"""The whole country after years: pages beside a bare Django page on the same server, and with 1 and with 10 years.

Thirteen regions of a hundred organisations, a year of money open and the years before it closed, all made in bulk.
A real server answers (gunicorn as config/gunicorn.py has it), asked by eight connections at once. The bare page is
Django's as startproject makes it: sessions, a person who is signed in, one query, a table of fifty rows.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median

from django.core.management import call_command
from django.db import connections
from django.test import Client

from benchmarks.country import NOW, ORGANISATIONS, YEARS, Country
from people.models import User

CONNECTIONS, SECONDS, ROUNDS, ALONE = 8, 2.0, 3, 15
HERE, PORT, BARE_PORT = "127.0.0.1", 8791, 8792

# Page, who asks for it, and the least share of the bare page's requests per second.
PAGES = (
    ("home of a region", "/", "staff", 0.5),
    ("home of head office", "/", "head", 0.5),
    ("budget of a region", f"/budget/{NOW}/6/", "staff", 0.5),
    ("imports", "/imports/", "staff", 0.5),
    ("agreements", "/agreements/", "staff", 0.3),
    ("agreements, head office", "/agreements/", "head", 0.3),
    ("what is due, a region", "/reports/due/", "staff", 0.3),
    ("what is due, head office", "/reports/due/", "head", 0.3),
    ("programmes, head office", "/programmes/", "head", 0.3),
)
ONE_BY_ONE = (
    ("home of a region", "/", "staff"),
    ("what is due, a region", "/reports/due/", "staff"),
    ("what is due, head office", "/reports/due/", "head"),
    ("home of head office", "/", "head"),
)


@contextmanager
def served(settings: str, port: int) -> Iterator[None]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "BIND": f"{HERE}:{port}"}
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--keep-alive", "60"]
    with subprocess.Popen([*command, "config.wsgi"], env=environment) as server:  # noqa: S603
        try:
            for _attempt in range(300):
                if _answers(port) or server.poll() is not None:
                    break
                time.sleep(0.1)
            if server.poll() is not None:
                raise RuntimeError(f"the server of {settings} does not start")
            yield
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    try:
        connection = HTTPConnection(HERE, port, timeout=5)
        connection.request("GET", "/password/")
        connection.getresponse().read()
    except OSError:  # not listening yet
        return False
    return True


class Visitor:
    """One connection of a person who is signed in."""

    def __init__(self, person: User, port: int):
        client = Client(SERVER_NAME="localhost")
        client.force_login(person)
        self._headers = {"Cookie": f"sessionid={client.cookies['sessionid'].value}", "Accept-Language": "th"}
        self._connection = HTTPConnection(HERE, port, timeout=60)

    def get(self, address: str) -> int:
        """Return the size of the page; raises RuntimeError where there is none."""
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        page = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        return len(page)


def per_second(visitors: list[Visitor], address: str) -> float:
    """Requests a second that all connections together are answered."""
    counts = [0] * len(visitors)
    until = time.perf_counter() + SECONDS

    def ask(place: int) -> None:
        while time.perf_counter() < until:
            visitors[place].get(address)
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=[place]) for place in range(len(visitors))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def alone(visitor: Visitor, address: str) -> float:
    """Milliseconds until a page is whole, asked by nobody else."""
    visitor.get(address)
    seconds = []
    for _repeat in range(ALONE):
        start = time.perf_counter()
        visitor.get(address)
        seconds.append(time.perf_counter() - start)
    return median(seconds) * 1000


def run() -> list[str]:
    """Print ratios and milliseconds, the targets beside them; return the pages that are below their least ratio."""
    print(f"On {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} when it began")
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.perf_counter()
    country = Country()
    country.add_year(NOW)
    people = {"head": country.head, "staff": country.offices[6].asks}
    first_year = _one_by_one(people)
    for year in range(NOW - YEARS + 1, NOW):
        country.add_year(year)
    connections.close_all()
    print(
        f"The country: {13 * ORGANISATIONS * YEARS} agreements, made in {time.perf_counter() - began:.0f} s"
    )
    all_years = _one_by_one(people)
    for name, _address, _who in ONE_BY_ONE:
        before, after = first_year[name], all_years[name]
        print(f"  {name:28}{before:8.1f} ms of 1 year {after:8.1f} ms of {YEARS}   (as much, not more)")
    connections.close_all()
    return _beside_a_bare_page(people)


def _one_by_one(people: dict[str, User]) -> dict[str, float]:
    with served(os.environ["DJANGO_SETTINGS_MODULE"], PORT):
        visitors = {who: Visitor(person, PORT) for who, person in people.items()}
        return {name: alone(visitors[who], address) for name, address, who in ONE_BY_ONE}


def _beside_a_bare_page(people: dict[str, User]) -> list[str]:
    below = []
    with served(os.environ["DJANGO_SETTINGS_MODULE"], PORT), served("benchmarks.bare_settings", BARE_PORT):
        bare = [Visitor(people["head"], BARE_PORT) for _number in range(CONNECTIONS)]
        print(f"  {'':32}requests/s    bare   ratio    bytes")
        for name, address, who, least in PAGES:
            ours = [Visitor(people[who], PORT) for _number in range(CONNECTIONS)]
            size = ours[0].get(address)
            # In turns, so that a busy machine slows both.
            rounds = [(per_second(ours, address), per_second(bare, "/")) for _round in range(ROUNDS)]
            page, peer = (median(found) for found in zip(*rounds, strict=True))
            print(f"  {name:32}{page:10.1f}{peer:8.1f}{page / peer:8.2f}{size:9}   (at least {least})")
            below += [f"{name} {page / peer:.2f}"] if page / peer < least else []
    print(f"  Load of the machine when it ended: {os.getloadavg()[0]:.1f}")
    return below
