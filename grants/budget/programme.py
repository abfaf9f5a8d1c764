"""What a region may grant in a fiscal year: the programme with its ceiling, from plan to close."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.baht import BahtField, CountedBahtField
from editing.changes import moves_of
from editing.fields import FiscalYearField, fiscal_year_constraint
from editing.held import Held
from editing.refusals import refused_at
from editing.shown import digest_of
from editing.texts import LineField
from grants.budget.life import PROGRAMME_LIFE, ProgrammeState
from grants.rules.refusals import CEILING_BY_REQUEST
from participation.models import Plan
from people.acts import When
from people.models import User, Visitor
from regions.models import Region
from spreadsheets.models import history
from thai.amounts import NO_BAHT
from thai.sentences import gettext


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: Visitor) -> "ProgrammeQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))

    def budget_read_by(self, user: User) -> "ProgrammeQuerySet":
        """Those whose requests and figures she reads, too."""
        return self.visible_to(user).filter(region__in=Region.objects.budget_read_by(user))

    def for_year(self, fiscal_year: int) -> "ProgrammeQuerySet":
        return self.filter(fiscal_year=fiscal_year)


class Programme(Held):
    """The money of one region for one fiscal year under one project name, and the most it may grant.

    `allocated` is the sum of the allocations, of a cancelled one only what was paid. A trigger keeps it, and
    a CHECK holds it within the ceiling, so no path into the database can grant more. Money moves while the
    year is open: a planned or closed one takes no entry in the ledger.
    """

    State = ProgrammeState

    region = models.ForeignKey(Region, models.PROTECT, related_name="programmes", verbose_name=_("region"))
    fiscal_year = FiscalYearField(_("fiscal year"))
    name = LineField(_("programme name"), max_length=255)
    ceiling = BahtField(_("ceiling (baht)"))
    allocated = CountedBahtField(_("allocated (baht)"), default=NO_BAHT, editable=False)
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
    budget_code = LineField(_("budget code"), max_length=60, blank=True)
    source_document = LineField(_("source document"), max_length=255, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ProgrammeState, default=ProgrammeState.PLANNED, editable=False
    )
    agreements_numbered = models.PositiveIntegerField(default=0, editable=False)

    objects = ProgrammeQuerySet.as_manager()
    history = history(
        excluded_fields=["allocated", "agreements_numbered"]
    )  # a sum of other records, each with its own history

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
        own = (self.region_id, self.fiscal_year)
        if self.plan and (self.plan.region_id, self.plan.fiscal_year) != own:
            raise refused_at("plan", gettext("The plan is of another region or fiscal year."), "plan")
        if self.pk and Programme.objects.filter(pk=self.pk).exclude(ceiling=self.ceiling).exists():
            raise refused_at("ceiling", str(CEILING_BY_REQUEST), "ceiling")

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed last; None while it is not closed."""
        last = list(moves_of(self))[-1:] if self.state == self.State.CLOSED else []
        return timezone.localdate(last[0].history_date) if last else None

    @property
    def shown(self) -> str:
        """What its page shows to whoever opens the year, or opens it again."""
        return digest_of(self.version, self.state, self.ceiling, self.allocated)

    @property
    def remaining(self) -> Decimal:
        return self.ceiling - self.allocated

    def hold(self) -> "Programme":
        """Return the programme as it is now; who else writes in the region waits until this transaction ends.

        Every method that moves money begins here: one lock, always the same first one, so that two people
        wait for each other and never for ever.
        """
        Region.objects.select_for_update(no_key=True).get(pk=self.region_id)
        return Programme.objects.select_for_update(no_key=True).get(pk=self.pk)

    def require_open(self) -> None:
        """Refuse to move money in a year that is planned or closed."""
        if self.state != self.State.OPEN:
            raise ValidationError(
                gettext("Fiscal year %(year)s is %(state)s. Money moves only while the year is open.")
                % {"year": self.fiscal_year, "state": self.get_state_display()},
                code="year",
            )

    def require_not_closed(self) -> None:
        """Refuse to change what a year holds once it is closed."""
        if self.state == self.State.CLOSED:
            raise ValidationError(
                gettext("Fiscal year %(year)s is closed. Head office can open it again, with a reason.")
                % {"year": self.fiscal_year},
                code="year",
            )

    def open(self, *, by: User, seen: str | None = None) -> None:
        """Let the year's money move: from here on agreements can be signed and paid."""
        with PROGRAMME_LIFE.doing("open", self, by, seen=seen) as held:
            held.store(by=by, why=gettext("year opened"), fields=["state"])


def years_of(when: When) -> ProgrammeQuerySet:
    """The programmes in whose years an act is done: the few that are open, or not closed."""
    closed_to = (
        [ProgrammeState.CLOSED] if when != When.OPEN else [ProgrammeState.PLANNED, ProgrammeState.CLOSED]
    )
    return Programme.objects.exclude(state__in=closed_to).order_by()
