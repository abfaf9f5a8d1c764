"""The page on which a person who leaves is closed, and her open work handed over."""

from collections import Counter
from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from editing.acting import refusals_once, seen_in
from editing.texts import TextInput
from people.models import User
from people.signed_in import person_of
from portal.leaving import Leaving, close, near_or_closed, require_may_close
from thai.sentences import refusal

NOBODY = "nobody"


class LeavingForm(forms.Form):
    """Why she leaves, and of each row that asks for it who takes it over."""

    reason = TextInput(
        label=gettext_lazy("Why the account is closed"),
        rows=2,
        max_length=200,
        help_text=gettext_lazy(
            "Such as retired, or moved to another office. The history of the account keeps it."
        ),
    )

    def __init__(self, data: object, leaving: Leaving):
        super().__init__(data)  # type: ignore[arg-type]
        self.asked = {name: left for name, (_kind, left) in leaving.rows.items() if left.otherwise}
        for name, left in self.asked.items():
            people = [(str(each.pk), str(each)) for each in left.heirs]
            choices = [("", "—"), *people, (NOBODY, left.otherwise)]
            said = forms.Select(attrs={"aria-describedby": f"{name}-says"})
            self.fields[name] = forms.ChoiceField(label=_("Who takes it over?"), choices=choices, widget=said)

    @property
    def heirs(self) -> dict[str, User | None]:
        chosen = {name: self.cleaned_data[name] for name in self.asked}
        return {
            name: next((each for each in left.heirs if str(each.pk) == chosen[name]), None)
            for name, left in self.asked.items()
        }


def _told(person: User, heirs: Mapping[str, User | None]) -> str:
    """That she is closed, and how many things went to whom."""
    handed = Counter(heir for heir in heirs.values() if heir)
    closed = _("The account of %(person)s is closed.") % {"person": person}
    went = [
        ngettext(
            "%(count)s thing is handed over to %(heir)s.",
            "%(count)s things are handed over to %(heir)s.",
            number,
        )
        % {"count": number, "heir": heir}
        for heir, number in handed.items()
    ]
    return " ".join([closed, *went])


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all that hangs on a person; close her account as it was shown, or say who does."""
    by = person_of(request)
    if not by.works_in_admin:
        raise PermissionDenied
    person = get_object_or_404(near_or_closed(by), pk=pk)
    if refused := refusal(lambda: require_may_close(by, person)):
        context: dict[str, object] = {"person": person, "refused": refused}
        return TemplateResponse(request, "portal/leaving.html", context)
    found = Leaving(person, by)
    form = LeavingForm(request.POST if request.method == "POST" else None, found)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["reason"], form.heirs
        refusals = refusals_once(request, lambda: close(person, *said, by=by, seen=seen_in(request)))
        if not refusals:
            messages.success(request, _told(person, form.heirs))
            return redirect("leaving", pk=pk)
        for sentence in refusals:
            form.add_error(None, sentence)
    rows = [
        (kind, [(left, form[name] if left.otherwise else None) for name, left in of_kind])
        for kind, of_kind in found.kinds
    ]
    context = {"person": person, "leaving": found, "rows": rows, "form": form}
    return TemplateResponse(request, "portal/leaving.html", context, status=422 if form.errors else 200)
