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


_MEETING, _ITEM = "committees/meetings/<int:pk>/", "committees/items/<int:pk>/"

COMMITTEE_PAGES: dict[str, Addresses] = {
    "committees/": lambda worlds: ["/committees/"],
    "committees/<int:pk>/": _each("Committee", "/committees/{}/", "/committees/{}/?on=1+ม.ค.+2567"),
    "committees/<int:pk>/dossier-<int:year>.zip": _each(
        "Committee", "/committees/{}/dossier-2566.zip", "/committees/{}/dossier-2500.zip"
    ),
    "committees/<int:pk>/meetings/new/": _each("Committee", "/committees/{}/meetings/new/"),
    **{
        f"{_MEETING}{ending}": _each("Meeting", f"/committees/meetings/{{}}/{ending}")
        for ending in ("", "change/", "attendance/", "correct/", "meeting.ics", "minutes.docx", "items/new/")
    },
    f"{_MEETING}<slug:act>/": _each(
        "Meeting",
        *(f"/committees/meetings/{{}}/{act}/" for act in ("call", "close", "remove", "no-such-act")),
    ),
    **{
        f"{_ITEM}{ending}": _each("AgendaItem", f"/committees/items/{{}}/{ending}")
        for ending in (
            *("", "change/", "remove/", "decide/", "correct/", "correct-record/", "tasks/", "paper/"),
            *("files/", "consultations/", "excerpt.docx"),
        )
    },
    f"{_ITEM}paper/bases/": _each("AgendaItem", "/committees/items/{}/paper/bases/"),
    f"{_ITEM}paper/draft.<str:extension>": _each(
        "AgendaItem",
        *(f"/committees/items/{{}}/paper/draft.{extension}" for extension in ("pdf", "docx", "pptx", "exe")),
    ),
    "committees/files/<int:pk>/": _each("ItemFile", "/committees/files/{}/"),
    "committees/files/<int:pk>/remove/": _each("ItemFile", "/committees/files/{}/remove/"),
    "committees/consultations/<int:pk>/remove/": _each(
        "Consultation", "/committees/consultations/{}/remove/"
    ),
    "committees/papers/<int:pk>/": _each("Paper", "/committees/papers/{}/"),
    "committees/papers/<int:pk>/paper.<str:extension>": _each(
        "Paper",
        *(f"/committees/papers/{{}}/paper.{extension}" for extension in ("pdf", "docx", "pptx", "exe")),
    ),
    "committees/tasks/<int:pk>/": _each("FollowUp", "/committees/tasks/{}/"),
    "committees/tasks/<int:pk>/change/": _each("FollowUp", "/committees/tasks/{}/change/"),
}
