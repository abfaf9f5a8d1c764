"""A held record: each save and each removal says who and why, and counts one version on.

A method that changes a record holds it, checks, changes fields and stores them (`people.acts.Life.doing` does the
first two for an act):

    with transaction.atomic():
        plan = self.hold()
        plan.require_version(version)
        plan.name = name
        plan.store(by=by, why=gettext("renamed"), fields=["name"])
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.dispatch import Signal
from django.utils.translation import gettext

from editing.gone import still_there
from editing.reasons import History

rights_change = Signal()  # before the admin writes a record that `carries_rights`


class Held(models.Model):
    """A record whose history names the person and the reason of every step.

    It counts its saves, so that a form opened before the last one is noticed (editing/forms.py).
    """

    UNDER: ClassVar[str] = ""  # the way to the record that is held first; empty where none is
    carries_rights: ClassVar[bool] = False  # what somebody may do or read follows from it

    history: ClassVar[History]
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def under(self) -> "Held":
        """The record under whose lock it is written: an allocation under its programme."""
        return reduce(getattr, self.UNDER.split("__"), self)

    def hold(self) -> Self:
        """Return the record as it is now; its other writers wait until this transaction ends.

        A record under another one holds that one first, and comes with everything that its acts ask about. Raises
        Gone where somebody has removed it meanwhile.
        """
        rows = type(self)._base_manager.all()
        if self.UNDER:
            self.under.hold()
            rows = getattr(type(self)._default_manager, "with_everything", type(self)._base_manager.all)()
        return still_there(rows.select_for_update(no_key=True, of=("self",)), pk=self.pk)

    def require_version(self, version: int) -> None:
        """Refuse to act on what a person saw before somebody else saved."""
        if self.version != version:
            raise ValidationError(
                gettext("Someone has changed this since you opened the page. Look at it again."),
                code="newer_version",
            )

    def store(
        self, *, by: AbstractBaseUser | None, why: str = "", fields: Iterable[str] | None = None
    ) -> None:
        """Save a new record, or the named fields of a held one (all when none are named).

        `by` is None where no person acts: the command line.
        """
        with self._in_the_name_of(by, why):
            if self._state.adding:
                self.save(force_insert=True)
                return
            self.version += 1
            self.save(update_fields=None if fields is None else [*fields, "version"])

    def note(self, *, by: AbstractBaseUser | None, why: str) -> None:
        """Keep in the history what was done beside the fields; nobody's open form grows old by it."""
        with self._in_the_name_of(by, why):
            self.save(update_fields=["version"])

    def remove(self, *, by: AbstractBaseUser | None, why: str) -> None:
        """Delete the record; its history stays and says who removed it and why."""
        with self._in_the_name_of(by, why):
            self.delete()

    def say_who(self, *, by: AbstractBaseUser | AnonymousUser | None, why: str) -> None:
        """Have the history name them from here on: for the admin, which saves a record in several steps."""
        self._history_user, self._change_reason = by, why or None  # where simple_history looks

    @contextmanager
    def _in_the_name_of(self, by: AbstractBaseUser | None, why: str) -> Iterator[None]:
        self.say_who(by=by, why=why)
        try:
            yield
        finally:  # so that no later save speaks in their name
            del self._history_user, self._change_reason
