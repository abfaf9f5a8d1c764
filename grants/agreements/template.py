"""The Word files from which agreements are written."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.word.checking import LARGEST
from grants.agreements.agreement import Agreement
from grants.agreements.document import VOCABULARY
from people.models import Visitor
from regions.models import Region
from spreadsheets.models import history
from spreadsheets.uploads import KeptUnder


class AgreementTemplateQuerySet(models.QuerySet["AgreementTemplate"]):
    def visible_to(self, user: Visitor) -> "AgreementTemplateQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))


class AgreementTemplate(Held):
    """The office's own Word file from which agreements of one kind are written; without one the portal's is used."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="agreement_templates", verbose_name=_("region")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Agreement.Kind)
    file = models.FileField(_("Word file (.docx)"), upload_to=KeptUnder("templates"))

    objects = AgreementTemplateQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("agreement template")
        verbose_name_plural = _("agreement templates")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind"],
                name="agreementtemplate_one_per_region_and_kind",
                violation_error_message=_(
                    "This region already has a template of that kind; replace its file."
                ),
            )
        ]

    def clean(self) -> None:
        """Take only a plain .docx that can be filled in; a file that is kept already was checked when it came."""
        if not self.file or getattr(self.file, "_committed", True):
            return
        if not str(self.file.name).lower().endswith(".docx") or self.file.size > LARGEST:
            raise ValidationError(
                {
                    "file": gettext("Choose a Word file that ends in .docx and has at most %(size)d MB.")
                    % {"size": LARGEST // 1024**2}
                },
                code="type",
            )
        self.file.seek(0)
        content = self.file.read()
        self.file.seek(0)
        try:
            VOCABULARY.check(content)
        except ValidationError as error:
            raise ValidationError({"file": error.messages}, code="template") from error

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.region}"
