"""Entries, decisions and accepted reports are what their seals say, and no seal is missing between two others."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.db import models
from django.db.models import Q

from grants.agreements.ledger import Entry
from grants.guard.rule import Rule
from grants.reports.report import Report
from grants.rules.chain import Seal, contents_of
from grants.rules.request import MoneyRequest


def sealed_models() -> dict[type[models.Model], Q]:
    """What is sealed, and from when on: entries at once, decisions and reports once they are taken."""
    return {
        Entry: Q(),
        Report: Q(state=Report.State.ACCEPTED),
        **dict.fromkeys(MoneyRequest.__subclasses__(), Q(decided_by__isnull=False)),
    }


def _seals_stand_on_each_other() -> Iterator[str]:
    seals = Seal.objects.order_by("programme_id", "place").iterator()
    for programme, chain in groupby(seals, attrgetter("programme_id")):
        place, before = 0, ""
        for seal in chain:
            if seal.place != place + 1:
                yield f"programme {programme}: seals are missing between {place} and {seal.place}"
            elif seal.previous != before:
                yield f"programme {programme}: seal {seal} does not stand on the one before"
            if seal.hash != seal.computed():
                yield f"programme {programme}: seal {seal} was changed"
            place, before = seal.place, seal.hash


def _rows_are_as_sealed() -> Iterator[str]:
    last = {(seal.record, seal.key): seal for seal in Seal.objects.order_by("place").iterator()}
    for model, sealed_from in sealed_models().items():
        name = str(model._meta.model_name)
        now = contents_of(model)
        for key in model._base_manager.filter(sealed_from).order_by("pk").values_list("pk", flat=True):
            if (name, key) not in last:
                yield f"{name} {key}: it is not sealed"
        for (record, key), seal in last.items():
            if record == name:
                yield from (f"{name} {key}: {said}" for said in _differences(seal, now.get(key)))
    known = {str(model._meta.model_name) for model in sealed_models()}
    for record, key in last:
        if record not in known:
            yield f"{record} {key}: a seal of what is never sealed"


def _differences(seal: Seal, now: dict[str, object] | None) -> Iterator[str]:
    if now is None:
        yield "it is gone, its seal is still there"
        return
    for column, value in json.loads(seal.content).items():
        if now.get(column) != value:
            yield f"{column} is {now.get(column)}, it was sealed with {value}"


RULES = [
    Rule("each seal stands on the one before", _seals_stand_on_each_other),
    Rule("entries, decisions and accepted reports are as sealed", _rows_are_as_sealed),
]
