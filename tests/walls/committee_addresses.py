"""The addresses of the committees' pages, with the records of both worlds filled in."""

from collections.abc import Callable
from typing import Any

from django.apps import apps

MISSING = 987654
Addresses = Callable[[Any], list[str]]


def _each(label: str, *patterns: str) -> Addresses:
    """Addresses with the key of every record of a model in both worlds, and one that does not exist."""

    def addresses(worlds: Any) -> list[str]:
        model = apps.get_model(f"committees.{label}")
        keys = [record.pk for world in worlds for record in world.objects.get(model, [])]
        return [pattern.format(key) for key in [*keys, MISSING] for pattern in patterns]

    return addresses


COMMITTEE_PAGES: dict[str, Addresses] = {
    "committees/": lambda worlds: ["/committees/"],
    "committees/<int:pk>/": _each("Committee", "/committees/{}/", "/committees/{}/?on=1+ม.ค.+2567"),
}
