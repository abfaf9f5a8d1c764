"""A report on an activity as it is read or written: its parts, remarks and steps, and what may be done with it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participation.activities.timetable import Misfit, misfits_of
from participation.models import ActivityPhoto, ActivityRemark, ActivityReport, NameList, NameListOpening
from participation.models.report_parts import TimetableRow
from participation.report_life import ACTIVITY_REPORT_LIFE
from people.models import User
from thai.digits import format_figure


@dataclass(frozen=True, slots=True)
class NotedPart:
    """What stands at one part beside its content: open remarks, what is missing, what a reader is typing."""

    name: str
    label: str
    remarks: tuple[ActivityRemark, ...]
    missing: tuple[str, ...]
    typed: str

    @property
    def has_notes(self) -> bool:
        return bool(self.remarks or self.missing)


@dataclass(frozen=True, slots=True)
class ListOfNames:
    """A list of names: whether its reader may open it, and who has."""

    names: NameList
    may_open: bool
    openings: tuple[NameListOpening, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that a report took."""

    label: str
    who: User | None
    at: datetime


class ActivityReportPage:
    """All that its page says of a report. `form` is there where it is being written."""

    def __init__(
        self,
        report: ActivityReport,
        user: User,
        *,
        form: Any = None,
        missing: dict[str, list[str]] | None = None,
        typed: dict[str, str] | None = None,
    ):
        self.report, self._user, self.form = report, user, form
        self._missing, self._typed = missing or {}, typed or {}
        self.may = ACTIVITY_REPORT_LIFE.open_to(report, user)
        self.parts = {name: self._noted(name, label) for name, label in self._labels().items()}

    def _labels(self) -> dict[str, str]:
        return {
            "whole": _("The whole report"),
            "held_on": _("When and where"),
            "timetable": _("Timetable"),
            "done": _("Activity as carried out"),
            "groups": _("Participants"),
            "output": _("Output (what was made)"),
            "outcome": _("Outcome (what it changed)"),
            "summary": _("Main conclusions"),
            "results": _("What can be counted"),
            "rating": _("Rating"),
            "photos": _("Photographs"),
        }

    def _noted(self, name: str, label: str) -> NotedPart:
        field = "" if name == "whole" else name
        remarks = tuple(remark for remark in self._remarks if remark.field == field)
        return NotedPart(
            field, label, remarks, tuple(self._missing.get(name, ())), self._typed.get(field, "")
        )

    @cached_property
    def _remarks(self) -> list[ActivityRemark]:
        return list(self.report.remarks.open().select_related("by")) if self.report.pk else []

    @property
    def remark_count(self) -> int:
        return len(self._remarks)

    @property
    def missing(self) -> list[NotedPart]:
        return [part for part in self.parts.values() if part.missing]

    @cached_property
    def timetable(self) -> list[TimetableRow]:
        return list(self.report.timetable.all()) if self.report.pk else []

    @property
    def has_several_days(self) -> bool:
        return len({row.day for row in self.timetable}) > 1

    @property
    def misfits(self) -> list[Misfit]:
        return misfits_of(self.timetable)

    @cached_property
    def groups(self) -> list[Any]:
        return list(self.report.groups.select_related("network")) if self.report.pk else []

    @property
    def people(self) -> int:
        return sum(group.people for group in self.groups)

    @property
    def sum_in_words(self) -> str:
        """3 + 15 + 15 + 5 + 22 = 60"""
        return f"{' + '.join(format_figure(group.people) for group in self.groups)} = {format_figure(self.people)}"

    @cached_property
    def results(self) -> list[object]:
        return list(self.report.results.all()) if self.report.pk else []

    @cached_property
    def photos(self) -> list[ActivityPhoto]:
        return list(self.report.photos.standing()) if self.report.pk else []

    @cached_property
    def name_lists(self) -> list[ListOfNames]:
        if not self.report.pk:
            return []
        opened = set(
            NameList.objects.opened_by(self._user).filter(report=self.report).values_list("pk", flat=True)
        )
        rows = self.report.name_lists.filter(removed_at=None).prefetch_related("openings__by")
        return [ListOfNames(names, names.pk in opened, tuple(names.openings.all())) for names in rows]

    @property
    def why_not_accepted(self) -> str:
        """Why somebody who decides does not accept it now; empty where she may, or where it is not hers."""
        return self.may.refusal("accept") if self.report.state == ActivityReport.State.SENT else ""

    @property
    def steps(self) -> list[Taken]:
        labels = {
            ActivityReport.State.DRAFT: _("taken back by its sender"),
            ActivityReport.State.SENT: _("sent"),
            ActivityReport.State.RETURNED: _("returned for correction"),
            ActivityReport.State.ACCEPTED: _("accepted by the region"),
        }
        found: list[Taken] = []
        begun, state = pgettext("a report", "begun"), ""
        history = self.report.history
        for moment in history.select_related("history_user").order_by("history_date", "history_id"):
            if moment.state != state:
                state = moment.state
                label = labels[ActivityReport.State(state)]
                found.append(Taken(label if found else begun, moment.history_user, moment.history_date))
        return found
