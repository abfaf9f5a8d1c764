"""A request as one person reads it on a page: what she may do with it, and what she typed that was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from deciding.request import Request
from people.acts import OpenActs
from people.models import User


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What templates/deciding/decide.html shows the doors of."""

    request: Request
    may: OpenActs
    is_decider: bool
    typed: str

    @classmethod
    def of(cls, request: Request, user: User, typed: Mapping[str, str]) -> Self:
        """`typed` holds answers that were refused, by the key of their request."""
        life = request.LIFE
        is_decider = life.is_for("approve", request, user)
        return cls(request, life.open_to(request, user), is_decider, typed.get(request.key, ""))

    @property
    def address(self) -> str:
        return reverse("request", args=[self.request._meta.model_name, self.request.pk])

    @property
    def why_not(self) -> str:
        """Why who decides on such requests does not approve this one."""
        return self.may.why_not("approve") if self.is_decider else ""
