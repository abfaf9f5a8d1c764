"""Whoever decides, decides on what was shown: what stood on her page goes back with her answer."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from thai.templatetags.thai import thai_date


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
    """Refuse a decision on anything but what the record shows now (`record.shown`), saying what came in between."""
    if seen != record.shown:
        changed = _("%(record)s has changed since you opened the page. Look at it again.") % {
            "record": record
        }
        raise ValidationError(" ".join(filter(None, (changed, last_told(record)))), code="newer_version")


def last_told(record: Any) -> str:
    """Who changed a record last, when, and what state it is in since; empty where nothing tells it."""
    who, when = _last(record)
    if when is None:
        return ""
    moment = timezone.localtime(when)
    figures = {
        "who": who or _("the portal itself"),
        "day": thai_date(moment.date()),
        "time": f"{moment:%H:%M}",
    }
    if not hasattr(record, "get_state_display"):
        return _("Last changed by %(who)s on %(day)s at %(time)s.") % figures
    told = _("Last changed by %(who)s on %(day)s at %(time)s; it stands at “%(state)s” now.")
    return told % {**figures, "state": record.get_state_display()}


def _last(record: Any) -> tuple[object, datetime | None]:
    """By its own word on who decided, else by its history."""
    if getattr(record, "decided_at", None):
        return record.decided_by, record.decided_at
    history = getattr(record, "history", None)
    last = history.select_related("history_user").first() if history is not None else None
    return (last.history_user, last.history_date) if last is not None else (None, None)
