"""What a body decided on a plan, as the minutes of its meeting have it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editing.days import has_come
from editing.refusals import say
from editing.texts import LineField, ProseField
from participation.models.plan import Plan
from people.models import User, Visitor
from thai.sentences import in_each_language, joined

say({"plandecision_stays": _("A decision on a plan never changes and never disappears.")})


class DecisionKind(models.TextChoices):
    """The words of the minutes: รับทราบ, เห็นชอบ, เห็นชอบโดยมีข้อสังเกต."""

    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    APPROVED = "approved", _("approved")
    RESERVED = "reserved", _("approved with a reservation")


class PlanDecisionQuerySet(models.QuerySet["PlanDecision"]):
    def visible_to(self, user: Visitor) -> "PlanDecisionQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanDecision(models.Model):
    """One decision: who met, when, under which item of the agenda, and how it ended. Written once.

    What is decided points here (a version of the plan), and so can the record of the meeting when there is one.
    """

    Kind = DecisionKind

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="decisions", verbose_name=_("participation plan")
    )
    body = LineField(_("body that decided"), max_length=200)
    meeting = LineField(
        _("meeting"), max_length=60, blank=True, help_text=_("As the minutes number it: “ครั้งที่ 4/2566”.")
    )
    held_on = models.DateField(_("day of the decision"), validators=[has_come])
    agenda_item = LineField(_("item of the agenda"), max_length=20, blank=True, help_text=_("Such as “3.3”."))
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
        return joined(" ", filter(None, [kind, self.meeting]))
