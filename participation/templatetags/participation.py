"""Template filters of plans; each wraps a plain function."""

from django import template

from participation.models import Indicator
from participation.outcomes.progress import IndicatorProgress, progress_of

register = template.Library()


@register.filter
def progress(indicator: Indicator) -> IndicatorProgress:
    """{% with told=indicator|progress %}: what was promised beside what was done."""
    return progress_of(indicator)
