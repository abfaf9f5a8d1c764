"""What one person asks for and another decides: who decided, when, and with which answer."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DECISION = ("state", "decided_by", "decided_at", "answer")


class Decided(models.Model):
    """A request that waits until another person decides it. What decides it is a method of its own model.

    Each model has its own `state`, because each waits and ends in words of its own.
    """

    state: Any

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        abstract = True

    def _refuse(self, state: str, by: Any, answer: str) -> None:
        """Decide against it. Raises ValidationError at `answer` when nothing says why."""
        if not answer.strip():
            raise ValidationError(
                {"answer": ValidationError(gettext("Say why it is refused."), code="required")}
            )
        self._decide(state, by, answer.strip())

    def _decide(self, state: str, by: Any, answer: str) -> None:
        self.state, self.decided_by, self.decided_at, self.answer = state, by, timezone.now(), answer
        self.save(update_fields=DECISION)
