"""The one door of requests, as a browser presses its buttons."""

from typing import Any

from django.test import Client

from deciding.request import Request
from tests.grants.steps import seen


def door_of(asked: Request) -> str:
    return f"/requests/{asked._meta.model_name}/{asked.pk}/"


def pressed(asked: Request, act: str = "approve", answer: str = "") -> dict[str, str]:
    """What the form sends that stands on the page now."""
    return {"act": act, "answer": answer, "seen": seen(asked)}


def decide(client: Client, asked: Request, act: str = "approve", answer: str = "") -> Any:
    """Press a button of the request's page, and follow to what comes next."""
    return client.post(door_of(asked), pressed(asked, act, answer), follow=True)
