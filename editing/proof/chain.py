"""The chain: what may never change is sealed with a hash of what it says and of the seal before.

Whoever changes, removes or slips in one of them afterwards, past the portal and past every trigger, breaks the chain
from there on; rules_of_chain.py finds where. Who also writes the whole chain anew ends at another last
hash than the one that earlier runs of the audit kept, and that an office has on paper.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from editing.proof.portal_user import ADDED_TO


class Link(models.Model):
    """One link: what a record said when it was sealed.

    `record` names a model in lower case and `key` its row. `content` is JSON of all columns, kept whole so that the
    audit can say what was changed, and so that later columns do not break older seals. Whose chain it is part of, a
    room says in `CHAIN`, the foreign key, and how the chain is called on paper in `CALLED`, columns in order.
    """

    CHAIN: ClassVar[str]
    CALLED: ClassVar[tuple[str, ...]]
    portal_may = ADDED_TO

    place = models.PositiveIntegerField()
    record = models.CharField(max_length=40)
    key = models.BigIntegerField()
    content = models.TextField()
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.place}. {self.record} {self.key}"

    @property
    def chain(self) -> int:
        """The key of the record whose chain it is part of."""
        key: int = getattr(self, f"{self.CHAIN}_id")
        return key

    @classmethod
    def put(cls, record: models.Model, owner: models.Model) -> Self:
        """Seal a record as it stands in the database now. Called once it is saved, under the lock of the owner."""
        last = cls._default_manager.filter(**{cls.CHAIN: owner}).order_by("-place").first()
        made = cls(
            place=last.place + 1 if last else 1,
            record=str(record._meta.model_name),
            key=record.pk,
            content=as_text(contents_of(type(record), pk=record.pk)[record.pk]),
            at=timezone.now(),
            previous=last.hash if last else "",
            **{cls.CHAIN: owner},
        )
        made.hash = made.computed()
        made.save(force_insert=True)
        return made

    def computed(self) -> str:
        """The hash that the row should carry."""
        parts = [self.previous, str(self.chain), str(self.place), self.record, str(self.key)]
        text = "\n".join([*parts, self.at.astimezone(UTC).isoformat(), self.content])
        return hashlib.sha256(text.encode()).hexdigest()


def contents_of(model: type[models.Model], **which: object) -> dict[int, dict[str, object]]:
    """Return what seals say of rows, by key: each column, and what `sealed_beside` names of rows they belong to."""
    columns = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.filter(**which).values(*columns, *getattr(model, "sealed_beside", ()))
    return {row["id"]: {name: plain(value) for name, value in row.items()} for row in rows}


def as_text(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> object:
    """A value of a column as it stands in JSON."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FieldFile):
        return str(value)
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return str(value)
