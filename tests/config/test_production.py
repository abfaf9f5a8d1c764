"""Production refuses to start half configured, and make check's own settings pass."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings

from portal.messages_kept import HostStorage

WHOLE = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop",
    "ALLOWED_HOSTS": "portal.example.go.th",
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
}


ASKED = "s.CSRF_TRUSTED_ORIGINS, s.DEBUG, s.DEMO_ALLOWED"


def load(asked: str = ASKED, **environment: str) -> subprocess.CompletedProcess[str]:
    ask = f"from django.conf import settings as s; print({asked})"
    return subprocess.run(
        [sys.executable, "-c", ask],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            **environment,
        },
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_when_key_address_and_database_are_named() -> None:
    assert load(**WHOLE).stdout.strip() == "['https://portal.example.go.th'] False False"


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_production_says_which_setting_is_missing(missing: str) -> None:
    refused = load(**{name: value for name, value in WHOLE.items() if name != missing})
    assert refused.returncode != 0
    assert missing in refused.stderr.splitlines()[-1]


def test_any_password_of_the_database_can_be_written_in_percent_codes() -> None:
    password = "p@ss#w/ord%:?&$'é"
    address = f"postgres://portal:{quote(password, safe='')}@127.0.0.1/portal"
    said = load("s.DATABASES['default']['PASSWORD']", **{**WHOLE, "DATABASE_URL": address})
    assert said.stdout.strip() == password


@pytest.mark.parametrize("scanner", ["tcp:10.0.0.9", "tcp:10.0.0.9:port", "tcp::3310", "clamd.ctl"])
def test_a_scanner_that_cannot_be_reached_is_refused_at_the_start(scanner: str) -> None:
    assert "SCANNER must be" in load(**WHOLE, SCANNER=scanner).stderr.splitlines()[-1]
    assert load(**WHOLE, SCANNER="tcp:10.0.0.9:3310").returncode == 0


def test_production_shows_nobody_its_errors() -> None:
    refused = load(**WHOLE, DEBUG="true")
    assert "DEBUG must be off" in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
def test_production_refuses_a_short_key(name: str) -> None:
    refused = load(**{**WHOLE, name: "changeme"})
    assert refused.returncode != 0
    assert f"{name} must be" in refused.stderr.splitlines()[-1]


def test_a_key_of_before_still_holds_where_it_is_named() -> None:
    before = WHOLE["SECRET_KEY"][::-1]
    sign = "__import__('django.core.signing').core.signing.Signer"
    signed = load(f"{sign}().sign('kept')", **{**WHOLE, "SECRET_KEY": before}).stdout.strip()
    asked = f"{sign}().unsign({signed!r})"
    assert load(asked, **WHOLE, SECRET_KEY_FALLBACKS=f"{before},{before}").stdout.strip() == "kept"
    assert "BadSignature" in load(asked, **WHOLE).stderr


def test_cookies_bear_the_name_that_a_browser_takes_from_this_host_over_https_alone() -> None:
    said = ("NAME", "SECURE", "PATH", "DOMAIN")
    names = {"SESSION": "sessionid", "CSRF": "csrftoken", "LANGUAGE": "django_language"}
    for cookie, name in names.items():
        asked = ", ".join(f"s.{cookie}_COOKIE_{part}" for part in said)
        assert load(asked, **WHOLE).stdout.strip() == f"__Host-{name} True / None"
    assert load("s.KNOWN_COOKIE_NAME", **WHOLE).stdout.strip() == "__Host-known"
    assert load("s.MESSAGE_STORAGE", **WHOLE).stdout.strip() == f"{HostStorage.__module__}.HostStorage"
    assert HostStorage.storage_classes[0].cookie_name == "__Host-messages"


@pytest.mark.parametrize("required", ["true", "false"])
def test_a_deployment_without_second_factors_is_warned(required: str) -> None:
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--tag", "security"],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECOND_FACTOR_REQUIRED": required,
            **WHOLE,
        },
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("people.W001" in checked.stderr) == (required == "false")
