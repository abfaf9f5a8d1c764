"""Undoing an import: every record goes back to what it was before, as long as nobody has touched it since."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalChanges

from people.models import User
from spreadsheets.life import require_act
from spreadsheets.models import ImportBatch
from spreadsheets.resources import ImportWriter, Scope, SheetResource, UndoObstacle, UndoStep, resource_for
from thai.sentences import gettext as _

Key = tuple[type[models.Model], int]


def obstacles(batch: ImportBatch) -> list[UndoObstacle]:
    """Return what stands in the way of undoing a batch; empty when it can be undone, or never is."""
    return _plan(batch, resource_for(batch.kind)(Scope(batch.region, batch.fiscal_year)))[1]


def undo(batch: ImportBatch, user: User | None, *, seen: str | None = None) -> ImportBatch:
    """Take an applied import back, all of it or nothing; `seen` is what the person's page showed.

    Raises ValidationError naming the records that have changed since, or why this kind is never undone.
    """
    with transaction.atomic():
        held = batch.hold()
        if held.state == ImportBatch.State.UNDONE:
            return held
        require_act("undo", held, user, seen)
        resource = resource_for(held.kind)(Scope(held.region, held.fiscal_year, user))
        resource.lock()
        steps, in_the_way = _plan(held, resource)
        if in_the_way:
            raise ValidationError(
                [f"{each.title}: {each.reason}" for each in in_the_way], code="changed_since"
            )
        writer = ImportWriter(held, user, _("undo of the import of %(file)s") % {"file": held.filename})
        for model in resource.written_models:
            _undo_model(model, steps.get(model, []), writer, resource)
        held.state = ImportBatch.State.UNDONE
        held.undone_at = timezone.now()
        held.undone_by = user
        held.store(by=user, why=_("undone"))
        return held


def _plan(
    batch: ImportBatch, resource: SheetResource
) -> tuple[dict[type[models.Model], list[UndoStep]], list[UndoObstacle]]:
    """Return what to put back by model, and what has changed since."""
    steps: dict[type[models.Model], list[UndoStep]] = {}
    in_the_way: list[UndoObstacle] = []
    made: set[Key] = set()
    for model in resource.written_models:
        history = model.history.model  # type: ignore[attr-defined]
        ours: dict[int, list[HistoricalChanges]] = {}
        for version in history.objects.filter(batch=batch).order_by("history_id"):
            ours.setdefault(version.id, []).append(version)
        records = model._base_manager.in_bulk(list(ours))
        last: dict[int, HistoricalChanges] = {}
        before: dict[int, HistoricalChanges] = {}
        for version in history.objects.filter(id__in=list(ours)).order_by("history_id"):
            if version.history_id < ours[version.id][0].history_id:
                before[version.id] = version
            last[version.id] = version
        for key, versions in ours.items():
            record = records.get(key)
            if record is None:
                in_the_way.append(UndoObstacle(str(versions[-1]), _("has been deleted since")))
            elif last[key].history_id != versions[-1].history_id:
                who = last[key].history_user
                in_the_way.append(
                    UndoObstacle(
                        str(record),
                        _("has been changed since, by %(who)s") % {"who": who}
                        if who
                        else _("has been changed since"),
                    )
                )
            else:
                step = UndoStep(record, before.get(key))
                steps.setdefault(model, []).append(step)
                if step.before is None:
                    made.add((model, key))
    for model, rows in steps.items():
        for step in rows:
            if step.before is None:
                in_the_way += _needed_by_others(model, step.record, made)
    in_the_way += resource.in_the_way_of_undo(steps)
    return steps, in_the_way


def _needed_by_others(model: type[models.Model], record: models.Model, made: set[Key]) -> list[UndoObstacle]:
    """A record that the import made may since be used by records that it did not make."""
    found = []
    for relation in model._meta.related_objects:
        if relation.on_delete is not models.PROTECT or not relation.related_model:
            continue
        users = relation.related_model._base_manager.filter(**{relation.field.name: record})
        for user in users:
            if (relation.related_model, user.pk) not in made and not _is_history(relation.related_model):
                found.append(UndoObstacle(str(record), _("is used by “%(user)s”") % {"user": user}))
    return found


def _is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "history_id")


def _undo_model(
    model: type[models.Model], steps: list[UndoStep], writer: ImportWriter, resource: SheetResource
) -> None:
    """Delete what the import made and put back what it changed."""
    for step in steps:
        if step.before is None:
            step.record.remove(by=writer.user, why=writer.why)
    names = [
        field.name
        for field in model.history.model.tracked_fields  # type: ignore[attr-defined]
        if field.concrete and not field.primary_key and field.name != "version"
    ]
    changed = [step for step in steps if step.before is not None]
    groups = resource.in_safe_order(changed)
    for step in changed:
        for name in names:
            attname = model._meta.get_field(name).attname  # type: ignore[union-attr]
            setattr(step.record, attname, getattr(step.before, attname))
    resource.clear_the_way(model, [step.record for step in changed])
    for group in groups:
        writer.update(model, [step.record for step in group], names)
