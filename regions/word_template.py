"""The office's own Word files, from which its papers are written."""

from pathlib import Path
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.refusals import refused_at
from editing.uploads import KeptUnder
from editing.word.checking import LARGEST, WORD_FILE
from editing.word.template import Vocabulary


class WordTemplate(Held):
    """A region's own Word file for one kind of paper; without one the portal has its own way.

    A kind of paper says in `VOCABULARY` what such a file may hold, and in `SAMPLES`, by their endings, where the
    portal's are.
    """

    VOCABULARY: ClassVar[Vocabulary]
    SAMPLES: ClassVar[dict[str, Path]]

    file = models.FileField(_("Word file (.docx)"), upload_to=KeptUnder("templates"))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Take only a plain file that can be filled in; a file that is kept already was checked when it came."""
        if not self.file:
            return
        is_kept = getattr(self.file, "_committed", True)
        is_other = not str(self.file.name).lower().endswith(f".{self.ending}")
        if is_other or (not is_kept and self.file.size > LARGEST):
            said = gettext("Choose a file that ends in .%(ending)s and has at most %(size)d MB.")
            raise refused_at("file", said % {"ending": self.ending, "size": LARGEST // 1024**2}, "type")
        if is_kept:
            return
        self.file.seek(0)
        content = self.file.read()
        self.file.seek(0)
        try:
            self.check_content(content)
        except ValidationError as error:
            raise ValidationError({"file": error.messages}, code="template") from error

    @property
    def ending(self) -> str:
        return WORD_FILE.ending

    def check_content(self, content: bytes) -> None:
        """Refuse a file that cannot be filled in. Raises ValidationError with what to correct."""
        self.VOCABULARY.check(content)

    def content(self) -> bytes:
        """The file as it was taken in. Raises ValidationError where it is lost."""
        try:
            with self.file.open("rb") as file:
                return bytes(file.read())
        except FileNotFoundError as error:
            raise ValidationError(
                gettext("The file of the region's template is lost. Upload it again in the admin."),
                code="lost",
            ) from error
