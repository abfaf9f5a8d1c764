"""The five forms of participation and their standard activities (region 6 paper, agenda item 3.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.of_years import OfYears, of_year
from editing.reasons import History
from editing.texts import LineField
from thai.text import match_key


class FormOfParticipationQuerySet(models.QuerySet["FormOfParticipation"]):
    def for_year(self, fiscal_year: int) -> "FormOfParticipationQuerySet":
        return self.filter(of_year(fiscal_year))

    def by_words(self, fiscal_year: int) -> dict[str, "FormOfParticipation"]:
        """The forms of a year by every name that they have or had, as compared: an old table keeps its old words."""
        forms = {form.pk: form for form in self.for_year(fiscal_year)}
        former = self.model.history.filter(id__in=forms).values_list("name", "id")
        known = {match_key(name): forms[key] for name, key in former}
        return known | {match_key(form.name): form for form in forms.values()}


class FormOfParticipation(OfYears, Held):
    """One of the forms in which civil society takes part; a plan line is always of one form."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = LineField(_("name"), max_length=255, unique=True)
    short_name = LineField(_("short name"), max_length=60, help_text=_("For charts and narrow screens."))

    objects = FormOfParticipationQuerySet.as_manager()
    history = History()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("form of participation")
        verbose_name_plural = _("forms of participation")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class StandardActivityQuerySet(models.QuerySet["StandardActivity"]):
    def for_year(self, fiscal_year: int) -> "StandardActivityQuerySet":
        """Those of a year, under a form of that year."""
        return self.filter(of_year(fiscal_year), of_year(fiscal_year, "form__"))


class StandardActivity(OfYears, Held):
    """An activity that the paper lists under a form."""

    form = models.ForeignKey(
        FormOfParticipation,
        models.PROTECT,
        related_name="activities",
        verbose_name=_("form of participation"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = LineField(_("activity"), max_length=500)

    objects = StandardActivityQuerySet.as_manager()
    history = History()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("standard activity")
        verbose_name_plural = _("standard activities")
        ordering = ["form", "number"]
        constraints = [
            *OfYears.Meta.constraints,
            models.UniqueConstraint(
                fields=["form", "number"],
                name="standardactivity_number_once_per_form",
                violation_error_message=_("The form already has an activity of that number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.number}.{self.number} {self.name}"
