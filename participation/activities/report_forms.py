"""The form of a report on an activity: its fields, and tables whose empty rows are nothing."""

from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation, TargetNetwork
from editing.dates import ThaiDateField
from editing.figures import ClockField, FigureField
from editing.forms import VersionedForm, choice_in, typed_in
from editing.texts import OpenInput
from participation.models import ActivityPhoto, ActivityReport, PlanItem
from regions.models import Province

_STORIES = ("done", "output", "outcome", "summary")
_EMPTY_ROWS = 2


class ReportRow(forms.Form):
    """One row of a table of the report; a row of which nothing is filled in is no row."""

    needed: tuple[str, ...] = ()

    def clean(self) -> None:
        values = self.cleaned_data
        if self.is_filled:
            for name in self.needed:
                if name not in self.errors and values.get(name) in (None, ""):
                    self.add_error(name, gettext("Fill this in, or empty the whole row."))

    @property
    def is_filled(self) -> bool:
        quiet = ("day", "network")
        return bool(self.errors) or any(
            value not in (None, "") for name, value in self.cleaned_data.items() if name not in quiet
        )

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data


class TimetableForm(ReportRow):
    needed = ("starts", "topic")

    day = FigureField(label=_("Day"), required=False, initial=1)
    starts = ClockField(label=_("From"), required=False)
    ends = ClockField(label=_("To"), required=False)
    topic = OpenInput(label=_("Topic"), required=False, max_length=300)
    speaker = OpenInput(label=_("Speaker"), required=False, max_length=200)
    notes = OpenInput(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> None:
        super().clean()
        values = self.cleaned_data
        if values.get("starts") and values.get("ends") and values["ends"] <= values["starts"]:
            self.add_error("ends", gettext("It ends before it begins."))

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "day": self.cleaned_data["day"] or 1}


class GroupForm(ReportRow):
    needed = ("name", "people")

    name = OpenInput(label=_("Group"), required=False, max_length=160)
    people = FigureField(label=_("People"), required=False)
    network = forms.ModelChoiceField(
        TargetNetwork.objects.none(), label=_("Network, if it is one"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = TargetNetwork.objects.all()  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["list"] = "network-names"


class ResultForm(ReportRow):
    needed = ("what", "value", "unit")

    what = OpenInput(label=_("Result"), required=False, max_length=300)
    value = FigureField(label=_("Figure"), required=False, places=2)
    unit = OpenInput(label=_("Unit"), required=False, max_length=40)
    evidence = OpenInput(label=_("What shows it"), required=False, max_length=300)


ROW_FORMS: dict[str, type[ReportRow]] = {
    "timetable": TimetableForm,
    "groups": GroupForm,
    "results": ResultForm,
}


class ActivityReportForm(VersionedForm):
    """The fields of a report, with its tables and what is said of its photographs."""

    class Meta:
        model = ActivityReport
        fields = (
            "held_on",
            "held_until",
            "place",
            "province",
            "delivery",
            *_STORIES,
            "rating",
            "rating_scale",
            "rating_legend",
        )
        field_classes = {
            "held_on": ThaiDateField,
            "held_until": ThaiDateField,
            **dict.fromkeys(("place", "rating_legend", *_STORIES), OpenInput),
        }
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 6 if name == "done" else 3}) for name in _STORIES},
        }

    def __init__(self, data: QueryDict | None = None, *, instance: ActivityReport):
        super().__init__(data, instance=instance)
        self.fields["province"].queryset = Province.objects.filter(region=instance.plan.region_id)  # type: ignore[attr-defined]
        self.tables = {name: self._table(name, data, instance) for name in ROW_FORMS}
        photos = instance.photos.standing() if instance.pk else ActivityPhoto.objects.none()
        self.photos = [PhotoForm(photo, data) for photo in photos]
        self.new_photo = NewPhotoForm("__place__")

    def _table(self, name: str, data: QueryDict | None, report: ActivityReport) -> Any:
        fields = ROW_FORMS[name].base_fields
        # What is sent is all there is: a row that equals what is kept is no empty one.
        kept = getattr(report, name).all() if report.pk and data is None else []
        initial = [{field: _as_typed(getattr(row, field)) for field in fields} for row in kept]
        made = forms.formset_factory(ROW_FORMS[name], extra=1 if initial else _EMPTY_ROWS, max_num=200)
        return made(data, prefix=name, initial=initial)

    @property
    def network_names(self) -> list[str]:
        """Offered for the names of groups, and forced on nobody."""
        return [str(network) for network in TargetNetwork.objects.all()]

    @property
    def is_whole(self) -> bool:
        """Whether everything on the page can be kept."""
        parts = [*self.tables.values(), *self.photos]
        return all([self.is_valid(), *(part.is_valid() for part in parts)])

    def rows(self) -> dict[str, list[dict[str, object]]]:
        return {
            name: [row.values for row in table.forms if row.is_filled] for name, table in self.tables.items()
        }

    def typed(self) -> list[tuple[str, str]]:
        """What was typed and is not kept, for its writer to copy."""
        told = typed_in(self)
        for table in self.tables.values():
            for row in table.forms:
                told += [(label, value) for label, value in typed_in(row) if value]
        return told


