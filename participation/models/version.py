"""The versions of a plan: what stood in it, word for word, when it was decided on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.proof.frozen import sha256_of
from editing.refusals import say
from editing.texts import LineField
from participation.models.decision import PlanDecision
from participation.models.plan import Plan
from people.models import Visitor

say({"planversion_stays": _("A version of a plan never changes and never disappears.")})


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def visible_to(self, user: Visitor) -> "PlanVersionQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanVersion(models.Model):
    """A plan as one decision left it. Neither it nor the words of a catalogue change in it afterwards.

    `content` is what participation/years/paper.py reads: the lines in order, each with its items by key, mark and
    words, and the catalogue of that day. `sha256` is of that content.
    """

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="versions", verbose_name=_("participation plan")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    title = LineField(_("title"), max_length=200, help_text=_("“ฉบับที่ 2 (แก้ไขครั้งที่ 1, ครั้งที่ 1/2567)”"))
    decision = models.OneToOneField(
        PlanDecision, models.PROTECT, related_name="frozen", verbose_name=_("decision")
    )
    content = models.JSONField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="planversion_number_once",
                violation_error_message=_("The plan already has a version of that number."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_whole(self) -> bool:
        """Whether the content is what was frozen."""
        return self.sha256 == sha256_of(self.content)
