"""What one person asks for and another decides on what was shown: amendments, returns, corrections, settlements."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editing.versions import Versioned
from people.acts import Act, Life, When
from people.models import User
from people.roles import Role


class RequestState(models.TextChoices):
    WAITING = "waiting", _("waits for a decision")
    APPROVED = "approved", pgettext_lazy("a request", "approved")
    REFUSED = "refused", pgettext_lazy("a request", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("a request", "withdrawn")


class Request(Versioned):
    """Something asked for with a reason, which waits until another person approves or refuses it.

    Who asked may take it back while it waits. Whatever became of it, it stays, with who, when and the answer.
    """

    State = RequestState

    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.WAITING, editable=False
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        abstract = True

    @property
    def waits(self) -> bool:
        return self.state == RequestState.WAITING

    def decide(self, state: RequestState, *, by: User, answer: str = "") -> None:
        """Write the decision into a held record. Raises ValidationError at `answer` where nothing says why not."""
        if state == RequestState.REFUSED and not answer.strip():
            raise ValidationError(
                {"answer": ValidationError(gettext("Say why it is refused."), code="required")}
            )
        self.state, self.decided_by, self.decided_at, self.answer = state, by, timezone.now(), answer.strip()
        self.version += 1
        self.save(update_fields=["state", "decided_by", "decided_at", "answer", "version"])


def rules_of_request(prefix: str, *, one_waits_for: str) -> list[models.BaseConstraint]:
    """The constraints of a kind of request; `one_waits_for` is the field of the record that has one at a time."""
    return [
        models.CheckConstraint(
            condition=Q(state="waiting", decided_by=None, decided_at=None)
            | Q(
                state__in=["approved", "refused", "withdrawn"],
                decided_by__isnull=False,
                decided_at__isnull=False,
            ),
            name=f"{prefix}_decided_by_someone",
        ),
        models.CheckConstraint(
            condition=Q(state__in=["waiting", "withdrawn"]) | ~Q(decided_by=F("requested_by")),
            name=f"{prefix}_by_two_persons",
            violation_error_message=_("Nobody approves what they asked for themselves."),
        ),
        models.CheckConstraint(
            condition=~Q(state="withdrawn") | Q(decided_by=F("requested_by")),
            name=f"{prefix}_withdrawn_by_its_asker",
        ),
        models.CheckConstraint(
            condition=~Q(state="refused") | ~Q(answer=""),
            name=f"{prefix}_refused_with_a_reason",
            violation_error_message=_("Say why it is refused."),
        ),
        models.UniqueConstraint(
            fields=[one_waits_for],
            condition=Q(state="waiting"),
            name=f"{prefix}_one_waits",
            violation_error_message=_("Another request of this kind still waits for a decision."),
        ),
    ]


def life_of_request(
    *,
    deciding: tuple[Role, ...],
    region: Callable[[Any], int],
    year: Callable[[Any], Any],
) -> Life:
    """The acts of a kind of request: another person with one of the roles decides, or its asker takes it back."""
    waiting = (RequestState.WAITING,)
    decided = _("This is already decided. Look at the page again.")
    return Life(
        Act(
            name="approve",
            sources=waiting,
            target=RequestState.APPROVED,
            roles=deciding,
            when=When.OPEN,
            another_than=("requested_by",),
            decides=True,
            refused=decided,
        ),
        Act(
            name="refuse",
            sources=waiting,
            target=RequestState.REFUSED,
            roles=deciding,
            another_than=("requested_by",),
            decides=True,
            refused=decided,
        ),
        Act(
            name="withdraw",
            sources=waiting,
            target=RequestState.WITHDRAWN,
            only="requested_by",
            refused=decided,
        ),
        region=region,
        year=year,
    )
