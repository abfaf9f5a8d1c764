"""What each row holds by itself: nothing is missing, words are known, values are of their type, its owner is there."""

from collections.abc import Callable, Iterator
from functools import partial, reduce
from operator import or_

from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.lookups import Exact

from editing.proof.guarded import Guarded
from editing.proof.rule import Rule, keys_of

# How SQLite reads the columns of each kind of field, which take values of every type, and what it says of a good one.
READ_AS: list[tuple[type[models.Field], str, str]] = [
    (models.DateTimeField, "typeof(datetime(%(expressions)s))", "text"),
    (models.DateField, "typeof(date(%(expressions)s))", "text"),
    (models.JSONField, "CASE json_valid(%(expressions)s) WHEN 1 THEN 'text' ELSE 'none' END", "text"),
    (models.IntegerField, "typeof(%(expressions)s)", "integer"),
    (models.BooleanField, "typeof(%(expressions)s)", "integer"),
    (models.CharField, "typeof(%(expressions)s)", "text"),
    (models.TextField, "typeof(%(expressions)s)", "text"),
    (models.FileField, "typeof(%(expressions)s)", "text"),
]


def _rows_whose(guarded: Guarded, wrong: Callable[[models.Field], Q | None], said: str) -> Iterator[str]:
    """Each row of any table in which a column is wrong: one question a table, and one a column where it says yes."""
    for model in guarded.records():
        asked = {field: question for field in model._meta.concrete_fields if (question := wrong(field))}
        if asked and model._base_manager.filter(reduce(or_, asked.values())).exists():
            for field, question in asked.items():
                for key in keys_of(model._base_manager.filter(question)):
                    yield f"{model._meta.model_name} {key}: {field.name} {said}"


def _is_missing(field: models.Field) -> Q | None:
    return None if field.null else Q(**{f"{field.attname}__isnull": True})


def _owner_is_gone(field: models.Field) -> Q | None:
    if field.related_model is None:
        return None
    owner = field.related_model._base_manager.filter(pk=OuterRef(field.attname))
    return Q(~Exists(owner), **{f"{field.attname}__isnull": False})


def _is_unknown(field: models.Field) -> Q | None:
    known = [word for word, _label in field.flatchoices]
    if not known:
        return None
    return ~Q(**{f"{field.name}__in": [*known, ""] if field.blank else known})


def _is_of_another_type(field: models.Field) -> Q | None:
    if connection.vendor != "sqlite":
        return None  # other databases see to it themselves
    for kind, reading, good in READ_AS:
        if isinstance(field, kind):
            read = Func(F(field.attname), template=reading, output_field=models.TextField())
            return Q(~Exact(read, Value(good)), **{f"{field.attname}__isnull": False})
    return None


def rules_of_rows(guarded: Guarded) -> list[Rule]:
    def rows_whose(wrong: Callable[[models.Field], Q | None], said: str) -> Callable[[], Iterator[str]]:
        return partial(_rows_whose, guarded, wrong, said)

    return [
        Rule("nothing is missing", rows_whose(_is_missing, "is missing")),
        Rule("every row has its owner", rows_whose(_owner_is_gone, "names a row that is gone")),
        Rule("values are of their type", rows_whose(_is_of_another_type, "is of another type")),
        Rule("words are known", rows_whose(_is_unknown, "is a word that nobody knows")),
    ]
