"""One table of the set: the file, the question put to the import command, and the answer it must give."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

# Where a fault may be shown. More than one place where the specification leaves the choice, such as
# any cell of a merged block.
Place = frozenset[tuple[int | None, str | None]]

# Words of the programming language and its libraries that no office worker should ever read.
PYTHON_WORDS = ("Traceback", "Exception", "Error", "None", "decimal", "openpyxl", "xlrd", "/work", ".py")


def at(row: int | None, column: str | None) -> Place:
    return frozenset({(row, column)})


def one_of(*places: tuple[int | None, str | None]) -> Place:
    return frozenset(places)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A file and the one right answer.

    `expect` is "accept" or "reject". Where the specification leaves two defensible answers `sure` is
    False: then the other answer passes too, but an accepted table must still be `detail`, and a
    refusal must still show `places`: wrong money never passes.
    """

    name: str
    klass: str
    filename: str
    build: Callable[[], bytes]
    expect: str
    kind: str = "budget"
    year: int = 2567
    args: tuple[str, ...] = ()
    detail: list[list[str]] | None = None
    places: tuple[Place, ...] = ()
    # False where further fault places beside `places` may be right.
    exact: bool = True
    # Each must occur in some message or warning; a tuple is a choice of wordings.
    says: tuple[str | tuple[str, ...], ...] = ()
    # Whoever accepts the table must warn of something.
    warns: bool = False
    # No warning at all may be given: the file is clean and a needless notice would tire people.
    silent: bool = False
    # Exit code 2, wrong usage, is as good as a refusal.
    usage: bool = False
    sure: bool = True

    def arguments(self, path: str) -> list[str]:
        """What follows `manage.py import_table` on the command line."""
        # Which names are organisations is asked in tests/spreadsheets/test_questions.py; here all of them are.
        where = ("--kind", self.kind, "--region", "6", "--year", str(self.year))
        return [
            path,
            *where,
            "--answer",
            "other_name=take",
            "--answer",
            "unclear_list=whole",
            *self.args,
            "--json",
        ]

    @property
    def total(self) -> str:
        """The sum of a budget's `detail`, as the command writes baht."""
        return baht(sum((Decimal(row[1]) for row in self.detail or []), Decimal(0)))


def baht(amount: Any) -> str:
    """An amount as the command's JSON writes it: baht with two decimals."""
    return f"{Decimal(str(amount)):.2f}"


def granted(rows: Iterable[tuple[str, Any]]) -> list[list[str]]:
    """The detail of a budget whose organisations and amounts are `rows`."""
    return [[name, baht(amount)] for name, amount in rows]
