"""Files of a report on an activity: photographs that may be shown, and lists of names that few may open."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editing.proof.portal_user import ADDED_TO
from editing.refusals import say
from editing.texts import LineField
from editing.uploads import KeptUnder
from participation.models.activity_report import ActivityReport
from people.attached import MarkedFile
from people.models import User, Visitor
from people.rights import of_own_organisation
from people.roles import REVIEWING_ROLES


class ActivityPhotoQuerySet(models.QuerySet["ActivityPhoto"]):
    def visible_to(self, user: Visitor) -> "ActivityPhotoQuerySet":
        return self.filter(report__in=ActivityReport.objects.visible_to(user))

    def standing(self) -> "ActivityPhotoQuerySet":
        return self.filter(removed_at=None)


class ActivityPhoto(MarkedFile):
    """A photograph without its place and time; who is seen in it agreed, or nobody can be recognised."""

    class Consent(models.TextChoices):
        GIVEN = "given", _("everyone who can be recognised agreed")
        NOBODY = "nobody", _("nobody can be recognised")

    report = models.ForeignKey(ActivityReport, models.PROTECT, related_name="photos")
    file = models.FileField(_("photograph"), upload_to=KeptUnder("activities/%Y/%m"))
    alt = LineField(_("what is seen"), max_length=300, blank=True)
    consent = models.CharField(_("consent"), max_length=6, choices=Consent, blank=True)

    objects = ActivityPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photograph of an activity")
        verbose_name_plural = _("photographs of activities")
        ordering = ["report", "pk"]


class NameListQuerySet(models.QuerySet["NameList"]):
    def visible_to(self, user: Visitor) -> "NameListQuerySet":
        """That there is one; who may open it is `opened_by`."""
        return self.filter(report__in=ActivityReport.objects.visible_to(user))

    def opened_by(self, user: User) -> "NameListQuerySet":
        """The organisation's own, the region's staff and its mentor: nobody else, head office neither."""
        region = Q(report__item__line__plan__region__in=user.region_numbers(*REVIEWING_ROLES))
        return self.filter(of_own_organisation(user, "report__") | region, removed_at=None)


class NameList(MarkedFile):
    """A signed list of who took part: personal data, in a file, and every opening of it is kept."""

    report = models.ForeignKey(ActivityReport, models.PROTECT, related_name="name_lists")
    file = models.FileField(_("list of names"), upload_to=KeptUnder("names/%Y/%m"))

    objects = NameListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of names")
        verbose_name_plural = _("lists of names")
        ordering = ["report", "pk"]


say({"namelistopening_stays": _("That a list of names was opened stays on record as it is.")})


class NameListOpeningQuerySet(models.QuerySet["NameListOpening"]):
    def visible_to(self, user: Visitor) -> "NameListOpeningQuerySet":
        return self.filter(names__in=NameList.objects.visible_to(user))


class NameListOpening(models.Model):
    """Who opened a list of names, and when. Rows are only ever added; triggers on both databases hold it."""

    names = models.ForeignKey(NameList, models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    portal_may = ADDED_TO

    objects = NameListOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of a list of names")
        verbose_name_plural = _("openings of lists of names")
        ordering = ["names", "pk"]

    def __str__(self) -> str:
        return f"{self.names}: {self.by}"
