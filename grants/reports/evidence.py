"""Files that show what a report says, attached and removed while the report is open."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.uploads import KeptUnder, check_attachment, kept_name
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
    def attach(cls, report: Report, upload: UploadedFile, *, by: User) -> "Evidence":
        """Keep a PDF or picture with a report that is open. Raises ValidationError for any other file."""
        content_type = check_attachment(upload)
        with REPORT_LIFE.doing("write", report, by) as held:
            if held.evidence.count() >= MOST_FILES:
                raise ValidationError(
                    gettext("A report holds at most %(most)d files. Put several pages into one PDF.")
                    % {"most": MOST_FILES},
                    code="too_many",
                )
            made = cls(
                report=held,
                file=upload,
                name=kept_name(upload.name),
                content_type=content_type,
                size=upload.size or 0,
                by=by,
            )
            made.full_clean(exclude=["file"])
            made.save()
            held.note(by=by, why=gettext("file attached: %(name)s") % {"name": made.name})
        return made

    def remove(self, *, by: User) -> None:
        """Take the file off its report, as long as the report is open; the report's history keeps its name."""
        with REPORT_LIFE.doing("write", self.report, by) as report:
            kept = Evidence.objects.filter(pk=self.pk).first()
            if kept is None:
                raise ValidationError(gettext("Somebody has removed this file already."), code="state")
            storage, path = kept.file.storage, str(kept.file.name)
            kept.delete()
            report.note(by=by, why=gettext("file removed: %(name)s") % {"name": kept.name})
            # Only once the row is surely gone: a file that nobody names does less harm than a name without its file.
            transaction.on_commit(lambda: storage.delete(path))
