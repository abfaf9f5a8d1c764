"""The agreement as a letter-like Word file, from the office's own template or the portal's."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from grants.agreements.agreement import Agreement
from grants.agreements.document.checking import LARGEST, check_package
from grants.agreements.document.fields import sample_values, values_of
from grants.agreements.document.rendering import render
from grants.agreements.template import AgreementTemplate

__all__ = [
    "DOCX",
    "LARGEST",
    "agreement_document",
    "check_template",
    "own_template",
    "template_for",
]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OWN_TEMPLATE = Path(__file__).with_name("agreement.docx")


def own_template() -> bytes:
    """The portal's own template, a sample for offices to begin from (scripts/make_agreement_template.py)."""
    return OWN_TEMPLATE.read_bytes()


def template_for(agreement: Agreement) -> bytes:
    """The region's template for agreements of that kind, else the portal's own."""
    kept = AgreementTemplate.objects.filter(region=agreement.programme.region_id, kind=agreement.kind).first()
    if kept is None:
        return own_template()
    try:
        with kept.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise ValidationError(
            _("The file of the region's template is lost. Upload it again in the admin."), code="lost"
        ) from error


def agreement_document(agreement: Agreement) -> bytes:
    """Write an agreement as .docx. Raises ValidationError when the office's template cannot be filled in."""
    content = template_for(agreement)
    check_package(content)
    return render(content, values_of(agreement))


def check_template(content: bytes) -> None:
    """Refuse a file that is no plain Word document or that names fields which agreements lack.

    Raises ValidationError with a sentence for each thing to correct. The file is filled in with sample data, so
    that what is taken here can be filled in later.
    """
    check_package(content)
    render(content, sample_values())
