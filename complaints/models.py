"""The register of units that take complaints under section 50(5) of the National Health Security Act."""

from copy import copy
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centres.models import Organisation, OrganisationPerson, OrganisationRole
from complaints.life import UNIT_LIFE, UnitStanding, UnitState
from deciding.models import Decision
from editing.days import can_be, days_constraint, has_come
from editing.held import Held
from editing.shown import digest_of
from editing.texts import LineField, NameField, ProseField
from people.models import User, Visitor
from people.roles import Role
from regions.models import Province
from spreadsheets.models import history
from thai.dates import tell_date
from thai.sentences import gettext


class ReceivingUnitQuerySet(models.QuerySet["ReceivingUnit"]):
    def visible_to(self, user: Visitor) -> "ReceivingUnitQuerySet":
        """Staff and committees see their region's register; a complaint officer her own unit's entry."""
        if isinstance(user, AnonymousUser):
            return self.none()
        if user.sees_every_region:
            return self
        regions = user.region_numbers(Role.REGIONAL_STAFF, Role.COMMITTEE_MEMBER)
        own = OrganisationPerson.objects.current().filter(user=user, role=Role.COMPLAINT_OFFICER)
        own = own.filter(organisation__region__in=user.region_numbers(Role.COMPLAINT_OFFICER))
        return self.filter(
            Q(role__organisation__region__in=regions) | Q(role__organisation__in=own.values("organisation"))
        )


class ReceivingUnit(Held):
    """A unit where people can complain conveniently and independently of the party complained about.

    The law calls it หน่วยรับเรื่องร้องเรียนที่เป็นอิสระจากผู้ถูกร้องเรียน; since 2566 the name people see is
    ศูนย์คุ้มครองสิทธิบัตรทอง. Both are kept, because older papers use the former.
    """

    State = UnitState

    role = models.OneToOneField(
        OrganisationRole,
        models.PROTECT,
        related_name="receiving_unit",
        limit_choices_to={"kind": OrganisationRole.Kind.RECEIVING_UNIT},
        verbose_name=_("role of an organisation"),
    )
    registration_number = LineField(
        _("registration number"), max_length=60, blank=True, help_text=_("As the order prints it.")
    )
    order_number = LineField(_("order or announcement"), max_length=120, blank=True)
    order_date = models.DateField(_("date of the order"), null=True, blank=True, validators=[has_come])
    valid_from = models.DateField(_("registered from"), null=True, blank=True, validators=[can_be])
    valid_until = models.DateField(_("registered until"), null=True, blank=True, validators=[can_be])
    area = LineField(
        _("area"),
        max_length=255,
        blank=True,
        help_text=_("Where it takes complaints, in words, if not whole provinces."),
    )
    provinces = models.ManyToManyField(Province, blank=True, related_name="+", verbose_name=_("provinces"))
    state = models.CharField(
        _("state"), max_length=12, choices=UnitState, default=UnitState.APPLIED, editable=False
    )
    is_independent = models.BooleanField(
        _("declared independent"),
        default=False,
        help_text=_("Not part of a service unit, hospital, health station or state agency (section 50(5))."),
    )
    independence_declared_on = models.DateField(
        _("date of the declaration"), null=True, blank=True, validators=[has_come]
    )
    independence_exception = ProseField(
        _("documented exception"),
        blank=True,
        help_text=_("Why the unit is taken although its host is not independent."),
    )

    objects = ReceivingUnitQuerySet.as_manager()
    history = history(m2m_fields=["provinces"])

    class Meta:
        verbose_name = _("receiving unit")
        verbose_name_plural = _("receiving units")
        ordering = ["role__organisation__region", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["registered", "suspended"])
                | (~Q(registration_number="") & Q(order_date__isnull=False)),
                name="receivingunit_registered_by_an_order",
                violation_error_message=_(
                    "A registered unit has a registration number and the date of its order."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["registered", "suspended"])
                | Q(is_independent=True, independence_declared_on__isnull=False)
                | ~Q(independence_exception=""),
                name="receivingunit_independent_or_exception",
                violation_error_message=_(
                    "A unit is registered only when declared independent, or with a documented exception."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="receivingunit_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            days_constraint(
                "receivingunit", "order_date", "valid_from", "valid_until", "independence_declared_on"
            ),
        ]

    def __str__(self) -> str:
        return str(self.role.organisation)

    @property
    def organisation(self) -> Organisation:
        return self.role.organisation

    def clean(self) -> None:
        if self.role_id and self.role.kind != OrganisationRole.Kind.RECEIVING_UNIT:
            raise ValidationError({"role": gettext("Choose a role as receiving unit.")}, code="role")

    @property
    def standing(self) -> UnitStanding:
        """Where it stands today: a registration counts from its first day to its last."""
        today = timezone.localdate()
        if self.state != UnitState.REGISTERED:
            return UnitStanding(self.state)
        if self.valid_until and self.valid_until < today:
            return UnitStanding.ENDED
        return (
            UnitStanding.TO_COME if self.valid_from and self.valid_from > today else UnitStanding.REGISTERED
        )

    @property
    def shown(self) -> str:
        """What the register's page shows to whoever records a decision on the unit."""
        return digest_of(
            self.version,
            self.state,
            self.valid_until,
            self.registration_number,
            self.order_date,
            self.is_independent,
            self.independence_exception,
        )

    def decide(
        self,
        step: str,
        *,
        by: User,
        seen: str,
        authority: Decision,
        reason: str = "",
        valid_until: date | None = None,
    ) -> None:
        """Take a step of UNIT_LIFE on the authority of a meeting or order; it is kept for ever.

        `valid_until` is the new last day of a registration that is renewed. Raises ValidationError unless it is later.
        """
        with UNIT_LIFE.doing(step, self, by, seen=seen) as unit:
            if step == "renew":
                _renew(unit, valid_until)
            unit.full_clean()
            rests_on = authority.kept(unit.organisation.region_id, by)
            unit.store(by=by, why=str(rests_on), fields=["state", "valid_until"])
            taken = ReceivingUnitStatus(
                unit=unit,
                state=unit.state,
                authority=rests_on,
                reason=reason,
                recorded_by=by,
            )
            taken.full_clean()
            taken.save()


