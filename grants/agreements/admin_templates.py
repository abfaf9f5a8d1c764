"""Templates of agreements in the admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.forms import ReasonedForm
from grants.agreements.template import AgreementTemplate
from regions.word_template_admin import WordTemplateAdmin


class AgreementTemplateForm(ReasonedForm):
    class Meta:
        model = AgreementTemplate
        fields = ["region", "kind", "file"]
        # Without the library's link, which would lead to the file past the walls.
        widgets = {"file": forms.FileInput(attrs={"accept": ".docx"})}


@admin.register(AgreementTemplate)
class AgreementTemplateAdmin(WordTemplateAdmin):
    form = AgreementTemplateForm
    field_list_template = "admin/grants/agreementtemplate/fields.html"
    list_display = ["kind_name", "region", "present_file"]
    list_select_related = ["region"]
    list_filter = ["region"]
    fieldsets = [
        (None, {"fields": ["region", "kind", "file", "present_file", "sample_file"]}),
        (_("Fields that the file may hold"), {"fields": ["field_list"]}),
    ]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, template: AgreementTemplate) -> str:
        return str(template.get_kind_display())
