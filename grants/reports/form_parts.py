"""What the form of a report is made of: its kinds of fields, and a field with all that is said at it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from editing.baht import BahtFormField
from editing.figures import plain
from editing.texts import TextInput
from grants.reports.checks import CheckAnswer
from grants.reports.report_parts import ReportComment
from thai.amounts import NO_BAHT

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class StoryField(TextInput):
    """A longer text of a report."""

    def __init__(self, label: "str | _StrPromise", help_text: "str | _StrPromise" = "", rows: int = 4):
        super().__init__(label=label, help_text=help_text, required=False, rows=rows)

    def to_python(self, value: object) -> str:
        # A phone's dictation or a PDF may bring a NUL along; Word's line break within a paragraph is U+000B.
        return super().to_python(str(value or "").replace("\x00", "").replace("\x0b", "\n"))


class WhyField(StoryField):
    """Why a check of the office is not met."""

    def __init__(self) -> None:
        super().__init__(_("Why it is not so"), rows=1)


class AmountField(BahtFormField):
    """Baht; left empty it is nothing."""

    def __init__(self, label: "str | _StrPromise", help_text: "str | _StrPromise" = ""):
        super().__init__(label=label, help_text=help_text, required=False, placeholder="0.00")

    def to_python(self, value: object) -> Any:
        return super().to_python(plain(value)) or NO_BAHT


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form, with what its reader asks for and what a colleague has saved meanwhile."""

    field: forms.BoundField
    comments: tuple[ReportComment, ...] = ()
    theirs: str | None = None

    @property
    def has_notes(self) -> bool:
        return bool(self.field.errors or self.comments or self.theirs)

    @property
    def note_id(self) -> str:
        return f"{self.field.auto_id}_notes"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of the office on the form: its box, and the field for why not."""

    answer: CheckAnswer
    tick: Line
    why: Line
    seal: str  # what its box sends when it is ticked

    @property
    def is_ticked(self) -> bool:
        return bool(self.tick.field.value())


class ActivitiesField(forms.TypedMultipleChoiceField):
    """Which reports on activities it points to; those that are offered are known to the form that has it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: "str | _StrPromise", help_text: "str | _StrPromise" = ""):
        super().__init__(label=label, help_text=help_text, required=False, coerce=int)
