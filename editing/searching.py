"""One search for every list: as the names are compared, not as they happen to be typed."""

from functools import reduce
from operator import or_
from typing import TypeVar

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import F, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace
from django.db.models.lookups import IContains
from django.http import HttpRequest

from thai.digits import arabic
from thai.text import clean, match_key

MOST_WORDS = 12

Rows = TypeVar("Rows", bound="QuerySet[Model]")


def matching(rows: Rows, fields: list[str], text: str) -> Rows:
    """The rows of which each word of the text stands in one of the fields.

    Spaces do not count, Thai digits find arabic ones, and fields that end in `_key` are asked for the word's key
    (thai.text.match_key). A word of nothing but signs asks nothing of such fields. Each word may be found in another
    related row, and a database joins no more than some sixty tables: so only the first words are asked for.
    """
    for word in clean(text).split()[:MOST_WORDS]:
        rows = rows.filter(reduce(or_, (_stands_in(field, word) for field in fields)))
    return rows


def _stands_in(field: str, word: str) -> Q:
    if field.endswith("_key"):
        key = match_key(word)
        return Q(**{f"{field}__contains": key}) if key else Q(pk__in=[])
    written = Replace(Cast(F(field), TextField()), Value(" "), Value(""), output_field=TextField())
    return Q(IContains(written, Value(word))) | Q(IContains(written, Value(arabic(word))))


class ThaiSearch:
    """The search box of an admin list, and the choice of a related record."""

    def get_search_results(self, request: HttpRequest, queryset: Rows, search_term: str) -> tuple[Rows, bool]:
        fields = list(self.get_search_fields(request))  # type: ignore[attr-defined]
        doubled = any(lookup_spawns_duplicates(self.opts, field) for field in fields)  # type: ignore[attr-defined]
        return (matching(queryset, fields, search_term) if fields else queryset), doubled
