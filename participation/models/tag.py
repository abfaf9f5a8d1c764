"""What activities are told apart by: the five joint missions of a health region, and the issues they work on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.of_years import OfYears, of_year
from editing.texts import LineField
from spreadsheets.models import history


class ActivityTagQuerySet(models.QuerySet["ActivityTag"]):
    def for_year(self, fiscal_year: int) -> "ActivityTagQuerySet":
        return self.filter(of_year(fiscal_year))


class ActivityTag(OfYears, Held):
    """A joint mission (ภารกิจ 5 ร่วม, seed 002) or an issue (seed 003); head office keeps the list."""

    class Kind(models.TextChoices):
        MISSION = "mission", _("joint mission")
        ISSUE = "issue", _("issue")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    number = models.PositiveSmallIntegerField(_("number"))
    name = LineField(_("name"), max_length=120, unique=True)

    objects = ActivityTagQuerySet.as_manager()
    history = history()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("tag of activities")
        verbose_name_plural = _("tags of activities")
        ordering = ["kind", "number"]
        constraints = [
            *OfYears.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "number"],
                name="activitytag_number_once_per_kind",
                violation_error_message=_("There is a tag of that number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
