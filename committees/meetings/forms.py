"""The forms of a meeting's pages."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.meetings.correcting import CORRECTABLE, ITEM_TEXTS, Away
from committees.meetings.deciding import Decided
from committees.models import AgendaItem, Committee, Meeting, Seat
from committees.models.agenda import THINGS
from committees.models.decision import ItemDecisionKind
from complaints.models import ReceivingUnit
from editing.beside import BesideForm
from editing.dates import ThaiDateField
from editing.figures import ClockField
from editing.forms import Asking, VersionedForm, choice_in
from editing.texts import TextInput
from editing.uploads import AttachmentField
from grants.models import Programme
from participation.life import AmendmentState, PlanState
from participation.models import Plan, PlanAmendment, PlanVersion
from people.models import User
from thai.dates import DateRefused, read_date
from thai.meetings import MeetingNumber, MeetingNumberRefused, read_meeting_number

LAST_PLACE = 999  # of an item in the agenda


class NumberField(forms.CharField):
    """The number of a meeting as minutes write it: 4/2566, ครั้งที่ ๔/๒๕๖๖, 4/66, 7 (4)/2546."""

    def clean(self, value: object) -> MeetingNumber:
        text = super().clean(value)
        try:
            return read_meeting_number(text)
        except MeetingNumberRefused as refused:
            raise ValidationError(refused.message, code="not_a_number") from refused


class MeetingForm(Asking, VersionedForm):
    """A meeting's number, day, form and place. A weekday typed beside the day is checked against it."""

    written_number = NumberField(
        label=_("Number of the meeting"), help_text=_("As the minutes number it: 4/2566 or 7 (4)/2546.")
    )

    class Meta:
        model = Meeting
        fields = ("held_on", "starts", "ends", "form", "place", "identification", "recording")
        field_classes = {"held_on": ThaiDateField, "starts": ClockField, "ends": ClockField}
        labels = {"place": _("Place of the meeting")}
        help_texts = {"held_on": _("You may write the weekday with it; whether they fit is checked.")}

    field_order = ("written_number",)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["written_number"].initial = str(self.instance.written_number)

    def clean(self) -> None:
        super().clean()
        if number := self.cleaned_data.get("written_number"):
            self.instance.year, self.instance.number = number.year, number.number
            self.instance.running = number.running

    @property
    def said(self) -> dict[str, object]:
        """What the form says of the meeting, by the names of its fields."""
        names = (*self.Meta.fields, "year", "number", "running")
        return {name: getattr(self.instance, name) for name in names}

    @property
    def doubts(self) -> list[str]:
        """Where the weekday that was typed is not that of the day."""
        try:
            read = read_date(str(self.data.get(self.add_prefix("held_on"), "")))
        except DateRefused:
            return []
        return [str(warning.message) for warning in read.warnings if warning.code == "weekday"]


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.number} {obj.title}"


