"""Lost second factors in the queue: named there, and decided on the page of their request."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deciding.waiting import Waiting, WaitingKind
from people.models import FactorReset, User
from people.resetting import RESET_LIFE


def _rows(user: User) -> QuerySet[FactorReset]:
    return FactorReset.objects.visible_to(user).select_related("person", "region", "requested_by")


def _told(reset: FactorReset) -> Waiting:
    page = reverse("factor-reset", args=[reset.pk])
    since, by = reset.requested_at, reset.requested_by
    return Waiting(reset, str(reset), None, None, since, by, page, [], reset.reason)


FACTOR_RESETS = WaitingKind(
    name="factor-reset",
    label=_("lost second factors"),
    tag=_("lost second factor"),
    life=RESET_LIFE,
    act="approve",
    back="refuse",
    rows=_rows,
    told=_told,
)
