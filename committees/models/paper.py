"""A paper before a committee as it was issued: its content and its file never change afterwards."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.models.agenda import AgendaItem
from editing.proof.frozen import sha256_of
from editing.refusals import say
from editing.texts import LineField
from people.models import Visitor

say(
    {
        "paper_stays": _(
            "An issued paper never changes and never disappears; a later revision takes its place."
        )
    }
)


FILES = ("pdf", "docx", "pptx")  # by their endings


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Visitor) -> "PaperQuerySet":
        """Those of the items that a person reads, and those that were put before a meeting of hers."""
        items = AgendaItem.objects.visible_to(user)
        put = Consultation.objects.filter(item__in=items).values("paper")
        return self.filter(Q(item__in=items) | Q(pk__in=put))

    def without_file(self) -> "PaperQuerySet":
        return self.defer(*FILES)

    def listed(self) -> "PaperQuerySet":
        """The newest first, to be named alone: neither files nor content, with its pictures, are read."""
        return self.without_file().defer("content").order_by("-revision")


class Paper(models.Model):
    """One revision of the paper of an item: plan and budget of a year, frozen.

    `content` is what committees/papers/drawing.py draws: blocks, and the plan and the budget row by row. `sha256` is
    of that content and stands on the paper; each file is kept as it was issued, with a hash of its own. Papers that
    were issued before Word files and slides were kept have none of them, and name no issuer.
    """

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="papers", verbose_name=_("item of the agenda")
    )
    revision = models.PositiveSmallIntegerField(_("revision"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    as_of = models.CharField(_("as of"), max_length=120)
    pdf = models.BinaryField("PDF")
    pdf_sha256 = models.CharField("SHA-256 (PDF)", max_length=64)
    docx = models.BinaryField("Word", null=True)
    docx_sha256 = models.CharField("SHA-256 (Word)", max_length=64, blank=True)
    pptx = models.BinaryField("PowerPoint", null=True)
    pptx_sha256 = models.CharField("SHA-256 (PowerPoint)", max_length=64, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    # As it was then: it stands on the paper.
    issuer = LineField(_("name of the issuer"), max_length=400, blank=True)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a committee")
        verbose_name_plural = _("papers of committees")
        ordering = ["item", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "revision"],
                name="paper_revision_once",
                violation_error_message=_("The item already has a paper of that revision."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} ฉบับที่ {self.revision}"

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.pk])

    def file(self, extension: str) -> bytes | None:
        """One of FILES as it was issued; None where none was kept."""
        content = getattr(self, extension)
        return None if content is None else bytes(content)

    def keep(self, extension: str, content: bytes) -> None:
        setattr(self, extension, content)
        setattr(self, f"{extension}_sha256", sha256_of_file(content))

    @property
    def is_whole(self) -> bool:
        """Whether content and files are what was issued."""
        files = {extension: self.file(extension) for extension in FILES}
        return self.sha256 == sha256_of(self.content) and all(
            getattr(self, f"{extension}_sha256") == ("" if content is None else sha256_of_file(content))
            for extension, content in files.items()
        )


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: Visitor) -> "ConsultationQuerySet":
        return self.filter(item__in=AgendaItem.objects.visible_to(user))


class Consultation(models.Model):
    """An issued paper before one more body, as it was issued: that body's item has a decision of its own.

    After OParl, where a paper has a consultation for each body that it comes before.
    """

    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="consultations", verbose_name=_("paper of a committee")
    )
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="consultations", verbose_name=_("item of the agenda")
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper before one more body")
        verbose_name_plural = _("papers before more bodies")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "paper"],
                name="consultation_once",
                violation_error_message=_("This paper is before the meeting already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.paper)

    def clean(self) -> None:
        if self.paper.item_id == self.item_id:
            raise ValidationError(gettext("The paper was issued for this item."), code="own_paper")
        if self.paper.item.meeting.committee.region_id != self.item.meeting.committee.region_id:
            raise ValidationError(gettext("This is of another region."), code="another_region")


def sha256_of_file(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
