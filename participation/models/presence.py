"""Who has a plan's page open at this moment, and at which line; kept in the database, so that any host knows it."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.item import PlanLine
from participation.models.plan import Plan, PlanQuerySet
from people.models import User, Visitor

GONE_AFTER = timedelta(seconds=40)  # the page says every ten seconds that it is open


class PlanPresenceQuerySet(models.QuerySet["PlanPresence"]):
    def visible_to(self, user: Visitor) -> "PlanPresenceQuerySet":
        plans: PlanQuerySet = Plan.objects.visible_to(user)
        return self.filter(plan__in=plans)

    def now(self) -> "PlanPresenceQuerySet":
        return self.filter(seen_at__gte=timezone.now() - GONE_AFTER)


class PlanPresence(models.Model):
    """A person who has a plan open, and the line she stands in."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="presences", verbose_name=_("plan"))
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    line = models.ForeignKey(
        PlanLine, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("plan line")
    )
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    objects = PlanPresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("person at a plan")
        verbose_name_plural = _("people at plans")
        ordering = ["user"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "user"],
                name="planpresence_once",
                violation_error_message=_("A person has a plan open once."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def note(cls, plan: Plan, user: User, line: PlanLine | None) -> None:
        """Say that a person is here, and forget who has not been for a day."""
        now = timezone.now()
        cls.objects.update_or_create(plan=plan, user=user, defaults={"line": line, "seen_at": now})
        cls.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
