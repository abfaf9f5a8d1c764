"""Text is clean wherever it enters, found however it is typed, and sorted as a Thai dictionary sorts it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import get_resolver

from centres.models import Organisation, TargetNetwork
from editing.searching import ThaiSearch
from editing.texts import LineField, ProseField, TextInput
from participation.models import Plan
from people.models import User
from tests import make
from tests.grants.steps import Office
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

ROOMS = {
    *("regions", "people", "deciding", "spreadsheets", "centres", "participation", "grants", "complaints"),
    *("committees", "registers", "trail", "editing"),
}
# Columns that nobody types into: keys, hashes, codes, and what is kept on purpose as it came.
WRITTEN_BY_THE_PORTAL = {
    "name_key",
    "issue_key",
    "sha256",
    "fingerprint",
    "pdf_sha256",
    "docx_sha256",
    "pptx_sha256",
    "hash",
    "previous",
    "record",
    "content",
    "content_type",
    "slug",
    "code",
    "kind",
    "field",
    "PlanItem.after",  # with their spaces
    "PlanItem.mark",
    "AmendedLine.seen",
    "UnreadFigure.text",
    "User.username",
    "User.password",
    "User.email",
    "Tries.account",
    "Tries.address",
    "OpenSession.session_key",
    "OpenSession.session_data",
    "OpenSession.browser",
    "Decision.order_key",
    "Paper.as_of",
    "TrailEntry.method",
    "TrailEntry.path",
    "Press.key",
    "Press.address",
    "Invitation.email",
    "Invitation.digest",
}


def columns_of_text() -> Iterator[models.Field]:
    for model in apps.get_models():
        if model._meta.app_label in ROOMS and not model.__name__.startswith("Historical"):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    yield field


def test_every_column_of_text_that_people_write_takes_in_clean_text_only() -> None:
    as_they_come = {
        f"{field.model.__name__}.{field.name}"
        for field in columns_of_text()
        if not isinstance(field, LineField | ProseField)
    }
    by_the_portal = {name for name in as_they_come if {name, name.split(".")[1]} & WRITTEN_BY_THE_PORTAL}
    assert as_they_come - by_the_portal == set()
    cleaned = {f"{field.model.__name__}.{field.name}" for field in columns_of_text()} - as_they_come
    assert len(cleaned) > 50


def forms_of_the_portal(parent: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in parent.__subclasses__():
        if form.__module__.split(".")[0] in ROOMS | {"portal"}:
            yield form
        yield from forms_of_the_portal(form)


# A password is what was typed, signs included; a pasted table is cleaned cell by cell, as a file is.
AS_TYPED = ("password", "old_password", "new_password", "proof", "pasted")


def test_every_text_field_of_every_form_takes_in_clean_text_only() -> None:
    assert get_resolver().url_patterns  # the whole portal is read in
    as_they_come = [
        f"{form.__module__}.{form.__name__}: {name}"
        for form in forms_of_the_portal()
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField and not field.widget.is_hidden and not name.startswith(AS_TYPED)
    ]
    assert as_they_come == []


@pytest.fixture
def officer(officer_6: User) -> Any:
    return browser_of(officer_6)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  ศูนย์​ประสาน  งาน ", "ศูนย์ประสาน งาน"),
        ("ศูนย์นํ้าใจ", "ศูนย์น้ำใจ"),
        ("ศูนย์เเสงธรรม", "ศูนย์แสงธรรม"),
    ],
)
def test_what_is_typed_in_the_admin_is_kept_as_it_was_meant(typed: str, kept: str, officer: Any) -> None:
    page = OpenForm(officer, "/admin/centres/organisation/add/")
    assert page.type(name=typed, region="6").send().is_taken
    assert Organisation.objects.get().name == kept


@pytest.mark.parametrize("unseen", ["\x0b", "\x07", "‮", "�"])
def test_a_character_that_no_workbook_can_hold_is_refused_at_its_field(unseen: str, officer: Any) -> None:
    sent = OpenForm(officer, "/admin/centres/organisation/add/").type(name=f"ศูนย์{unseen}ก", region="6").send()
    assert not sent.is_taken
    assert f"U+{ord(unseen):04X}" in sent.page
    assert not Organisation.objects.exists()


def test_what_is_written_without_a_form_is_refused_too() -> None:
    with pytest.raises(ValidationError):
        Organisation.objects.create(region_id=6, name="ศูนย์\x0bก")


@pytest.mark.parametrize("nobody_typed", ["ก" * 20_001, "a" + "\u0301" * 9])
def test_a_text_that_nobody_typed_is_refused_at_its_field_and_without_a_form(nobody_typed: str) -> None:
    plan = Plan(region_id=6, fiscal_year=2570, title=nobody_typed)
    with pytest.raises(ValidationError) as refused:
        plan.full_clean()
    assert set(refused.value.message_dict) == {"title"}
    with pytest.raises(ValidationError):
        plan.save()
    with pytest.raises(ValidationError):
        TextInput(rows=3).clean(nobody_typed)


def test_a_statement_of_the_database_cleans_as_well() -> None:
    network = TargetNetwork.objects.first()
    assert network is not None
    TargetNetwork.objects.filter(pk=network.pk).update(name_th=" เด็ก  เล็ก ")
    assert TargetNetwork.objects.get(pk=network.pk).name_th == "เด็ก เล็ก"


NAME = "มูลนิธิสายรุ้ง เพื่อคนพิการ จังหวัดน้ำใส (เกษตรกร)"
AS_TYPED_TO_FIND = [
    "สายรุ้งเพื่อคนพิการ",
    "สายรุ้ง​เพื่อ",
    "สาย รุ้ง",
    "นํ้าใส",
    "(เกษตรกร)",
    "เกษตรกร มูลนิธิ",
    "“สายรุ้ง”",
]


@pytest.mark.parametrize("asked", AS_TYPED_TO_FIND)
def test_a_name_is_found_however_it_is_typed(asked: str, officer: Any) -> None:
    make.organisation(NAME)
    make.organisation("สมาคมอื่น")
    for address in ("/admin/centres/organisation/", "/admin/autocomplete/"):
        query = {"q": asked, "term": asked}
        if "autocomplete" in address:
            query |= {"app_label": "grants", "model_name": "allocation", "field_name": "organisation"}
            found = [row["text"] for row in officer.get(address, query).json()["results"]]
            assert found == [NAME]
        else:
            answer = officer.get(address, {"q": asked}).text
            assert NAME in answer
            assert "สมาคมอื่น" not in answer


def test_an_agreement_and_a_grant_are_found_however_the_name_is_typed() -> None:
    office = Office()
    programme = office.open_programme()
    for name in (NAME, "สมาคมอื่น"):
        office.draft(make.allocation(programme, name, "100.00"), "100.00")
    hers = browser_of(office.asks)
    for address in ("/agreements/", f"/programmes/{programme.pk}/"):
        for asked in AS_TYPED_TO_FIND:
            answer = hers.get(address, {"q": asked}).text
            assert NAME in answer, (address, asked)
            assert "สมาคมอื่น" not in answer, (address, asked)


def test_every_list_with_a_search_box_searches_so() -> None:
    lists = [
        each
        for each in admin.site._registry.values()
        if each.search_fields and each.model._meta.app_label in ROOMS
    ]
    assert len(lists) > 10
    assert [each for each in lists if not isinstance(each, ThaiSearch)] == []


def test_names_stand_in_the_order_of_a_thai_dictionary(officer: Any, thai_order: None) -> None:
    for name in ("มูลนิธิไก่", "มูลนิธิกา", "มูลนิธิเขียว", "มูลนิธิขม", "มูลนิธิเก่ง"):
        make.organisation(name)
    shown = text_at(officer, "/admin/centres/organisation/?o=1")
    wanted = ["มูลนิธิกา", "มูลนิธิเก่ง", "มูลนิธิไก่", "มูลนิธิขม", "มูลนิธิเขียว"]
    assert sorted(wanted, key=shown.index) == wanted
    assert [row.name for row in Organisation.objects.all()] == wanted
