"""A second factor that is lost: who asks that it be taken away, and who agrees."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editing.held import Held
from editing.proof.portal_user import KEPT
from editing.reasons import History
from editing.shown import digest_of
from editing.texts import ProseField
from people.fields import PersonField
from people.models.person import User, Visitor
from regions.models import Region
from thai.sentences import gettext


class FactorResetQuerySet(models.QuerySet["FactorReset"]):
    def visible_to(self, user: Visitor) -> "FactorResetQuerySet":
        """Those in the regions that a person staffs, and what she asked for; all for head office."""
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(Q(region__in=user.staffed_region_numbers()) | Q(requested_by=user))


class FactorReset(Held):
    """One person asks that another's second factor, which she has lost, be taken away; a third agrees.

    `region` is where she works, and empty where head office alone decides. The row stays, whatever became of it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        APPROVED = "approved", pgettext_lazy("a request", "approved")
        REFUSED = "refused", pgettext_lazy("a request", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("a request", "withdrawn")

    portal_may = KEPT

    person = PersonField(_("whose factor"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    reason = ProseField(_("reason"), blank=True)  # asked for by its constraint, in words of its own
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    requested_by = PersonField(_("requested by"))
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now, editable=False)
    decided_by = PersonField(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    objects = FactorResetQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="factorreset_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | ~Q(decided_by=F("requested_by")),
                name="factorreset_by_two_persons",
                violation_error_message=_("Nobody approves what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("requested_by")) & (Q(decided_by=None) | ~Q(person=F("decided_by"))),
                name="factorreset_not_by_herself",
                violation_error_message=_("Two others take a second factor away, never she herself."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="factorreset_has_a_reason",
                violation_error_message=_("Say how you know that it is she who asks."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="waiting"),
                name="factorreset_one_waits",
                violation_error_message=_("Another request of this kind still waits for a decision."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Reset of the second factor of %(person)s") % {"person": self.person}

    @property
    def is_for_head_office(self) -> bool:
        return self.region_id is None

    @property
    def shown(self) -> str:
        """What the decider saw; her answer brings it back."""
        return digest_of(self._meta.model_name, self.pk, self.version, self.person_id, self.reason)
