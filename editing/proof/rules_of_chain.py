"""What is sealed is what its seal says, and no seal is missing between two others."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import attrgetter

from editing.proof.chain import Link, contents_of
from editing.proof.guarded import Guarded
from editing.proof.rule import Rule


def _seals_stand_on_each_other(guarded: Guarded) -> Iterator[str]:
    name = guarded.seals.CHAIN
    seals = guarded.seals._default_manager.order_by(f"{name}_id", "place").iterator()
    for owner, chain in groupby(seals, attrgetter("chain")):
        place, before = 0, ""
        for seal in chain:
            if seal.place != place + 1:
                yield f"{name} {owner}: seals are missing between {place} and {seal.place}"
            elif seal.previous != before:
                yield f"{name} {owner}: seal {seal} does not stand on the one before"
            if seal.hash != seal.computed():
                yield f"{name} {owner}: seal {seal} was changed"
            place, before = seal.place, seal.hash


def _rows_are_as_sealed(guarded: Guarded) -> Iterator[str]:
    last = {
        (seal.record, seal.key): seal for seal in guarded.seals._default_manager.order_by("place").iterator()
    }
    for model, sealed_from in guarded.sealed().items():
        name = str(model._meta.model_name)
        now = contents_of(model)
        for key in model._base_manager.filter(sealed_from).order_by("pk").values_list("pk", flat=True):
            if (name, key) not in last:
                yield f"{name} {key}: it is not sealed"
        for (record, key), seal in last.items():
            if record == name:
                yield from (f"{name} {key}: {said}" for said in _differences(seal, now.get(key)))
    known = {str(model._meta.model_name) for model in guarded.sealed()}
    for record, key in last:
        if record not in known:
            yield f"{record} {key}: a seal of what is never sealed"


def _differences(seal: Link, now: dict[str, object] | None) -> Iterator[str]:
    if now is None:
        yield "it is gone, its seal is still there"
        return
    for column, value in json.loads(seal.content).items():
        if now.get(column) != value:
            yield f"{column} is {now.get(column)}, it was sealed with {value}"


def rules_of_chain(guarded: Guarded, what: str) -> list[Rule]:
    """`what` names all that is sealed."""
    return [
        Rule("each seal stands on the one before", partial(_seals_stand_on_each_other, guarded)),
        Rule(f"{what} are as sealed", partial(_rows_are_as_sealed, guarded)),
    ]
