"""What is wrong with a file, said to the person who sent it: which cell, and what to do."""

from dataclasses import dataclass, fields
from typing import Any

from thai.sentences import recipe_of, told


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem of a file, in a sentence that is kept as what it says, and told to each reader in her language.

    `row` and `column` are those a spreadsheet program shows (7, "C"); both None for a fault of the
    whole file or sheet. `code` groups faults of one kind; `suggestion` is a value that could stand
    instead of what is `written`. A question has `choices`: what each answer sends, the words of its button.
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
