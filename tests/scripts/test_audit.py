"""make audit: a version with a published fault, a licence that nobody knows and a rule of security are named."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from scripts import audit
from scripts.audit import Installed

FAULT = {
    "dependencies": [
        {"name": "django", "version": "5.2.3", "vulns": [{"id": "CVE-0", "fix_versions": ["5.2.4"]}]}
    ]
}


def run(folder: Path, pip_audit: str) -> subprocess.CompletedProcess[str]:
    """The command, with a stand-in for pip-audit that does as a shell is told."""
    program = folder / "pip-audit"
    program.write_text(f"#!/bin/sh\n{pip_audit}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return subprocess.run(
        [sys.executable, "scripts/audit.py", str(folder)],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_version_that_is_locked_is_below_a_floor() -> None:
    locked = {each.name: each for each in audit.pinned(audit.LOCK.read_text(encoding="utf-8"))}
    asked = audit.floors()
    assert asked.keys() <= locked.keys(), "a floor of what is not installed holds nothing"
    assert {"django", "gunicorn", "pillow", "lxml", "cryptography"} <= asked.keys()
    for name, floor in asked.items():
        (pin,) = locked[name].specifier
        assert pin.version in floor.specifier, floor


def test_what_has_to_be_changed_is_named() -> None:
    old = [Installed("django", "5.2.3", "BSD-3-Clause", []), Installed("lxml", "6.1.3", "Proprietary", [])]
    lock = "django==5.2.19 \\\n    --hash=sha256:0\nlxml==6.1.3\n"
    assert [said.partition(" has")[0] for said in audit.below_a_floor(old)] == ["django 5.2.3"]
    assert list(audit.other_than_locked(old, lock)) == [
        "django 5.2.3 is installed, and django==5.2.19 is locked"
    ]
    assert list(audit.of_no_known_licence(old)) == ["lxml: no licence that we know: Proprietary"]


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "MIT AND Proprietary", "MIT and CC-BY-ND-4.0", ""])
def test_a_licence_is_known_only_where_every_part_of_it_is(licence: str) -> None:
    known = [
        Installed(f"p{place}", "1", each, []) for place, each in enumerate(["MIT AND CC-BY-4.0", "PSF-2.0"])
    ]
    other = Installed("other", "1", licence, [])
    assert [said.partition(":")[0] for said in audit.of_no_known_licence([*known, other])] == ["other"]


def test_the_bill_of_materials_names_everything_that_serves_the_portal(tmp_path: Path) -> None:
    done = run(tmp_path, "echo 'no service answers' >&2; exit 1")
    assert done.returncode == 0, done.stdout
    assert "PUBLISHED FAULTS WERE NOT LOOKED UP: no service answers" in done.stdout
    bill = json.loads((tmp_path / "bill-of-materials.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    told = {f"{each['name']}=={each['version']}" for each in bill["components"]}
    locked = audit.pinned(audit.LOCK.read_text(encoding="utf-8"))
    assert told == {f"{each.name}{each.specifier}" for each in locked}
    references = {each["bom-ref"] for each in bill["components"]}
    assert {needed for each in bill["dependencies"] for needed in each["dependsOn"]} <= references
    assert {each["ref"] for each in bill["dependencies"]} == references | {"participation-portal"}


def test_a_published_fault_ends_with_a_failure(tmp_path: Path) -> None:
    done = run(tmp_path, f"echo '{json.dumps(FAULT)}'; exit 1")
    assert done.returncode == 1
    assert "NOT django 5.2.3: CVE-0, mended in 5.2.4" in done.stdout
    assert "NOT LOOKED UP" not in done.stdout


def test_what_could_not_be_looked_up_is_named(tmp_path: Path) -> None:
    told = {"dependencies": [{"name": "lxml", "skip_reason": "not found"}]}
    done = run(tmp_path, f"echo '{json.dumps(told)}'")
    assert "PUBLISHED FAULTS WERE NOT LOOKED UP: lxml (not found)" in done.stdout


def test_a_rule_of_security_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run.py").write_text('import subprocess\n\nsubprocess.run("ls", shell=True)\n')
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    assert "run.py:3" in "\n".join(audit.against_a_rule_of_security())
