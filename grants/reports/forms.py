"""The form of a report: nothing that is typed is lost, neither unreadable figures nor what a colleague overtook."""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from editing.figures import PeopleField, plain
from editing.shown import digest_of
from grants.reports.checks import CheckAnswer, answers_to
from grants.reports.form_parts import ActivitiesField, AmountField, CheckLine, Line, StoryField, WhyField
from grants.reports.report import SPENDING, Report
from grants.reports.report_page import label_of
from grants.reports.report_parts import ReportComment, UnreadFigure
from grants.reports.told import TakenOver, offered_to, taken_from, told_in
from people.models import User
from thai.amounts import NO_BAHT
from thai.money_words import format_baht

CHOSEN = ("activities",)
TEXTS = ("done", "output", "outcome", "problems", "unshown")
AMOUNTS = ("interest", *SPENDING, "cash", "bank")
FIGURES = ("participants", *AMOUNTS)
OTHERS = "people-others"


class ReportForm(forms.Form):
    """Both parts of a report. It is always filled: from what was sent, or from what the report holds.

    A figure that cannot be read is an error of its field, and stands in the field as it was typed.
    """

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    activities = ActivitiesField(
        _("Reports on activities"),
        _(
            "What stands in them need not be written again here. Where the boxes for participants are left empty, "
            "they are counted from these reports."
        ),
    )
    done = StoryField(_("What was done"), _("Which activities, where, when, with whom."), rows=6)
    output = StoryField(_("Output"), _("What came of it that can be counted."))
    outcome = StoryField(_("Outcome"), _("What has changed for the people."))
    participants = PeopleField(_("Participants in all"))
    problems = StoryField(
        _("Problems and what was done about them"), _("Leave empty if there were none."), rows=3
    )
    unshown = StoryField(
        _("Why there is no evidence, or nobody took part"),
        _("Leave empty if files are attached and people took part."),
        rows=2,
    )
    interest = AmountField(_("Interest from the bank"))
    compensation = AmountField(_("Compensation"))
    wages = AmountField(_("Wages"))
    services = AmountField(_("Services"))
    materials = AmountField(_("Materials"))
    utilities = AmountField(_("Utilities"))
    other = AmountField(_("Other spending"))
    cash = AmountField(_("Cash in hand"))
    bank = AmountField(_("Bank balance"))

    def __init__(self, report: Report, data: QueryDict | None = None, *, user: User):
        self.report, self._user = report, user
        self.offered = self._offered()
        self.networks = list(TargetNetwork.objects.all())
        self.asked = answers_to(report.agreement, report.checks)
        self.theirs: dict[str, str] = {}
        self.comments: dict[str, list[ReportComment]] = {}
        super().__init__(self._saved() if data is None else self._typed(data))
        self.fields["activities"].choices = [(each.report, each.activity) for each in self.offered]  # type: ignore[attr-defined]
        for network in self.networks:
            self.fields[_key(network)] = PeopleField(str(network))
        self.fields[OTHERS] = PeopleField(_("People of no network"))
        for each in self.asked:
            self.fields[_tick(each)] = forms.BooleanField(label=each.words, required=False)
            self.fields[_why(each)] = WhyField()
        for comment in report.comments.all() if report.pk else ():
            if comment.settled_at is None:
                self.comments.setdefault(comment.field, []).append(comment)
        self.full_clean()
        # Kept apart: a sentence put at a field later takes its value out of cleaned_data.
        self.read: dict[str, Any] = dict(self.cleaned_data)

    def _offered(self) -> list[TakenOver]:
        """What can be chosen: as it is now, and what the report points to though it is not offered any more."""
        offered = {each.pk: taken_from(each) for each in offered_to(self.report, self._user)}
        known = {told.report: told for told in told_in(self.report)} | offered
        return sorted(known.values(), key=lambda told: (told.held_on, told.report))

    @property
    def activity_choices(self) -> list[tuple[TakenOver, bool]]:
        """Each of them, and whether it is ticked."""
        ticked = {str(key) for key in self.data.get("activities") or ()}
        return [(told, str(told.report) in ticked) for told in self.offered]

    def _saved(self) -> dict[str, object]:
        """What the report holds, as it would be typed."""
        saved = {name: getattr(self.report, name) for name in TEXTS}
        saved |= {name: _shown(getattr(self.report, name)) for name in (*AMOUNTS, "participants")}
        saved["activities"] = [str(told.report) for told in told_in(self.report)]
        if self.report.pk:
            counts, unread = self.report.participant_counts.all(), self.report.unread_figures.all()
            saved |= {_key(count.network): _shown(count.people) for count in counts}
            saved |= {figure.field: figure.text for figure in unread}
        saved |= {_tick(each): _seal(each) if each.is_met else "" for each in self.asked}
        saved |= {_why(each): each.why for each in self.asked}
        return saved | {"opened_version": str(self.report.version)}

    def _typed(self, data: QueryDict) -> dict[str, object]:
        """What was sent; a field that did not come along stays as the report holds it."""
        saved = {name: value for name, value in self._saved().items() if name != "opened_version"}
        typed: dict[str, object] = {name: data[name] for name in data}
        if "activities_offered" in data:  # a box that is not ticked is not sent
            typed["activities"] = data.getlist("activities")
        if "checks_offered" in data:
            # A tick is given to the words that stood there; to others nothing was said.
            ticks = {_tick(each): _seal(each) for each in self.asked}
            typed |= {name: seal if data.get(name) == seal else "" for name, seal in ticks.items()}
        return saved | typed

    @property
    def version(self) -> int:
        return self.read.get("opened_version") or 0

    def values(self) -> dict[str, Any]:
        """The fields of the report that can be read."""
        found = {
            name: self.read[name] for name in (*CHOSEN, *TEXTS, *AMOUNTS, "participants") if name in self.read
        }
        return found | {"checks": [self._answered(each) for each in self.asked]}

    def _answered(self, asked: CheckAnswer) -> CheckAnswer:
        is_met = self.read[_tick(asked)]
        return replace(asked, is_met=is_met, why="" if is_met else self.read.get(_why(asked), asked.why))

    def people(self) -> dict[TargetNetwork | None, int]:
        by_key = {_key(network): network for network in self.networks}
        return {by_key.get(name): self.read.get(name, 0) for name in (*by_key, OTHERS)}

    @property
    def refused_texts(self) -> list[str]:
        """Texts that cannot be kept as they are; the report holds what it held."""
        return [name for name in (*CHOSEN, *TEXTS, *map(_why, self.asked)) if name in self.errors]

    def unread(self) -> dict[str, str]:
        """Figures that cannot be read, as they were typed."""
        return {
            name: plain(self.data.get(name))[: UnreadFigure.LONGEST]
            for name in self.fields
            if name not in self.read and (name in FIGURES or name.startswith("people-"))
        }

    def compare(self) -> bool:
        """Name beside each field what the report holds now, where that differs from what is typed here."""
        saved = ReportForm(self.report, user=self._user)
        for name in self.fields:
            if name == "opened_version":
                continue
            mine = self.read.get(name, plain(self.data.get(name)))
            if isinstance(self.fields[name], forms.BooleanField):
                if mine != saved.read[name]:
                    self.theirs[name] = saved.typed_of(name)
                continue
            if name in CHOSEN:
                if set(self.data.get(name) or ()) != set(saved.data.get(name) or ()):
                    self.theirs[name] = saved.typed_of(name) or "—"
                continue
            if mine != saved.read.get(name, plain(saved.data.get(name))):
                self.theirs[name] = str(saved.data.get(name) or "—")
        return bool(self.theirs)

    def typed_of(self, name: str) -> str:
        """What stands in a field, for its writer to copy."""
        if name in CHOSEN:
            return "\n".join(f"{told.days} {told.activity}" for told, is_on in self.activity_choices if is_on)
        if isinstance(self.fields[name], forms.BooleanField):
            return gettext("ticked") if self.read.get(name) else gettext("not ticked")
        return str(self[name].value())

    def stand_on(self, version: int) -> None:
        """Let the form, when it is sent once more, stand on the version that is shown now."""
        self.data = {
            **{name: self.data.get(name, "") for name in self.fields},
            "opened_version": str(version),
        }

    def take_missing(self, missing: dict[str, list[str]]) -> None:
        """Put each sentence about what is missing at its field, once."""
        for name, sentences in missing.items():
            if name not in self.fields:
                name = None  # type: ignore[assignment]  # of the form as a whole
            elif name not in self.read:
                continue  # says already why it cannot be read
            for sentence in sentences:
                self.add_error(name, sentence)

    def line(self, name: str) -> Line:
        line = Line(self[name], tuple(self.comments.get(name, ())), self.theirs.get(name))
        help_id = f"{line.field.auto_id}_helptext" if line.field.help_text else ""
        # A screen reader says with the field also what is asked for there and what a colleague saved.
        if described := " ".join(filter(None, (help_id, line.note_id if line.has_notes else ""))):
            line.field.field.widget.attrs["aria-describedby"] = described
        return line

    @property
    def lines(self) -> dict[str, Line]:
        """Those that the page names one by one."""
        return {
            name: self.line(name)
            for name in ("activities", "problems", "unshown", "participants", "interest")
        }

    @property
    def story_lines(self) -> list[Line]:
        return [self.line(name) for name in ("done", "output", "outcome")]

    @property
    def network_lines(self) -> list[Line]:
        """The nine kinds of section 13(4)."""
        return [
            self.line(_key(network))
            for network in self.networks
            if network.kind == TargetNetwork.Kind.SECTION_13_4
        ]

    @property
    def other_network_lines(self) -> list[Line]:
        """Networks of no section 13(4), partners, and people of no network."""
        return [
            *(
                self.line(_key(network))
                for network in self.networks
                if network.kind != TargetNetwork.Kind.SECTION_13_4
            ),
            self.line(OTHERS),
        ]

    @property
    def spending_lines(self) -> list[Line]:
        return [self.line(name) for name in SPENDING]

    @property
    def left_lines(self) -> list[Line]:
        return [self.line("cash"), self.line("bank")]

    @property
    def check_lines(self) -> list[CheckLine]:
        """The office's checklist."""
        return [
            CheckLine(each, self.line(_tick(each)), self.line(_why(each)), _seal(each)) for each in self.asked
        ]

    @property
    def check_comments(self) -> list[ReportComment]:
        return self.comments.get("checks", [])

    @property
    def whole_comments(self) -> list[tuple[str, ReportComment]]:
        """Comments on the whole report, and on figures that are not typed, with the name of what they are on."""
        return [
            (label_of(name), comment)
            for name, comments in self.comments.items()
            if name not in self.fields and not (name == "checks" and self.asked)
            for comment in comments
        ]

    @property
    def comment_count(self) -> int:
        return sum(len(comments) for comments in self.comments.values())

    @property
    def first_faults(self) -> Iterator[tuple[forms.BoundField, str]]:
        """For the head of the page: each field that has to be corrected, in their order, with its first sentence."""
        for name in self.fields:
            if name in self.errors and name != "opened_version":
                yield self[name], str(self.errors[name][0])

    @property
    def as_typed(self) -> Report:
        """The report as it would be by the amounts that can be read; it is never saved."""
        typed = copy(self.report)
        for name in AMOUNTS:
            setattr(typed, name, self.read.get(name) or NO_BAHT)
        return typed

    @property
    def size_of_difference(self) -> Decimal:
        return abs(self.as_typed.difference)

    @property
    def has_unread_amounts(self) -> bool:
        return any(name not in self.read for name in AMOUNTS)

    @property
    def stated_people(self) -> int:
        return int(self.read.get("participants") or 0)

    @property
    def counted_people(self) -> int:
        return sum(self.people().values())

    @property
    def differing_people(self) -> int:
        return abs(self.stated_people - self.counted_people)


def _tick(asked: CheckAnswer) -> str:
    return f"check-{asked.check}"


def _why(asked: CheckAnswer) -> str:
    return f"why-{asked.check}"


def _seal(asked: CheckAnswer) -> str:
    """What a ticked box sends along: it stands for the words that were read."""
    return digest_of(asked.check, asked.words)


def _key(network: TargetNetwork | None) -> str:
    return f"people-{network.pk}" if network else OTHERS


def _shown(value: Decimal | int) -> str:
    """An amount or number as it stands in its box; nothing leaves the box empty."""
    if not value:
        return ""
    return format_baht(value) if isinstance(value, Decimal) else f"{value:,}"
