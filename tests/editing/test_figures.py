"""Numbers are typed in the digits that a person has at hand, in every form."""

import pytest
from django.contrib import admin
from django.urls import reverse

from committees.models import Sector
from people.models import User
from tests.html import OpenForm, browser_of

pytestmark = pytest.mark.django_db


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
