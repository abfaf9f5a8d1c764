"""What is wrong with a file, said to the person who sent it: which cell, and what to do."""

from dataclasses import dataclass, fields, replace
from typing import Any

from thai.sentences import gettext as _
from thai.sentences import recipe_of, told


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem of a file, in a sentence that is kept as what it says, and told to each reader in her language.

    `row` and `column` are those a spreadsheet program shows (7, "C"); both None for a fault of the
    whole file or sheet. `code` groups faults of one kind; `suggestion` is a value that could stand
    instead of what is `written`. A question has `choices`: what each answer sends, the words of its button; `answer`
    is the one that was chosen. What a question is about (`written`) is told by words, never by a place in the file.
    """

    message: str
    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    header: str | None = None
    suggestion: str | None = None
    written: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    answer: str | None = None

    @property
    def is_question(self) -> bool:
        """Whether it is over as soon as somebody answers; whatever else is a fault has to be corrected."""
        return bool(self.choices)

    def answered(self, answer: str) -> "Fault":
        """The question with what was answered to it, which stays to be seen and may be changed."""
        if answer not in dict(self.choices):  # it is asked otherwise by now
            return self
        message = _("%(question)s Answered: %(answer)s.")
        values = {"question": self.message, "answer": dict(self.choices)[answer]}
        return replace(self, message=message % values, answer=answer)

    def as_json(self) -> dict[str, object]:
        """Return it as it is kept: `from_json` tells it in the language of whoever reads it then."""
        kept = {each.name: getattr(self, each.name) for each in fields(self)}
        choices = [[answer, recipe_of(words)] for answer, words in self.choices]
        said = {name: recipe_of(kept[name]) for name in ("message", "suggestion")}
        return kept | said | {"choices": choices}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Fault":
        choices = tuple((answer, told(words)) for answer, words in kept["choices"])
        said = {name: told(kept[name]) for name in ("message", "suggestion") if kept[name] is not None}
        return cls(**kept | said | {"choices": choices})


class FileRefused(Exception):
    """The file as a whole cannot be taken; the message says what it is and what to do."""

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.message = message
        self.code = code

    def as_fault(self) -> Fault:
        return Fault(message=self.message, code=self.code)
