"""Support from elsewhere, shown beside ours and never added to it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation
from editing.baht import BahtField
from editing.fields import FiscalYearField, fiscal_year_constraint
from editing.held import Held
from editing.texts import LineField
from participation.models.item import PlanLine
from people.models import Visitor
from regions.models import Region
from spreadsheets.models import history


class OtherSourceQuerySet(models.QuerySet["OtherSource"]):
    def visible_to(self, user: Visitor) -> "OtherSourceQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))


class OtherSource(Held):
    """What another body gives to an organisation or to a line of the plan in a year."""

    class Source(models.TextChoices):
        LOCAL_FUND = "local_fund", _("local health security fund")
        LONG_TERM_CARE = "ltc", _("long-term care fund")
        REHABILITATION = "rehabilitation", _("provincial rehabilitation fund")
        THAIHEALTH = "thaihealth", _("Thai Health Promotion Foundation")
        CONSUMER_BOARD = "consumer_board", _("Office of the Consumer Protection Board")
        CONSUMER_COUNCIL = "consumer_council", _("Thailand Consumers Council")
        OTHER = "other", _("other source")

    class Form(models.TextChoices):
        MONEY = "money", _("money")
        PEOPLE = "people", _("people")
        IN_KIND = "in_kind", _("in kind")

    class State(models.TextChoices):
        EXPECTED = "expected", _("expected")
        RECEIVED = "received", _("received")

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    fiscal_year = FiscalYearField(_("fiscal year"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_sources",
        verbose_name=_("organisation"),
    )
    plan_line = models.ForeignKey(
        PlanLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_sources",
        verbose_name=_("plan line"),
    )
    activity = LineField(
        _("activity"), max_length=255, blank=True, help_text=_("Which activity of the plan line it supports.")
    )
    source = models.CharField(_("source"), max_length=16, choices=Source)
    name = LineField(_("name of the source"), max_length=160, blank=True)
    form = models.CharField(_("form"), max_length=8, choices=Form)
    amount = BahtField(_("amount (baht)"), null=True, blank=True)
    description = LineField(_("what is given"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.EXPECTED)

    objects = OtherSourceQuerySet.as_manager()
    history = history()

    class Meta:
        app_label = "grants"  # among whose tables its own was made
        verbose_name = _("other source")
        verbose_name_plural = _("other sources")
        ordering = ["-fiscal_year", "region", "pk"]
        constraints = [
            fiscal_year_constraint("othersource_fiscal_year_is_buddhist"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, plan_line=None)
                | Q(organisation=None, plan_line__isnull=False),
                name="othersource_of_one_thing",
                violation_error_message=_("Choose either an organisation or a line of the plan."),
            ),
            models.CheckConstraint(
                condition=Q(form="money", amount__isnull=False, amount__gt=0)
                | (~Q(form="money") & ~Q(description="")),
                name="othersource_says_how_much",
                violation_error_message=_("Money has an amount; people and things are described."),
            ),
            models.CheckConstraint(
                condition=~Q(source="other") | ~Q(name=""),
                name="othersource_other_has_a_name",
                violation_error_message=_("Name the other source."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_source_display()

    def clean(self) -> None:
        if self.organisation and self.organisation.region_id != self.region_id:
            raise ValidationError(
                {"organisation": gettext("This organisation is of another region.")}, code="region"
            )
        plan = self.plan_line.plan if self.plan_line else None
        if plan and (plan.region_id, plan.fiscal_year) != (self.region_id, self.fiscal_year):
            raise ValidationError(
                {"plan_line": gettext("This line is of another region or fiscal year.")}, code="region"
            )
