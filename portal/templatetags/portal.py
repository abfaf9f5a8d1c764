"""What a record is called on a page, where the record itself keeps only a code."""

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from editing.moment import as_of
from spreadsheets.kinds import kind_named
from spreadsheets.models import ImportBatch

register = template.Library()


register.simple_tag(as_of)


@register.filter
def kind_label(batch: ImportBatch) -> "str | Promise":
    """The kind of table that an import is, in words."""
    return kind_named(batch.kind).label


@register.simple_tag
def named(field: BoundField, record: object = None) -> SafeString:
    """A control that bears its own name, for a table of forms, where no label stands beside it."""
    label = str(capfirst(field.label))
    name = f"{label}: {record}" if record else label
    return field.as_widget(attrs={"aria-label": name})
