"""Template filters of plans; each wraps a plain function."""

from django import template

from participation.models import Indicator
from participation.outcomes.progress import IndicatorProgress, progress_of

register = template.Library()


@register.filter
def progress(indicator: Indicator, known: dict[int, IndicatorProgress] | None = None) -> IndicatorProgress:
    """{% with told=indicator|progress:summary.progress.indicators %}: what was promised beside what was done.

    `known` holds it where the page has asked for the whole plan.
    """
    return (known or {}).get(indicator.pk) or progress_of(indicator)
