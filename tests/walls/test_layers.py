"""The layers of a wall, one by one: each stops at the person's own regions, whatever the layers around it do."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.test import Client, RequestFactory

from editing.admin import VersionedAdmin
from people.models import User
from regions.regional_admin import RegionalAdmin
from spreadsheets.kinds import kinds
from tests.html import browser_of
from tests.walls.addresses import MISSING, addresses, leaves
from tests.walls.conftest import all_text
from tests.walls.world import REGION_PATHS, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Worlds = tuple[World, World]
People = dict[str, User | None]

OF_6 = ["officer_6", "finance_6", "mentor_6", "coordinator_6", "tied_6", "member_6", "complaints_6", "moved"]
# Staff of region 6 alone; on a committee of region 11 besides; once staff of region 11.
AT_A_DESK_OF_6 = ["officer_6", "mixed", "moved"]


def regions_of(rows: QuerySet[Any]) -> set[int]:
    """The regions that rows belong to; none for rows of a catalogue that all regions share."""
    path = {"regions.Region": "number", **REGION_PATHS}.get(rows.model._meta.label)
    return set(rows.order_by().values_list(path, flat=True)) if path else set()


def asked_by(person: User | None) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = person  # type: ignore[assignment]
    return request


def regional_admins() -> Iterator[tuple[type[Model], Any]]:
    for model, model_admin in admin.site._registry.items():
        if model._meta.label in REGION_PATHS:
            yield model, model_admin


@pytest.mark.parametrize("label", REGION_PATHS)
def test_rows_that_are_visible_to_a_person_are_of_her_regions(
    label: str, worlds: Worlds, people: People
) -> None:
    manager = apps.get_model(label)._default_manager
    if not hasattr(manager, "visible_to"):
        assert label in ONLY_UNDER_ANOTHER
        return
    for name in OF_6:
        assert regions_of(manager.visible_to(people[name])) <= {6}, name
    assert regions_of(manager.visible_to(people["officer_11"])) == {11}
    assert regions_of(manager.visible_to(people["head_office"])) >= {6, 11}
    for name in ("nobody", "ended"):
        assert not manager.visible_to(people[name]).exists(), name


# Rows that nobody asks for but by the record that they belong to.
ONLY_UNDER_ANOTHER = {
    "participation.AmendedLine",
    "participation.AmendmentChange",
    "participation.TimetableRow",
    "participation.ParticipantGroup",
    "participation.ReportedResult",
    "spreadsheets.ColumnMapping",
    "grants.ParticipantCount",
    "grants.UnreadFigure",
    "grants.Seal",
}


@pytest.mark.parametrize("name", AT_A_DESK_OF_6)
def test_a_list_of_the_admin_holds_every_row_of_the_persons_region_and_no_other(
    name: str, worlds: Worlds, people: People
) -> None:
    for model, model_admin in regional_admins():
        rows = model_admin.get_queryset(asked_by(people[name]))
        whole = model._default_manager.filter(**{REGION_PATHS[model._meta.label]: 6})
        assert set(rows.values_list("pk")) == set(whole.values_list("pk")) != set(), model


def choices_of(model_admin: Any, request: HttpRequest) -> Iterator[tuple[str, QuerySet[Any]]]:
    """The records that the forms of a page offer: of its own form, to add and to change, and of the rows under it."""
    record = model_admin.get_queryset(request).first()
    forms = [model_admin.get_form(request)(), model_admin.get_form(request, record, change=True)()]
    for inline in model_admin.get_inline_instances(request, record):
        forms.append(inline.get_formset(request, record)().empty_form)
    for form in forms:
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField) and not field.widget.is_hidden:
                yield name, field.queryset


@pytest.mark.parametrize("name", AT_A_DESK_OF_6)
def test_a_form_offers_records_of_the_persons_region_alone(name: str, worlds: Worlds, people: People) -> None:
    request, offered = asked_by(people[name]), set()
    for model, model_admin in admin.site._registry.items():
        if not (model_admin.has_add_permission(request) or model_admin.has_change_permission(request)):
            continue
        for field, rows in choices_of(model_admin, request):
            assert regions_of(rows) <= {6}, (model, field)
            offered |= {rows.model} if regions_of(rows) else set()
    assert len(offered) > 5


@pytest.mark.parametrize("name", AT_A_DESK_OF_6)
def test_the_sidebar_of_a_list_offers_what_rows_of_the_persons_region_have(
    name: str, worlds: Worlds, people: People
) -> None:
    six, eleven = worlds
    request, offered = asked_by(people[name]), set()
    for model, model_admin in regional_admins():
        for sidebar in model_admin.get_changelist_instance(request).get_filters(request)[0]:
            values = {
                str(value[0] if isinstance(value, tuple) else value)
                for value in getattr(sidebar, "lookup_choices", ())
            }
            assert str(eleven.own_year) not in values, (model, sidebar.title)
            offered |= {"year"} if str(six.own_year) in values else set()
            related: Any = sidebar.field.related_model
            if related is not None and regions_of(related._base_manager.filter(pk__in=values)):
                assert regions_of(related._base_manager.filter(pk__in=values)) == {6}, (model, sidebar.title)
                offered.add(related._meta.label)
    assert {"year", "regions.Province"} <= offered  # a sidebar with one region is not shown at all


@pytest.mark.parametrize("name", AT_A_DESK_OF_6)
def test_a_search_for_a_record_to_point_to_finds_those_of_the_persons_region(
    name: str, worlds: Worlds, people: People
) -> None:
    client, found = browser_of(people[name]), set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            there = field.related_model
            if there is None or there in found or getattr(there, "_meta", None) is None:
                continue
            asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
            response = client.get("/admin/autocomplete/", {**asked, "field_name": field.name})
            if response.status_code == 200 and there._meta.label in REGION_PATHS:
                keys = [result["id"] for result in response.json()["results"]]
                assert regions_of(there._base_manager.filter(pk__in=keys)) <= {6}, field
                found |= {there} if keys else set()
    assert len(found) > 5


@pytest.mark.parametrize("name", AT_A_DESK_OF_6)
def test_a_history_is_told_of_records_of_the_persons_region_alone(
    name: str, worlds: Worlds, people: People
) -> None:
    client = browser_of(people[name])
    for model, model_admin in regional_admins():
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}"
        own, theirs = (world.pks(model)[0] for world in worlds)
        missing = client.get(f"{page}/{MISSING}/history/").status_code
        assert client.get(f"{page}/{own}/history/").status_code == 200, model
        assert client.get(f"{page}/{theirs}/history/").status_code == missing != 200, model
        if isinstance(model_admin, VersionedAdmin):
            for key, status in ((own, 200), (theirs, 403)):
                version = model.history.filter(**{model._meta.pk.attname: key}).first()
                assert client.get(f"{page}/{key}/history/{version.pk}/").status_code == status, model


def test_a_table_is_handed_out_to_who_brings_it_in_for_her_region(worlds: Worlds, people: People) -> None:
    for name, marked in (("officer_6", True), ("mixed", True), ("moved", True), ("member_6", False)):
        client = browser_of(people[name])
        for kind in kinds():
            assert client.get(f"/imports/table/11/2567/{kind}.csv").status_code == 404, (name, kind)
        told = [
            kind for kind in kinds() if _is_marked(client, f"/imports/table/6/2567/{kind}.csv", worlds[0])
        ]
        assert bool(told) == marked
        assert len(told) > 3 or not marked


FILES = [
    "imports/<int:pk>/file/",
    "imports/<int:pk>/notes.xlsx",
    "agreements/<int:pk>/agreement.docx",
    "agreements/<int:pk>/scan/",
    "agreements/returns/<int:pk>/slip/",
    "reports/<int:pk>/money.xlsx",
    "reports/evidence/<int:pk>/",
    "programmes/<int:pk>/worksheet.<str:extension>",
    "committees/meetings/<int:pk>/meeting.ics",
    "committees/papers/<int:pk>/paper.<str:extension>",
    "committees/files/<int:pk>/",
    "committees/items/<int:pk>/paper/draft.<str:extension>",
    "committees/meetings/<int:pk>/minutes.docx",
    "committees/items/<int:pk>/excerpt.docx",
    "committees/<int:pk>/dossier-<int:year>.zip",
    "payments/batch.xlsx",
    "payments/batch.csv",
    "admin/grants/agreementtemplate/<int:pk>/file/",
    "admin/committees/papertemplate/<int:pk>/file/",
    "budget/<int:fiscal_year>/<int:region_number>/<str:table>.<str:extension>",
    "budget/<int:fiscal_year>/money/rows.<str:extension>",
    "budget/<int:fiscal_year>/<int:region_number>/money/360giving.json",
    "budget/<int:fiscal_year>/money/360giving.json",
    "budget/<int:fiscal_year>/money/<slug:table>.<str:extension>",
    "budget/<int:fiscal_year>/<int:region_number>/money/<slug:table>.<str:extension>",
    "plans/<int:fiscal_year>/<int:region_number>/plan.<str:extension>",
    "plans/<int:fiscal_year>/<int:region_number>/plan.docx",
    "plans/<int:fiscal_year>/<int:region_number>/plan.pdf",
    "imports/table/<int:region_number>/<int:fiscal_year>/<str:kind>.<str:extension>",
]


# Figures alone, or invented words, and none of a region's own.
FIGURES = {
    "budget/<int:fiscal_year>/<slug:table>.<str:extension>",
    "admin/committees/papertemplate/sample.<str:ending>",
    "admin/grants/agreementtemplate/sample.<str:ending>",
    "plans/<int:fiscal_year>/coverage.<str:extension>",
    "plans/<int:fiscal_year>/<int:region_number>/progress.<str:extension>",
}


def test_the_list_of_files_is_whole() -> None:
    named = [leaf.route for leaf in leaves() if "." in leaf.route.rsplit("/", 1)[-1] or "file/" in leaf.route]
    assert set(named) - {"admin/(?P<url>.*)$"} <= set(FILES) | FIGURES


@pytest.mark.parametrize("route", FILES)
@pytest.mark.parametrize("name", ["officer_6", "mixed"])
def test_a_file_goes_out_in_its_region_alone(name: str, route: str, worlds: Worlds, people: People) -> None:
    client, told = browser_of(people[name]), set()
    (leaf,) = (leaf for leaf in leaves() if leaf.route == route)
    for address in addresses(leaf, worlds):
        text = all_text(client.get(address))
        told |= {
            world.number
            for world in worlds
            if set(world.betrayed_by.findall(text)) - {*re.findall(r"\w+", address)}
        }
    by_need = route.endswith(("/scan/", "/slip/")) or "/evidence/" in route
    draft = "/draft." in route  # is seen by who prepares it
    work_of_one_region = by_need or draft or route.startswith(("imports/", "admin/", "payments/"))
    may_read_both = name == "mixed" and not work_of_one_region  # as a member of the other region's committee
    assert told == ({6, 11} if may_read_both else {6})


def _is_marked(client: Client, address: str, world: World) -> bool:
    response = client.get(address)
    return response.status_code == 200 and bool(world.betrayed_by.search(all_text(response)))


def test_nothing_of_another_region_is_saved_or_deleted_whatever_the_page_has_allowed(
    worlds: Worlds, people: People
) -> None:
    request, tried = asked_by(people["officer_6"]), 0
    for model, model_admin in regional_admins():
        theirs = model._default_manager.filter(**{REGION_PATHS[model._meta.label]: 11}).first()
        if theirs is None or not isinstance(model_admin, RegionalAdmin):
            continue
        with pytest.raises(PermissionDenied):
            model_admin.save_model(request, theirs, None, True)
        with pytest.raises(PermissionDenied):
            model_admin.delete_model(request, theirs)
        tried += 1
    assert tried > 4
