"""The faults and warnings of one table while it is read, each with its place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from tables.faults import Fault
from tables.sheets import column_letter


@dataclass(slots=True)
class Findings:
    """Collects what is wrong (`faults`) and what a person should see before confirming (`warnings`)."""

    sheet: str | None = None
    # The headings by column, which cells below `header_row` stand under.
    headers: dict[int, str] = field(default_factory=dict)
    header_row: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    # What a person has answered: (code of the question, what it is about) → her answer.
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # How many questions of a code are about the same words.
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def fault(
        self,
        code: str,
        message: str,
        row: int | None = None,
        column: int | None = None,
        *,
        suggestion: str | None = None,
    ) -> None:
        self.faults.append(self._made(code, message, row, column, suggestion))

    def missing_header(self, header: str, message: str) -> None:
        """A fault of the whole file that bears the name of the heading that is not there."""
        self.faults.append(Fault(message=message, code="header_missing", sheet=self.sheet, header=header))

    def warn(
        self,
        code: str,
        message: str,
        row: int | None = None,
        column: int | None = None,
        *,
        suggestion: str | None = None,
    ) -> None:
        self.warnings.append(self._made(code, message, row, column, suggestion))

    def ask(
        self,
        code: str,
        message: str,
        about: str,
        choices: tuple[tuple[str, str], ...],
        row: int | None = None,
        column: int | None = None,
    ) -> str | None:
        """Return the answer to a question about the file; None, and a fault, until a person has answered.

        `about` tells it from other questions of its code: words of the file without a place, so that the answer holds
        for the corrected file as well. What was answered stays to be seen, as a warning.
        """
        self.asked[code, about] += 1
        if (time := self.asked[code, about]) > 1:
            about = f"{about} #{time}"
        question = replace(self._made(code, message, row, column, None), written=about, choices=choices)
        answer = answer_among(self.answers, code, about)
        if answer is None or answer not in dict(choices):
            self.faults.append(question)
            return None
        self.warnings.append(question.answered(answer))
        return answer

    def _made(
        self, code: str, message: str, row: int | None, column: int | None, suggestion: str | None
    ) -> Fault:
        return Fault(
            message=message,
            code=code,
            sheet=self.sheet,
            row=row,
            column=column_letter(column) if column else None,
            header=self.headers.get(column) if column and row and row >= self.header_row else None,
            suggestion=suggestion,
        )


def answer_among(answers: Mapping[tuple[str, str], str], code: str, about: str) -> str | None:
    """Return what was answered to a question, by itself or together with all of its code."""
    return answers.get((code, about)) or answers.get((code, ""))


def by_words(what: str, cells: Iterable[str]) -> str:
    """What a question about several cells is about, short enough to be sent: the same words make the same question."""
    return f"{what}:{sha256(chr(31).join(cells).encode()).hexdigest()[:24]}"


def in_reading_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults of the whole file first, then row by row from left to right."""
    return sorted(faults, key=lambda fault: (fault.row or 0, len(fault.column or ""), fault.column or ""))


def listed(items: Iterable[object], at_most: int = 10) -> str:
    """Return "5, 6, 9", cut with an ellipsis after `at_most`."""
    shown = [str(item) for item in items]
    return ", ".join(shown[:at_most]) + (" …" if len(shown) > at_most else "")
