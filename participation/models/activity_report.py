"""The report of one holding of an activity: when, where, what was done and what came of it."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation
from editing.days import has_come
from editing.shown import digest_of
from editing.texts import LineField, ProseField
from editing.written import WrittenWhileOpen, keys_written_in_by
from participation.life import PLAN_LIFE, PlanState
from participation.models.detail import Delivery, plans_read_by
from participation.models.item import PlanItem
from participation.models.plan import Plan
from participation.report_life import ACTIVITY_REPORT_LIFE, OPEN, ActivityReportState
from people.models import User, Visitor
from people.rights import of_own_organisation
from people.roles import REVIEWING_ROLES, Role
from regions.models import Province
from spreadsheets.models import history

STEPS = ("state", "sent_by", "sent_at", "accepted_by", "accepted_at")


class ActivityReportQuerySet(models.QuerySet["ActivityReport"]):
    def visible_to(self, user: Visitor) -> "ActivityReportQuerySet":
        """Of her organisation, or of a plan she reads; what is not sent yet is its writers' and its reviewers' own."""
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        reviewed = Q(item__line__plan__region__in=user.region_numbers(*REVIEWING_ROLES))
        read = Q(item__line__plan__in=plans_read_by(user).values("pk")) & ~Q(state__in=OPEN)
        return self.filter(of_own_organisation(user) | reviewed | read)

    def of_coordinator(self, user: User) -> "ActivityReportQuerySet":
        """Those of the organisations that a person acts for today as their coordinator."""
        ties = user.organisation_ties.current().filter(
            role=Role.COORDINATOR, organisation__region__in=user.region_numbers(Role.COORDINATOR)
        )
        return self.filter(organisation__in=ties.values("organisation"))

    def open(self) -> "ActivityReportQuerySet":
        """Those that lie with their writers: not sent, or sent back."""
        return self.filter(state__in=OPEN).exclude(item__line__plan__state=PlanState.CLOSED)

    def written_in_by(self, people: Iterable[int]) -> "ActivityReportQuerySet":
        return self.filter(pk__in=keys_written_in_by(ActivityReport, people))

    def accepted(self) -> "ActivityReportQuerySet":
        return self.filter(state=ActivityReportState.ACCEPTED)

    def with_everything(self) -> "ActivityReportQuerySet":
        return self.select_related(
            "item__line__plan__region", "organisation", "province", "sent_by", "accepted_by"
        )


class ActivityReport(WrittenWhileOpen):
    """What became of an activity on a day: told by the organisation that held it, or by the region's office.

    The headings are those of the report on localfund.happynetwork.org (seed 004). An accepted report stays as it is.
    """

    State = ActivityReportState
    OPEN = OPEN

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="reports", verbose_name=_("activity"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_reports",
        verbose_name=_("organisation that held it"),
    )
    held_on = models.DateField(_("held on"), null=True, blank=True, validators=[has_come])
    held_until = models.DateField(
        _("until"), null=True, blank=True, validators=[has_come], help_text=_("If it took several days.")
    )
    place = LineField(_("where it was held"), max_length=200, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    delivery = models.CharField(_("how people took part"), max_length=6, choices=Delivery, blank=True)
    done = ProseField(
        _("Activity as carried out"), blank=True, help_text=_("What was done, in detail, as it really was.")
    )
    output = ProseField(_("Output (what was made)"), blank=True)
    outcome = ProseField(_("Outcome (what it changed)"), blank=True)
    summary = ProseField(_("Main conclusions"), blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    rating_scale = models.PositiveSmallIntegerField(_("of"), null=True, blank=True)
    rating_legend = LineField(
        _("what the figure means"),
        max_length=200,
        blank=True,
        help_text=_("Such as บรรลุผลตามเป้าหมาย (3)."),
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ActivityReportState,
        default=ActivityReportState.DRAFT,
        editable=False,
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ActivityReportQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("report on an activity")
        verbose_name_plural = _("reports on activities")
        ordering = ["item", F("held_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(held_on__isnull=False, held_until__gte=F("held_on")),
                name="activityreport_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(rating=None, rating_scale=None)
                | Q(
                    rating__isnull=False,
                    rating_scale__isnull=False,
                    rating_scale__gte=2,
                    rating__lte=F("rating_scale"),
                ),
                name="activityreport_rating_within_scale",
                violation_error_message=_("A rating is a figure and the highest it can be, such as 3 of 5."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(~Q(done=""), held_on__isnull=False, sent_by__isnull=False),
                name="activityreport_sent_is_whole",
                violation_error_message=_("A report that is sent says when it was and what was done."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_by__isnull=False) & ~Q(accepted_by=F("sent_by"))
                | ~Q(state="accepted") & Q(accepted_by=None),
                name="activityreport_accepted_by_another",
                violation_error_message=_("Nobody accepts a report that they sent themselves."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Report on “%(activity)s”") % {"activity": self.item}

    def get_absolute_url(self) -> str:
        return reverse("activity-report", args=[self.pk])

    @property
    def plan(self) -> Plan:
        return self.item.line.plan

    @property
    def is_open(self) -> bool:
        """Whether its writers may still write in it."""
        return self.state in OPEN

    @property
    def people(self) -> int:
        """How many took part: the sum of the groups."""
        return sum(group.people for group in self.groups.all())

    def hold(self) -> "ActivityReport":
        self.plan.hold()
        rows = ActivityReport.objects.select_for_update(no_key=True, of=("self",))
        return rows.select_related("item__line__plan__region", "organisation").get(pk=self.pk)

    @property
    def shown(self) -> str:
        """What its page shows: its version, and what is attached; rows change with the version."""
        files = [
            list(files.values_list("pk", "removed_at"))
            for files in (self.photos.all(), self.name_lists.all())
        ]
        return digest_of(self.version, self.state, *files)


@ACTIVITY_REPORT_LIFE.needs("write", "send", "take_back", "accept", "send_back")
def plan_is_not_closed(report: ActivityReport) -> None:
    report.plan.require_not_closed()


@PLAN_LIFE.needs("close")
def no_report_waits(plan: Plan) -> None:
    waiting = ActivityReport.objects.filter(item__line__plan=plan, state=ActivityReportState.SENT).count()
    if waiting:
        raise ValidationError(
            gettext("%(count)s reports on its activities wait to be decided on. Decide on them first.")
            % {"count": waiting},
            code="reports_wait",
        )
