"""A rule of the audit and what breaks it; one that broken rows keep from being asked says so, and the rest goes on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, models, transaction

# What reading a row raises that holds what no row may hold: an amount that is none, a word nobody knows, no owner.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    ObjectDoesNotExist,
    ValidationError,
    DatabaseError,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is always true; `broken` tells of each record for which it is not."""

    name: str
    broken: Callable[[], Iterator[str]]

    def findings(self) -> list[str]:
        """Return a sentence for each record that breaks the rule."""
        found: list[str] = []
        try:
            with transaction.atomic():
                found.extend(self.broken())
        except UNREADABLE as error:
            found.append(
                f"cannot be asked, a row holds what no row may hold: {type(error).__name__}: {error}"
            )
        return found


def asked(rules: Iterable[Rule]) -> list[tuple[Rule, list[str]]]:
    """Return each rule with what breaks it; every list is empty when all is right."""
    return [(rule, rule.findings()) for rule in rules]


def keys_of(rows: models.QuerySet) -> list[int]:
    """The keys of what was found wrong, in order."""
    return list(rows.order_by("pk").values_list("pk", flat=True))
