"""The one line of something's steps: which are done, which one it stands at, who holds it, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Self

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: once it is done, the day of it where it is known; until then who has to do what, and since when."""

    label: str
    is_done: bool
    on: date | None = None
    to_do: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Stages:
    """All steps in order. `now` is the one that somebody holds; None where nothing is left to do."""

    all: list[Stage]
    now: Stage | None
    since: date | None

    @classmethod
    def of(cls, steps: Iterable[Stage]) -> Self:
        """The first step that is not done is where it stands."""
        stages = list(steps)
        now = next((stage for stage in stages if not stage.is_done), None)
        done = [stage.on for stage in takewhile(lambda stage: stage is not now, stages) if stage.on]
        since = now.since if now and now.since else (done[-1] if done else None)
        return cls(stages, now, since)

    @property
    def days(self) -> int:
        return (timezone.localdate() - self.since).days if self.since else 0
