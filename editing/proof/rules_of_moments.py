"""The moments of a record: what happens first comes first, and nothing of it happens after now."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from editing.proof.rule import Rule, keys_of

Moments = Callable[[], dict[type[models.Model], tuple[str, ...]]]  # of each model in their order


def _moments_in_order(moments_of: Moments) -> Iterator[str]:
    now = timezone.now()
    for model, moments in moments_of().items():
        wrong = Q()
        for first, second in pairwise(moments):
            wrong |= Q(**{f"{first}__gt": F(second)})
        for moment in moments:
            wrong |= Q(**{f"{moment}__gt": now})
        for key in keys_of(model._base_manager.filter(wrong)):
            yield f"{model._meta.model_name} {key}: {', '.join(moments)} are not in order, or still to come"


def rule_of_moments(moments_of: Moments) -> Rule:
    return Rule("nothing is decided before it was asked for", partial(_moments_in_order, moments_of))
