"""The forms of what a meeting wants done."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.models import FollowUp, Meeting
from editing.dates import ThaiDateField
from editing.forms import VersionedForm
from editing.texts import TextInput
from people.models import Membership
from people.roles import STAFF_ROLES


class TaskForm(VersionedForm):
    """What the meeting wants done. Its owner is whoever is written there; those at hand are suggested."""

    class Meta:
        model = FollowUp
        fields = ("what", "owner", "due_on")
        labels = {"what": _("What is to be done"), "owner": _("Who does it"), "due_on": _("Until")}
        field_classes = {"due_on": ThaiDateField}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].widget.attrs["list"] = "owners"

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @cached_property
    def owners(self) -> list[str]:
        """The members of the committee on its day, its secretariat, and the office's people."""
        meeting: Meeting = self.instance.item.meeting
        committee = meeting.committee
        staff = Membership.objects.current().filter(region=committee.region_id, role__in=STAFF_ROLES)
        named = [
            *map(str, committee.seats.on(meeting.held_on).as_listed()),
            *map(str, committee.secretariat.all()),
            *(each.user.get_full_name() for each in staff.select_related("user").order_by("pk")),
        ]
        return list(dict.fromkeys(filter(None, named)))


class TaskChangeForm(TaskForm):
    """The same of a task that is written down; of a closed meeting with the reason."""

    reason = TextInput(label=_("Why it is corrected"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.item.meeting.state != Meeting.State.CLOSED:
            del self.fields["reason"]


class DoneForm(forms.Form):
    done_on = ThaiDateField(label=_("Done on"))
    outcome = TextInput(label=_("What came of it"), max_length=300, required=False)
