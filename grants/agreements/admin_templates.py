"""Templates of agreements in the admin: the office's own Word file, checked when it comes in."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.downloads import download
from editing.forms import ReasonedForm
from editing.word.template import DOCX
from grants.agreements.document import FIELDS, PART_FIELDS
from grants.agreements.paper import own_template
from grants.agreements.template import AgreementTemplate
from regions.regional_admin import RegionalAdmin
from spreadsheets.uploads import attachment_response


class AgreementTemplateForm(ReasonedForm):
    class Meta:
        model = AgreementTemplate
        fields = ["region", "kind", "file"]
        # Without the library's link, which would lead to the file past the walls.
        widgets = {"file": forms.FileInput(attrs={"accept": ".docx"})}


@admin.register(AgreementTemplate)
class AgreementTemplateAdmin(RegionalAdmin):
    form = AgreementTemplateForm
    list_display = ["kind_name", "region", "present_file"]
    not_exported = ["present_file"]
    list_select_related = ["region"]
    list_filter = ["region"]
    fieldsets = [
        (None, {"fields": ["region", "kind", "file", "present_file", "sample_file"]}),
        (_("Fields that the file may hold"), {"fields": ["field_list"]}),
    ]
    readonly_fields = ["present_file", "sample_file", "field_list"]

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("sample/", self.admin_site.admin_view(self.sample), name="grants_agreementtemplate_sample"),
            path(
                "<int:pk>/file/", self.admin_site.admin_view(self.kept), name="grants_agreementtemplate_file"
            ),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, template: AgreementTemplate) -> str:
        return template.get_kind_display()

    @admin.display(description=_("present file"))
    def present_file(self, template: AgreementTemplate) -> str:
        if template.pk is None:
            return gettext("none yet; the portal's sample is used")
        address = reverse("admin:grants_agreementtemplate_file", args=[template.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Download"))

    @admin.display(description=_("the portal's sample"))
    def sample_file(self, template: AgreementTemplate) -> str:
        address = reverse("admin:grants_agreementtemplate_sample")
        return format_html('<a href="{}">{}</a>', address, gettext("Download the sample to begin from"))

    @admin.display(description=_("fields"))
    def field_list(self, template: AgreementTemplate) -> str:
        named = {"fields": FIELDS, "part_fields": PART_FIELDS}
        return render_to_string("admin/grants/agreementtemplate/fields.html", named)

    def sample(self, request: HttpRequest) -> HttpResponse:
        """Hand out the portal's own template."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return download(own_template(), "agreement.docx", DOCX)

    def kept(self, request: HttpRequest, pk: int) -> FileResponse:
        """Hand out the office's template as it was taken in."""
        template = self.get_object(request, str(pk))
        if template is None or not self.has_view_permission(request, template):
            raise PermissionDenied
        name = f"{template.get_kind_display()}.docx"
        return attachment_response(template.file, name, DOCX)
