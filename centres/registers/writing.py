"""The pages on which an organisation keeps its own part of the registers; the region's staff may do it for her."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from centres.models import Organisation
from centres.registers.forms import OwnGroupForm, TrainedPersonForm
from centres.registers.models import NetworkGroup, TrainedPerson
from editing.once import answered_once
from people.models import User
from people.rights import acts_for, holds
from people.roles import STAFF_ROLES
from people.signed_in import person_of
from regions.models import Region
from thai.sentences import gettext as _

ON_A_PAGE = 100


def _require_keeper(user: User, organisation: Organisation) -> None:
    if not (acts_for(user, organisation) or holds(user, organisation.region_id, *STAFF_ROLES)):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def trained_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the people of one organisation who were trained, and add one."""
    user = person_of(request)
    organisation = get_object_or_404(Organisation.objects.visible_to(user), pk=pk)
    _require_keeper(user, organisation)
    unwritten = TrainedPerson(organisation=organisation)
    if request.method == "POST":
        return answered_once(request, lambda: _add(request, organisation, unwritten))
    return _list_page(request, organisation, TrainedPersonForm(instance=unwritten))


def _add(request: HttpRequest, organisation: Organisation, unwritten: TrainedPerson) -> HttpResponse:
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(pk=organisation.region_id)
        form = TrainedPersonForm(request.POST, instance=unwritten)
        if not form.is_valid():
            return _list_page(request, organisation, form, status=422)
        form.instance.store(by=person_of(request), why=_("entered by the organisation"))
    messages.success(request, _("%(name)s is on the list.") % {"name": form.instance})
    return redirect("trained-of", organisation.pk)


def _list_page(
    request: HttpRequest, organisation: Organisation, form: TrainedPersonForm, status: int = 200
) -> HttpResponse:
    rows = TrainedPerson.objects.visible_to(person_of(request)).filter(organisation=organisation)
    page = Paginator(rows.select_related("course"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "form": form}
    return TemplateResponse(request, "registers/trained.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def trained_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is kept of a trained person, or take her off the list."""
    user = person_of(request)
    rows = TrainedPerson.objects.visible_to(user).select_related("organisation__region", "course")
    shown = get_object_or_404(rows, pk=pk)
    _require_keeper(user, shown.organisation)
    if request.method != "POST":
        return _person_page(request, TrainedPersonForm(instance=shown))
    return answered_once(request, lambda: _correct(request, shown))


def _correct(request: HttpRequest, shown: TrainedPerson) -> HttpResponse:
    by, back = person_of(request), shown.organisation_id
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(pk=shown.organisation.region_id)
        shown = shown.hold()
        form = TrainedPersonForm(request.POST, instance=shown)
        if request.POST.get("action") == "remove":
            if form["opened_version"].value() == str(shown.version):
                shown.remove(by=by, why=_("taken off the list"))
                messages.success(request, _("%(name)s is taken off the list.") % {"name": shown})
                return redirect("trained-of", back)
            messages.warning(request, _("Somebody else has changed this. Look at it again."))
            return _person_page(request, TrainedPersonForm(instance=shown), status=409)
        if not form.is_valid():
            return _person_page(request, form, status=422)
        form.instance.store(by=by, why=_("corrected by the organisation"))
    messages.success(request, _("The change is saved."))
    return redirect("trained-of", back)


def _person_page(request: HttpRequest, form: TrainedPersonForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "person": form.instance, "organisation": form.instance.organisation}
    return TemplateResponse(request, "registers/trained_person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def network_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what changes of a group: its members and its LINE group."""
    user = person_of(request)
    rows = NetworkGroup.objects.visible_to(user).select_related("region", "organisation__region", "network")
    shown = get_object_or_404(rows, pk=pk)
    if not shown.may_be_written_by(user):
        raise PermissionDenied
    if request.method != "POST":
        return _group_page(request, OwnGroupForm(instance=shown))
    return answered_once(request, lambda: _keep_group(request, shown))


def _keep_group(request: HttpRequest, shown: NetworkGroup) -> HttpResponse:
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(pk=shown.region_id)
        form = OwnGroupForm(request.POST, instance=shown.hold())
        if not form.is_valid():
            return _group_page(request, form, status=422)
        form.instance.store(by=person_of(request), why=_("edited on the page of the group"))
    messages.success(request, _("The change is saved."))
    return redirect("network-group", shown.pk)


def _group_page(request: HttpRequest, form: OwnGroupForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "group": form.instance}
    return TemplateResponse(request, "registers/group.html", context, status=status)
