"""The sheet of attendance: one form for each member who sits on the committee on the day of a meeting."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.meetings.attending import AttendanceSheet, Came
from committees.models import Attendance, Seat
from committees.models.meeting import Coming
from editing.beside import BesideForm
from editing.texts import OpenInput


class CameForm(BesideForm):
    """One member on the sheet of attendance."""

    is_one = True

    how = forms.ChoiceField(
        label=_("Attendance"), required=False, choices=[("", _("not written down")), *Coming.choices]
    )
    substitute = OpenInput(label=_("Who came in the member's place"), required=False, max_length=160)
    why = OpenInput(label=_("Why not"), required=False, max_length=255)

    def __init__(self, data: QueryDict | None, *, seat: Seat, written: Attendance | None):
        self.seat, self.has_vote = seat, written.votes if written else seat.has_vote
        initial = {name: getattr(written, name) for name in ("how", "substitute", "why")} if written else {}
        super().__init__(data, prefix=f"seat-{seat.pk}", initial=initial)

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        how, substitute = cleaned.get("how"), cleaned.get("substitute")
        if how == Coming.SUBSTITUTE and not substitute:
            self.add_error("substitute", gettext("Write who came."))
        if substitute and how != Coming.SUBSTITUTE:
            self.add_error(
                "how", gettext("Somebody came in the member's place: say so here, or empty the name.")
            )

    @property
    def said(self) -> Came:
        return Came(self.seat, **self.cleaned_data)

    @property
    def is_open(self) -> bool:
        """Whether its substitute and reason are shown, whatever stands above them."""
        return any(self[name].value() or self[name].errors for name in ("substitute", "why"))


def everyone_came(sheet: AttendanceSheet, data: QueryDict) -> QueryDict:
    """The sheet as it was typed, with everybody present of whom nothing is said and nothing is written down."""
    anew = data.copy()
    for seat, written in sheet.rows:
        if written is None and not anew.get(f"seat-{seat.pk}-how"):
            anew[f"seat-{seat.pk}-how"] = Coming.CAME
    return anew


def rows_of(sheet: AttendanceSheet, data: QueryDict | None = None) -> list[CameForm]:
    return [CameForm(data, seat=seat, written=written) for seat, written in sheet.rows]


def all_valid(rows: Iterable[CameForm]) -> bool:
    """Whether the whole sheet can be kept; every row says what is wrong with it."""
    return not [row for row in rows if not row.is_valid()]
