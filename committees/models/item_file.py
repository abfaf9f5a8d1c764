"""Files that are put before a meeting with an item of its agenda."""

from django.core.files import File
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from committees.models.agenda import AgendaItem
from committees.models.paper import sha256_of_file
from editing.pictures import JPEG, PNG
from editing.texts import LineField
from editing.uploads import KeptUnder
from people.attached import AttachedFile
from people.models import User, Visitor
from people.roles import STAFF_ROLES

FIGURES = (JPEG, PNG)


class ItemFileQuerySet(models.QuerySet["ItemFile"]):
    def visible_to(self, user: Visitor) -> "ItemFileQuerySet":
        """That there is one; who may open it is `opened_by`."""
        return self.filter(item__in=AgendaItem.objects.visible_to(user))

    def opened_by(self, user: User) -> "ItemFileQuerySet":
        """Whoever reads the item; personal data the region's staff alone, head office neither."""
        staffed = Q(item__meeting__committee__region__in=user.region_numbers(*STAFF_ROLES))
        return self.visible_to(user).filter(Q(is_personal=False) | staffed)

    def figures(self) -> "ItemFileQuerySet":
        """The pictures that stand on the paper of their item."""
        return self.exclude(caption="").order_by("pk")

    def for_members(self) -> "ItemFileQuerySet":
        return self.filter(is_personal=False)

    def lost(self) -> list["ItemFile"]:
        """Those whose bytes are not there any more, with their items."""
        found = self.select_related("item__meeting")
        return [each for each in found if not each.file.storage.exists(str(each.file.name))]


class ItemFile(AttachedFile):
    """A file that an item is about, with what it was proven by when it came. Of a closed meeting it stays."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="files", verbose_name=_("item of the agenda")
    )
    file = models.FileField(_("file"), upload_to=KeptUnder("agendas/%Y/%m"))
    is_personal = models.BooleanField(_("personal data"))
    caption = LineField(
        _("caption"),
        max_length=200,
        blank=True,
        help_text=_("Of a picture that is to stand on the paper, after its background: what is seen in it."),
    )
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = ItemFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an item")
        verbose_name_plural = _("files of items")
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(caption="") | Q(is_personal=False, content_type__in=FIGURES),
                name="itemfile_figure_is_a_picture_for_all",
                violation_error_message=_(
                    "On the paper stands a picture (.jpg, .png) without personal data."
                ),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("item-file", args=[self.pk])

    @property
    def is_whole(self) -> bool:
        """Whether the file is what was attached. False, too, where it is lost."""
        try:
            with self.file.open("rb") as kept:
                return self.sha256 == sha256_within(kept)
        except FileNotFoundError:
            return False


def sha256_within(file: File) -> str:
    """The hash of a file, which is left at its beginning."""
    file.seek(0)
    found = sha256_of_file(file.read())
    file.seek(0)
    return found
