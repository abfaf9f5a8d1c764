"""The page on which staff give a person of their region a role, and end one, as their own role may."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from editing.acting import attempt, refusals_once, seen_in
from editing.keys import key_in
from people.giving import offer_what_is_given
from people.helping import Helped, near_to, require_as_shown, require_open
from people.models import Membership, MembershipQuerySet, User
from people.signed_in import person_of
from regions.models import Region
from thai.sentences import refusal


class GivingForm(forms.Form):
    """A role of those that a person may give, in a region of those where she may."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    region = forms.ModelChoiceField(Region.objects.none(), label=gettext_lazy("Region"), required=False)

    def __init__(self, data: object, *, by: User):
        super().__init__(data)  # type: ignore[arg-type]
        offer_what_is_given(self.fields, by)


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the roles of a person in the regions that the reader staffs; give her one, or end one as it was shown."""
    by = person_of(request)
    if not by.works_in_admin:
        raise PermissionDenied
    person = get_object_or_404(near_to(by), pk=pk)
    form = GivingForm(None, by=by)
    if request.method == "POST":
        act = request.POST.get("do")
        if act == "end":
            key, version = (key_in(request.POST.get(name, "")) for name in ("membership", "version"))
            row = get_object_or_404(_held(person, by), pk=key)
            done = _("%(role)s: today is the last day.") % {"role": row.get_role_display()}
            attempt(request, done, lambda: row.end(by=by, version=version or 0))
            return (
                redirect("roles", pk=pk) if _is_near(person, by) else redirect("admin:people_user_changelist")
            )
        if act != "give":
            raise Http404
        form = GivingForm(request.POST, by=by)
        if form.is_valid() and _give(request, person, form, by):
            return redirect("roles", pk=pk)
    rows = [(row, _may_end(row, by)) for row in _held(person, by)]
    kept = person.is_superuser and not by.is_superuser
    context = {"person": person, "helped": Helped(person), "rows": rows, "form": form, "kept": kept}
    return TemplateResponse(request, "people/roles.html", context)


def _give(request: HttpRequest, person: User, form: GivingForm, by: User) -> bool:
    def act() -> None:
        require_open(person)
        require_as_shown(person, seen_in(request))
        Membership(user=person, role=form.cleaned_data["role"], region=form.cleaned_data["region"]).give(
            by=by
        )

    refused = refusals_once(request, act)
    if refused:
        form.add_error(None, refused)
    else:
        messages.success(request, _("The role is given."))
    return not refused


def _held(person: User, by: User) -> MembershipQuerySet:
    """The roles that have not ended, in the regions that the reader staffs; all for head office."""
    rows = Membership.objects.filter(user=person).not_over().select_related("region", "user")
    return rows if by.sees_every_region else rows.filter(region__in=Region.objects.staffed_by(by))


def _may_end(row: Membership, by: User) -> bool:
    return row.is_to_last and not refusal(lambda: row.require_gives(by))


def _is_near(person: User, by: User) -> bool:
    return near_to(by).filter(pk=person.pk).exists()
