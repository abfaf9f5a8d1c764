"""Two servers on one database and one folder of files: whatever begins at the one goes on at the other."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener, urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.test.client import encode_multipart

from grants.models import Allocation
from people.models import Tries, User
from spreadsheets.models import ImportBatch
from tests import make
from tests.uploads import budget_as_csv

PASSWORD = "รหัสผ่านยาวพอ-2567"
TABLE = budget_as_csv("1,ศูนย์ประสานงานหลักประกันสุขภาพประชาชน,100000")
# As the portal is served, with the tests' passwords, and without the names that collectstatic gives.
SETTINGS = """
from config.settings.local import *
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""
STARTS_WITHIN = 120  # seconds, on a machine that does much else


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_said: object) -> None:
        return None


class Browser:
    """Keeps cookies as a browser does; to which host it is led is chosen with each page."""

    def __init__(self) -> None:
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar), NoRedirect)

    def get(self, address: str) -> str:
        return self._ask(Request(address))[1]  # noqa: S310 our own server

    def post(self, address: str, form: dict[str, object], *, files: bool = False) -> tuple[int, str]:
        """The status, and where it leads."""
        token = {each.name: each.value for each in self.jar}["csrftoken"]
        form = form | {"csrfmiddlewaretoken": token}
        if files:
            body, kind = encode_multipart("border", form), "multipart/form-data; boundary=border"
        else:
            body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        return self._ask(Request(address, data=body, headers={"Content-Type": kind}))[0::2]  # noqa: S310 our own server

    def _ask(self, request: Request) -> tuple[int, str, str]:
        try:
            answer = self.opener.open(request, timeout=60)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")


@contextmanager
def served(folder: Path, name: str) -> Iterator[str]:
    """One server of the portal, on the database of this test; its address."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "host_settings",
        "PYTHONPATH": str(folder),
        "UPLOAD_FOLDER": str(folder / "uploads"),
        "SECRET_KEY": "the same key on both hosts" * 2,
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "1",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    with (folder / f"{name}.log").open("w") as log:
        server = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/sign-in/", timeout=60):  # noqa: S310 our own server
                return
        except HTTPError as error:
            raise AssertionError(f"{address} answers {error.status}") from error
        except URLError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="several hosts share a PostgreSQL, not a file"
)
def test_what_begins_at_one_host_goes_on_at_the_other(officer_6: User, tmp_path: Path) -> None:
    (tmp_path / "host_settings.py").write_text(SETTINGS)
    officer_6.set_password(PASSWORD)
    officer_6.save()
    make.programme(6, 2567)
    with ExitStack() as hosts:
        one, other = (hosts.enter_context(served(tmp_path, name)) for name in ("one", "other"))
        hers, stranger = Browser(), Browser()

        hers.get(f"{one}/sign-in/")
        assert hers.post(f"{other}/sign-in/", {"username": "officer_6", "password": PASSWORD}) == (302, "/")
        assert "sign-out" in hers.get(f"{one}/")

        form = {"kind": "budget", "region": "6", "fiscal_year": "2567", "file": NamedBytes("งบ.csv", TABLE)}
        status, preview = hers.post(f"{one}/imports/new/", form, files=True)
        assert (status, ImportBatch.objects.get().state) == (302, ImportBatch.State.PREVIEWED)
        page = hers.get(f"{other}{preview}")
        (seen,) = set(re.findall(r'name="seen"\s+value="([^"]+)"', page))
        assert hers.post(f"{other}{preview}confirm/", {"seen": seen})[0] == 302
        assert ImportBatch.objects.get().state == ImportBatch.State.APPLIED
        assert Allocation.objects.count() == 1
        assert "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน" in hers.get(f"{one}{preview}")
        assert hers.get(f"{other}{preview}file/").encode() == TABLE

        stranger.get(f"{one}/sign-in/")
        for host in (one, other) * 3:
            stranger.post(f"{host}/sign-in/", {"username": "officer_6", "password": "ผิด"})
        most = Tries.objects.order_by("-wrong").values_list("wrong", flat=True).first()
        assert most is not None
        assert most >= 5, "no host counts for itself, or three would be the most"
        assert "sign-out" in hers.get(f"{other}/")


class NamedBytes:
    """A file as encode_multipart takes it."""

    def __init__(self, name: str, content: bytes):
        self.name, self.content, self.content_type = name, content, "text/csv"

    def read(self) -> bytes:
        return self.content
