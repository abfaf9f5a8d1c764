"""Production logs in JSON: a line leads from a person's page of an error to its cause, and holds nobody's words."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from people.models import User
from portal.logs import JsonLines
from tests.config.test_production import WHOLE, load
from tests.html import browser_of

pytestmark = pytest.mark.django_db
TYPED = "นางสาวสมใจ 1234567890123"
KEY = "y3vqCK8vZx44t5jmuDbSiG_a4m9q96RU4V3ijxznZVY"
FROM_NGINX = "8f14e45fceea167a5a36dedd4bea2543"

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def goes_wrong(*_asked: object, **_named: object) -> None:
    raise ValueError(TYPED)


def test_the_page_of_an_error_bears_the_reference_by_which_the_log_tells_where_it_was_raised(
    lines: Lines, officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.views.work_of", goes_wrong)
    client = browser_of(officer_6)
    client.raise_request_exception = False
    answer = client.get("/", {"q": TYPED}, headers={"X-Request-ID": FROM_NGINX})
    assert answer.status_code == 500
    assert FROM_NGINX in answer.text
    assert answer.headers["X-Request-ID"] == FROM_NGINX
    (line,) = lines()
    assert {
        name: line[name] for name in ("level", "logger", "said", "request", "method", "route", "user")
    } == {
        "level": "ERROR",
        "logger": "django.request",
        "said": "Internal Server Error",
        "request": FROM_NGINX,
        "method": "GET",
        "route": "",
        "user": officer_6.pk,
    }
    assert line["error"] == "builtins.ValueError"
    assert str(line["at"]).endswith("goes_wrong']")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", str(line["time"]))
    assert TYPED not in json.dumps(line, ensure_ascii=False)


def test_the_key_of_a_link_that_opens_once_is_not_in_the_log(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("centres.models.Invitation.objects.opened_by", goes_wrong)
    client = browser_of(None)
    client.raise_request_exception = False
    assert client.get(f"/join/{KEY}/").status_code == 500
    (line,) = lines()
    assert line["route"] == "join/<str:key>/"
    assert line["user"] is None
    assert KEY not in json.dumps(line)


@pytest.mark.parametrize("address", [f"/join/{KEY}/", f"/choose-password/MQ/{KEY}/", f"/admin/{KEY}/"])
def test_nor_is_it_where_a_form_comes_without_its_token(lines: Lines, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(address, {"username": TYPED}).status_code == 403
    told = json.dumps(lines(), ensure_ascii=False)
    assert "Forbidden" in told
    assert KEY not in told


@pytest.mark.parametrize("sent", ["", "1", FROM_NGINX.upper(), f"{FROM_NGINX}\r\nX-More: 1", "g" * 32])
def test_a_reference_that_no_proxy_made_is_not_taken(sent: str, officer_6: User) -> None:
    given = browser_of(officer_6).get("/", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert given != sent
    assert re.fullmatch("[0-9a-f]{32}", given)


def test_production_writes_json_and_plain_lines_where_they_are_asked_for() -> None:
    asked = "s.LOGGING['handlers']['console']['formatter']"
    assert load(asked, **WHOLE).stdout.strip() == "json"
    assert load(asked, **WHOLE, LOG_FORMAT="plain").stdout.strip() == "plain"
