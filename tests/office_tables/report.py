"""Put the whole set to the import command and print what came out, by class.

    python -m tests.office_tables.report [--subprocess] [--only WORDS] [--show] [--write FOLDER]

In one process by default. With --subprocess each table is a command line of its own, and the largest
time, processor time and peak memory are printed too.
"""

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import django

SETTINGS = "config.settings.test"


def main() -> int:
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    from tests.office_tables.asking import Reply
    from tests.office_tables.cases import CASES

    chosen = [case for case in CASES if arguments.only in f"{case.klass}: {case.name}"]
    if arguments.write:
        for number, case in enumerate(chosen):
            folder = Path(arguments.write) / f"{number:04} {case.klass}"
            folder.mkdir(parents=True)
            (folder / case.filename).write_bytes(case.build())
        return 0
    with tempfile.TemporaryDirectory() as folder:
        asked: Iterator[Reply] = (_in_processes if arguments.subprocess else _here)(chosen, Path(folder))
        answers = []
        for answer in asked:
            answers.append(answer)
            if answer.complaints or arguments.show:
                print(f"{'WRONG' if answer.complaints else 'right'}  {answer.case.klass}: {answer.case.name}")
                for complaint in answer.complaints:
                    print(f"       {complaint}")
                if arguments.show:
                    print(f"       {answer.stdout}")
                sys.stdout.flush()
    _print(answers, measured=arguments.subprocess)
    return 1 if any(answer.complaints for answer in answers) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--subprocess", action="store_true", help="a process for each table")
    parser.add_argument("--only", default="", metavar="WORDS", help="the cases whose class or name has WORDS")
    parser.add_argument("--show", action="store_true", help="print what the command said to each")
    parser.add_argument("--write", metavar="FOLDER", help="write the files there and ask nothing")
    return parser.parse_args()


def _here(chosen, folder):
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    from tests.office_tables.asking import ask

    runner = get_runner(settings)(verbosity=0, interactive=False)
    setup_test_environment()
    databases = runner.setup_databases()
    try:
        for case in chosen:
            yield ask(case, folder)
    finally:
        runner.teardown_databases(databases)


def _in_processes(chosen, folder):
    import subprocess

    from tests.office_tables.asking import ROOT, ask_in_a_process

    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/tables.sqlite3"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    for case in chosen:
        yield ask_in_a_process(case, folder, environment)


def _print(answers, *, measured: bool) -> None:
    by_class = defaultdict(list)
    for answer in answers:
        by_class[answer.case.klass].append(answer)
    print(
        f"\n{'class':28}{'tables':>8}{'right':>8}{'wrong':>8}{'max s':>8}"
        + f"{'max CPU':>9}{'max MB':>8}" * measured
    )
    for klass, group in [*by_class.items(), ("all", answers)]:
        wrong = sum(bool(answer.complaints) for answer in group)
        line = f"{klass:28}{len(group):8}{len(group) - wrong:8}{wrong:8}{max(a.seconds for a in group):8.2f}"
        if measured:
            line += f"{max(a.cpu_seconds for a in group):9.2f}{max(a.peak_megabytes for a in group):8.0f}"
        print(line)
    unsure = sum(not answer.case.sure for answer in answers)
    print(f"{unsure} of {len(answers)} tables have two defensible answers; wrong money is wrong in both")


if __name__ == "__main__":
    sys.exit(main())
