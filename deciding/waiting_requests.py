"""Requests in the queue: of whatever kind, all are decided in the same way."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deciding.request import Request
from deciding.waiting import Waiting, WaitingKind
from people.acts import When


def told(
    asked: Request, title: str, of: object, amount: Decimal | None, facts: list[tuple[str, str]]
) -> Waiting:
    """A request as the queue tells it, with what its asker wrote as the reason."""
    url, why, by = asked.get_absolute_url(), getattr(asked, "reason", ""), asked.requested_by
    return Waiting(asked, title, of, amount, asked.requested_at, by, url, facts, why)


def request_kind(
    name: str,
    model: Any,
    label: Promise,
    tag: Promise,
    tell: Callable[[Any], Waiting],
    *,
    years: Callable[[When], "QuerySet[Model]"],
    prefetch: tuple[str, ...] = (),
    **more: Any,
) -> WaitingKind:
    """A kind of request in the queue; `tell` gives the facts that its decider needs."""
    return WaitingKind(
        name=name,
        label=label,
        tag=tag,
        life=model.LIFE,
        act="approve",
        back="refuse",
        rows=lambda user: model.objects.visible_to(user).with_everything().prefetch_related(*prefetch),
        under=model.UNDER,
        years=years,
        told=tell,
        approve=model.approve,
        send_back=lambda asked, by, said: asked.refuse(by=by, seen=asked.shown, answer=said),
        back_label=_("Refuse"),
        back_help=_("Why is it refused?"),
        prepare=model.read_figures,
        **more,
    )
