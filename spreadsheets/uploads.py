"""Files that people attach to a record (a scan, a receipt, a photograph): what is taken, and how it goes out again."""

from pathlib import PurePath
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024

# By content, not by name or by what the browser says: how each kind of file begins.
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
}
_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
ACCEPTED = ".pdf,.jpg,.jpeg,.png"


def check_attachment(upload: UploadedFile) -> str:
    """Return the content type of an uploaded PDF or picture. Raises ValidationError for anything else.

    The name's ending, the first bytes and the size have to fit; the file is left at its beginning.
    """
    if (upload.size or 0) > LARGEST:
        raise ValidationError(
            _("The file is larger than %(size)d MB. Make it smaller and choose it again.")
            % {"size": LARGEST // (1024 * 1024)},
            code="size",
        )
    if not upload.size:
        raise ValidationError(_("The file is empty."), code="empty")
    beginning = upload.read(16)
    upload.seek(0)
    ending = PurePath(upload.name or "").suffix.lower()
    for content_type, marks in _BEGINNINGS.items():
        if beginning.startswith(marks) and ending in _ENDINGS[content_type]:
            return content_type
    raise ValidationError(
        _("“%(name)s” is neither a PDF nor a picture (.pdf, .jpg, .png).") % {"name": upload.name},
        code="type",
    )


def attachment_response(file: File, name: str, content_type: str) -> FileResponse:
    """Hand a kept file out for saving; the browser neither guesses its type nor shows it as a page of ours."""
    response = FileResponse(file.open("rb"), content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
