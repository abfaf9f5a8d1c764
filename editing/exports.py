"""What a list of the admin shows, as a table that goes out: the same columns, the same rows, .xlsx or .csv.

django-import-export carries it: its page, its action on selected rows, its resources and fields. Ours are the
columns (those of the list, in the words of the office), the files (tables/writing.py) and the walls: the rows are
those of the list, which ends where the person's regions end.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters, ModelAdmin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.db.models import Field as ModelField
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportActionMixin
from import_export.fields import Field
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm
from import_export.resources import ModelResource, modelresource_factory
from import_export.widgets import Widget
from tablib import Dataset

from editing.moment import as_of, as_of_in_a_name
from editing.words import Cell, value_in_words
from tables.writing import CSV, XLSX, ExportColumn, ExportTable, to_csv, to_xlsx

ListEntry = str | Callable[[Model], object]  # of a list's columns
WIDEST, NARROWEST = 60, 10  # of a column, in characters


class TableFormat(Format):
    """A file of ours: numbers stay numbers, and no text runs as a formula."""

    extension: ClassVar[str]
    content_type: ClassVar[str]
    title: ClassVar["str | Promise"]

    @staticmethod
    def write(table: ExportTable) -> bytes:
        raise NotImplementedError

    def get_title(self) -> str:
        return str(self.title)

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return self.content_type

    def export_data(self, dataset: Dataset, **kwargs: object) -> bytes:
        rows = tuple(dataset)
        columns = tuple(
            _column(header, [row[index] for row in rows]) for index, header in enumerate(dataset.headers)
        )
        return self.write(ExportTable(dataset.title, (), columns, rows))


class ExcelFormat(TableFormat):
    extension, content_type, title = "xlsx", XLSX, _("Excel workbook (.xlsx)")

    @staticmethod
    def write(table: ExportTable) -> bytes:
        return to_xlsx(table, as_of=as_of())


class CsvFormat(TableFormat):
    extension, content_type, title = "csv", CSV, _("Text with commas (.csv), which other programs read")

    @staticmethod
    def write(table: ExportTable) -> bytes:
        return to_csv(table)


def _column(header: str, values: Sequence[object]) -> ExportColumn:
    longest = max(len(str(value)) for value in (header, *values) if value is not None)
    is_money = any(isinstance(value, Decimal) for value in values)
    return ExportColumn(header, min(max(longest + 2, NARROWEST), WIDEST), money=is_money)


class InWords(Widget):
    """A value in the words of the office; amounts and other numbers stay numbers."""

    def __init__(self, field: ModelField | None = None):
        super().__init__()
        self.field = field

    def render(self, value: object, obj: object = None, **kwargs: object) -> Cell:
        return value_in_words(value, self.field)


class ShownField(Field):
    """One column of a list: `read` takes from a record what the list shows of it."""

    def __init__(self, heading: str, read: Callable[[Model], object], widget: Widget):
        super().__init__(column_name=heading, widget=widget)
        self.read = read

    def get_value(self, instance: Model) -> object:
        return self.read(instance)


class ListResource(ModelResource):
    """The rows of a list of the admin, each column one of the list's."""

    def after_export(self, queryset: QuerySet[Model], dataset: Dataset, **kwargs: object) -> None:
        dataset.title = str(queryset.model._meta.verbose_name_plural)


def list_resource(model_admin: "ModelAdmin[Model]", entries: Sequence[ListEntry]) -> type[ListResource]:
    """The resource of one list: its columns, headed as the list heads them."""
    fields = {str(getattr(entry, "__name__", entry)): _shown(entry, model_admin) for entry in entries}
    made: type[ListResource] = modelresource_factory(
        model_admin.model, ListResource, {"fields": list(fields)}, custom_fields=fields
    )
    return made


