"""Which lines of a plan rest on which legal basis: written down beside the paper that says so."""

from collections.abc import Collection, Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from committees.life import MEETING_LIFE
from committees.models import AgendaItem, Citation, LineBasis
from committees.papers.drawing import subject_of
from editing.beside import BesideForm
from editing.shown import digest_of, require_shown
from participation.models import Plan
from people.models import User
from thai.sentences import gettext

Bases = Mapping[int, Collection[int]]  # the key of a citation, and of the lines that rest on it


class BasesSheet:
    """The lines of a plan beside the legal bases of its year, and which rests on which."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.lines = list(plan.lines.select_related("form").order_by("order"))
        self.citations = list(Citation.objects.for_year(plan.fiscal_year))
        self.written = LineBasis.objects.of_lines(line.pk for line in self.lines)

    def __str__(self) -> str:
        return _("Legal bases of %(plan)s") % {"plan": self.plan}

    @property
    def keys(self) -> set[int]:
        return {line.pk for line in self.lines}

    def numbers(self, keys: Collection[int]) -> str:
        """Some of the lines by their numbers, as a history names them."""
        return ", ".join(line.number or str(line.order) for line in self.lines if line.pk in keys) or "–"

    @property
    def shown(self) -> str:
        told = sorted((citation, sorted(lines)) for citation, lines in self.written.items())
        return digest_of([line.pk for line in self.lines], [each.pk for each in self.citations], told)


class BasesForm(BesideForm):
    """One list of the plan's lines for each legal basis."""

    def __init__(self, data: QueryDict | None, *, sheet: BasesSheet):
        self.sheet = sheet
        super().__init__(data)
        lines = [(line.pk, f"{line.number or line.order} {line.form_words}") for line in sheet.lines]
        for each in sheet.citations:
            self.fields[f"citation-{each.pk}"] = forms.TypedMultipleChoiceField(
                label=each.name,
                choices=lines,
                coerce=int,
                required=False,
                initial=sorted(sheet.written.get(each.pk, ())),
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def said(self) -> Bases:
        return {each.pk: self.cleaned_data[f"citation-{each.pk}"] for each in self.sheet.citations}


def plan_under(item: AgendaItem) -> Plan | None:
    """The plan that the paper of an item draws."""
    subject = subject_of(item)
    if subject is None:
        return None
    region, year = subject
    return Plan.objects.filter(region=region, fiscal_year=year).select_related("region").first()


def rest(item: AgendaItem, plan: Plan, said: Bases, *, by: User, seen: str) -> None:
    """Keep which lines rest on which legal basis, as the sheet was shown. Papers that are issued stay.

    The meeting's history says of each basis on which the lines rested before, and on which they do now.
    """
    with MEETING_LIFE.doing("issue", item.meeting, by) as meeting:
        sheet = BasesSheet(plan.hold())
        require_shown(seen, sheet)
        changes = []
        for citation in sheet.citations:
            before, now = sheet.written.get(citation.pk, set()), sheet.keys & set(said.get(citation.pk, ()))
            if now == before:
                continue
            changes.append(f"{citation.name}: {sheet.numbers(before)} → {sheet.numbers(now)}")
            LineBasis.objects.filter(line__in=before - now, citation=citation).delete()
            for line in sorted(now - before):
                basis = LineBasis(citation=citation, line_id=line)
                basis.full_clean()
                basis.save()
        if changes:
            why = gettext("lines of the plan of %(year)s that rest on a legal basis: %(changes)s")
            told = {"year": plan.fiscal_year, "changes": "; ".join(changes)}
            meeting.note(by=by, why=why % told)
