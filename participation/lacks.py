"""What a plan lacks before it is handed in: each room that knows of something asks for itself.

The page of the plan and the step of handing it in show what is found; a room above adds its question with `asks`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from participation.models import Plan, PlanItem


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing, in words, and the items that miss it."""

    sentence: str
    items: list[PlanItem]


Question = Callable[[Plan], Lack | None]
_QUESTIONS: list[Question] = []


def asks(question: Question) -> Question:
    """Add a question that every plan is asked; it answers None where nothing is missing."""
    _QUESTIONS.append(question)
    return question


def lacks_of(plan: Plan) -> list[Lack]:
    return [lack for question in _QUESTIONS if (lack := question(plan)) is not None]
