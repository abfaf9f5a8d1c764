"""What an indicator may be counted from, without anybody typing a value: each room registers what its records tell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise

from participation.models import Plan


@dataclass(frozen=True, slots=True)
class Unmet:
    """One record that keeps a figure from being whole: which, why, and the page where it is mended."""

    name: str
    why: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted: so many, of so many where there is a whole; its parts, and what is missing behind it."""

    value: Decimal
    whole: Decimal | None = None
    unmet: list[Unmet] = field(default_factory=list)
    parts: list[tuple[str, int]] = field(default_factory=list)  # such as how many stand at each step


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to count for a plan. The unit is the measure's own, so that no two are mixed.

    `kept_at` is the page on which the records stand that it counts.
    """

    code: str
    label: str | Promise
    unit: str
    count: Callable[[Plan], Measured]
    kept_at: Callable[[Plan], str] | None = None


_MEASURES: dict[str, Measure] = {}


def offers(measure: Measure) -> None:
    """Let indicators be counted by this measure; called as the app starts."""
    _MEASURES[measure.code] = measure


def measures() -> list[Measure]:
    return sorted(_MEASURES.values(), key=lambda measure: measure.code)


def measured(code: str, plan: Plan) -> Measured | None:
    """What a measure counts for a plan; None where no room of today knows the measure."""
    measure = _MEASURES.get(code)
    return measure.count(plan) if measure else None


def kept_at(code: str, plan: Plan) -> str:
    """The page of the records that a measure counts; empty where they stand on no page of their own."""
    measure = _MEASURES.get(code)
    return measure.kept_at(plan) if measure and measure.kept_at else ""


def unit_of(code: str) -> str:
    return _MEASURES[code].unit if code in _MEASURES else ""
