"""The fields by which a form says what a step rests on: the decision of a meeting, or an order without one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.models import Decision
from editing.dates import ThaiDateField
from editing.forms import choice_in
from editing.texts import TextInput
from people.signed_in import person_of

OF_AN_ORDER = ("order_number", "decided_on", "signed_by")


class OrderForm(forms.Form):
    """An order without a meeting: its number, its day, who signed."""

    order_number = TextInput(
        label=_("Number of the order"), max_length=150, help_text=_("Such as คำสั่งที่ 12/2567")
    )
    decided_on = ThaiDateField(label=_("Day of the order"))
    signed_by = TextInput(
        label=_("Who signed it"),
        max_length=160,
        help_text=_("The office, such as ผู้อำนวยการสำนักงานเขต"),
    )

    @property
    def authority(self) -> Decision:
        """What was typed, not written down yet."""
        said = {name: self.cleaned_data.get(name) for name in OF_AN_ORDER}
        return Decision(**said | {"order_number": said["order_number"] or ""})


class DecisionChoice(forms.ModelChoiceField):
    """A decision, told as papers tell it."""

    def label_from_instance(self, obj: Decision) -> str:
        return obj.told


class AuthorityForm(OrderForm):
    """The same, or what a meeting decided on an item of its agenda."""

    meeting_decision = DecisionChoice(
        Decision.objects.none(),
        label=_("Decision of a meeting"),
        required=False,
        empty_label=_("none: an order without a meeting"),
    )
    field_order = ("meeting_decision", *OF_AN_ORDER)

    def __init__(self, *args: Any, region: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in OF_AN_ORDER:
            self.fields[name].required = False
        choice_in(self, "meeting_decision").queryset = Decision.objects.of_meetings().filter(region=region)

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        order = [name for name in OF_AN_ORDER if said.get(name)]
        if said.get("meeting_decision"):
            if order:
                both = gettext("Choose the decision of a meeting or write an order: one of the two.")
                self.add_error("meeting_decision", both)
            return
        if order or self.errors:
            _ask_for_the_rest(self, said)
        else:
            self.add_error(
                "meeting_decision",
                gettext("Choose the decision of a meeting, or write an order: number, day, who signed."),
            )

    @property
    def authority(self) -> Decision:
        chosen: Decision | None = self.cleaned_data.get("meeting_decision")
        return chosen or super().authority


class RestsOnForm(OrderForm):
    """Beside a record's own `authority`, which is chosen from what is known: the fields of a new order."""

    instance: Any
    region_path = ""  # from the record to its region's number

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in OF_AN_ORDER:
            self.fields[name].required = False
        if choice := self.fields.get("authority"):
            choice.label_from_instance = lambda decision: decision.told  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        given = [name for name in OF_AN_ORDER if said.get(name)]
        if given:
            _ask_for_the_rest(self, said)
            if "authority" in self.changed_data and said.get("authority"):
                self.add_error(
                    "authority", gettext("Choose a decision or write a new order: one of the two.")
                )
            said["authority"] = self.authority
        region = self._region()
        if said.get("authority") and region is not None and not self.errors:
            try:
                said["authority"] = said["authority"].checked(region)
            except ValidationError as refused:
                self.add_error(None, refused.messages)

    def _region(self) -> int | None:
        first, *path = self.region_path.split("__")
        found = self.cleaned_data.get(first) or getattr(self.instance, first, None)
        for step in path:
            found = getattr(found, step, None)
        return found


class RestsOnAdmin:
    """An admin class with a RestsOnForm: a new order is written down before the record that rests on it."""

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if obj.authority is not None:
            obj.authority.write_down(person_of(request))
            obj.authority = obj.authority  # with its key now
        super().save_model(request, obj, form, change)  # type: ignore[misc]


def _ask_for_the_rest(form: forms.Form, said: Mapping[str, object]) -> None:
    missing = {
        "order_number": gettext("Write the number of the order."),
        "decided_on": gettext("Write the day of the order."),
        "signed_by": gettext("Write who signed the order."),
    }
    for name, sentence in missing.items():
        if not said.get(name) and name not in form.errors:
            form.add_error(name, sentence)
