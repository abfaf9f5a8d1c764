"""Whoever decides, decides on what was shown: what stood on her page goes back with her answer."""

import hashlib
import json
from collections.abc import Sequence
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class Shown(Protocol):
    """What is decided on: `shown` stands for all that its page says."""

    @property
    def shown(self) -> str: ...


def digest_of(*figures: object) -> str:
    """Return what stands for the figures of a page in its form: the same figures, the same digest."""
    written = json.dumps(figures, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


class Doubted(ValidationError):
    """What is possible, but so unusual that it is done only when the person says that she means it.

    `key` stands for the questions she was asked; her yes brings it back.
    """

    def __init__(self, doubts: Sequence[str]) -> None:
        super().__init__(list(doubts), code="doubted")
        self.key = digest_of(*doubts)


def require_meant(doubts: Sequence[str], meant: str) -> None:
    """Ask whether she means it. Raises Doubted unless `meant` answers just these questions."""
    if doubts and meant != digest_of(*doubts):
        raise Doubted(doubts)


def require_shown(seen: str, record: Shown) -> None:
    """Refuse a decision on anything but what the record shows now (`record.shown`)."""
    if seen != record.shown:
        raise ValidationError(
            _("%(record)s has changed since you opened the page. Look at it again.") % {"record": record},
            code="newer_version",
        )
