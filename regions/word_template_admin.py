"""Word templates in the admin: the office's own file, checked when it comes in, and the portal's to begin from."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.downloads import download
from editing.uploads import attachment_response
from editing.word.template import TYPES
from regions.regional_admin import RegionalAdmin
from regions.word_template import WordTemplate


class WordTemplateAdmin(RegionalAdmin):
    """Base for templates of a kind of paper; `field_list_template` explains the fields that the file may hold."""

    field_list_template: ClassVar[str]
    without_a_file: ClassVar["str | Promise"] = _("none yet; the portal's sample is used")
    not_exported = ["present_file"]
    readonly_fields = ["present_file", "sample_file", "field_list"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("sample.<str:ending>", view(self.sample), name=self._named("sample")),
            path("<int:pk>/file/", view(self.kept), name=self._named("file")),
        ]
        return [*own, *super().get_urls()]

    def _named(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _link(self, page: str, label: str, *args: object) -> str:
        address = reverse(f"admin:{self._named(page)}", args=args)
        return format_html('<a href="{}">{}</a>', address, label)

    @admin.display(description=_("present file"))
    def present_file(self, template: WordTemplate) -> str:
        if template.pk is None:
            return str(self.without_a_file)
        return self._link("file", gettext("Download"), template.pk)

    @admin.display(description=_("the portal's sample"))
    def sample_file(self, template: WordTemplate) -> str:
        said = gettext("Download the sample to begin from (.%(ending)s)")
        links = [(self._link("sample", said % {"ending": ending}, ending),) for ending in self.model.SAMPLES]
        return format_html_join(mark_safe("<br>"), "{}", links)

    @admin.display(description=_("fields"))
    def field_list(self, template: WordTemplate) -> str:
        return render_to_string(self.field_list_template, {"vocabulary": self.model.VOCABULARY})

    def sample(self, request: HttpRequest, ending: str) -> HttpResponse:
        """Hand out the portal's own template."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if ending not in self.model.SAMPLES:
            raise Http404
        own = self.model.SAMPLES[ending]
        return download(own.read_bytes(), f"{self.model._meta.verbose_name}.{ending}", TYPES[ending])

    def kept(self, request: HttpRequest, pk: int) -> FileResponse:
        """Hand out the office's template as it was taken in."""
        template: Any = self.get_object(request, str(pk))
        if template is None or not self.has_view_permission(request, template):
            raise PermissionDenied
        return attachment_response(template.file, f"{template}.{template.ending}", TYPES[template.ending])
