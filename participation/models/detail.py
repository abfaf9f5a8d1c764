"""What an activity's words do not say: who answers for it, where, when, how often, for whom and paid from what."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation, TargetNetwork
from editing.texts import LineField
from participation.models.item import ItemKind, PlanItem
from participation.models.plan import InPlan, Plan
from participation.models.tag import ActivityTag
from people.models import User, Visitor
from regions.models import District, Province, Region
from spreadsheets.models import history
from thai.dates import ThaiDate
from thai.periods import read_when


def plans_read_by(user: Visitor) -> "models.QuerySet[Plan]":
    """The plans whose page a person opens: of the regions whose budget she reads, a draft only if it is for her."""
    return Plan.objects.visible_to(user).filter(region__in=Region.objects.budget_read_by(user))


def read_by(user: Visitor, path: str = "") -> Q:
    """The condition on rows that reach their activity by `path`: she reads the plan, or answers for the activity."""
    plan = Q(**{f"{path}line__plan__in": plans_read_by(user).values("pk")})
    if not isinstance(user, User) or not user.coordinated_organisations:
        return plan
    return plan | Q(**{f"{path}pk__in": answered_for_by(user)})


def answered_for_by(user: User) -> "models.QuerySet[ActivityDetail, int]":
    """Keys of the activities that an organisation of hers is to hold, in the regions where she coordinates."""
    hers = Organisation.objects.filter(pk__in=user.coordinated_organisations)
    own = hers.filter(region__in=user.region_numbers("coordinator"))
    return ActivityDetail.objects.filter(organisations__in=own.values("pk")).values_list("item", flat=True)


class Delivery(models.TextChoices):
    """How people take part (ผสมผสาน ทั้ง onsite และ online: seed 003)."""

    ONSITE = "onsite", _("onsite")
    ONLINE = "online", _("online")
    BOTH = "both", _("onsite and online")


class ActivityDetailQuerySet(models.QuerySet["ActivityDetail"]):
    def visible_to(self, user: Visitor) -> "ActivityDetailQuerySet":
        return self.filter(read_by(user, "item__"))


class ActivityDetail(InPlan):
    """Who holds an activity of the plan, where, when and how often; each may be left open, none is guessed.

    The time stands as it was written. `precision` says how much of a date it names, "none" that the date is still
    to be set, by whom `awaited_from` says; `starts_on` and `ends_on` are the days that it covers, to sort by.
    """

    class Per(models.TextChoices):
        ALL = "all", _("in all")
        PROVINCE = "province", _("in each province")
        ORGANISATION = "organisation", _("by each responsible organisation")
        QUARTER = "quarter", _("in each quarter")
        MONTH = "month", _("in each month")

    class Known(models.TextChoices):
        """How much of a date the words name, as `thai.dates.Precision`."""

        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")
        NONE = "none", _("to be set")

    item = models.OneToOneField(PlanItem, models.PROTECT, related_name="detail", verbose_name=_("activity"))
    owner = LineField(
        _("person who answers for it"), max_length=160, blank=True, help_text=_("Name and position.")
    )
    organisations = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="activities",
        verbose_name=_("responsible organisations"),
        help_text=_("Their coordinators report on it."),
    )
    when_written = LineField(
        _("when"),
        max_length=200,
        blank=True,
        help_text=_(
            "As the office writes it: a day, a month, a quarter, a range, or who still has to name the date."
        ),
    )
    precision = models.CharField(_("precision"), max_length=5, choices=Known, blank=True, editable=False)
    starts_on = models.DateField(_("first day"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("last day"), null=True, blank=True, editable=False)
    awaited_from = LineField(_("who sets the date"), max_length=160, blank=True, editable=False)
    place = LineField(
        _("where it is held"), max_length=200, blank=True, help_text=_("As the office writes it.")
    )
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    delivery = models.CharField(_("how people take part"), max_length=6, choices=Delivery, blank=True)
    target = models.PositiveIntegerField(
        _("number aimed at"), null=True, blank=True, help_text=_("A number, such as 15.")
    )
    unit = LineField(_("unit"), max_length=40, blank=True, help_text=_("Of what, such as แห่ง."))
    times = models.PositiveSmallIntegerField(_("how often"), null=True, blank=True)
    per = models.CharField(_("counted"), max_length=12, choices=Per, blank=True)
    networks = models.ManyToManyField(
        TargetNetwork, blank=True, related_name="activities", verbose_name=_("networks to be reached")
    )
    paid_from = LineField(
        _("paid from"), max_length=300, blank=True, help_text=_("The line of the budget, or who else pays.")
    )
    tags = models.ManyToManyField(
        ActivityTag, blank=True, related_name="activities", verbose_name=_("missions and issues")
    )

    objects = ActivityDetailQuerySet.as_manager()
    history = history(m2m_fields=["organisations", "networks", "tags"])

    class Meta:
        verbose_name = _("details of an activity")
        verbose_name_plural = _("details of activities")
        constraints = [
            models.CheckConstraint(
                condition=Q(when_written="", precision="", starts_on=None, ends_on=None, awaited_from="")
                | Q(~Q(when_written=""), precision="none", starts_on=None, ends_on=None)
                | Q(
                    ~Q(when_written=""),
                    precision__in=["day", "month", "year"],
                    awaited_from="",
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                    ends_on__gte=F("starts_on"),
                ),
                name="activitydetail_time_is_read",
                violation_error_message=_("The days do not fit what is written."),
            ),
            models.CheckConstraint(
                condition=Q(target=None, unit="") | Q(~Q(unit=""), target__isnull=False, target__gte=1),
                name="activitydetail_target_has_unit",
                violation_error_message=_(
                    "A target is a number from 1 and its unit, such as 15 แห่ง: fill in both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(times=None, per="") | Q(~Q(per=""), times__isnull=False, times__gte=1),
                name="activitydetail_frequency_is_whole",
                violation_error_message=_(
                    "Say how often, from 1, and how it is counted, such as 2 in each province."
                ),
            ),
            models.CheckConstraint(
                condition=Q(district=None) | Q(province__isnull=False),
                name="activitydetail_district_needs_province",
                violation_error_message=_("Choose the province of the district."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def plan(self) -> Plan:  # type: ignore[override]
        return self.item.line.plan

    @property
    def is_awaited(self) -> bool:
        return self.precision == self.Known.NONE

    def set_time(self, written: str) -> ThaiDate | None:
        """Take the time as written, read in the plan's year; nothing where nothing is written. Raises DateRefused."""
        read = read_when(written, self.plan.fiscal_year) if written else None
        self.when_written = written
        self.precision = read.precision.value if read else ""
        self.starts_on, self.ends_on = (read.value, read.last) if read else (None, None)
        self.awaited_from = read.awaiting if read else ""
        return read

    def clean(self) -> None:
        super().clean()
        if self.item.kind != ItemKind.ACTIVITY:
            raise ValidationError(gettext("Only an activity has such details."), code="kind")
        if self.province and self.province.region_id != self.plan.region_id:
            raise ValidationError(
                {"province": gettext("This province is not in the region.")}, code="province"
            )
        if self.district and self.province and self.district.province_id != self.province_id:
            raise ValidationError(
                {"district": gettext("This district is not in the province.")}, code="district"
            )
