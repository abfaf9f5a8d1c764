"""The Word files from which agreements are written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.word.checking import WORD_FILE
from grants.agreements.agreement import Agreement
from grants.agreements.document import OWN_TEMPLATE, VOCABULARY
from people.models import Visitor
from regions.models import Region
from regions.word_template import WordTemplate
from spreadsheets.models import history


class AgreementTemplateQuerySet(models.QuerySet["AgreementTemplate"]):
    def visible_to(self, user: Visitor) -> "AgreementTemplateQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))


class AgreementTemplate(WordTemplate):
    """The office's own Word file from which agreements of one kind are written; without one the portal's is used."""

    VOCABULARY = VOCABULARY
    SAMPLES = {WORD_FILE.ending: OWN_TEMPLATE}

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="agreement_templates", verbose_name=_("region")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Agreement.Kind)

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

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.region}"
