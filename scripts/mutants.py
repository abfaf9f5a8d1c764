"""Say how many of mutmut's mistakes the tests noticed, file by file; end with 1 below the least that is asked.

    .venv/bin/python scripts/mutants.py

Reads what `make mutants` left in mutants/. A mistake that no test runs at all counts as not noticed.
"""

import json
import sys
from pathlib import Path

LEAST = 90  # per cent
# mutmut's exit codes: how the tests ended on the mistake (mutmut.__main__, status_by_exit_code).
NOTICED = {1, 3, 24, -24, 36, 152, 255}  # failed, broke off, or ran for ever
NO_VERDICT = {None, 34}  # not tried, skipped


def main(folder: Path = Path("mutants")) -> int:
    noticed = tried = 0
    for meta in sorted(folder.rglob("*.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"].values()
        of_file = [code in NOTICED for code in codes if code not in NO_VERDICT]
        if of_file:
            name = meta.relative_to(folder).with_suffix("")
            print(f"{name!s:32} {sum(of_file):5} of {len(of_file):5} {sum(of_file) / len(of_file):7.1%}")
        noticed, tried = noticed + sum(of_file), tried + len(of_file)
    if not tried:
        sys.exit("No results: make mutants first.")
    print(f"{'all':32} {noticed:5} of {tried:5} {noticed / tried:7.1%}")
    return 0 if 100 * noticed >= LEAST * tried else 1


if __name__ == "__main__":
    sys.exit(main())
