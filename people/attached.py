"""A file that a person attached to a record, and took off again."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.texts import LineField
from editing.uploads import TakenFile
from people.fields import PersonField
from people.models import User
from thai.sentences import gettext


class AttachedFile(models.Model):
    """What was attached, when and by whom; the file itself stands in a column of its own."""

    file: Any  # the column of each

    name = LineField(_("file name"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    by = PersonField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def attach(self, taken: TakenFile, held: Held, *, by: User) -> Self:
        """Keep a new row with what was taken in, and say so in the history of the held record that it belongs to."""
        self.file, self.name, self.content_type, self.size = (
            taken.file,
            taken.name,
            taken.content_type,
            taken.size,
        )
        self.by = by
        self.full_clean(exclude=["file"])
        self.save()
        held.note(by=by, why=gettext("file attached: %(name)s") % {"name": self.name})
        return self

    def take_off(self, held: Held, *, by: User) -> None:
        """Take it off the held record, whose history keeps that it was there, and delete the file.

        Raises ValidationError when somebody else was first.
        """
        kept = type(self)._default_manager.filter(pk=self.pk).first()
        if kept is None or not kept.leave():
            raise ValidationError(gettext("Somebody has removed this file already."), code="state")
        held.note(by=by, why=gettext("file removed: %(name)s") % {"name": kept.name})
        storage, path = kept.file.storage, str(kept.file.name)
        # Only once it is surely taken off: a file that nobody names does less harm than a name without its file.
        transaction.on_commit(lambda: storage.delete(path))

    def leave(self) -> bool:
        """The row goes. Returns whether it was there."""
        self.delete()
        return True


class MarkedFile(AttachedFile):
    """One whose row stays when it is taken off, without the file: who opened it still has to be told."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def leave(self) -> bool:
        stood = self.removed_at is None
        if stood:
            self.removed_at = timezone.now()
            self.save(update_fields=["removed_at"])
        return stood
