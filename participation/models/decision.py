"""How a decision ended for a plan."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deciding.models import Decision
from editing.refusals import say
from editing.texts import ProseField
from participation.models.plan import Plan
from people.models import User, Visitor
from thai.sentences import in_each_language, joined

say(
    {
        "plandecision_stays": _("A decision on a plan never changes and never disappears."),
        "plan_state_of_a_decision": _(
            "A plan is decided on, and closed later, where a decision on it is recorded, and only there."
        ),
    }
)


class DecisionKind(models.TextChoices):
    """The words of the minutes: รับทราบ, เห็นชอบ, เห็นชอบโดยมีข้อสังเกต."""

    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    APPROVED = "approved", _("approved")
    RESERVED = "reserved", _("approved with a reservation")


class PlanDecisionQuerySet(models.QuerySet["PlanDecision"]):
    def visible_to(self, user: Visitor) -> "PlanDecisionQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanDecision(models.Model):
    """How a decision of a meeting, or an order, ended for one plan. Written once; a version points here."""

    Kind = DecisionKind

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="decisions", verbose_name=_("participation plan")
    )
    authority = models.ForeignKey(
        Decision, models.PROTECT, related_name="plan_decisions", verbose_name=_("authority")
    )
    kind = models.CharField(_("decision"), max_length=12, choices=DecisionKind)
    reservation = ProseField(_("reservation"), blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = PlanDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a plan")
        verbose_name_plural = _("decisions on plans")
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=DecisionKind.RESERVED) & ~Q(reservation=""))
                | (~Q(kind=DecisionKind.RESERVED) & Q(reservation="")),
                name="plandecision_says_its_reservation",
                violation_error_message=_(
                    "Write the reservation where the plan is approved with one, and only there."
                ),
            )
        ]

    def __str__(self) -> str:
        kind = in_each_language(self.get_kind_display)  # the history of a plan says it to every reader
        return joined(" ", [kind, self.authority.name])
