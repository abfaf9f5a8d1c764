"""The files that papers before committees are poured into, and what such a file may say of a paper."""

from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.papers.master import PLACES
from editing.papers.slides import check_slide_master
from editing.papers.word import check_master
from editing.reasons import History
from editing.uploads import KeptUnder
from editing.word.template import Field, Vocabulary
from people.models import Visitor
from regions.models import Region
from regions.word_template import WordTemplate


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    def visible_to(self, user: Visitor) -> "PaperTemplateQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))


class PaperTemplate(WordTemplate):
    """The office's own file that papers of its region are poured into; without one they have the portal's look."""

    VOCABULARY = Vocabulary(
        (
            Field("name", _("title of the item"), "แผนและงบประมาณการมีส่วนร่วมของภาคประชาชน"),
            Field("item", _("number of the item"), "วาระที่ 3.3"),
            Field("committee", _("committee"), "คณะกรรมการตัวอย่าง"),
            Field("meeting", _("number of the meeting"), "ครั้งที่ 4/2566"),
            Field("held_on", _("day of the meeting"), "22 ธันวาคม 2566"),
            Field("region", _("region"), "เขต 13 กรุงเทพมหานคร"),
            Field("fiscal_year", _("fiscal year"), "2567"),
            Field("issued_on", _("day of issue"), "15 ธันวาคม 2566"),
            Field("issued_by", _("issued by"), "นางสาวสมหญิง ตัวอย่าง"),
            Field("revision", _("revision"), "1"),
            *PLACES,
        )
    )
    # Samples for offices to begin from (scripts/make_paper_template.py); papers themselves are not made with them.
    SAMPLES = {
        ending: Path(__file__).resolve().parent.parent / f"papers/paper.{ending}"
        for ending in ("docx", "pptx")
    }

    class Kind(models.TextChoices):
        WORD = "docx", "Word"
        SLIDES = "pptx", "PowerPoint"

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="paper_templates", verbose_name=_("region")
    )
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.WORD)
    file = models.FileField(_("file (.docx or .pptx)"), upload_to=KeptUnder("templates"))

    objects = PaperTemplateQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("template of papers")
        verbose_name_plural = _("templates of papers")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind"],
                name="papertemplate_one_per_region_and_kind",
                violation_error_message=_(
                    "This region already has a template of that kind; replace its file."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="docx", file__iendswith=".docx")
                | models.Q(kind="pptx", file__iendswith=".pptx"),
                name="papertemplate_file_is_of_its_kind",
                violation_error_message=_("A file of Word ends in .docx, one of PowerPoint in .pptx."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.get_kind_display()}, {self.region}"

    @property
    def ending(self) -> str:
        return str(self.kind)

    def check_content(self, content: bytes) -> None:
        check = check_slide_master if self.kind == self.Kind.SLIDES else check_master
        check(content, self.VOCABULARY)
