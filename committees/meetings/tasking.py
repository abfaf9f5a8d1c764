"""What a meeting wants done: a task is set, corrected or taken out, and said to be done."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.life import MEETING_LIFE
from committees.meetings.deciding import held_item
from committees.models import AgendaItem, FollowUp, Meeting, MeetingCorrection
from editing.refusals import required
from people import rights
from people.models import User
from people.roles import STAFF_ROLES
from thai.sentences import gettext

IN_THE_MINUTES = "มอบหมาย"
TAKEN_OUT = "—"


def set_task(item: AgendaItem, *, what: str, owner: str, due_on: date, by: User) -> FollowUp:
    """Keep what the meeting wants done."""
    with MEETING_LIFE.doing("record", item.meeting, by) as meeting:
        task = FollowUp(item=held_item(item, meeting), what=what, owner=owner, due_on=due_on)
        task.full_clean()
        if task.item.tasks.filter(what=what, owner=owner, due_on=due_on).exists():
            raise ValidationError(gettext("The item has this task already."), code="unique")
        task.store(by=by, why=gettext("task from a meeting"))
    return task


def act_on_tasks(meeting: Meeting) -> str:
    """The act by which a task of a meeting changes: once it is closed, a correction that says why."""
    return "correct" if meeting.state == Meeting.State.CLOSED else "record"


def change_task(task: FollowUp, said: Mapping[str, object], reason: str, *, version: int, by: User) -> None:
    """Write a task's words, owner or day anew; of a closed meeting with the reason, as a correction."""
    with _held(task, version, by) as held:
        before = held.told
        for name, value in said.items():
            setattr(held, name, value)
        held.full_clean()
        why = _why(held, before, held.told, reason, by)
        held.store(by=by, why=why or gettext("task changed"), fields=list(said))


def take_task_out(task: FollowUp, reason: str, *, version: int, by: User) -> None:
    """Take out a task that the meeting did not set; its history stays."""
    with _held(task, version, by) as held:
        why = _why(held, held.told, TAKEN_OUT, reason, by)
        held.remove(by=by, why=why or gettext("task taken out"))


def finish(task: FollowUp, *, done_on: date, outcome: str, by: User) -> None:
    """Say that a task is done, also after its meeting was closed."""
    with transaction.atomic():
        rights.require(by, task.item.meeting.committee.region_id, *STAFF_ROLES)
        held = task.hold()
        require_open(held)
        held.done_on, held.outcome = done_on, outcome
        held.full_clean()
        held.store(by=by, why=gettext("done"), fields=["done_on", "outcome"])


def require_open(task: FollowUp) -> None:
    """Raises ValidationError where somebody has said that the task is done."""
    if task.done_on is not None:
        raise ValidationError(gettext("The task is done already."), code="done")


@contextmanager
def _held(task: FollowUp, version: int, by: User) -> Iterator[FollowUp]:
    """The task read anew under its meeting's lock."""
    meeting = task.item.meeting
    with MEETING_LIFE.doing(act_on_tasks(meeting), meeting, by) as held_meeting:
        held = task.hold()
        held.item.meeting = held_meeting
        held.require_version(version)
        require_open(held)
        yield held


def _why(task: FollowUp, before: str, after: str, reason: str, by: User) -> str:
    """The reason of the correction that is kept; empty of a meeting that is not closed."""
    if before == after:
        raise ValidationError(gettext("Nothing was corrected."), code="nothing")
    meeting = task.item.meeting
    if meeting.state != Meeting.State.CLOSED:
        return ""
    why = required(reason, "reason", gettext("Say why the record is corrected."))
    changes = [[f"{task.item} {IN_THE_MINUTES}", before, after]]
    correction = MeetingCorrection(meeting=meeting, item=task.item, reason=why, changes=changes, made_by=by)
    correction.full_clean()
    correction.save()
    return why
