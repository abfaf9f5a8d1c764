"""Sentences that are kept and told again, to a reader of another language than the one who first heard them.

`gettext` and `ngettext` here give what Django's give, and what they give knows its own recipe: the English text,
its numbers and quoted words, whatever it was put together from. `recipe_of` makes JSON of it, `told` a sentence again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypedDict, TypeGuard

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise


class Recipe(TypedDict, total=False):
    """What a sentence was put together from: a text and its values, parts, or its wording in each language."""

    text: str
    plural: str
    number: int
    values: Mapping[str, object]
    between: str
    parts: Sequence[object]
    each: Mapping[str, str]


Kept = (
    str | int | None | Recipe
)  # what JSON holds of a sentence; without a recipe it is the same for everybody


class Sentence(str):
    """A text in the language of the moment, with the recipe that tells it in another."""

    recipe: Recipe

    def __new__(cls, text: str, recipe: Recipe) -> "Sentence":
        made = super().__new__(cls, text)
        made.recipe = recipe
        return made

    def __mod__(self, values: Mapping[str, object]) -> "Sentence":
        return Sentence(super().__mod__(values), {**self.recipe, "values": values})

    def __str__(self) -> "Sentence":
        return self  # ValidationError and others take str() of what they are given


def gettext(text: str) -> Sentence:
    return Sentence(translation.gettext(text), {"text": text})


def ngettext(singular: str, plural: str, number: int) -> Sentence:
    recipe: Recipe = {"text": singular, "plural": plural, "number": number}
    return Sentence(translation.ngettext(singular, plural, number), recipe)


def joined(between: str, parts: Iterable[str]) -> Sentence:
    """As `between.join(parts)`."""
    parts = list(parts)
    return Sentence(between.join(parts), {"between": between, "parts": parts})


def in_each_language(tell: Callable[[], str]) -> str:
    """What a rule, a label or a library says in words of its own: told at once in each language of the portal."""
    each = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            each[code] = str(tell())
    first = next(iter(each.values()))
    return first if len(set(each.values())) == 1 else Sentence(_of_the_moment(each), {"each": each})


def in_both(thai: str, english: str) -> Sentence:
    """A text that is known in both languages."""
    each = {"th": thai, "en": english}
    return Sentence(_of_the_moment(each), {"each": each})


def refusal(check: Callable[[], object]) -> str:
    """Return what a rule says against it in each language; empty where it passes."""

    def said() -> str:
        try:
            check()
        except ValidationError as refused:
            return " ".join(refused.messages)
        return ""

    return in_each_language(said) if said() else ""


def recipe_of(text: object) -> Kept:
    """Return as JSON what `told` makes a sentence of."""
    if isinstance(text, Promise):
        lazy = text
        text = in_each_language(lambda: str(lazy))
    if not isinstance(text, str | int | None):
        text = str(text)  # a record, whose name may be a sentence
    if not isinstance(text, Sentence):
        return text
    kept: Recipe = {**text.recipe}
    if "values" in kept:
        kept["values"] = {name: recipe_of(value) for name, value in kept["values"].items()}
    if "parts" in kept:
        kept["parts"] = [recipe_of(part) for part in kept["parts"]]
    return kept


def told(kept: object) -> str:
    """Return what was kept in the reader's language."""
    return _told(kept) if _is_recipe(kept) else str(kept)


def _is_recipe(kept: object) -> TypeGuard[Recipe]:
    return isinstance(kept, dict)


def _told(kept: Recipe) -> Sentence:
    if "each" in kept:
        return Sentence(_of_the_moment(kept["each"]), kept)
    if "parts" in kept:
        return joined(kept["between"], map(told, kept["parts"]))
    text = (
        ngettext(kept["text"], kept["plural"], kept["number"]) if "plural" in kept else gettext(kept["text"])
    )
    if "values" not in kept:
        return text
    return text % {
        name: _told(value) if _is_recipe(value) else value for name, value in kept["values"].items()
    }


def _of_the_moment(each: Mapping[str, str]) -> str:
    return each.get(translation.get_language() or "", each[settings.LANGUAGES[0][0]])
