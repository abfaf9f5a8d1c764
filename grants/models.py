"""What a region grants in a fiscal year: the programme with its ceiling, and who gets how much."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation
from grants.fields import BahtField, CountedBahtField, less
from participation.models import Plan
from regions.fields import FiscalYearField, fiscal_year_constraint
from regions.models import Region
from regions.versions import Versioned
from spreadsheets.models import history
from thai.money_words import format_baht


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: Any) -> "ProgrammeQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))

    def for_year(self, fiscal_year: int) -> "ProgrammeQuerySet":
        return self.filter(fiscal_year=fiscal_year)

    def with_remaining(self) -> "ProgrammeQuerySet":
        return self.annotate(remaining_baht=less(F("ceiling"), F("allocated")))


class Programme(Versioned):
    """The money of one region for one fiscal year under one project name, and the most it may grant.

    `allocated` is the sum of the allocations. A trigger keeps it, and a CHECK holds it within the
    ceiling, so no path into the database can grant more.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="programmes", verbose_name=_("region"))
    fiscal_year = FiscalYearField(_("fiscal year"))
    name = models.CharField(_("programme name"), max_length=255)
    ceiling = BahtField(_("ceiling (baht)"))
    allocated = CountedBahtField(_("allocated (baht)"), default=Decimal(0), editable=False)
    stated_total = BahtField(
        _("total stated in the paper (baht)"),
        null=True,
        blank=True,
        help_text=_("What the office's own table says it adds up to."),
    )
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("participation plan"),
    )
    budget_code = models.CharField(_("budget code"), max_length=60, blank=True)
    source_document = models.CharField(_("source document"), max_length=255, blank=True)

    objects = ProgrammeQuerySet.as_manager()
    history = history(excluded_fields=["allocated"])  # a sum of other records, each with its own history

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-fiscal_year", "region", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "fiscal_year"],
                name="programme_one_per_region_and_year",
                violation_error_message=_("This region already has a programme for that fiscal year."),
            ),
            fiscal_year_constraint("programme_fiscal_year_is_buddhist"),
            models.CheckConstraint(
                condition=Q(ceiling__gte=0),
                name="programme_ceiling_not_negative",
                violation_error_message=_("The ceiling cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(allocated__gte=0, allocated__lte=F("ceiling")),
                name="programme_allocated_within_ceiling",
                violation_error_message=_("The allocations add up to more than the ceiling."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(name)s, fiscal year %(year)s") % {"name": self.name, "year": self.fiscal_year}

    def clean(self) -> None:
        if (
            self.plan_id
            and self.plan
            and (self.plan.region_id, self.plan.fiscal_year)
            != (
                self.region_id,
                self.fiscal_year,
            )
        ):
            raise ValidationError(
                {"plan": gettext("The plan is of another region or fiscal year.")}, code="plan"
            )
        if self.pk and self.ceiling is not None:
            allocated = Allocation.objects.filter(programme_id=self.pk).total()
            if allocated > self.ceiling:
                raise ValidationError(
                    {
                        "ceiling": gettext(
                            "%(allocated)s baht are already allocated, more than a ceiling of %(ceiling)s."
                        )
                        % {"allocated": format_baht(allocated), "ceiling": format_baht(self.ceiling)}
                    },
                    code="ceiling",
                )

    @property
    def remaining(self) -> Decimal:
        return self.ceiling - self.allocated

    def check_room_for(self, amount: Decimal, *, instead_of: "Allocation | None" = None) -> None:
        """Refuse an amount that the ceiling has no room for, with the figures a person needs."""
        others = Allocation.objects.filter(programme_id=self.pk)
        if instead_of is not None and instead_of.pk:
            others = others.exclude(pk=instead_of.pk)
        left = self.ceiling - others.total()
        if amount > left:
            raise ValidationError(
                {
                    "amount": gettext("Only %(left)s baht are left under the ceiling of %(ceiling)s baht.")
                    % {"left": format_baht(left), "ceiling": format_baht(self.ceiling)}
                },
                code="ceiling",
            )

    def allocate(self, organisation: Organisation, amount: Decimal) -> "Allocation":
        """Grant an amount to an organisation, at the end of the table.

        Raises ValidationError when the ceiling has no room, also against a second person at once.
        """
        with transaction.atomic():
            Region.objects.select_for_update(no_key=True).get(
                pk=self.region_id
            )  # as all who write in a region
            programme = Programme.objects.select_for_update(no_key=True).get(pk=self.pk)
            last = programme.allocations.aggregate(last=models.Max("order"))["last"] or 0
            allocation = Allocation(
                programme=programme, organisation=organisation, order=last + 1, amount=amount
            )
            allocation.full_clean()
            allocation.save()
        self.refresh_from_db(fields=["allocated"])
        return allocation


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, user: Any) -> "AllocationQuerySet":
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def total(self) -> Decimal:
        """The sum in baht; 0.00 when there is none."""
        return self.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")


class Allocation(Versioned):
    """What one organisation is granted under a programme."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="allocations", verbose_name=_("programme")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="allocations", verbose_name=_("organisation")
    )
    order = models.PositiveSmallIntegerField(_("number"), help_text=_("Its place in the office's table."))
    amount = BahtField(_("amount (baht)"))

    is_summed_with_others = False  # a page of several allocations checks their sum, not each alone

    objects = AllocationQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["programme", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                name="allocation_once_per_organisation",
                violation_error_message=_("This organisation already has an allocation in the programme."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="allocation_amount_not_negative",
                violation_error_message=_("The amount cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {format_baht(self.amount)}"

    def clean(self) -> None:
        programme = getattr(self, "programme", None)  # not saved yet where both are written on one page
        if programme is None or not self.organisation_id:
            return  # the field's own error is on the list already
        if self.organisation.region_id != programme.region_id:
            raise ValidationError(
                {"organisation": gettext("This organisation is of another region.")}, code="region"
            )
        if self.amount is not None and not self.is_summed_with_others:
            programme.check_room_for(self.amount, instead_of=self)
