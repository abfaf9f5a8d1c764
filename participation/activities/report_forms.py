"""The form of a report on an activity: its fields, and tables whose empty rows are nothing."""

import re
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation, TargetNetwork
from editing.dates import ThaiDateField
from editing.forms import VersionedForm, typed_in
from editing.texts import OpenInput
from participation.models import ActivityPhoto, ActivityReport, PlanItem
from regions.models import Province
from thai.digits import arabic
from thai.text import clean

_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?::\d{2})?(?:\s*น\.?)?")
_STORIES = ("done", "output", "outcome", "summary")
_MOST_PEOPLE = 9_999_999
_EMPTY_ROWS = 2


class ClockField(forms.CharField):
    """A time of day: 09.00 or 9:30 น. Typed, because a browser's own box may ask for AM and PM."""

    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off", "class": "figure", "placeholder": "09.00"}
    )

    def to_python(self, value: object) -> Any:
        text = arabic(clean(str(value or "")))
        if not text or text in "-–—":
            return None
        found = _CLOCK.fullmatch(text)
        try:
            return time(int(found[1]), int(found[2])) if found else self._refuse(text)
        except ValueError:
            return self._refuse(text)

    def _refuse(self, text: str) -> None:
        raise ValidationError(
            gettext("“%(text)s” is no time of day. Write it like 09.00.") % {"text": text}, code="invalid"
        )


class FigureField(forms.CharField):
    """A figure in Arabic or Thai digits, with or without commas."""

    def __init__(self, *, places: int = 0, **options: Any):
        self.places = places
        attrs = {"inputmode": "decimal" if places else "numeric", "autocomplete": "off", "class": "figure"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: object) -> Any:
        text = arabic(clean(str("" if value is None else value))).replace(",", "").removesuffix("คน").strip()
        if not text or text in "-–—":
            return None
        try:
            figure = Decimal(text)
        except InvalidOperation:
            figure = Decimal(-1)
        if not figure.is_finite() or not 0 <= figure <= _MOST_PEOPLE or round(figure, self.places) != figure:
            raise ValidationError(
                gettext("“%(text)s” cannot be read as a figure. Type it such as 60.") % {"text": text},
                code="invalid",
            )
        return figure if self.places else int(figure)


class ReportRow(forms.Form):
    """One row of a table of the report; a row of which nothing is filled in is no row."""

    needed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if self.is_filled:
            for name in self.needed:
                if name not in self.errors and values.get(name) in (None, ""):
                    self.add_error(name, gettext("Fill this in, or empty the whole row."))
        return values

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

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("starts") and values.get("ends") and values["ends"] <= values["starts"]:
            self.add_error("ends", gettext("It ends before it begins."))
        return values

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

    def rows(self) -> dict[str, list[dict[str, Any]]]:
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


class PhotoForm(forms.Form):
    """What is seen in a photograph, and whether who is seen agreed."""

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

    def __init__(self, photo: ActivityPhoto, data: QueryDict | None = None):
        self.photo = photo
        prefix = f"photo-{photo.pk}"
        # One that was attached since the page was opened is not on it.
        sent = data if data is not None and f"{prefix}-alt" in data else None
        super().__init__(sent, prefix=prefix, initial={"alt": photo.alt, "consent": photo.consent})

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    @property
    def said(self) -> tuple[ActivityPhoto, str, str]:
        if not self.is_bound:
            return self.photo, self.photo.alt, self.photo.consent
        return self.photo, self.cleaned_data["alt"], self.cleaned_data["consent"]


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
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        if not is_staff:
            field.required, field.empty_label = True, None


def _as_typed(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value
