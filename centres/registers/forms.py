"""The forms of the registers' own pages: steps to section 3, the checklist, a trained person, a group."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation
from centres.registers.evidence import SaidOfItem
from centres.registers.life import ReadinessState
from centres.registers.models import (
    ChecklistItem,
    ChecklistMark,
    NetworkGroup,
    Readiness,
    TrainedPerson,
)
from editing.dates import ThaiDateField
from editing.forms import VersionedForm
from editing.texts import OpenInput, TextInput
from thai.dates import format_date


class StepForm(forms.Form):
    """The day of a step, and what is to be kept beside it."""

    on = ThaiDateField(label=_("On which day"), initial=timezone.localdate)
    said = TextInput(label=_("Remark"), max_length=255, required=False)


class ReasonForStepForm(StepForm):
    said = TextInput(label=_("Why"), max_length=255)


class RegistrationForm(StepForm):
    said = TextInput(
        label=_("Announcement or order"),
        max_length=255,
        help_text=_("By which it was registered, as it is numbered."),
    )
    registration_number = TextInput(label=_("Registration number"), max_length=60)


class BeginForm(forms.Form):
    """An organisation to be taken into the register as a candidate."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    field = OpenInput(
        label=_("Field of service"),
        max_length=160,
        required=False,
        help_text=_("What it would be registered for."),
    )
    on = ThaiDateField(label=_("Candidate since"), initial=timezone.localdate)

    def __init__(self, region_number: int, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = Readiness.objects.exclude(state=ReadinessState.STOPPED).values("organisation")
        rows = Organisation.objects.filter(region=region_number).exclude(pk__in=known)
        self.fields["organisation"].queryset = rows.in_thai_order()  # type: ignore[attr-defined]


class ChecklistForm(VersionedForm):
    """What an organisation would be registered for, and what it has shown of each item of the checklist."""

    class Meta:
        model = Readiness
        fields = ("field", "remarks")
        field_classes = {"field": OpenInput, "remarks": OpenInput}
        widgets = {"remarks": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, items: list[ChecklistItem], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items = items
        marks = {mark.item_id: mark for mark in self.instance.marks.all()}
        for item in items:
            mark = marks.get(item.pk) or ChecklistMark(item=item)
            self.fields[f"met-{item.pk}"] = forms.BooleanField(
                label=item.name, required=False, initial=mark.is_met
            )
            self.fields[f"since-{item.pk}"] = ThaiDateField(
                label=_("Shown since"), required=False, initial=mark.met_on
            )
            self.fields[f"remark-{item.pk}"] = OpenInput(
                label=_("Remark"), max_length=255, required=False, initial=mark.remark
            )

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        for item in self.items:
            since = cleaned.get(f"since-{item.pk}")
            if since and not cleaned.get(f"met-{item.pk}"):
                self.add_error(f"since-{item.pk}", gettext("Tick the item, or take the day out."))
            if since and since > timezone.localdate():
                self.add_error(f"since-{item.pk}", gettext("This day is still to come."))

    def said(self) -> dict[ChecklistItem, SaidOfItem]:
        """What was said of each item. What is ticked without a day is shown since today."""
        told = {}
        for item in self.items:
            is_met = self.cleaned_data[f"met-{item.pk}"]
            since = self.cleaned_data[f"since-{item.pk}"] or timezone.localdate()
            told[item] = SaidOfItem(is_met, since if is_met else None, self.cleaned_data[f"remark-{item.pk}"])
        return told

    def _name_their_values(self) -> None:
        super()._name_their_values()
        told = gettext("They saved: %(value)s")
        for item in self.items:
            mark = next(
                (each for each in self.instance.marks.all() if each.item_id == item.pk),
                ChecklistMark(item=item),
            )
            name = f"remark-{item.pk}"
            if name in self.cleaned_data and self.cleaned_data[name] != mark.remark:
                self.add_error(name, told % {"value": mark.remark or "–"})
            if self.cleaned_data.get(f"met-{item.pk}") != mark.is_met:
                theirs = format_date(mark.met_on) if mark.met_on else gettext("not shown")
                self.add_error(f"met-{item.pk}", told % {"value": theirs})


class TrainedPersonForm(VersionedForm):
    """One person of an organisation who took a course."""

    class Meta:
        model = TrainedPerson
        fields = ("course", "held_on", "name", "place")
        field_classes = {"held_on": ThaiDateField, "place": OpenInput}


class OwnGroupForm(VersionedForm):
    """What the organisation that looks after a group keeps of it."""

    class Meta:
        model = NetworkGroup
        fields = ("members", "line_link", "line_keeper", "line_consent")
        field_classes = {"line_link": OpenInput, "line_keeper": OpenInput}
