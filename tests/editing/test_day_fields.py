"""Every field of a day, in forms and admin alike, asks about a year in two digits and says which day it likely is."""

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import get_resolver

from tests import make
from tests.editing.test_texts import ROOMS

_DAY_BY_NAME = re.compile(r"(?:^|_)(?:on|date)$")


def forms_under(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        if each.__module__.split(".")[0] in ROOMS:
            yield each
        yield from forms_under(each)


def fields_of_forms() -> dict[str, forms.Field]:
    """Of every form class of ours that any address leads to."""
    assert get_resolver().url_patterns  # which loads the pages, and so their forms
    found = set(forms_under(forms.BaseForm))  # type: ignore[type-abstract]
    return {f"{form.__name__}.{name}": field for form in found for name, field in form.base_fields.items()}


def fields_of_admin() -> dict[str, forms.Field]:
    """Of every page of the admin where a record is added, with the rows that are edited on it."""
    request = RequestFactory().get("/")
    request.user = make.user("superuser_of_days")
    request.user.is_superuser = request.user.is_staff = True
    found = {}
    for model, listed in admin.site._registry.items():
        pages = [listed.get_form(request)] if listed.has_add_permission(request) else []
        pages += (
            [formset.form for formset, _inline in listed.get_formsets_with_inlines(request)] if pages else []
        )
        for page in pages:
            found |= {f"{model.__name__}: {name}": field for name, field in page.base_fields.items()}
    return found


def refusal_of(field: forms.Field, typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages[0]


@pytest.mark.django_db
def test_every_field_of_a_day_says_which_day_a_year_in_two_digits_likely_is() -> None:
    fields = fields_of_forms() | fields_of_admin()
    days = {name: field for name, field in fields.items() if isinstance(field, forms.DateField)}
    by_name = {name for name in fields if _DAY_BY_NAME.search(name.split(".")[-1].split(": ")[-1])}
    assert by_name - set(days) == set()  # no day is typed into a field of another kind
    assert len(days) > 25
    assert {name.split(".")[0] for name in days} >= {"PaymentForm"}
    for name, field in days.items():
        for typed in ("30/9/24", "30/9/67", "30 ก.ย. 67", "๓๐/๙/๒๔"):
            assert "30 ก.ย. 2567" in refusal_of(field, typed), name
