"""Files that people attach to a record (a scan, a receipt, a photograph): what is taken, and how it goes out again."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _

from editing.pictures import ENDINGS, PictureRefused, drawn_alone, kind_of
from thai.text import without_control_characters

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
LONGEST_NAME = 255


def kept_name(name: str | None) -> str:
    """The name of a file as its sender gave it, without what cannot be kept; a long one keeps its ending."""
    return without_control_characters(PurePath(name or "").name)[-LONGEST_NAME:]


@deconstructible
@dataclass
class KeptUnder:
    """Where a file is kept: in a folder (with %Y for the year) under a name of ours.

    A name that a person gives may have more bytes than a disk takes.
    """

    folder: str

    def __call__(self, _record: Model, name: str) -> str:
        ending = without_control_characters(PurePath(name).suffix.lower())[:8]
        return f"{timezone.localdate():{self.folder}}/{uuid4().hex}{ending}"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What the portal keeps of a file that a person attached. `size` is in bytes."""

    file: File
    name: str
    content_type: str
    size: int


def take_in(upload: UploadedFile) -> TakenFile:
    """Take a PDF, or a picture without its place and time. Raises ValidationError for any other file.

    Every act that attaches a paper comes through here, so that no picture of the portal tells where it was taken.
    """
    content_type = check_attachment(upload)
    if content_type in ENDINGS:
        return _drawn(upload)
    return TakenFile(upload, kept_name(upload.name), content_type, upload.size or 0)


def take_in_photograph(upload: UploadedFile) -> TakenFile:
    """The same for a photograph (JPEG, PNG, WebP), whatever its name ends in. Raises ValidationError for any other."""
    if (upload.size or 0) > LARGEST:
        raise ValidationError(
            _("The photograph is larger than %(size)d MB. Make it smaller and choose it again.")
            % {"size": LARGEST // (1024 * 1024)},
            code="size",
        )
    return _drawn(upload)


def _drawn(upload: UploadedFile) -> TakenFile:
    try:
        content = drawn_alone(upload.read())
    except PictureRefused:
        raise ValidationError(
            _("“%(name)s” is no whole photograph of a kind that can be shown (JPEG, PNG, WebP).")
            % {"name": kept_name(upload.name)},
            code="type",
        ) from None
    kind = kind_of(content)
    file = ContentFile(content, name=f"picture{ENDINGS[kind]}")
    return TakenFile(file, kept_name(upload.name), kind, len(content))


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


class AttachmentField(forms.FileField):
    """A PDF or picture to attach."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data: object, initial: object = None) -> object:
        if file := super().clean(data, initial):
            check_attachment(file)
        return file


def kept_file(file: FieldFile, stem: str) -> FileResponse:
    """Hand out a file that was checked when it came: its ending tells the kind. Raises Http404 where there is none."""
    if not file:
        raise Http404
    name = str(file.name)
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return attachment_response(file, f"{stem}{PurePath(name).suffix}", content_type)


def attachment_response(file: File, name: str, content_type: str) -> FileResponse:
    """Hand a kept file out for saving; the browser neither guesses its type nor shows it as a page of ours."""
    response = FileResponse(file.open("rb"), content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
