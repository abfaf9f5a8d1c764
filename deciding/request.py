"""What one person asks for and another decides on what was shown: the base of every kind of request."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.proof.portal_user import KEPT
from editing.refusals import required
from editing.shown import digest_of
from editing.texts import ProseField
from people.acts import Act, Life, When
from people.fields import PersonField
from people.models import User
from people.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Asked = TypeVar("Asked", bound="Request")
ONE_WAITS = _("Another request of this kind still waits for a decision.")


class RequestState(models.TextChoices):
    WAITING = "waiting", _("waits for a decision")
    APPROVED = "approved", pgettext_lazy("a request", "approved")
    REFUSED = "refused", pgettext_lazy("a request", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("a request", "withdrawn")


class RequestQuerySet(models.QuerySet[Asked]):
    def waiting(self) -> Self:
        return self.filter(state=RequestState.WAITING)

    def approved(self) -> Self:
        return self.filter(state=RequestState.APPROVED)

    def with_everything(self) -> Self:
        """With the persons and the records that a decision is taken on."""
        return self.select_related("requested_by", "decided_by", *self.model.related())

    def under(self, record: models.Model) -> Self:
        """Those that are decided under the lock of this record."""
        return self.filter(**{self.model.UNDER: record})


class Reasoned(models.Model):
    """A request that says why."""

    reason = ProseField(_("reason"))

    class Meta:
        abstract = True


class Request(Held):
    """Something asked for with a reason, which waits until another person approves or refuses it.

    Who asked may take it back while it waits. Whatever became of it, it stays, with who, when and the answer.
    A kind of request says in `UNDER` of which record of a region and a year it is, in `figures` what its decider reads,
    and in `carry_out` what approving it does.
    """

    State = RequestState
    portal_may = KEPT
    LIFE: ClassVar[Life]
    RELATED: ClassVar[tuple[str, ...]]  # what its figures are read from

    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.WAITING, editable=False
    )
    requested_by = PersonField(_("requested by"))
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now, editable=False)
    decided_by = PersonField(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    answer = ProseField(_("answer"), blank=True)

    class Meta:
        abstract = True

    @property
    def figures(self) -> tuple[object, ...]:
        """What stands on the page of who decides, beside the words of the request."""
        raise NotImplementedError

    @classmethod
    def read_figures(cls, requests: Sequence[Self]) -> None:
        """Read at once what the figures of many are made of."""

    def carry_out(self, by: User) -> None:
        """Do what was asked for: called on the held request, before its approval is written."""
        raise NotImplementedError

    @classmethod
    def related(cls) -> tuple[str, ...]:
        return (f"{cls.UNDER}__region", *cls.RELATED)

    @property
    def shown(self) -> str:
        """What the decider saw; her answer brings it back."""
        return digest_of(self._meta.model_name, self.pk, self.version, *self.figures)

    def get_absolute_url(self) -> str:
        """The page where it is decided."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """Names it among requests of all kinds."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def waits(self) -> bool:
        return self.state == RequestState.WAITING

    @property
    def is_open(self) -> bool:
        """Neither refused nor withdrawn: it counts, or it may yet."""
        return self.state in (RequestState.WAITING, RequestState.APPROVED)

    def approve(self, *, by: User, seen: str) -> None:
        """Carry out what was asked for, as it was shown to who approves it."""
        with self.LIFE.doing("approve", self, by, seen=seen) as held:
            held.carry_out(by)
            held._decide(by)

    def refuse(self, *, by: User, seen: str, answer: str) -> None:
        """Leave everything as it is, and say why. Raises ValidationError at `answer` where nothing does."""
        with self.LIFE.doing("refuse", self, by, seen=seen) as held:
            held._decide(by, required(answer, "answer", gettext("Say why it is refused.")))

    def withdraw(self, *, by: User) -> None:
        """Take back what one asked for oneself, while it waits."""
        with self.LIFE.doing("withdraw", self, by) as held:
            held._decide(by)

    def _decide(self, by: User, answer: str = "") -> None:
        self.decided_by, self.decided_at, self.answer = by, timezone.now(), answer
        self.store(by=by, fields=["state", "decided_by", "decided_at", "answer"])
        self.decided()

    def decided(self) -> None:
        """What a room does with every decision of its kinds, once it is written."""


def rules_of_request(
    prefix: str, *, one_waits_for: str = "", why: "str | _StrPromise" = ""
) -> list[models.BaseConstraint]:
    """The constraints of a kind of request.

    `one_waits_for` is the field of the record that has one at a time, `why` what asks for a reason where one is due.
    """
    rules: list[models.BaseConstraint] = [
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
    ]
    if one_waits_for:
        rules.append(
            models.UniqueConstraint(
                fields=[one_waits_for],
                condition=Q(state="waiting"),
                name=f"{prefix}_one_waits",
                violation_error_message=ONE_WAITS,
            )
        )
    if why:
        reasoned = models.CheckConstraint(
            condition=~Q(reason=""), name=f"{prefix}_has_a_reason", violation_error_message=why
        )
        rules.append(reasoned)
    return rules


def require_none_waits(requests: RequestQuerySet[Any]) -> None:
    """Refuse to ask anew for what somebody has asked for already."""
    if requests.waiting().exists():
        raise ValidationError(str(ONE_WAITS), code="waits")


def life_of_request(
    *more: Act, deciding: tuple[Role, ...], reserved: str = "", when: When = When.OPEN
) -> Life:
    """The acts of a kind of request: another person with one of the roles decides, or its asker takes it back.

    `reserved` names what is true of a request that head office alone approves; `when` says in which years it is
    approved; `more` is what else the kind knows.
    """
    waiting = (RequestState.WAITING,)
    decided = _("This is already decided. Look at the page again.")
    return Life(
        Act(
            name="approve",
            sources=waiting,
            target=RequestState.APPROVED,
            roles=deciding,
            when=when,
            another_than=("requested_by",),
            reserved=reserved,
            decides=True,
            proved=True,
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
        *more,
        region=lambda request: request.under.region_id,
        year=lambda request: request.under,
    )