class NewPhotoForm(forms.Form):
    """What is seen in a photograph, and whether who is seen agreed: of the one at this place among those put in."""

    alt = OpenInput(
        label=_("What is seen"),
        required=False,
        max_length=300,
        help_text=_("For whoever cannot see it, such as ผู้เข้าร่วมประชุมแบ่งกลุ่มย่อย."),
    )
    consent = forms.ChoiceField(
        label=_("Consent"),
        required=False,
        choices=[("", _("not said yet")), *ActivityPhoto.Consent.choices],
    )

    def __init__(self, place: int | str, data: QueryDict | None = None):
        super().__init__(data, prefix=f"new-photo-{place}")

    def said(self) -> tuple[str, str]:
        """As far as it was said and can be kept; the photograph stays in any case."""
        if not self.is_bound:
            return "", ""
        self.full_clean()
        return self.cleaned_data.get("alt", ""), self.cleaned_data.get("consent", "")


class PhotoForm(NewPhotoForm):
    """The same of a photograph that is kept."""

    def __init__(self, photo: ActivityPhoto, data: QueryDict | None = None):
        self.photo = photo
        prefix = f"photo-{photo.pk}"
        # One that was attached since the page was opened is not on it.
        sent = data if data is not None and f"{prefix}-alt" in data else None
        forms.Form.__init__(self, sent, prefix=prefix, initial={"alt": photo.alt, "consent": photo.consent})

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    def of_photo(self) -> tuple[ActivityPhoto, str, str]:
        if not self.is_bound:
            return self.photo, self.photo.alt, self.photo.consent
        return self.photo, self.cleaned_data["alt"], self.cleaned_data["consent"]

    @property
    def asks(self) -> dict[str, str]:
        """What is still to be said, by the field."""
        asked = {
            "alt": gettext("Say what is seen, for whoever cannot see it."),
            "consent": gettext(
                "Choose whether everyone who can be recognised agreed, or nobody can be recognised."
            ),
        }
        return {name: sentence for name, sentence in asked.items() if not getattr(self.photo, name)}


class ForWhomForm(forms.Form):
    """In whose name a report is begun."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation that held it"),
        required=False,
        empty_label=_("the regional office"),
    )

    def __init__(
        self,
        item: PlanItem,
        organisations: list[Organisation],
        data: QueryDict | None = None,
        *,
        is_staff: bool,
    ):
        super().__init__(data)
        field = choice_in(self, "organisation")
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        if not is_staff:
            field.required, field.empty_label = True, None


def _as_typed(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value
