"""Production refuses to start half configured, and make check's own settings pass."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings

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


def test_production_refuses_a_short_key() -> None:
    assert load(**{**WHOLE, "SECRET_KEY": "changeme"}).returncode != 0
