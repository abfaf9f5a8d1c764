"""What the portal is built of: `python scripts/audit.py [FOLDER]` ends with 1 where something has to be changed.

It asks ruff's rules of security, compares what is installed with the lock and with the floors of pyproject.toml, reads
every licence, has pip-audit look up published faults where it is installed and reaches a service that knows them, and
writes the bill of materials (CycloneDX) into FOLDER, var/ without it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "portal.txt"
# What may not be sold, or not be changed, is looked at by a person, too, whatever stands beside it.
RESTRICTED = re.compile(r"\b(NC|ND|NonCommercial|NoDerivatives)\b")
# Those of the LGPL are used as they are, which it asks for; what names none of these is looked at by a person.
LICENCES = re.compile(r"\b(Apache|BSD|CC-BY|LGPL|MIT|MPL|PSF)\b")


@dataclass(frozen=True)
class Installed:
    name: str
    version: str
    licence: str
    needs: list[str]


def pinned(lock: str) -> Iterator[Requirement]:
    """Each package of a lock that this machine installs, with its one version."""
    for line in re.findall(r"^[a-z0-9][^\\\n]*==[^\\\n]*", lock, re.MULTILINE):
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate():
            yield asked


def floors() -> dict[str, Requirement]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = map(Requirement, told["tool"]["uv"]["constraint-dependencies"])
    return {canonicalize_name(each.name): each for each in asked}


def installed(lock: str) -> list[Installed]:
    """Raises PackageNotFoundError where one of a lock is not there."""
    names = [canonicalize_name(each.name) for each in pinned(lock)]
    found = []
    for name in names:
        there = distribution(name)
        needs = {canonicalize_name(Requirement(line).name) for line in there.requires or ()}
        found.append(Installed(name, there.version, licence_of(there), sorted(needs & set(names))))
    return found


def licence_of(there: Distribution) -> str:
    """As the package says it: an expression, else its classifiers, else a text's first line; "" where it says none."""
    told = there.metadata
    classed = [
        line.split(" :: ")[-1] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    written = str(told.get("License") or "").partition("\n")[0]
    return str(told.get("License-Expression") or ", ".join(classed) or written)


def other_than_locked(packages: list[Installed], lock: str) -> Iterator[str]:
    locked = {canonicalize_name(each.name): each for each in pinned(lock)}
    for package in packages:
        if package.version not in locked[package.name].specifier:
            yield f"{package.name} {package.version} is installed, and {locked[package.name]} is locked"


def below_a_floor(packages: list[Installed]) -> Iterator[str]:
    asked = floors()
    for package in packages:
        if package.name in asked and package.version not in asked[package.name].specifier:
            yield f"{package.name} {package.version} has a published fault: {asked[package.name]}"


def of_no_known_licence(packages: list[Installed]) -> Iterator[str]:
    for package in packages:
        each_of = re.split(r"\band\b", package.licence, flags=re.IGNORECASE)
        if RESTRICTED.search(package.licence) or not all(map(LICENCES.search, each_of)):
            yield f"{package.name}: no licence that we know: {package.licence or 'it names none'}"


def against_a_rule_of_security() -> Iterator[str]:
    asked = [sys.executable, "-m", "ruff", "check", "--select", "S", "--output-format", "concise", "."]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        yield from (done.stdout or done.stderr).strip().splitlines()


def looked_up() -> tuple[list[str], str]:
    """Published faults as pip-audit tells them; and why they could not be looked up, "" when they were."""
    beside = Path(sys.executable).parent
    program = shutil.which("pip-audit", path=f"{beside}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        return [], "pip-audit is not installed here"
    asked = [program, "--requirement", str(LOCK), "--disable-pip", "--require-hashes", "--format", "json"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return [], (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
    skipped = [f"{each['name']} ({each['skip_reason']})" for each in told if "skip_reason" in each]
    return [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none yet'}"
        for each in told
        for fault in each.get("vulns", ())
    ], ", ".join(skipped)


def bill_of_materials(packages: list[Installed]) -> dict[str, object]:
    """As CycloneDX 1.5 asks for it. A licence goes in as its package words it."""
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    references = {each.name: f"pkg:pypi/{each.name}@{each.version}" for each in packages}
    direct = {canonicalize_name(Requirement(line).name) for line in own["dependencies"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": own["name"],
                "name": own["name"],
                "version": own["version"],
            },
        },
        "components": [
            {
                "type": "library",
                "bom-ref": references[each.name],
                "purl": references[each.name],
                "name": each.name,
                "version": each.version,
                "licenses": [{"license": {"name": each.licence}}],
            }
            for each in packages
        ],
        "dependencies": [
            {"ref": own["name"], "dependsOn": [references[name] for name in sorted(direct)]},
            *(
                {"ref": references[each.name], "dependsOn": [references[name] for name in each.needs]}
                for each in packages
            ),
        ],
    }


def main(folder: Path) -> int:
    lock = LOCK.read_text(encoding="utf-8")
    packages = installed(lock)
    faults, why_not = looked_up()
    found = [
        *against_a_rule_of_security(),
        *other_than_locked(packages, lock),
        *below_a_floor(packages),
        *of_no_known_licence(packages),
        *faults,
    ]
    folder.mkdir(parents=True, exist_ok=True)
    bill = folder / "bill-of-materials.cdx.json"
    bill.write_text(json.dumps(bill_of_materials(packages), indent=1), encoding="utf-8")
    for package in packages:
        print(f"{package.name:24} {package.version:12} {package.licence}")
    print(f"{len(packages)} packages, {len(floors())} floors; the bill of materials is {bill}")
    if why_not:
        print(
            f"PUBLISHED FAULTS WERE NOT LOOKED UP: {why_not}. The floors know only those that somebody wrote down."
        )
    for said in found:
        print(f"NOT {said}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var"))
