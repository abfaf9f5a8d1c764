"""Template tags of plans; each wraps a plain function."""

from django import template
from django.template import Context

from centres.models import Organisation
from participation.models import Indicator
from participation.outcomes.progress import IndicatorProgress, progress_of

register = template.Library()


@register.simple_tag(takes_context=True)
def name_in_year(context: Context, organisation: Organisation) -> str:
    """{% name_in_year organisation %}: that of the day its plan was closed, which the page holds as `closed_on`."""
    return organisation.name_on(context.get("closed_on"))


@register.simple_tag(takes_context=True)
def progress(context: Context, indicator: Indicator) -> IndicatorProgress:
    """{% progress indicator as told %}: what was promised beside what was done.

    Where the page has asked for the whole plan, its `summary` holds it; a part of the page has none.
    """
    known = getattr(context.get("summary"), "progress", None)
    return (known.indicators.get(indicator.pk) if known else None) or progress_of(indicator)
