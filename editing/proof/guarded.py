"""What of a room is guarded, for the rules that are true of every room."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q

from editing.proof.chain import Link
from editing.proof.run import KeptRun


@dataclass(frozen=True, slots=True)
class Guarded:
    """The app, its seals and kept runs, from when on which record is sealed, and what its triggers are written with."""

    app: str
    seals: type[Link]
    runs: type[KeptRun]
    sealed: Callable[[], dict[type[models.Model], Q]]
    statements: Callable[[str], Iterable[str]]  # by the kind of database

    def tables(self) -> list[type[models.Model]]:
        """Every table, the histories too."""
        return list(apps.get_app_config(self.app).get_models())

    def records(self) -> list[type[models.Model]]:
        """Every table but the histories."""
        return [model for model in self.tables() if not hasattr(model, "history_id")]

    def histories(self) -> list[tuple[type[models.Model], type[models.Model]]]:
        """The records that keep who changed them, when and why, each with the model of its history."""
        return [(model, model.history.model) for model in self.tables() if hasattr(model, "history")]
