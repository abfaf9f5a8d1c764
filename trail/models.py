"""What leaves no history of its own, line after line, and the seals over every line of every history."""

from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.proof.frozen import sha256_of
from editing.proof.portal_user import ADDED_TO
from editing.texts import LineField
from people.fields import PersonField

LONGEST_PATH = 500


class TrailEntry(models.Model):
    """What a person did that changes nothing: what changes is in the histories, with who, when and why."""

    class What(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        PASSWORD_RIGHT = "password_right", _("right password, code asked for")
        SIGN_IN_REFUSED = "not_signed_in", _("sign-in refused")
        SIGNED_OUT = "signed_out", _("signed out")
        HANDED_OUT = "handed_out", _("took a file out")
        READ = "read", _("read a page about people")
        REFUSED = "refused", _("was refused")
        BACKED_UP = "backed_up", _("made a backup")

    portal_may = ADDED_TO

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    what = models.CharField(_("what"), max_length=15, choices=What)
    by = PersonField(_("who"), null=True)
    named = LineField(_("name typed"), max_length=150, blank=True)
    method = models.CharField(_("method"), max_length=10, blank=True)
    path = models.CharField(_("address of the page"), max_length=LONGEST_PATH, blank=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    address = models.GenericIPAddressField(_("from where"), null=True)

    class Meta:
        verbose_name = _("line of the trail")
        verbose_name_plural = _("trail")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.path or self.named}"


class TrailSeal(models.Model):
    """One link of the chain: of each table the lines since the seal before, as a hash, and where they end.

    `spans` has by table from after which key until which, how many lines, their columns and their hash; `ends` the
    last key of every table that any seal has told of.
    """

    portal_may = ADDED_TO

    place = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    spans = models.JSONField(default=dict)
    ends = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal of the trail")
        verbose_name_plural = _("seals of the trail")
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.place}. {self.hash}"

    def computed(self) -> str:
        """The hash that the row should carry."""
        at = self.at.astimezone(UTC).isoformat()
        return sha256_of([self.previous, self.place, at, self.spans, self.ends])
