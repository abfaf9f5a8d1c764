"""An amendment of a plan that was decided on: changes laid over the version in force until they are decided on, too."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.shown import digest_of
from editing.texts import ProseField
from editing.written import HasWriters
from participation.life import AMENDMENT_LIFE, PLAN_LIFE, AmendmentState
from participation.models.plan import Plan
from participation.models.version import PlanVersion
from people.models import User, Visitor
from people.roles import DRAFT_ROLES
from spreadsheets.models import history


class PlanAmendmentQuerySet(models.QuerySet["PlanAmendment"]):
    def visible_to(self, user: Visitor) -> "PlanAmendmentQuerySet":
        """As the plans: what was not submitted is not for a committee, withdrawn or not."""
        found = self.filter(plan__in=Plan.objects.visible_to(user))
        if not isinstance(user, User) or user.sees_every_region:
            return found
        staffed = Q(plan__region__in=user.region_numbers(*DRAFT_ROLES))
        return found.filter(Q(submitted_by__isnull=False) | staffed)

    def written_in_by(self, people: Iterable[int]) -> "PlanAmendmentQuerySet":
        """Those of whose changes, as they stand, one of these persons wrote one (`PlanAmendment.writers`)."""
        written = Q(pk__in=[])
        for parts in ("changes", "line_changes"):
            model: Any = self.model._meta.get_field(parts).related_model
            hers = model.history.filter(history_user__in=people).values("id")
            written |= Q(pk__in=model.objects.filter(pk__in=hers).order_by().values("amendment"))
        return self.filter(written)

    def open(self) -> "PlanAmendmentQuerySet":
        return self.filter(state__in=[AmendmentState.DRAFT, AmendmentState.SUBMITTED])


class PlanAmendment(HasWriters):
    """What a region wants to read otherwise in its plan, and why. Decided on, it became a version."""

    State = AmendmentState

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="amendments", verbose_name=_("participation plan")
    )
    reason = ProseField(_("reason"), blank=True, help_text=_("Why the plan is to change."))
    state = models.CharField(
        _("state"), max_length=12, choices=AmendmentState, default=AmendmentState.DRAFT, editable=False
    )
    made_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name=_("begun by")
    )
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("submitted by")
    )
    became = models.OneToOneField(
        PlanVersion,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="amendment",
        verbose_name=_("version that it became"),
    )

    objects = PlanAmendmentQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("amendment of a plan")
        verbose_name_plural = _("amendments of plans")
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_by__isnull=False),
                name="planamendment_submitted_by_somebody",
                violation_error_message=_("An amendment that waits for a decision says who submitted it."),
            ),
            models.CheckConstraint(
                condition=Q(state="decided", became__isnull=False) | ~Q(state="decided") & Q(became=None),
                name="planamendment_became_a_version",
                violation_error_message=_("An amendment that was decided on, and no other, is a version."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Amendment of %(plan)s by %(person)s") % {"plan": self.plan, "person": self.made_by}

    def get_absolute_url(self) -> str:
        return reverse("plan-amendment", args=[self.plan.fiscal_year, self.plan.region_id, self.pk])

    def hold(self) -> "PlanAmendment":
        """The plan first: who decides on one amendment waits for who writes in another."""
        self.plan.hold()
        return super().hold()

    @classmethod
    def writers_of(cls, keys: list[int]) -> dict[int, set[int]]:
        """Who wrote their changes as they stand."""
        found: dict[int, set[int]] = {key: set() for key in keys}
        # A new line is told which it became by the decision: who decides has written nothing of it.
        became = Q(what="add", line__isnull=False)
        for parts, decided in (("changes", Q(pk__in=[])), ("line_changes", became)):
            model: Any = cls._meta.get_field(parts).related_model
            standing = model.objects.filter(amendment__in=keys).order_by().values("pk")
            told = model.history.filter(id__in=standing).exclude(decided).exclude(history_user=None)
            for key, person in told.order_by().values_list("amendment", "history_user").distinct():
                found[key].add(person)
        return found

    @property
    def reason_shown(self) -> str:
        return digest_of(self.reason)

    @property
    def shown(self) -> str:
        changes, lines = (
            sorted((each.pk, each.version) for each in rows.all())
            for rows in (self.changes, self.line_changes)
        )
        return digest_of(self.version, self.state, self.reason, changes, lines, self.plan.shown)

    @cached_property
    def going(self) -> set[int]:
        """Keys of the lines that it takes out."""
        return {each.line_id for each in self.line_changes.all() if each.what == "out" and each.line_id}


# The changes of an amendment with the lines and items that they are of.
PARTS = ("changes__item__line", "changes__line", "line_changes__line__items", "line_changes__after")


@AMENDMENT_LIFE.needs("write", "submit", "decide")
def is_of_a_plan_in_force(amendment: PlanAmendment) -> None:
    if amendment.plan.state != Plan.State.DECIDED:
        raise ValidationError(
            gettext("Only a plan that was decided on is amended; this one is “%(state)s”.")
            % {"state": amendment.plan.get_state_display()},
            code="plan_state",
        )


@AMENDMENT_LIFE.needs("submit", "decide")
def says_what_and_why(amendment: PlanAmendment) -> None:
    if not amendment.reason:
        raise ValidationError(gettext("Say first why the plan is to change."), code="reason")
    prefetch_related_objects([amendment], *PARTS)
    changes: list[Any] = [*amendment.line_changes.all(), *amendment.changes.all()]
    if not changes:
        raise ValidationError(gettext("The amendment changes nothing yet."), code="amendment_empty")
    adrift = sum(change.is_adrift for change in changes)
    if adrift:
        raise ValidationError(
            gettext("%(count)s changes are of a line that was taken out of the plan. Leave them out first.")
            % {"count": adrift},
            code="line_gone",
        )
    overtaken = sum(change.is_overtaken for change in changes)
    if overtaken:
        raise ValidationError(
            gettext(
                "%(count)s changes are of what another amendment changed meanwhile. Choose first what is to stand."
            )
            % {"count": overtaken},
            code="overtaken",
        )


@PLAN_LIFE.needs("close")
def has_no_open_amendment(plan: Plan) -> None:
    if plan.amendments.open().exists():
        raise ValidationError(
            gettext("An amendment of the plan is still open. Decide on it or withdraw it first."),
            code="amended",
        )
