"""What `manage.py audit_money` found and when, kept so that head office sees that somebody looks."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Visitor

GROWS_OLD_AFTER = timedelta(days=7)


class AuditRunQuerySet(models.QuerySet["AuditRun"]):
    def visible_to(self, user: Visitor) -> "AuditRunQuerySet":
        """For head office alone: it is of all regions at once."""
        return self if user.is_authenticated and user.sees_every_region else self.none()


class AuditRun(models.Model):
    """One run of the audit over the whole database, with the hash that each programme's chain of seals ended with."""

    at = models.DateTimeField(_("checked at"), default=timezone.now, editable=False)
    rules = models.PositiveSmallIntegerField(_("rules asked"))
    findings = models.PositiveIntegerField(_("things found"))
    # Of each chain of seals and each history its last place and hash: whoever writes it anew comes to another one.
    last_hashes = models.JSONField(_("last hashes"), default=dict)

    objects = AuditRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of the money")
        verbose_name_plural = _("checks of the money")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    @property
    def is_old(self) -> bool:
        """Whether it is time to look again, or to ask why nobody did."""
        return timezone.localdate() - self.day > GROWS_OLD_AFTER
