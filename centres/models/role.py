"""What an organisation is to NHSO, and since when: coordination centre, grantee, receiving unit."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import Organisation
from deciding.models import Decision
from editing.days import can_be, days_constraint
from editing.held import Held
from editing.of_days import OfDaysQuerySet
from editing.texts import LineField
from people.models import Visitor
from regions.models import District, Province
from spreadsheets.models import history


class OrganisationRoleQuerySet(OfDaysQuerySet["OrganisationRole"]):
    def visible_to(self, user: Visitor) -> "OrganisationRoleQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class OrganisationRole(Held):
    """One role that an organisation holds for a time; the same organisation may hold several."""

    class Kind(models.TextChoices):
        COORDINATION_CENTRE = "coordination_centre", _("coordination centre")
        GRANTEE = "grantee", _("grantee")
        RECEIVING_UNIT = "receiving_unit", _("receiving unit of section 50(5)")
        SERVICE_UNIT = "service_unit", _("referral service unit of section 3")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="roles", verbose_name=_("organisation")
    )
    kind = models.CharField(_("role"), max_length=20, choices=Kind)
    since = models.DateField(
        pgettext_lazy("start of a period", "from"), default=timezone.localdate, validators=[can_be]
    )
    until = models.DateField(
        pgettext_lazy("end of a period", "until"), null=True, blank=True, validators=[can_be]
    )
    authority = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        limit_choices_to={"taken_back": False},
        verbose_name=_("authority"),
        help_text=_("The decision or order that gave the role; a new order is written below."),
    )
    document = LineField(
        _("document"), max_length=200, blank=True, help_text=_("The letter that goes with it.")
    )

    objects = OrganisationRoleQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("role of an organisation")
        verbose_name_plural = _("roles of organisations")
        ordering = ["organisation", "kind", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="organisationrole_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(until=None),
                name="organisationrole_one_open_of_a_kind",
                violation_error_message=_("The organisation already holds this role."),
            ),
            days_constraint("organisationrole", "since", "until"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.organisation}"


class CoordinationCentreQuerySet(models.QuerySet["CoordinationCentre"]):
    def visible_to(self, user: Visitor) -> "CoordinationCentreQuerySet":
        return self.filter(role__in=OrganisationRole.objects.visible_to(user))


class CoordinationCentre(Held):
    """A centre that coordinates universal health coverage with people: province, district, tambon or zone.

    Levels and the support from province to tambon: Chumphon centre (seed 003); Bangkok works by
    zone (seed 001).
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("province")
        DISTRICT = "district", _("district")
        TAMBON = "tambon", _("tambon")
        BANGKOK_ZONE = "bangkok_zone", _("Bangkok zone")

    role = models.OneToOneField(
        OrganisationRole,
        models.PROTECT,
        related_name="coordination_centre",
        limit_choices_to={"kind": OrganisationRole.Kind.COORDINATION_CENTRE},
        verbose_name=_("role of an organisation"),
    )
    level = models.CharField(_("level"), max_length=12, choices=Level)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+", verbose_name=_("province"))
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    tambon = LineField(_("tambon"), max_length=60, blank=True)
    zone = LineField(_("Bangkok zone"), max_length=60, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supported",
        verbose_name=_("supporting centre"),
    )

    objects = CoordinationCentreQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("coordination centre")
        verbose_name_plural = _("coordination centres")
        constraints = [
            models.CheckConstraint(
                condition=~Q(level__in=["district", "tambon"]) | Q(district__isnull=False),
                name="coordinationcentre_district_named",
                violation_error_message=_("A district or tambon centre names its district."),
            ),
            models.CheckConstraint(
                condition=~Q(level="tambon") | ~Q(tambon=""),
                name="coordinationcentre_tambon_named",
                violation_error_message=_("A tambon centre names its tambon."),
            ),
            models.CheckConstraint(
                condition=~Q(level="bangkok_zone") | (Q(province="10") & ~Q(zone="")),
                name="coordinationcentre_zone_in_bangkok",
                violation_error_message=_("A zone centre is in Bangkok and names its zone."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="coordinationcentre_not_its_own_parent",
                violation_error_message=_("A centre does not support itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.role.organisation)

    def clean(self) -> None:
        if not self.role_id:
            return  # the field's own error is on the list already
        if self.role.kind != OrganisationRole.Kind.COORDINATION_CENTRE:
            raise ValidationError({"role": gettext("Choose a role as coordination centre.")}, code="role")
        if self.province_id and self.province.region_id != self.role.organisation.region_id:
            raise ValidationError(
                {"province": gettext("This province is not in the region.")}, code="province"
            )
        if self.district_id and self.district and self.district.province_id != self.province_id:
            raise ValidationError(
                {"district": gettext("This district is not in the province.")}, code="district"
            )
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"parent": gettext("These centres would support each other in a circle.")}, code="circle"
                )
            if above.role.organisation.region_id != self.role.organisation.region_id:
                raise ValidationError({"parent": gettext("This centre is in another region.")}, code="region")
            seen.add(above.pk)
            above = above.parent
