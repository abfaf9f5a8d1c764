"""Requests that move money: decided under the lock of their programme, and each decision sealed in its chain."""

from typing import Any

from django.db import models

from deciding.request import Request, RequestQuerySet
from grants.rules.chain import seal


class MoneyRequest(Request):
    """A request whose way up (`UNDER`) ends at a programme."""

    class Meta(Request.Meta):
        abstract = True

    @property
    def programme(self) -> Any:
        return self.under

    def decided(self) -> None:
        seal(self, self.programme)


def requests_by_kind() -> list[RequestQuerySet[MoneyRequest]]:
    """All requests there are, one query set a kind."""
    return [RequestQuerySet(kind) for kind in MoneyRequest.__subclasses__()]


def waiting_in(programme: models.Model) -> list[MoneyRequest]:
    """Every request of a year, of whatever kind, that nobody has decided yet."""
    kinds = requests_by_kind()
    return [each for rows in kinds for each in rows.waiting().under(programme).with_everything()]
