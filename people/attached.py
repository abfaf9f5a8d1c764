"""A file that a person attached to a record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.texts import LineField
from people.fields import PersonField


class AttachedFile(models.Model):
    """What was attached, when and by whom; the file itself stands in a column of its own."""

    name = LineField(_("file name"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    by = PersonField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
