"""Template tags of plans; each wraps a plain function."""

from django import template
from django.template import Context

from participation.models import Indicator
from participation.outcomes.progress import IndicatorProgress, progress_of

register = template.Library()


@register.simple_tag(takes_context=True)
def progress(context: Context, indicator: Indicator) -> IndicatorProgress:
    """{% progress indicator as told %}: what was promised beside what was done.

    Where the page has asked for the whole plan, its `summary` holds it; a part of the page has none.
    """
    known = getattr(context.get("summary"), "progress", None)
    return (known.indicators.get(indicator.pk) if known else None) or progress_of(indicator)
