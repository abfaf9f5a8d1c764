"""What a record is called on a page, where the record itself keeps only a code."""

from django import template
from django.utils.functional import Promise

from spreadsheets.models import ImportBatch
from spreadsheets.resources import resource_for

register = template.Library()


@register.filter
def kind_label(batch: ImportBatch) -> "str | Promise":
    """The kind of table that an import is, in words."""
    return resource_for(batch.kind).table.label
