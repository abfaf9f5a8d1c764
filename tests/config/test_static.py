"""Every file that a template or a style sheet names is there under its fingerprinted name, as production wants."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

NAMED = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    # Fails by itself where a style sheet names a file that is not there.
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.mark.usefixtures("collected")
def test_every_static_file_of_a_template_is_there() -> None:
    templates = sorted((django_settings.ROOT / "templates").rglob("*.html"))
    named = {file for path in templates for file in NAMED.findall(path.read_text())}
    assert "css/base.css" in named
    for file in named:
        assert staticfiles_storage.url(file) != f"/static/{file}"
