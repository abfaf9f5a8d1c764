"""A report as it is read: its texts, figures and steps, and what its reader may do with it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editing.changes import moves_of
from grants.agreements.instalment import Instalment
from grants.agreements.life import INSTALMENT_LIFE
from grants.reports.checks import CheckAnswer, answers_in
from grants.reports.form_ngo_1 import MoneyRow, money_rows
from grants.reports.life import REPORT_LIFE
from grants.reports.report import ACTIVITY, MONEY, Report
from grants.reports.report_parts import ReportComment
from grants.reports.told import ToldActivity, told_to
from people.models import User


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One field as it is read, with the comments that stand at it and what its reader is typing about it."""

    name: str
    label: str
    text: str
    comments: tuple[ReportComment, ...]
    typed: str
    row: MoneyRow | None = None


@dataclass(slots=True)
class ReportStep:
    """One step of a report: what was done, by whom, when, and what was said."""

    label: str
    who: User | None
    at: datetime
    comments: list[tuple[str, str]] = field(default_factory=list)


class ReportPage:
    """What a person reads of a report, and whether she may accept it or send it back."""

    fields = ("", *ACTIVITY, *MONEY)

    def __init__(self, report: Report, user: User, typed: dict[str, str]):
        self.report, self._user, self._typed = report, user, typed
        self._comments: dict[str, list[ReportComment]] = {}
        for comment in report.comments.select_related("by"):
            if comment.settled_at is None:
                self._comments.setdefault(comment.field, []).append(comment)
        self.people = list(report.participant_counts.select_related("network"))
        self.may = REPORT_LIFE.open_to(report, user)

    def _part(self, name: str, label: str, row: MoneyRow | None = None) -> ReportPart:
        text = "" if row else str(getattr(self.report, name, ""))
        return ReportPart(
            name, label, text, tuple(self._comments.get(name, ())), self._typed.get(name, ""), row
        )

    @property
    def unread(self) -> list[tuple[str, str]]:
        """Figures of a draft that cannot be read and count as nothing meanwhile: of what, and as typed."""
        return [(label_of_figure(figure.field), figure.text) for figure in self.report.unread_figures.all()]

    @property
    def stories(self) -> list[ReportPart]:
        labels = {"done": _("What was done"), "output": _("Output"), "outcome": _("Outcome")}
        return [self._part(name, label) for name, label in labels.items()]

    @property
    def activities(self) -> ReportPart:
        return self._part("activities", _("Reports on activities"))

    @cached_property
    def told(self) -> list[ToldActivity]:
        """The reports on activities to which it points."""
        return told_to(self.report, self._user)

    @property
    def told_people(self) -> int:
        return sum(each.told.people for each in self.told)

    @property
    def problems(self) -> ReportPart:
        return self._part("problems", _("Problems and what was done about them"))

    @property
    def unshown(self) -> ReportPart:
        return self._part("unshown", _("Why there is no evidence, or nobody took part"))

    @property
    def checks(self) -> ReportPart:
        return self._part("checks", _("Checklist of the office"))

    @property
    def answers(self) -> list[CheckAnswer]:
        """What was answered to the office's checklist, in the words of that day."""
        return answers_in(self.report.checks)

    @property
    def participants(self) -> ReportPart:
        return self._part("participants", _("Participants in all"))

    @property
    def money(self) -> list[ReportPart]:
        return [self._part(row.field or "-", row.label, row) for row in money_rows(self.report)]

    @property
    def whole(self) -> ReportPart:
        return self._part("", _("The whole report"))

    @property
    def waits_for(self) -> str:
        """Whose decision is next: "mentor", "region" or nobody's."""
        return {Report.State.SENT: "mentor", Report.State.MENTORED: "region"}.get(
            Report.State(self.report.state), ""
        )

    @property
    def may_accept(self) -> bool:
        return bool(self.waits_for) and self.may[f"accept_as_{self.waits_for}"]

    @property
    def next_payment(self) -> Instalment | None:
        """The instalment whose payment whoever accepts for the region may ask for with it."""
        following = (
            self.report.instalment.following if self.waits_for == "region" and self.may_accept else None
        )
        if following is None or following.state != Instalment.State.PLANNED:
            return None
        return following if INSTALMENT_LIFE.is_for("request", following, self._user) else None

    @property
    def why_not(self) -> str:
        """Why a person who decides on reports does not accept this one now."""
        if not self.waits_for or not REPORT_LIFE.is_for("send_back", self.report, self._user):
            return ""
        return self.may.why_not(f"accept_as_{self.waits_for}")


def label_of_figure(field: str) -> str:
    return _("Participants by network") if field.startswith("people-") else label_of(field)


def label_of(name: str) -> str:
    """A field's name for people, as on the form."""
    if not name:
        return _("The whole report")
    return next(str(column.verbose_name) for column in Report._meta.fields if column.name == name)


def steps_of(report: Report) -> list[ReportStep]:
    """What happened to a report, the first first: begun, sent, taken back, returned with which comments, accepted."""
    labels = {
        Report.State.DRAFT: _("taken back by its sender"),
        Report.State.SENT: _("sent"),
        Report.State.RETURNED: _("returned for correction"),
        Report.State.MENTORED: _("accepted by the mentor"),
        Report.State.ACCEPTED: _("accepted by the region"),
    }
    steps = [
        ReportStep(labels[Report.State(move.state)], move.history_user, move.history_date)
        for move in moves_of(report)
    ]
    if steps:
        steps[0].label = pgettext("a report", "begun")
    returned = [step for step in steps if step.label == labels[Report.State.RETURNED]]
    for comment in report.comments.all():
        before = [step for step in returned if step.at <= comment.at]
        if before:
            before[-1].comments.append((label_of(comment.field), comment.text))
    return steps
