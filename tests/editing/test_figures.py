"""Numbers are typed in the digits that a person has at hand, in every form."""

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.models import Sector
from people.models import User
from tests.editing.test_day_fields import fields_of_admin, fields_of_forms
from tests.html import OpenForm, browser_of

pytestmark = pytest.mark.django_db

FIGURES = ("1", "12", "2567", "22/12/2566", "09.30", "4/2566")
NOBODY_TYPES = ("date_joined", "last_login")  # of the account's form, on no page of ours
TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def test_no_page_that_adds_a_record_has_a_box_into_which_thai_digits_cannot_be_typed(
    head_office: User,
) -> None:
    desk, opened = browser_of(head_office), 0
    for model in admin.site._registry:
        page = desk.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
        if page.status_code == 200:
            opened += 1
            assert 'type="number"' not in page.text, model
    assert opened > 5


def test_thai_digits_are_read_as_the_number_that_they_are(head_office: User) -> None:
    page = OpenForm(browser_of(head_office), "/admin/committees/sector/add/")
    assert page.type(name="ภาควิชาการใหม่", order="๑๒").send().is_taken
    assert Sector.objects.get(name="ภาควิชาการใหม่").order == 12


def read_as(field: forms.Field, typed: str) -> object:
    """What a field makes of what was typed; None where it refuses it, or keeps it as the text that it is."""
    try:
        told = field.clean(typed)
    except ValidationError:
        return None
    return None if isinstance(told, bool | str) else told


def test_every_field_that_reads_a_figure_reads_it_in_thai_digits_as_well() -> None:
    fields = {
        name: field
        for name, field in (fields_of_forms() | fields_of_admin()).items()
        # A list that is chosen from sends its keys, and nobody types what is hidden.
        if not isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        and not field.widget.is_hidden
        and not name.endswith(NOBODY_TYPES)
    }
    read = {
        (name, typed): told
        for name, field in fields.items()
        for typed in FIGURES
        if (told := read_as(field, typed)) is not None
    }
    differently = {
        (name, typed): told
        for (name, typed), told in read.items()
        if read_as(fields[name], typed.translate(TO_THAI)) != told
    }
    assert differently == {}
    assert {type(told) for told in read.values()} >= {int, Decimal, date, time}
    assert len({name for name, _typed in read}) > 40
