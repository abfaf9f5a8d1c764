"""What `manage.py audit_money` found and when, kept so that head office sees that somebody looks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.proof.run import KeptRun
from people.models import Visitor


class AuditRunQuerySet(models.QuerySet["AuditRun"]):
    def visible_to(self, user: Visitor) -> "AuditRunQuerySet":
        """For head office alone: it is of all regions at once."""
        return self if user.is_authenticated and user.sees_every_region else self.none()


class AuditRun(KeptRun):
    """One run of the audit over the money of all regions."""

    objects = AuditRunQuerySet.as_manager()

    class Meta(KeptRun.Meta):
        verbose_name = _("check of the money")
        verbose_name_plural = _("checks of the money")
