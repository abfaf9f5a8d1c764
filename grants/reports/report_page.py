"""A report as it is read: its texts, figures and steps, and what its reader may do with it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from grants.agreements.agreement import Agreement
from grants.reports.form_ngo_1 import MoneyRow, money_rows
from grants.reports.report import ACTIVITY, MONEY, Report
from grants.reports.report_parts import ReportComment
from people import rights
from people.roles import Role


def may_write(user: Any, agreement: Agreement) -> bool:
    """Whether a person may write in the agreement's reports: its coordinator, or staff who enter it for her."""
    return rights.acts_for(user, agreement.organisation) or rights.holds(
        user, agreement.programme.region_id, Role.REGIONAL_STAFF
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One field as it is read, with the comments that stand at it and what its reader is typing about it."""

    name: str
    label: str
    text: str
    comments: tuple[ReportComment, ...]
    typed: str
    row: MoneyRow | None = None


@dataclass(slots=True)
class Step:
    """One step of a report: what was done, by whom, when, and what was said."""

    label: str
    who: Any
    at: datetime
    comments: list[tuple[str, str]] = field(default_factory=list)


class Reading:
    """What a person reads of a report, and whether she may accept it or send it back."""

    fields = ("", *ACTIVITY, *MONEY)

    def __init__(self, report: Report, user: Any, typed: dict[str, str]):
        self.report, self._user, self._typed = report, user, typed
        self._comments: dict[str, list[ReportComment]] = {}
        for comment in report.comments.select_related("by"):
            if comment.settled_at is None:
                self._comments.setdefault(comment.field, []).append(comment)
        self.people = list(report.participant_counts.select_related("network"))
        self._region = report.agreement.programme.region_id
        self._staff = rights.holds(user, self._region, Role.REGIONAL_STAFF)
        self._mentor = rights.holds(user, self._region, Role.MENTOR)

    def _part(self, name: str, label: str, row: MoneyRow | None = None) -> Part:
        text = "" if row else str(getattr(self.report, name, ""))
        return Part(name, label, text, tuple(self._comments.get(name, ())), self._typed.get(name, ""), row)

    @property
    def unread(self) -> list[tuple[str, str]]:
        """Figures of a draft that cannot be read and count as nothing meanwhile: of what, and as typed."""
        return [(label_of_figure(figure.field), figure.text) for figure in self.report.unread_figures.all()]

    @property
    def stories(self) -> list[Part]:
        labels = {"done": _("What was done"), "output": _("Output"), "outcome": _("Outcome")}
        return [self._part(name, label) for name, label in labels.items()]

    @property
    def problems(self) -> Part:
        return self._part("problems", _("Problems and what was done about them"))

    @property
    def participants(self) -> Part:
        return self._part("participants", _("Participants in all"))

    @property
    def money(self) -> list[Part]:
        return [self._part(row.field or "-", row.label, row) for row in money_rows(self.report)]

    @property
    def whole(self) -> Part:
        return self._part("", _("The whole report"))

    @property
    def waits_for(self) -> str:
        """Whose decision is next: "mentor", "region" or nobody's."""
        return {Report.State.SENT: "mentor", Report.State.MENTORED: "region"}.get(
            Report.State(self.report.state), ""
        )

    @property
    def may_return(self) -> bool:
        return bool(self.waits_for) and (self._staff or self._mentor) and self._is_open_year

    @property
    def may_accept(self) -> bool:
        return self._holds_next_role and self._is_open_year and not self._acted_before

    @property
    def why_not(self) -> str:
        """Why a person who decides on other reports does not accept this one."""
        if self._holds_next_role and self._acted_before:
            return _("You sent or accepted this report yourself; another person accepts it now.")
        if self.waits_for == "region" and self._mentor and not self._staff:
            return _("The mentor has accepted this report. The regional office decides next.")
        return ""

    @property
    def _holds_next_role(self) -> bool:
        return {"mentor": self._staff or self._mentor, "region": self._staff}.get(self.waits_for, False)

    @property
    def _acted_before(self) -> bool:
        return self._user.pk in {self.report.sent_by_id, self.report.mentored_by_id}

    @property
    def _is_open_year(self) -> bool:
        return self.report.agreement.programme.state != "closed"


def label_of_figure(field: str) -> str:
    return _("Participants by network") if field.startswith("people-") else label_of(field)


def label_of(name: str) -> str:
    """A field's name for people, as on the form."""
    if not name:
        return _("The whole report")
    return next(str(column.verbose_name) for column in Report._meta.fields if column.name == name)


def steps_of(report: Report) -> list[Step]:
    """What happened to a report, the first first: begun, sent, returned with which comments, accepted."""
    labels = {
        Report.State.DRAFT: _("begun"),
        Report.State.SENT: _("sent"),
        Report.State.RETURNED: _("returned for correction"),
        Report.State.MENTORED: _("accepted by the mentor"),
        Report.State.ACCEPTED: _("accepted by the region"),
    }
    steps: list[Step] = []
    returned: list[Step] = []
    state = ""
    past: Any = report.history.select_related("history_user").order_by("history_date", "history_id")
    for moment in past:
        if moment.state != state:
            state = moment.state
            steps.append(Step(labels[Report.State(state)], moment.history_user, moment.history_date))
            if state == Report.State.RETURNED:
                returned.append(steps[-1])
    for comment in report.comments.all():
        before = [step for step in returned if step.at <= comment.at]
        if before:
            before[-1].comments.append((label_of(comment.field), comment.text))
    return steps
