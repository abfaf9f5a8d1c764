"""Who wrote in a record while it lay open, as its history tells: another person decides on it."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from editing.held import Held


class HasWriters(Held):
    """A held record that knows who wrote in it, alone or of many at once (`read_writers`)."""

    _writers: set[int] | None = None

    class Meta:
        abstract = True

    @property
    def writers(self) -> set[int]:
        """Keys of the persons who wrote in it."""
        return self.writers_of([self.pk])[self.pk] if self._writers is None else self._writers

    @classmethod
    def writers_of(cls, keys: list[int]) -> dict[int, set[int]]:
        """By the key of each record, those of its writers."""
        raise NotImplementedError


class WrittenWhileOpen(HasWriters):
    """A record with a state, in which people write while that is one of `OPEN`; who only moved it on wrote nothing."""

    OPEN: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    @classmethod
    def writers_of(cls, keys: list[int]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {key: set() for key in keys}
        before: dict[int, str] = {}
        entries = cls.history.filter(id__in=keys)
        for key, state, person in entries.order_by("history_id").values_list("id", "state", "history_user"):
            if state in cls.OPEN and before.get(key, state) in cls.OPEN and person is not None:
                found[key].add(person)
            before[key] = state
        return found


def read_writers(records: "Iterable[HasWriters]") -> None:
    """Read the writers of records of one kind together, for a page that asks each of them."""
    listed = list(records)
    if not listed:
        return
    found = listed[0].writers_of([record.pk for record in listed])
    for record in listed:
        record._writers = found[record.pk]


def keys_written_in_by(
    model: type[WrittenWhileOpen], people: Iterable[int]
) -> "models.QuerySet[models.Model, dict[str, int]]":
    """Keys of the records of a kind in which one of them wrote while they were open (`WrittenWhileOpen.writers`)."""
    entries = model.history.all()
    earlier = entries.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = Subquery(earlier.order_by("-history_id").values("state")[:1])
    hers = entries.filter(history_user__in=people, state__in=model.OPEN).annotate(before=before)
    return hers.filter(Q(before=None) | Q(before__in=model.OPEN)).order_by().values("id")
