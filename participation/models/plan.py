"""A region's plan of participation for a fiscal year, from draft to the end of its year."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.changes import moves_of
from editing.fields import FiscalYearField, fiscal_year_constraint
from editing.held import Held
from editing.refusals import required
from editing.shown import digest_of
from editing.texts import ProseField
from participation.life import PLAN_LIFE, PlanState
from people.models import User, Visitor
from people.roles import DRAFT_ROLES
from regions.models import Region
from spreadsheets.models import history
from thai.sentences import gettext


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Visitor) -> "PlanQuerySet":
        """The plans of the regions whose records a person reads; a draft is not for a committee yet."""
        plans = self.filter(region__in=Region.objects.visible_to(user))
        if not isinstance(user, User) or user.sees_every_region:
            return plans
        return plans.filter(~Q(state=PlanState.DRAFT) | Q(region__in=user.region_numbers(*DRAFT_ROLES)))

    def for_year(self, fiscal_year: int) -> "PlanQuerySet":
        return self.filter(fiscal_year=fiscal_year)


class Plan(Held):
    """What one region means to do for public participation in one fiscal year."""

    State = PlanState

    region = models.ForeignKey(Region, models.PROTECT, related_name="plans", verbose_name=_("region"))
    fiscal_year = FiscalYearField(_("fiscal year"))
    title = ProseField(
        _("title as written"),
        blank=True,
        help_text=_("The lines above the office's table; empty where the plan was not brought in."),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=PlanState, default=PlanState.DRAFT, editable=False
    )
    submitted_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )

    objects = PlanQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("participation plan")
        verbose_name_plural = _("participation plans")
        ordering = ["-fiscal_year", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "fiscal_year"],
                name="plan_one_per_region_and_year",
                violation_error_message=_("This region already has a plan for that fiscal year."),
            ),
            fiscal_year_constraint("plan_fiscal_year_is_buddhist"),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT, submitted_by=None)
                | ~Q(state=PlanState.DRAFT) & Q(submitted_by__isnull=False),
                name="plan_submitted_by_somebody",
                violation_error_message=_("A plan that is no draft says who submitted it."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Plan %(year)s, %(region)s") % {"year": self.fiscal_year, "region": self.region}

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.fiscal_year, self.region_id])

    @property
    def is_open(self) -> bool:
        """Only a draft changes; later states change by amendment."""
        return self.state == self.State.DRAFT

    @property
    def is_undecided(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.SUBMITTED)

    def hold(self) -> "Plan":
        Region.objects.select_for_update(no_key=True).get(pk=self.region_id)  # as all who write in a region
        return super().hold()

    def require_open(self) -> None:
        if not self.is_open:
            raise ValidationError(
                gettext("The plan is no longer a draft, so its lines do not change."), code="state"
            )

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed; None while it is not."""
        last = list(moves_of(self))[-1:] if self.is_closed else []
        return timezone.localdate(last[0].history_date) if last else None

    def require_not_closed(self) -> None:
        """Refuse what would change a year that is over. Reads the state as it is now: call it under `hold`."""
        if Plan.objects.filter(pk=self.pk, state=PlanState.CLOSED).exists():
            raise ValidationError(
                gettext("The plan is closed with its year. Nothing that belongs to it changes any more."),
                code="state",
            )

    @property
    def shown(self) -> str:
        """What its page shows: the plan, its lines in order, and the words, the place and the mark of each item."""
        lines = self.lines.order_by("pk").values_list("pk", "version", "order", "number", "form_words")
        shown = ("pk", "version", "order", "line", "mark", "after")
        items = self.lines.order_by("items__pk").values_list(*(f"items__{name}" for name in shown))
        return digest_of(self.version, self.state, list(lines), list(items))

    def submit(self, *, by: User, seen: str) -> None:
        """Hand the plan to the committee as it was shown; from here on it does not change line by line."""
        with PLAN_LIFE.doing("submit", self, by, seen=seen) as held:
            held.submitted_by = by
            held.store(by=by, why=gettext("submitted"), fields=["state", "submitted_by"])

    def return_to_draft(self, *, by: User, reason: str, seen: str | None = None) -> None:
        """Take a submitted plan back, so that its lines can change again; its history says why."""
        with PLAN_LIFE.doing("return_to_draft", self, by, seen=seen) as held:
            why = required(reason, "reason", gettext("Say why the plan goes back."))
            held.submitted_by = None
            held.store(by=by, why=why, fields=["state", "submitted_by"])

    def close(self, *, by: User, seen: str) -> None:
        """End the plan with its year; nothing in it changes any more, by amendment neither."""
        with PLAN_LIFE.doing("close", self, by, seen=seen) as held:
            held.store(by=by, why=gettext("closed"), fields=["state"])


class InPlan(Held):
    """What hangs on a plan beside its words: written under the plan's lock, and not at all once it is closed."""

    plan: Plan

    class Meta:
        abstract = True

    def require_changeable(self) -> None:
        """Refuse what may not be written now, with the sentence that says why: for the form and for `store`."""
        self.plan.require_not_closed()

    def clean(self) -> None:
        self.require_changeable()

    def store(
        self, *, by: AbstractBaseUser | None, why: str = "", fields: Iterable[str] | None = None
    ) -> None:
        with transaction.atomic():
            self.plan.hold()
            self.require_changeable()
            super().store(by=by, why=why, fields=fields)
