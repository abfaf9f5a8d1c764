"""What a record is called on a page, where the record itself keeps only a code."""

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from spreadsheets.models import ImportBatch
from spreadsheets.resources import resource_for

register = template.Library()


@register.filter
def kind_label(batch: ImportBatch) -> "str | Promise":
    """The kind of table that an import is, in words."""
    return resource_for(batch.kind).table.label


@register.simple_tag
def named(field: BoundField, record: object = None) -> SafeString:
    """A control that bears its own name, for a table of forms, where no label stands beside it."""
    label = str(capfirst(field.label))
    name = f"{label}: {record}" if record else label
    return field.as_widget(attrs={"aria-label": name})
