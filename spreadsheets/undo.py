"""Undoing an import: every record goes back to what it was before, as long as nobody has touched it since."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.models import Region
from spreadsheets.models import ImportBatch
from spreadsheets.resources import Scope, Stamp, resource_for


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A record that stands in the way of undoing, and why."""

    title: str
    reason: str


@dataclass(slots=True)
class _Step:
    record: models.Model
    before: Any  # the historical record before the import; None where the import made the record


def obstacles(batch: ImportBatch) -> list[Obstacle]:
    """Return what stands in the way of undoing a batch; empty when it can be undone."""
    return _plan(batch)[1]


def undo(batch: ImportBatch, user: Any) -> ImportBatch:
    """Take an applied import back, all of it or nothing.

    Raises ValidationError naming the records that have changed since, PermissionDenied outside the walls.
    """
    if user is not None and not Region.objects.open_to_import_by(user).filter(pk=batch.region_id).exists():
        raise PermissionDenied
    with transaction.atomic():
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if held.state == ImportBatch.State.UNDONE:
            return held
        if held.state != ImportBatch.State.APPLIED:
            raise ValidationError(_("Only an applied import can be undone."), code="state")
        resource = resource_for(held.kind)(Scope(held.region, held.fiscal_year, user))
        resource.lock()
        steps, in_the_way = _plan(held)
        if in_the_way:
            raise ValidationError(
                [f"{each.title}: {each.reason}" for each in in_the_way], code="changed_since"
            )
        stamp = Stamp(held, user, _("undo of the import of %(file)s") % {"file": held.filename})
        restored: list[Any] = []
        for model in resource.written_models:
            restored += _undo_model(model, steps.get(model, []), stamp)
        resource.after_undo(restored)
        held.state = ImportBatch.State.UNDONE
        held.undone_at = timezone.now()
        held.undone_by = user
        held.save()
        return held


def _plan(batch: ImportBatch) -> tuple[dict[type[models.Model], list[_Step]], list[Obstacle]]:
    """Return what to put back by model, and what has changed since."""
    steps: dict[type[models.Model], list[_Step]] = {}
    in_the_way: list[Obstacle] = []
    made: set[tuple[type[models.Model], Any]] = set()
    written = resource_for(batch.kind).written_models
    for model in written:
        history = model.history.model  # type: ignore[attr-defined]
        ours: dict[Any, Any] = {}
        for version in history.objects.filter(batch=batch).order_by("history_id"):
            ours.setdefault(version.id, []).append(version)
        records = model._base_manager.in_bulk(list(ours))
        last: dict[Any, Any] = {}
        before: dict[Any, Any] = {}
        for version in history.objects.filter(id__in=list(ours)).order_by("history_id"):
            if version.history_id < ours[version.id][0].history_id:
                before[version.id] = version
            last[version.id] = version
        for key, versions in ours.items():
            record = records.get(key)
            if record is None:
                in_the_way.append(Obstacle(str(versions[-1]), _("has been deleted since")))
            elif last[key].history_id != versions[-1].history_id:
                who = last[key].history_user
                in_the_way.append(
                    Obstacle(
                        str(record),
                        _("has been changed since, by %(who)s") % {"who": who}
                        if who
                        else _("has been changed since"),
                    )
                )
            else:
                step = _Step(record, before.get(key))
                steps.setdefault(model, []).append(step)
                if step.before is None:
                    made.add((model, key))
    for model, rows in steps.items():
        for step in rows:
            if step.before is None:
                in_the_way += _needed_by_others(model, step.record, made)
    return steps, in_the_way


def _needed_by_others(
    model: type[models.Model], record: models.Model, made: set[tuple[type[models.Model], Any]]
) -> list[Obstacle]:
    """A record that the import made may since be used by records that it did not make."""
    found = []
    for relation in model._meta.related_objects:
        if relation.on_delete is not models.PROTECT or not relation.related_model:
            continue
        users = relation.related_model._base_manager.filter(**{relation.field.name: record})
        for user in users:
            if (relation.related_model, user.pk) not in made and not _is_history(relation.related_model):
                found.append(Obstacle(str(record), _("is used by “%(user)s”") % {"user": user}))
    return found


def _is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "history_id")


def _undo_model(model: type[models.Model], steps: list[_Step], stamp: Stamp) -> list[Any]:
    """Delete what the import made and put back what it changed; returns what was put back."""
    for step in steps:
        if step.before is None:
            step.record._change_reason = stamp.reason  # type: ignore[attr-defined]
            step.record._history_user = stamp.user  # type: ignore[attr-defined]
            step.record.delete()
    names = [
        field.name
        for field in model.history.model.tracked_fields  # type: ignore[attr-defined]
        if field.concrete and not field.primary_key and field.name != "version"
    ]
    changed = [step for step in steps if step.before is not None]
    for step in changed:
        for name in names:
            attname = model._meta.get_field(name).attname  # type: ignore[union-attr]
            setattr(step.record, attname, getattr(step.before, attname))
        if hasattr(step.record, "version"):
            step.record.version += 1
    has_version = any(field.name == "version" for field in model._meta.concrete_fields)
    stamp.update(model, [step.record for step in changed], [*names, "version"] if has_version else names)
    return [step.record for step in changed]
