"""What a step of money says: the reason why it is refused, or what it leaves in the history."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from people.models import User


def refused(action: Callable[[], Any], code: str | None, *figures: str, field: str = "") -> None:
    """The action is refused for this reason, in Thai, with these figures, and leaves nothing."""
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        action()
    error = refusal.value
    if hasattr(error, "error_dict"):
        assert field in error.error_dict, error.error_dict
        assert code in (None, error.error_dict[field][0].code)
    else:
        assert (getattr(error, "code", None), field) == (code, "")  # several at once have no code
    for sentence in error.messages:
        in_thai = re.sub(
            r"\b[a-z]+_[0-9]+\b", "", sentence
        )  # but for who did it, where an account has no name
        assert not re.search("[A-Za-z]", in_thai), sentence
        assert re.search("[ก-๙]", sentence), sentence
    for figure in figures:
        assert figure in " ".join(error.messages), error.messages


def left(
    record: Any, by: User, *, state: str | None = None, why: str = "", version: int | None = None
) -> None:
    """The record here and in the database are one, and the history's last line says who and why, in Thai."""
    stored = type(record).objects.get(pk=record.pk)
    if state is not None:
        assert (record.state, stored.state) == (state, state)
    if version is not None:
        assert (record.version, stored.version) == (version, version)
    last = record.history.latest()
    assert last.history_user == by
    if state is not None:
        assert last.state == state
    said = last.history_change_reason or ""
    assert said
    assert not re.search("[A-Za-z]", said.replace(".pdf", "")), said
    if why:
        assert last.history_change_reason == why
