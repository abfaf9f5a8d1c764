"""Who did something to a record."""

from typing import Any

from django.conf import settings
from django.db import models


class PersonField(models.ForeignKey):
    """The person who took a step. She stays as long as the record does, which alone tells of it.

    `null` where the step is not taken yet: nobody fills that in by hand.
    """

    def __init__(self, verbose_name: Any = None, *, null: bool = False, **options: Any):
        given = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
        not_yet = {"null": True, "blank": True, "editable": False} if null else {}
        super().__init__(**{**given, **not_yet, "verbose_name": verbose_name, **options})

    def deconstruct(self) -> Any:
        # To the database it is a column as any other; a migration need not know more.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
