"""A statement whose text is kept finds what is there now, for the keys that are asked for now."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import Count, QuerySet

from editing.statements import read, read_of
from regions.models import Province, Region

pytestmark = pytest.mark.django_db


def provinces(keys: Sequence[int]) -> "QuerySet[Province]":
    """As keys stand in a list that somebody asks for, beside a value of the text's own."""
    return Province.objects.filter(region__in=keys, region__number__gt=1).select_related("region")


def per_region(keys: Sequence[int]) -> "QuerySet[Any]":
    return (
        Province.objects.filter(region__in=keys)
        .order_by("region")
        .values_list("region")
        .annotate(Count("pk"))
    )


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


@pytest.mark.parametrize("keys", [[6], [6, 4, 1], [4, 1, 6, 13, 12], [], [99]])
def test_each_asking_finds_the_rows_of_its_own_keys(keys: list[int]) -> None:
    found = read_of(("test", "provinces"), keys, provinces)

    assert [each.pk for each in found] == [each.pk for each in provinces(keys)]
    assert {each.region.number for each in found} == {key for key in keys if 1 < key <= 13}


def test_keys_that_fill_the_room_of_a_statement_are_counted_once() -> None:
    assert read_of(("test", "counted"), [1, 2, 3], per_region) == list(per_region([1, 2, 3]))


def test_more_keys_than_a_statement_has_room_for_are_read_as_well() -> None:
    keys = list(range(1, 400))
    assert read_of(("test", "many"), keys, per_region) == list(per_region(keys))


def test_what_can_find_nothing_finds_nothing() -> None:
    assert read(("test", "none"), Region.objects.none) == []


def test_what_is_prefetched_is_refused() -> None:
    with pytest.raises(ValueError, match="prefetched"):
        read(("test", "prefetched"), lambda: Region.objects.prefetch_related("provinces"))
