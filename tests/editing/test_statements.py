"""A statement whose text is kept finds what is there now, for the keys that are asked for now."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import Count, QuerySet

from editing.statements import read, read_of
from participation.models import FormOfParticipation, StandardActivity
from regions.models import Region

pytestmark = pytest.mark.django_db


def activities(keys: Sequence[int]) -> "QuerySet[StandardActivity]":
    """Of the forms with these keys, beside a value of the text's own."""
    return StandardActivity.objects.filter(form__in=keys, form__number__gt=1).select_related("form")


def per_form(keys: Sequence[int]) -> "QuerySet[Any]":
    rows = StandardActivity.objects.filter(form__in=keys).order_by("form")
    return rows.values_list("form").annotate(Count("pk"))


def form_keys(*numbers: int) -> list[int]:
    return [FormOfParticipation.objects.get(number=number).pk for number in numbers]


def test_what_is_written_after_the_first_reading_is_found() -> None:
    def names() -> "QuerySet[Region, str]":
        return Region.objects.filter(number=6).values_list("name_en", flat=True)

    before = read(("test", "names"), names)
    Region.objects.filter(number=6).update(name_en="Region of the east")

    assert before != ["Region of the east"]
    assert read(("test", "names"), names) == ["Region of the east"]


def test_a_kept_text_is_not_put_together_anew() -> None:
    made = []

    def regions() -> "QuerySet[Region]":
        made.append(1)
        return Region.objects.all()

    assert len(read(("test", "once"), regions)) == len(read(("test", "once"), regions)) == 13
    assert len(made) == 1


@pytest.mark.parametrize("numbers", [[3], [5, 4, 1], [4, 2, 3], [5, 4, 3, 2, 1], []])
def test_each_asking_finds_the_rows_of_its_own_keys(numbers: list[int]) -> None:
    keys = form_keys(*numbers)
    found = read_of(("test", "activities"), keys, activities)

    assert [each.pk for each in found] == [each.pk for each in activities(keys)]
    assert {each.form.number for each in found} == set(numbers) - {1}


def test_keys_that_fill_the_room_of_a_statement_are_counted_once() -> None:
    keys = form_keys(1, 2, 3)
    counted = read_of(("test", "counted"), keys, per_form)
    assert len(counted) == 3
    assert counted == list(per_form(keys))


def test_more_keys_than_a_statement_has_room_for_are_read_as_well() -> None:
    keys = [*range(1, 400), *form_keys(1, 2, 3)]
    assert read_of(("test", "many"), keys, per_form) == list(per_form(keys))


def test_rows_that_do_not_ask_for_their_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="keys"):
        read_of(("test", "other"), [1], lambda keys: StandardActivity.objects.filter(form=1))


def test_what_can_find_nothing_finds_nothing() -> None:
    assert read(("test", "none"), Region.objects.none) == []


def test_what_is_prefetched_is_refused() -> None:
    with pytest.raises(ValueError, match="prefetched"):
        read(("test", "prefetched"), lambda: Region.objects.prefetch_related("provinces"))
