"""Who did something to a record."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PersonField(models.ForeignKey):
    """The person who took a step. She stays as long as the record does, which alone tells of it.

    `null` where the step is not taken yet: nobody fills that in by hand.
    """

    def __init__(
        self, verbose_name: "str | _StrPromise | None" = None, *, null: bool = False, **options: Any
    ):
        given = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
        not_yet = {"null": True, "blank": True, "editable": False} if null else {}
        super().__init__(**{**given, **not_yet, "verbose_name": verbose_name, **options})

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        # To the database it is a column as any other; a migration need not know more.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