def _shown(entry: ListEntry, model_admin: "ModelAdmin[Model]") -> ShownField:
    heading = capfirst(str(label_for_field(entry, model_admin.model, model_admin)))
    method = entry if callable(entry) else getattr(model_admin, entry, None)
    of_model = {field.name: field for field in model_admin.opts.fields}.get(str(entry))

    def read(record: Model) -> object:
        if method is not None and hasattr(method, "value"):  # a column of ours: what stands behind its words
            return method.value(record)
        try:
            return lookup_field(entry, record, model_admin)[2]
        except ObjectDoesNotExist:
            return None

    return ShownField(heading, read, InWords(of_model))


class ListExportForm(ExportForm):
    """Which file: a workbook, unless the person says otherwise."""

    def _init_formats(self, formats: Sequence[type[Format]]) -> None:
        self.fields["format"] = forms.ChoiceField(
            label=_("What kind of file?"),
            choices=[(str(index), made().get_title()) for index, made in enumerate(formats)],
            initial="0",
            widget=forms.RadioSelect,
        )


class Exports(ExportActionMixin):
    """For admin classes: what their list shows goes out as a file, for whoever may see the list."""

    export_form_class = ListExportForm
    # Columns that only lead to another page.
    not_exported: ClassVar[Sequence[str]] = ("page",)

    # The list's and the form's own templates stay; ours has the button (templates/admin/change_list.html).
    ie_base_change_list_template = None
    change_form_template: Any = None
    show_change_form_export = False

    def init_change_list_template(self) -> None:
        """Leave the template to Django, which looks for the one of the model first."""

    def get_export_formats(self) -> list[type[Format]]:
        return [ExcelFormat, CsvFormat]

    def get_export_resource_classes(self, request: HttpRequest) -> list[type[ListResource]]:
        model_admin: Any = self
        shown = [entry for entry in model_admin.get_list_display(request) if entry not in self.not_exported]
        return [list_resource(model_admin, shown)]

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Found once per request: to do so takes the whole list with its sidebar."""
        kept = vars(request)
        if "_rows_to_export" not in kept:
            try:
                kept["_rows_to_export"] = super().get_export_queryset(request)
            except IncorrectLookupParameters as error:
                raise BadRequest("no such filter") from error
        rows: QuerySet[Model] = kept["_rows_to_export"]
        return rows.all()

    def get_valid_export_item_pks(self, request: HttpRequest) -> "QuerySet[Model, int]":
        # The library would name every row of the table, and so tell which of another region exist.
        return self.get_export_queryset(request).values_list("pk", flat=True)

    def _do_file_export(
        self, file_format: Format, request: HttpRequest, queryset: QuerySet[Model], **kwargs: object
    ) -> HttpResponse:
        """As the library does it, under the name of the list: the library can name a file in Latin letters alone.

        That of a .csv says of when it is, too; an .xlsx says so on its pages.
        """
        response: HttpResponse = super()._do_file_export(file_format, request, queryset, **kwargs)
        name, extension = str(queryset.model._meta.verbose_name_plural), file_format.get_extension()
        name = f"{name}-{as_of_in_a_name()}.csv" if extension == "csv" else f"{name}.{extension}"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable[..., str], str, str] | None]:
        return {} if IS_POPUP_VAR in request.GET else super().get_actions(request)

    def export_admin_action(self, request: HttpRequest, queryset: QuerySet[Model]) -> HttpResponse:
        """Take the chosen rows to the page; "all of them" are the rows of the list, however many."""
        if request.POST.get("select_across") == "1":
            opts = queryset.model._meta
            page = reverse(f"admin:{opts.app_label}_{opts.model_name}_export")
            return HttpResponseRedirect(f"{page}?{request.GET.urlencode()}")
        return super().export_admin_action(request, queryset)

    def init_request_context_data(self, request: HttpRequest, form: forms.Form) -> dict[str, object]:
        chosen = form.data.getlist("export_items") if form.is_bound else form.initial.get("export_items")  # type: ignore[attr-defined]
        context = super().init_request_context_data(request, form)
        return context | {
            "title": gettext("Export: %(list)s") % {"list": context["opts"].verbose_name_plural},
            "row_count": len(chosen) if chosen else self.get_export_queryset(request).count(),
            "list_query": request.GET.urlencode(),
        }
