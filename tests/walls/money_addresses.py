"""The addresses of the money pages, with the records of both worlds filled in."""

from collections.abc import Callable
from typing import Any

from django.apps import apps

MISSING = 987654
Addresses = Callable[[Any], list[str]]


def _each(label: str, *patterns: str) -> Addresses:
    """Addresses with the key of every record of a model in both worlds, and one that does not exist."""

    def addresses(worlds: Any) -> list[str]:
        model = apps.get_model(label)
        keys = [record.pk for world in worlds for record in world.objects.get(model, [])]
        return [pattern.format(key) for key in [*keys, MISSING] for pattern in patterns]

    return addresses


def _of_programme(label: str, pattern: str) -> Addresses:
    """Addresses under a programme, for each of its records; and for records of the other world's programme."""

    def addresses(worlds: Any) -> list[str]:
        programmes = [each for world in worlds for each in world.objects[apps.get_model("grants.Programme")]]
        records = [each for world in worlds for each in world.objects[apps.get_model(label)]]
        return [pattern.format(programme.pk, record.pk) for programme in programmes for record in records]

    return addresses


_PROGRAMME, _AGREEMENT = "programmes/<int:pk>/", "agreements/<int:pk>/"
_ALLOCATION = f"{_PROGRAMME}organisations/<int:allocation_pk>/"

MONEY_PAGES: dict[str, Addresses] = {
    "programmes/": lambda worlds: ["/programmes/", "/programmes/?region=11"],
    _PROGRAMME: _each(
        "grants.Programme",
        "/programmes/{}/",
        "/programmes/{}/?q=ZZREGION",
        "/programmes/{}/?late=on&sort=name",
    ),
    f"{_PROGRAMME}worksheet.<str:extension>": _each(
        "grants.Programme", "/programmes/{}/worksheet.xlsx", "/programmes/{}/worksheet.csv"
    ),
    **{
        f"{_PROGRAMME}{rest}": _each("grants.Programme", f"/programmes/{{}}/{rest}")
        for rest in ("save/", "ceiling/", "split/", "open/", "close/", "close/settle/", "close/confirm/")
    },
    f"{_PROGRAMME}close/reopen/": _each("grants.Programme", "/programmes/{}/close/reopen/"),
    **{
        f"{_ALLOCATION}{rest}": _of_programme(
            "grants.Allocation", f"/programmes/{{}}/organisations/{{}}/{rest}"
        )
        for rest in ("", "cancel/", "agree/")
    },
    f"{_PROGRAMME}close/<int:settlement_pk>/undo/": _of_programme(
        "grants.Settlement", "/programmes/{}/close/{}/undo/"
    ),
    "requests/<slug:kind>/<int:pk>/": lambda worlds: [
        address
        for kind in ("Amendment", "ReturnNotice", "Correction", "Settlement", "CeilingChange")
        for address in _each(f"grants.{kind}", f"/requests/{kind.lower()}/{{}}/")(worlds)
    ],
    "agreements/": lambda worlds: [
        "/agreements/",
        "/agreements/?q=ZZREGION",
        "/agreements/?year=2567",
        "/agreements/?waits=sign",
        "/agreements/?waits=end",
    ],
    **{
        f"{_AGREEMENT}{rest}": _each("grants.Agreement", f"/agreements/{{}}/{rest}")
        for rest in (
            "",
            "agreement.docx",
            "scan/",
            "draft/",
            "amend/",
            "sign/",
            "sign-into-force/",
            "take-back/",
            "activate/",
            "end/",
            "cancel/",
            "ask-cancellation/",
            "attach-scan/",
            "returns/",
        )
    },
    "agreements/to-draw-up/": lambda worlds: ["/agreements/to-draw-up/"],
    "agreements/draw-up/<int:allocation_pk>/": _each("grants.Allocation", "/agreements/draw-up/{}/"),
    **{
        f"agreements/instalments/<int:pk>/{rest}": _each(
            "grants.Instalment", f"/agreements/instalments/{{}}/{rest}"
        )
        for rest in ("", "request/", "approve/", "return/")
    },
    "agreements/returns/<int:pk>/slip/": _each("grants.ReturnNotice", "/agreements/returns/{}/slip/"),
    "reports/": lambda worlds: ["/reports/"],
    "reports/due/": lambda worlds: ["/reports/due/", "/reports/due/?q=ZZREGION"],
    "reports/queue/": lambda worlds: ["/reports/queue/", "/reports/queue/?sort=new"],
    "reports/begin/<int:pk>/": _each("grants.Instalment", "/reports/begin/{}/"),
    "reports/evidence/<int:pk>/": _each("grants.Evidence", "/reports/evidence/{}/"),
    "reports/<int:pk>/": _each("grants.Report", "/reports/{}/"),
    "reports/<int:pk>/decide/": _each("grants.Report", "/reports/{}/decide/"),
    "reports/<int:pk>/money.xlsx": _each("grants.Report", "/reports/{}/money.xlsx"),
    "payments/": lambda worlds: [
        "/payments/",
        *(
            f"/payments/?region={world.number}&year={year}"
            for world in worlds
            for year in (2567, world.own_year)
        ),
    ],
    "payments/batch.xlsx": lambda worlds: [
        "/payments/batch.xlsx",
        *(
            f"/payments/batch.xlsx?region={world.number}&year={year}"
            for world in worlds
            for year in (2567, world.own_year)
        ),
    ],
    "payments/batch.csv": lambda worlds: [
        "/payments/batch.csv",
        *(
            f"/payments/batch.csv?region={world.number}&year={year}"
            for world in worlds
            for year in (2567, world.own_year)
        ),
    ],
    "payments/request/": lambda worlds: ["/payments/request/"],
    "payments/<int:pk>/": _each("grants.Instalment", "/payments/{}/"),
    "payments/<int:pk>/take-back/": _each("grants.Instalment", "/payments/{}/take-back/"),
    "payments/entries/<int:pk>/": _each("grants.Entry", "/payments/entries/{}/"),
}