def _renew(unit: ReceivingUnit, valid_until: date | None) -> None:
    last = unit.valid_until
    if valid_until is None:
        raise ValidationError(gettext("Name the new last day of the registration."), code="renewed")
    if last is not None and valid_until <= last:
        said = gettext("A renewed registration ends later than on %(day)s.")
        raise ValidationError(said % {"day": tell_date(last)}, code="renewed")
    unit.valid_until = valid_until


@UNIT_LIFE.needs("register")
def has_what_a_registered_unit_has(unit: ReceivingUnit) -> None:
    """Its number and order, and its independence or a documented exception, as the constraints say."""
    registered = copy(unit)
    registered.state = UnitState.REGISTERED
    registered.validate_constraints()


class UnitRecordQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Visitor) -> "UnitRecordQuerySet":
        return self.filter(unit__in=ReceivingUnit.objects.visible_to(user))


class ReceivingUnitStatus(models.Model):
    """One step in the life of a unit, with the meeting or order that decided it."""

    unit = models.ForeignKey(
        ReceivingUnit, models.PROTECT, related_name="statuses", verbose_name=_("receiving unit")
    )
    state = models.CharField(_("state"), max_length=12, choices=UnitState)
    authority = models.ForeignKey(
        Decision, models.PROTECT, related_name="unit_steps", verbose_name=_("authority")
    )
    reason = ProseField(_("reason"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = UnitRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a receiving unit")
        verbose_name_plural = _("steps of receiving units")
        ordering = ["unit", "authority__decided_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.authority}"


class ReceivingUnitOfficer(Held):
    """A named officer of a unit and the training she has had."""

    unit = models.ForeignKey(
        ReceivingUnit, models.CASCADE, related_name="officers", verbose_name=_("receiving unit")
    )
    name = NameField(_("name"), max_length=120)
    is_responsible = models.BooleanField(_("responsible person"), default=False)
    trained_on = models.DateField(
        _("complaint course taken on"), null=True, blank=True, validators=[has_come]
    )
    mediation_trained_on = models.DateField(
        _("mediation course taken on"), null=True, blank=True, validators=[has_come]
    )
    since = models.DateField(
        pgettext_lazy("start of a period", "from"), default=timezone.localdate, validators=[can_be]
    )
    until = models.DateField(
        pgettext_lazy("end of a period", "until"), null=True, blank=True, validators=[can_be]
    )

    objects = UnitRecordQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("officer of a receiving unit")
        verbose_name_plural = _("officers of receiving units")
        ordering = ["unit", "-is_responsible", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="receivingunitofficer_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(is_responsible=True, until=None),
                name="receivingunit_one_responsible_person",
                violation_error_message=_("The unit already has a responsible person."),
            ),
            days_constraint("receivingunitofficer", "trained_on", "mediation_trained_on", "since", "until"),
        ]

    def __str__(self) -> str:
        return self.name
