"""Preparing a meeting: its day and form, its agenda item by item, and calling the members."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.life import MEETING_LIFE
from committees.models import AgendaItem, AgendaThing, Committee, Meeting
from committees.models.agenda import THINGS, tree_of
from committees.models.decision import require_decisions_hold, require_number_and_day, take_back
from editing.gone import still_there
from people import rights
from people.models import User
from people.roles import STAFF_ROLES
from thai.sentences import gettext


def enter(committee: Committee, said: Mapping[str, Any], *, by: User) -> Meeting:
    """Enter a new meeting of a committee."""
    rights.require(by, committee.region_id, *STAFF_ROLES)
    meeting = Meeting(committee=committee, **said)
    meeting.full_clean()
    meeting.store(by=by, why=gettext("meeting entered"))
    return meeting


def change(meeting: Meeting, said: Mapping[str, object], *, version: int, by: User) -> None:
    """Change its number, day, form or place."""
    with MEETING_LIFE.doing("write", meeting, by) as held:
        held.require_version(version)
        before = copy(held)
        for name, value in said.items():
            setattr(held, name, value)
        held.full_clean()
        renamed = require_number_and_day(held, before)
        require_decisions_hold(held)
        for decision in renamed:
            take_back(decision)
            decision.store(by=by, why=gettext("meeting changed"), fields=["record"])
        held.store(by=by, why=gettext("meeting changed"), fields=list(said))
        for decision in renamed:
            decision.item.meeting = held
            decision.record = decision.make_record()
            decision.store(by=by, why=gettext("meeting changed"), fields=["record"])


def call(meeting: Meeting, *, by: User, seen: str) -> None:
    """Call the members: from now on they read the agenda."""
    with MEETING_LIFE.doing("call", meeting, by, seen=seen) as held:
        held.store(by=by, why=gettext("called"), fields=["state"])


def remove(meeting: Meeting, *, by: User, seen: str) -> None:
    """Remove a meeting that was entered by mistake, with its agenda; the histories keep both."""
    with transaction.atomic():
        held = meeting.hold()
        MEETING_LIFE.require("remove", held, by, seen=seen)
        for item, _depth, _is_heading in reversed(list(tree_of(list(held.items.all())))):
            item.remove(by=by, why=gettext("removed with its meeting"))
        held.remove(by=by, why=gettext("entered by mistake"))


def keep_item(
    item: AgendaItem, said: Mapping[str, object], about: Iterable[tuple[str, int]], *, by: User
) -> AgendaItem:
    """Write an item of the agenda, new or changed, with the records that it is about."""
    with MEETING_LIFE.doing("write", item.meeting, by) as held:
        kept = AgendaItem(meeting=held)
        if item.pk:
            kept = still_there(AgendaItem.objects, pk=item.pk)
            kept.meeting = held
            kept.require_version(item.version)
            require_no_decision(kept)
        stood = (kept.parent_id, kept.order) if item.pk else None
        for name, value in said.items():
            setattr(kept, name, value)
        _make_room(kept, stood, by)
        kept.full_clean()
        kept.store(by=by, why=gettext("agenda written"))
        _keep_things(kept, set(about))
        held.store(by=by, why=gettext("agenda written"), fields=[])
    return kept


def take_out(item: AgendaItem, *, by: User) -> None:
    """Take an item out of the agenda, if nothing was decided on it and no other stands under it."""
    with MEETING_LIFE.doing("write", item.meeting, by) as held:
        kept = still_there(AgendaItem.objects, pk=item.pk)
        require_no_decision(kept)
        if any(each.exists() for each in (kept.children, kept.tasks, kept.files, kept.consultations)):
            said = gettext(
                "Other items, tasks, files or papers of another committee stand under this item. Take those out first."
            )
            raise ValidationError(said, code="has_children")
        kept.remove(by=by, why=gettext("taken out of the agenda"))
        held.store(by=by, why=gettext("agenda written"), fields=[])


def require_no_decision(item: AgendaItem) -> None:
    if item.decisions.exists():
        raise ValidationError(
            gettext("The item is decided on, so it does not change any more."), code="decided"
        )


def _make_room(item: AgendaItem, stood: tuple[int | None, int] | None, by: User) -> None:
    """Move on those whose place an item takes among its like; without a place it stands last.

    `stood` is what it stood under and its place there: one that goes down leaves room above.
    """
    others = list(item.meeting.items.filter(parent=item.parent).exclude(pk=item.pk))
    if item.order is None:
        item.order = max((each.order for each in others), default=0) + 1
    if stood == (item.parent_id, item.order) or item.order not in {each.order for each in others}:
        return
    left = stood[1] if stood and stood[0] == item.parent_id and stood[1] < item.order else None
    for each in others:
        if left is None and each.order >= item.order:
            each.order += 1
        elif left is not None and left < each.order <= item.order:
            each.order -= 1
        else:
            continue
        each.store(by=by, why=gettext("agenda written"), fields=["order"])


def _keep_things(item: AgendaItem, wanted: set[tuple[str, int]]) -> None:
    for thing in item.things.all():
        named = next((name, thing.record.pk) for name in THINGS if getattr(thing, f"{name}_id"))
        if named in wanted:
            wanted.discard(named)
        else:
            thing.delete()
    for name, pk in sorted(wanted):
        thing = AgendaThing(item=item, **{f"{name}_id": pk})
        thing.full_clean()
        thing.save()