class ItemForm(VersionedForm):
    """An item of the agenda. Number, place and type are three fields: none follows from another."""

    about = forms.MultipleChoiceField(
        label=_("Records that the item is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A plan or amendment that is ticked here is decided on by the decision of this item."),
    )

    class Meta:
        model = AgendaItem
        fields = ("number", "type", "title", "parent", "order", "presenter", "presenter_position")
        labels = {"order": _("Place in the agenda")}
        help_texts = {
            "order": _(
                "Among the items that stand under the same one. Where it is taken, the others move on; "
                "left empty, the item stands last."
            )
        }
        field_classes = {"parent": ItemChoice}
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, reader: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        meeting = self.instance.meeting
        others = meeting.items.exclude(pk=self.instance.pk)
        parent = choice_in(self, "parent")
        parent.queryset, parent.empty_label = others, _("nothing: it stands for itself")
        offered = things_for(meeting.committee, reader)
        if self.instance.pk:
            named = {
                f"{name}-{thing.record.pk}": _told(thing.record)
                for thing in self.instance.things.all()
                for name in THINGS
                if getattr(thing, f"{name}_id")
            }
            self.fields["about"].initial = list(named)
            # What is over since is offered no more, and is no less what the item is about until somebody unticks it.
            known = {key for _group, rows in offered for key, _label in rows}
            if over := [(key, label) for key, label in named.items() if key not in known]:
                offered.append((_("What this item names already"), over))
        else:
            self.initial["order"] = None
        self.fields["about"].choices = offered  # type: ignore[attr-defined]
        self.fields["order"].required = False
        self.fields["order"].validators.append(MaxValueValidator(LAST_PLACE))

    @property
    def said(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def things(self) -> list[tuple[str, int]]:
        named = (key.split("-") for key in self.cleaned_data["about"])
        return [(name, int(pk)) for name, pk in named]


def things_for(committee: Committee, reader: User) -> list[tuple["str | Promise", list[tuple[str, str]]]]:
    """The records of the region that an item can be about, under what they are; what is over is left out."""
    region = committee.region_id
    plans: list[tuple[str | Promise, str, QuerySet[Model]]] = [
        (
            _("Plans"),
            "plan",
            Plan.objects.visible_to(reader)
            .filter(region=region)
            .exclude(state=PlanState.CLOSED)
            .select_related("region"),
        ),
        (
            _("Versions of plans"),
            "plan_version",
            PlanVersion.objects.visible_to(reader)
            .filter(plan__region=region)
            .exclude(plan__state=PlanState.CLOSED)
            .select_related("plan__region")
            .defer("content"),
        ),
        (
            _("Amendments of plans"),
            "amendment",
            PlanAmendment.objects.visible_to(reader)
            .filter(plan__region=region, state=AmendmentState.SUBMITTED)
            .select_related("plan__region", "made_by"),
        ),
        (
            _("Programmes"),
            "programme",
            Programme.objects.visible_to(reader)
            .filter(region=region)
            .exclude(state=Programme.State.CLOSED)
            .select_related("region"),
        ),
        (
            _("Receiving units"),
            "unit",
            ReceivingUnit.objects.visible_to(reader)
            .filter(role__organisation__region=region)
            .select_related("role__organisation"),
        ),
    ]
    choices = [
        (label, [(f"{name}-{record.pk}", _told(record)) for record in rows]) for label, name, rows in plans
    ]
    return [(label, rows) for label, rows in choices if rows]


def _told(record: Model) -> str:
    if isinstance(record, PlanVersion):
        return f"{record.plan}, {record}"
    state = getattr(record, "get_state_display", None)
    return f"{record} ({state()})" if state else str(record)


class RecusedForm(BesideForm):
    """Who of those who came took no part in an item."""

    recused = forms.ModelMultipleChoiceField(
        Seat.objects.none(),
        label=_("Who took no part in this item"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    recused_why = TextInput(
        label=_("Why they took no part"),
        required=False,
        max_length=255,
        help_text=_("To be written where somebody is ticked."),
    )

    def __init__(self, data: QueryDict | None = None, *, item: AgendaItem, initial: dict[str, object]):
        recused = list(item.recusals.in_force())
        initial["recused"] = [each.seat_id for each in recused]
        initial["recused_why"] = recused[0].why if recused else ""
        super().__init__(data, initial=initial)
        here = item.meeting.attendance.present().values("seat")
        field = choice_in(self, "recused")
        field.queryset = Seat.objects.filter(pk__in=here).as_listed()
        if not field.queryset:
            del self.fields["recused"], self.fields["recused_why"]
            return
        self.fields["recused_why"].is_needed = True  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("recused") and not cleaned.get("recused_why"):
            self.add_error("recused_why", gettext("Say why they took no part."))


class ItemDecisionForm(RecusedForm):
    """What the minutes say under มติที่ประชุม; nobody's words are taken apart from her kind of decision."""

    is_one = True
    field_order = ("kind", "text", "reservations", "recused", "recused_why")

    kind = forms.ChoiceField(label=_("Decision"), choices=ItemDecisionKind, widget=forms.RadioSelect)
    text = TextInput(label=_("Words of the decision"), required=False, rows=3)
    reservations = TextInput(
        label=_("Remarks and conditions"),
        required=False,
        rows=3,
        help_text=_("Where the meeting agreed with remarks."),
    )

    def __init__(self, data: QueryDict | None = None, *, item: AgendaItem):
        latest = item.decisions.in_force().first()
        initial: dict[str, object] = {
            "kind": latest.kind if latest else None,
            "text": latest.text if latest else "",
            "reservations": latest.reservations if latest else "",
        }
        super().__init__(data, item=item, initial=initial)
        self.fields["reservations"].is_needed = True  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("kind") == ItemDecisionKind.RESERVED and not cleaned.get("reservations"):
            self.add_error("reservations", gettext("Write the remarks with which the meeting agreed."))

    @property
    def said(self) -> Decided:
        cleaned = self.cleaned_data
        return Decided(
            kind=cleaned["kind"],
            text=cleaned["text"],
            reservations=cleaned["reservations"],
            recused=tuple(cleaned.get("recused", ())),
            recused_why=cleaned.get("recused_why", ""),
        )


class DecisionCorrectionForm(ItemDecisionForm):
    """The same of a closed meeting, with the reason; who took no part is corrected with the item (ItemRecordForm)."""

    reason = TextInput(label=_("Why it is corrected"), rows=2)

    def __init__(self, data: QueryDict | None = None, *, item: AgendaItem):
        super().__init__(data, item=item)
        for name in ("recused", "recused_why"):
            self.fields.pop(name, None)


class ItemRecordForm(RecusedForm):
    """What can be corrected of an item of a closed meeting beside its decision, with the reason."""

    field_order = ("reason", *ITEM_TEXTS, "recused", "recused_why")

    reason = TextInput(label=_("Why it is corrected"), rows=2)
    title = TextInput(label=_("title"), rows=3)
    presenter = TextInput(label=_("Presenter"), max_length=160, required=False)
    presenter_position = TextInput(label=_("position of the presenter"), max_length=160, required=False)

    def __init__(self, data: QueryDict | None = None, *, item: AgendaItem):
        super().__init__(data, item=item, initial={name: getattr(item, name) for name in ITEM_TEXTS})

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ITEM_TEXTS}

    @property
    def away(self) -> Away:
        return Away(tuple(self.cleaned_data.get("recused", ())), self.cleaned_data.get("recused_why", ""))


class RecordCorrectionForm(BesideForm):
    """What can be corrected of a closed meeting beside who came, with the reason."""

    reason = TextInput(label=_("Why it is corrected"), rows=2)
    starts = ClockField(label=_("begins at"), required=False)
    ends = ClockField(label=_("ended at"), required=False)
    place = TextInput(label=_("Place of the meeting"), max_length=255, required=False)
    identification = TextInput(label=_("how people were identified"), max_length=255, required=False)
    recording = TextInput(label=_("where the recording lies"), max_length=255, required=False)

    def __init__(self, data: QueryDict | None = None, *, meeting: Meeting):
        initial = {name: getattr(meeting, name) for name in CORRECTABLE}
        clock = {name: f"{at:%H.%M}" for name, at in initial.items() if isinstance(at, time)}
        super().__init__(data, initial=initial | clock)

    @property
    def said(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in CORRECTABLE}


class ItemFileForm(forms.Form):
    """A file of an item. Whether it is personal data is asked, never taken."""

    file = AttachmentField(label=_("File (PDF or picture)"))
    is_personal = forms.TypedChoiceField(
        label=_("Does it say who a person is?"),
        choices=[
            ("yes", _("Yes: names, numbers or pictures of people. Only the region's staff open it.")),
            ("no", _("No personal data. The members of the committee open it, and the year's file has it.")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    caption = TextInput(
        label=_("Caption, if the picture is to stand on the paper"),
        required=False,
        max_length=200,
        help_text=_("What is seen in it. Without one the file is only attached."),
    )
