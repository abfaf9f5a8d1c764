"""What each row holds by itself: nothing is missing, words are known, values are of their type, its owner is there."""

from collections.abc import Callable, Iterator
from functools import partial, reduce
from operator import or_

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.lookups import Exact

from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.guard.rule import Rule
from grants.year.settlement import Settlement

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


def models_of_money() -> list[type[models.Model]]:
    """Every table of this room but the histories."""
    return [model for model in apps.get_app_config("grants").get_models() if not hasattr(model, "history_id")]


def _keys(rows: models.QuerySet) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _rows_whose(wrong: Callable[[models.Field], Q | None], said: str) -> Iterator[str]:
    """Each row of any table in which a column is wrong: one question a table, and one a column where it says yes."""
    for model in models_of_money():
        asked = {field: question for field in model._meta.concrete_fields if (question := wrong(field))}
        if asked and model._base_manager.filter(reduce(or_, asked.values())).exists():
            for field, question in asked.items():
                for key in _keys(model._base_manager.filter(question)):
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


def _values_have_their_type() -> Iterator[str]:
    if connection.vendor == "sqlite":  # other databases see to it themselves
        yield from _rows_whose(_is_of_another_type, "is of another type")


def _is_of_another_type(field: models.Field) -> Q | None:
    for kind, reading, good in READ_AS:
        if isinstance(field, kind):
            read = Func(F(field.attname), template=reading, output_field=models.TextField())
            return Q(~Exact(read, Value(good)), **{f"{field.attname}__isnull": False})
    return None


def _amounts_possible() -> Iterator[str]:
    for rows in (
        Programme.objects.filter(ceiling__lt=0),
        Allocation.objects.filter(amount__lt=0),
        Agreement.objects.filter(amount__lte=0),
        Instalment.objects.filter(Q(amount__lte=0) | Q(number__lt=1)),
        Entry.objects.exclude(kind=Entry.Kind.ADJUSTMENT).filter(amount__lte=0),
        Settlement.objects.filter(amount__lte=0),
    ):
        for key in _keys(rows):
            yield f"{rows.model._meta.model_name} {key}: an amount below what is possible"


def _within_one_region() -> Iterator[str]:
    strangers = Allocation.objects.exclude(organisation__region=F("programme__region"))
    yield from (f"{allocation}: of another region" for allocation in strangers)
    settlements = Settlement.objects.exclude(agreement=None)
    for settlement in settlements.exclude(agreement__allocation__programme=F("programme")):
        yield f"settlement {settlement.pk}: of an agreement of another programme"


RULES = [
    Rule("nothing is missing", partial(_rows_whose, _is_missing, "is missing")),
    Rule("every row has its owner", partial(_rows_whose, _owner_is_gone, "names a row that is gone")),
    Rule("values are of their type", _values_have_their_type),
    Rule("words are known", partial(_rows_whose, _is_unknown, "is a word that nobody knows")),
    Rule("amounts are possible", _amounts_possible),
    Rule("money stays within its region and programme", _within_one_region),
]
