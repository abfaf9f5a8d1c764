"""Files that show what a report says, attached and removed while the report is open."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.uploads import KeptUnder, take_in
from grants.reports.life import REPORT_LIFE
from grants.reports.report import Report
from people.attached import AttachedFile
from people.models import User

# Of one report: enough for every receipt of an instalment, and an end for whoever sends files by machine.
MOST_FILES = 60


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> "EvidenceQuerySet":
        return self.filter(report__in=Report.objects.visible_to(user))


class Evidence(AttachedFile):
    """A file that shows what a report says: a receipt, a list of names, a photograph."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence", verbose_name=_("report"))
    file = models.FileField(_("file"), upload_to=KeptUnder("evidence/%Y/%m"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["report", "pk"]

    @classmethod
    def add(cls, report: Report, upload: UploadedFile, *, by: User) -> "Evidence":
        """Keep a PDF or picture with a report that is open. Raises ValidationError for any other file."""
        taken = take_in(upload)
        with REPORT_LIFE.doing("write", report, by) as held:
            if held.evidence.count() >= MOST_FILES:
                raise ValidationError(
                    gettext("A report holds at most %(most)d files. Put several pages into one PDF.")
                    % {"most": MOST_FILES},
                    code="too_many",
                )
            return cls(report=held).attach(taken, held, by=by)

    def remove(self, *, by: User) -> None:
        """Take the file off its report, as long as the report is open; the report's history keeps its name."""
        with REPORT_LIFE.doing("write", self.report, by) as held:
            self.take_off(held, by=by)
