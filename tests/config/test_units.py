"""The units of systemd and the site of nginx in deploy/: what they run is there, and what they may do is little."""

import re
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = settings.ROOT / "deploy"
HARDENED = {
    "NoNewPrivileges": "true",
    "PrivateTmp": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "RestrictNamespaces": "true",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
}
ROOTS_OWN = {"portal-mail@", "portal-backup"}  # which read the journal, and everything
UNITS = sorted(unit for unit in DEPLOY.glob("*.service") if unit.stem not in ROOTS_OWN)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_what_there_is_and_may_do_little(unit: Path) -> None:
    read = RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    read.read(unit)
    service = dict(read["Service"])
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert service.get("ReadWritePaths", "/srv/portal/uploads") == "/srv/portal/uploads"
    assert service["User"] == service["Group"] in {"portal", "portal_owner"}
    assert read["Unit"]["OnFailure"] == "portal-mail@%n.service"
    for run in re.findall(r"^ExecStart=(.+)$", unit.read_text(), re.MULTILINE):
        python, *words = run.split()
        assert python == f"{service['WorkingDirectory']}/.venv/bin/python"
        if words[0] == "manage.py":
            assert words[1] in get_commands()
        else:
            assert words == ["-m", "gunicorn", "--config", "config/gunicorn.py"]
            assert (settings.ROOT / words[-1]).exists()


def test_every_file_of_deploy_is_installed_and_every_work_of_the_night_has_its_timer() -> None:
    told = (settings.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [file.name for file in DEPLOY.iterdir() if file.name not in told] == []
    commands = set(re.findall(r"portal-manage (\w+)", told))
    assert commands <= set(get_commands())
    timed = {unit.stem for unit in DEPLOY.glob("*.timer")}
    assert timed == {unit.stem for unit in UNITS} - {"portal"} | {"portal-backup"}


def test_the_backup_may_write_beside_a_database_of_sqlite() -> None:
    told = (settings.ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    (folder,) = re.findall(r"sqlite:///(/\S+)/portal\.sqlite3", told)
    assert f"[Service]\nReadWritePaths={folder}\n" in (DEPLOY / "portal-backup-sqlite.conf").read_text()
    assert "deploy/portal-backup-sqlite.conf /etc/systemd/system/portal-backup.service.d/" in told


def test_the_proxy_passes_on_what_the_portal_trusts() -> None:
    site = (DEPLOY / "portal.nginx").read_text(encoding="utf-8")
    assert "proxy_pass http://127.0.0.1:8000;" in site
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in site
    assert "proxy_set_header X-Request-ID $request_id;" in site
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in site
    assert "$request " not in site
    assert "$args" not in site
