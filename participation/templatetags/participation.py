"""Template filters of plans; each wraps a plain function."""

from django import template

from participation.models import Indicator
from participation.outcomes.progress import Progress, progress_of

register = template.Library()


@register.filter
def progress(indicator: Indicator) -> Progress:
    """{% with told=indicator|progress %}: what was promised beside what was done."""
    return progress_of(indicator)
