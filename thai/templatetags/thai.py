"""Template filters for Thai dates, years, digits and money; each wraps a plain function.

A value that is not there shows nothing, so a page may name one that a row lacks.
"""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from thai import dates, differences, digits, money_words

register = template.Library()

# What a template passes on for None and for a name it does not know.
_NOTHING = (None, "")


@register.filter
def baht(amount: Decimal | int | None) -> str:
    """1,175,000.00"""
    return "" if amount in _NOTHING else money_words.format_baht(amount)


@register.filter
def baht_change(amount: Decimal | None) -> str:
    """{{ row.difference|baht_change }} → +20,000.00"""
    return "" if amount in _NOTHING else money_words.format_baht_change(amount)


@register.filter
def baht_words(amount: Decimal | int | None) -> str:
    """หนึ่งล้านหนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน"""
    return "" if amount in _NOTHING else money_words.baht_words(amount)


@register.filter
def figure(value: Decimal | int | None) -> str:
    """{{ group.people|figure }} → 1,250"""
    return "" if value in _NOTHING else digits.format_figure(value)


@register.filter(expects_localtime=True)
def thai_date(value: date | dates.ThaiDate | None) -> str:
    """22 ธ.ค. 2566; in English 22 Dec 2023."""
    if value in _NOTHING:
        return ""
    return dates.format_date(value, english=get_language() == "en")


@register.filter
def fiscal_year(year: int | None) -> str:
    """2567, never 2,567 as the thousands separator of other numbers would have it."""
    return "" if year is None else str(year)


@register.filter
def word_differences(before: str, after: str) -> list[differences.WordDifference]:
    """{% for kind, words in old|word_differences:new %}; templates/parts/difference.html draws them."""
    return differences.word_differences(before, after)
