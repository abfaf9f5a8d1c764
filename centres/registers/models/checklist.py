"""What an organisation has to show before it is registered under section 3, and the papers that show it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.registers.life import READINESS_LIFE
from centres.registers.models.readiness import Readiness, UnderReadiness
from editing.days import days_constraint, has_come
from editing.held import Held
from editing.of_years import OfYears, of_year
from editing.proof.portal_user import ADDED_TO
from editing.texts import LineField
from editing.uploads import KeptUnder
from people.attached import MarkedFile
from people.fields import PersonField
from people.models import User, Visitor
from people.rights import of_own_organisation
from spreadsheets.models import history
from thai.years import fiscal_year_of


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def for_year(self, fiscal_year: int) -> "ChecklistItemQuerySet":
        return self.filter(of_year(fiscal_year))


class ChecklistItem(OfYears, Held):
    """One thing to show for a registration under section 3. Head office keeps the list; the first is only a start."""

    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    name = LineField(_("what has to be shown"), max_length=255)
    is_required = models.BooleanField(
        _("needed for the request"), default=True, help_text=_("Without it no request is submitted.")
    )

    objects = ChecklistItemQuerySet.as_manager()
    history = history()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("item of the checklist for section 3")
        verbose_name_plural = _("checklist for section 3")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class ChecklistMark(Held):
    """What one organisation has shown of one item: since when, and a remark."""

    readiness = models.ForeignKey(
        Readiness, models.PROTECT, related_name="marks", verbose_name=_("readiness")
    )
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="marks", verbose_name=_("item"))
    is_met = models.BooleanField(_("shown"), default=False)
    met_on = models.DateField(_("since"), null=True, blank=True, validators=[has_come])
    remark = LineField(_("remark"), max_length=255, blank=True)

    objects = UnderReadiness.as_manager()
    history = history()

    class Meta:
        verbose_name = _("mark of the checklist")
        verbose_name_plural = _("marks of the checklist")
        ordering = ["readiness", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["readiness", "item"],
                name="checklistmark_once",
                violation_error_message=_("The item is on the checklist once."),
            ),
            models.CheckConstraint(
                condition=Q(is_met=False, met_on=None) | Q(is_met=True, met_on__isnull=False),
                name="checklistmark_has_its_day",
                violation_error_message=_("What is shown has a day since when."),
            ),
            days_constraint("checklistmark", "met_on"),
        ]

    def __str__(self) -> str:
        return str(self.item)


class ReadinessFileQuerySet(models.QuerySet["ReadinessFile"]):
    def visible_to(self, user: Visitor) -> "ReadinessFileQuerySet":
        """That there is one; who may open it is `opened_by`."""
        return self.filter(readiness__in=Readiness.objects.visible_to(user))

    def standing(self) -> "ReadinessFileQuerySet":
        return self.filter(removed_at=None)

    def opened_by(self, user: User) -> "ReadinessFileQuerySet":
        """The organisation's own, the region's staff, and head office, which registers too: each opening is kept."""
        if user.sees_every_region:
            return self.standing()
        staffed = Q(readiness__organisation__region__in=user.staffed_region_numbers())
        return self.standing().filter(of_own_organisation(user, "readiness__") | staffed)


class ReadinessFile(MarkedFile):
    """A paper that shows one item of the checklist. One that was taken off leaves its row, without the file."""

    readiness = models.ForeignKey(Readiness, models.PROTECT, related_name="files")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    file = models.FileField(_("evidence"), upload_to=KeptUnder("readiness/%Y/%m"))

    objects = ReadinessFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence for section 3")
        verbose_name_plural = _("evidence for section 3 of organisations")
        ordering = ["readiness", "item", "pk"]


class ReadinessFileOpeningQuerySet(models.QuerySet["ReadinessFileOpening"]):
    def visible_to(self, user: Visitor) -> "ReadinessFileOpeningQuerySet":
        return self.filter(evidence__in=ReadinessFile.objects.visible_to(user))


class ReadinessFileOpening(models.Model):
    """Who opened a paper, and when. Rows are only ever added: the portal may do nothing else."""

    portal_may = ADDED_TO

    evidence = models.ForeignKey(ReadinessFile, models.PROTECT, related_name="openings")
    by = PersonField()
    at = models.DateTimeField(auto_now_add=True)

    objects = ReadinessFileOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of evidence for section 3")
        verbose_name_plural = _("openings of evidence for section 3")
        ordering = ["evidence", "pk"]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.by}"


def missing_of(readiness: Readiness) -> list[ChecklistItem]:
    """What a request needs, by the checklist of this fiscal year, and is not marked as shown."""
    needed = ChecklistItem.objects.for_year(fiscal_year_of(timezone.localdate())).filter(is_required=True)
    return list(needed.exclude(marks__in=readiness.marks.filter(is_met=True)))


@READINESS_LIFE.needs("submit")
def what_is_needed_is_shown(readiness: Readiness) -> None:
    if missing := missing_of(readiness):
        told = gettext("Still to be shown: %(items)s.")
        raise ValidationError(told % {"items": ", ".join(str(item) for item in missing)}, code="missing")
