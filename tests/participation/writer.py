"""A person at the plan's page, as its script speaks to the portal for her."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from django.test import Client

from participation.models import ItemKind, Plan, PlanItem, PlanLine
from participation.models.item import cell_of

_presses = count()


@dataclass
class PageWriter:
    """Acts by name on one plan: `writer.does("reword", item=…, version=…, text=…)`."""

    client: Client
    plan: Plan

    @property
    def page(self) -> str:
        return f"/plans/{self.plan.fiscal_year}/{self.plan.region_id}/"

    def sends(self, act: str, **sent: Any) -> Any:
        """The portal's answer, whatever it is."""
        data = {
            "act": act,
            "press": f"press {next(_presses)}",
            **{name: str(value) for name, value in sent.items()},
        }
        return self.client.post(f"{self.page}write/", data, headers={"Accept": "application/json"})

    def does(self, act: str, **sent: Any) -> dict[str, Any]:
        response = self.sends(act, **sent)
        assert response.status_code == 200, response.text
        return response.json()

    def undoes(self, answer: dict[str, Any]) -> list[dict[str, Any]]:
        return [self.does(**step) for step in answer["undo"]]

    def types(self, item: PlanItem, text: str) -> Any:
        return self.sends("reword", item=item.pk, version=item.version, text=text)


def items_of(line: PlanLine, kind: str = ItemKind.ACTIVITY) -> list[PlanItem]:
    return list(PlanItem.objects.filter(line=line, kind=kind).order_by("order"))


def cell(line: PlanLine, kind: str = ItemKind.ACTIVITY) -> str:
    return cell_of(items_of(line, kind))


def whole(plan: Plan) -> list[tuple[Any, ...]]:
    """The plan as it is printed, and as which items it stands."""
    lines = PlanLine.objects.filter(plan=plan).order_by("order")
    return [
        (
            line.pk,
            line.number,
            line.form_words,
            *((cell(line, kind), *_keys(line, kind)) for kind in ItemKind),
        )
        for line in lines
    ]


def _keys(line: PlanLine, kind: str) -> list[Any]:
    return [(item.pk, item.network_id, item.standard_id) for item in items_of(line, kind)]
