"""The agreement as a letter-like Word file, from the office's own template or the portal's."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from grants.agreements.agreement import Agreement
from grants.agreements.document import OWN_TEMPLATE, VOCABULARY, values_of
from grants.agreements.template import AgreementTemplate


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
    return VOCABULARY.fill(template_for(agreement), values_of(agreement))
