"""A Word file with an agreement's fields in it: what it may hold, checking it, filling it in. Begin at fields.py."""

from pathlib import Path

from grants.agreements.document.checking import LARGEST, check_package
from grants.agreements.document.fields import sample_values
from grants.agreements.document.rendering import render

__all__ = ["DOCX", "LARGEST", "OWN_TEMPLATE", "check_template"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OWN_TEMPLATE = Path(__file__).with_name("agreement.docx")


def check_template(content: bytes) -> None:
    """Refuse a file that is no plain Word document or that names fields which agreements lack.

    Raises ValidationError with a sentence for each thing to correct. The file is filled in with sample data, so
    that what is taken here can be filled in later.
    """
    check_package(content)
    render(content, sample_values())
