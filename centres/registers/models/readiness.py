"""An organisation on its way to a registration under section 3, step by step, each with its days and its person."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation, OrganisationRole
from centres.registers.life import READINESS_LIFE, ReadinessState
from editing.days import days_constraint, has_come
from editing.held import Held
from editing.proof.portal_user import KEPT
from editing.shown import digest_of
from editing.texts import LineField, ProseField
from people.fields import PersonField
from people.models import User, Visitor
from people.rights import of_own_organisation
from people.roles import REVIEWING_ROLES
from regions.models import Region
from spreadsheets.models import history


class ReadinessQuerySet(models.QuerySet["Readiness"]):
    def visible_to(self, user: Visitor) -> "ReadinessQuerySet":
        """The region's staff and mentors, and the coordinators of the organisation; head office all."""
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(
            Q(organisation__region__in=user.region_numbers(*REVIEWING_ROLES)) | of_own_organisation(user)
        )

    def with_everything(self) -> "ReadinessQuerySet":
        return self.select_related("organisation__region", "submitted_by", "registered_by")

    def as_on(self, day: date, *steps: ReadinessState) -> "models.QuerySet[Any]":
        """Those that stood at one of the steps at the end of a day: each with its `step_then`, and `since_then`."""
        taken = ReadinessStep.objects.filter(readiness=OuterRef("pk"), since__lte=day).order_by("-pk")
        return self.annotate(
            step_then=Subquery(taken.values("state")[:1]), since_then=Subquery(taken.values("since")[:1])
        ).filter(step_then__in=steps)


class Readiness(Held):
    """That an organisation means to become a special referral unit (หน่วยบริการรับส่งต่อเฉพาะด้าน), and where it stands.

    A centre of people with disabilities (IL) that gets ready is the example of region 6 (seed 000).
    """

    State = ReadinessState

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="readiness", verbose_name=_("organisation")
    )
    field = LineField(
        _("field of service"),
        max_length=160,
        blank=True,
        help_text=_("What it would be registered for, as its request says it."),
    )
    remarks = ProseField(_("remarks"), blank=True)
    state = models.CharField(
        _("step"), max_length=10, choices=ReadinessState, default=ReadinessState.CANDIDATE, editable=False
    )
    submitted_by = PersonField(_("submitted by"), null=True)
    registered_by = PersonField(_("registered by"), null=True)
    registration_number = LineField(_("registration number"), max_length=60, blank=True, editable=False)

    objects = ReadinessQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("readiness for section 3")
        verbose_name_plural = _("readiness for section 3 of organisations")
        ordering = ["organisation__region", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=~Q(state="stopped"),
                name="readiness_one_under_way",
                violation_error_message=_("This organisation is in the register already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "registered"]) | Q(submitted_by__isnull=False),
                name="readiness_submitted_by_somebody",
                violation_error_message=_("Who asked for the registration has to be known."),
            ),
            models.CheckConstraint(
                condition=Q(state="registered", registered_by__isnull=False)
                & ~Q(registration_number="")
                & ~Q(registered_by=F("submitted_by"))
                | ~Q(state="registered") & Q(registered_by=None, registration_number=""),
                name="readiness_registered_by_another",
                violation_error_message=_(
                    "A registration has a number, and nobody registers what they submitted themselves."
                ),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(organisation)s, section 3") % {"organisation": self.organisation}

    def get_absolute_url(self) -> str:
        return reverse("readiness", args=[self.pk])

    def hold(self) -> "Readiness":
        Region.objects.select_for_update(no_key=True).get(pk=self.organisation.region_id)
        rows = Readiness.objects.select_for_update(no_key=True, of=("self",))
        return rows.select_related("organisation__region").get(pk=self.pk)

    @property
    def shown(self) -> str:
        """What its page shows to whoever decides: its version, which goes on with each mark, and its papers."""
        files = self.files.filter(removed_at=None).order_by("pk").values_list("pk", flat=True)
        return digest_of(self.version, self.state, list(files))

    def step_now(self) -> "ReadinessStep":
        return next(step for step in self.steps.all() if step.until is None)


class UnderReadiness(models.QuerySet[Any]):
    def visible_to(self, user: Visitor) -> "UnderReadiness":
        return self.filter(readiness__in=Readiness.objects.visible_to(user))


class ReadinessStep(models.Model):
    """One step, from a day until a day, with who took it and on what authority. Rows stay."""

    portal_may = KEPT

    readiness = models.ForeignKey(
        Readiness, models.PROTECT, related_name="steps", verbose_name=_("readiness for section 3")
    )
    state = models.CharField(_("step"), max_length=10, choices=ReadinessState)
    since = models.DateField(pgettext_lazy("start of a period", "from"), validators=[has_come])
    until = models.DateField(
        pgettext_lazy("end of a period", "until"), null=True, blank=True, validators=[has_come]
    )
    said = LineField(_("reason or authority"), max_length=255, blank=True)
    by = PersonField(_("recorded by"))
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = UnderReadiness.as_manager()

    class Meta:
        verbose_name = _("step of readiness")
        verbose_name_plural = _("steps of readiness")
        ordering = ["readiness", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="readinessstep_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["readiness"],
                condition=Q(until=None),
                name="readinessstep_one_open",
                violation_error_message=_("It stands at one step at a time."),
            ),
            days_constraint("readinessstep", "since", "until"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.readiness}"


@READINESS_LIFE.needs("register")
def holds_no_such_role_yet(readiness: Readiness) -> None:
    roles = OrganisationRole.objects.filter(organisation=readiness.organisation_id, until=None)
    if roles.filter(kind=OrganisationRole.Kind.SERVICE_UNIT).exists():
        said = gettext("%(organisation)s is a referral service unit of section 3 already.")
        raise ValidationError(said % {"organisation": readiness.organisation}, code="role")
