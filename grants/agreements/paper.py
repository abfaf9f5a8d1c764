"""The agreement as a letter-like Word file, from the office's own template or the portal's."""

from grants.agreements.agreement import Agreement
from grants.agreements.document import OWN_TEMPLATE, VOCABULARY, values_of
from grants.agreements.template import AgreementTemplate


def agreement_document(agreement: Agreement) -> bytes:
    """Write an agreement as .docx. Raises ValidationError when the office's template cannot be filled in."""
    kept = AgreementTemplate.objects.filter(region=agreement.programme.region_id, kind=agreement.kind).first()
    content = kept.content() if kept else OWN_TEMPLATE.read_bytes()
    return VOCABULARY.fill(content, values_of(agreement))
