"""What earlier runs of the audit ended with is still there: the chains of seals, and every line of every history.

A place names a seal by its chain and number (of money "6/2567/128": region, year and number), or a line of a history by
table, columns and key ("agreement-1f0c9a27/431"). A migration that changes the columns of a history begins its hashes
anew.
"""

import hashlib
from collections.abc import Iterator
from functools import partial

from django.db import models

from editing.proof.chain import as_text, plain
from editing.proof.guarded import Guarded
from editing.proof.rule import Rule


def standing_hashes(guarded: Guarded) -> dict[str, str]:
    """Return the hash of every seal and of every line of a history, each with what came before it, by its place."""
    columns = (*guarded.seals.CALLED, "place", "hash")
    seals = guarded.seals._default_manager.order_by("place").values_list(*columns).iterator()
    found = {"/".join(map(str, place)): digest for *place, digest in seals}
    for _model, history in guarded.histories():
        found |= _hashes_of_lines(history)
    return found


def last_hashes(guarded: Guarded) -> dict[str, str]:
    """Return what each chain and each history ends with now, by the last place."""
    last = {_chain_of(place): (place, digest) for place, digest in standing_hashes(guarded).items()}
    return dict(last.values())


def _hashes_of_lines(history: type[models.Model]) -> Iterator[tuple[str, str]]:
    chain, digest = _name_of(history), ""
    for line in history._base_manager.order_by("history_id").values().iterator():
        text = as_text({column: plain(value) for column, value in line.items()})
        digest = hashlib.sha256(f"{digest}\n{text}".encode()).hexdigest()
        yield f"{chain}/{line['history_id']}", digest


def _name_of(history: type[models.Model]) -> str:
    columns = " ".join(sorted(field.attname for field in history._meta.concrete_fields))
    table = str(history._meta.model_name).removeprefix("historical")
    return f"{table}-{hashlib.sha256(columns.encode()).hexdigest()[:8]}"


def _chain_of(place: str) -> str:
    return place.rpartition("/")[0]


def _earlier_hashes_still_stand(guarded: Guarded) -> Iterator[str]:
    standing, seen = standing_hashes(guarded), set()
    named = {_name_of(history) for _model, history in guarded.histories()}
    for run in guarded.runs._default_manager.order_by("pk").iterator():
        for place, digest in run.last_hashes.items():
            columns_changed = "-" in place and _chain_of(place) not in named
            if standing.get(place) == digest or columns_changed or (place, digest) in seen:
                continue
            seen.add((place, digest))
            yield f"{place}: the run of {run} ended with {digest}, which is gone"


def rules_of_earlier_runs(guarded: Guarded) -> list[Rule]:
    return [
        Rule("the last hashes of earlier runs still stand", partial(_earlier_hashes_still_stand, guarded))
    ]
