"""The pages on which committees are read: the list of a person's regions, and one committee as it stands on a day."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from committees.models import Committee, ItemFile, Meeting, Seat
from committees.standing import standing_of, standings_of
from editing.dates import ThaiDateField
from people.models import User
from people.rights import holds
from people.roles import SITTING_ROLES, STAFF_ROLES
from people.signed_in import person_of

MEETINGS_SHOWN = 40  # of ten years


class DayForm(forms.Form):
    """On which day a committee is looked at."""

    on = ThaiDateField(label=_("As it stood on"), required=False)


def reader_in(request: HttpRequest) -> User:
    """The person who asks, if she staffs a region or sits on a committee. Raises PermissionDenied for others."""
    user = person_of(request)
    if not (user.sees_every_region or user.has_role(*SITTING_ROLES)):
        raise PermissionDenied
    return user


@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """List the committees of the regions that a person staffs, or on whose committees she sits."""
    user, today = reader_in(request), timezone.localdate()
    seen = Committee.objects.visible_to(user).select_related("region", "kind")
    context = {"standings": standings_of(list(seen), today), "may_edit": user.works_in_admin}
    return TemplateResponse(request, "committees/committees.html", context)


@require_safe
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who sits on a committee on a day, beside the rule of that day."""
    user = reader_in(request)
    seen = Committee.objects.visible_to(user).select_related("region", "kind")
    found = get_object_or_404(seen, pk=pk)
    meetings = Meeting.objects.visible_to(user).filter(committee=found)
    form = DayForm(request.GET if "on" in request.GET else None)
    chosen: date | None = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    day = chosen or timezone.localdate()
    shown = list(meetings.newest_first()[:MEETINGS_SHOWN])
    context = {
        "committee": found,
        "meetings": shown,
        "lost": ItemFile.objects.for_members().filter(item__meeting__in=shown).lost(),
        "years": meetings.order_by("-year").values_list("year", flat=True).distinct(),
        "form": form if form.is_bound else DayForm(initial={"on": timezone.localdate()}),
        "standing": standing_of(found, day),
        "left": found.seats.left_before(day),
        "is_today": chosen in (None, timezone.localdate()),
        "may_edit": holds(user, found.region_id, *STAFF_ROLES),
        "sits_there": Seat.objects.sat_on_by(user).filter(committee=found).exists(),
    }
    return TemplateResponse(request, "committees/committee.html", context)
