"""Courses, and the people who took them: no more of a person than her name and organisation."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation
from editing.days import days_constraint, has_come
from editing.held import Held
from editing.of_years import OfYears, of_year
from editing.texts import KnownByName, LineField, NameField
from people.models import User, Visitor
from people.rights import of_own_organisation
from spreadsheets.models import history
from thai.years import fiscal_year_bounds, fiscal_year_of

LONGEST_NAME = 120


class TrainingCourseQuerySet(models.QuerySet["TrainingCourse"]):
    def for_year(self, fiscal_year: int) -> "TrainingCourseQuerySet":
        return self.filter(of_year(fiscal_year))


class TrainingCourse(OfYears, Held):
    """A course that people of organisations take, such as อบรมเจรจาไกล่เกลี่ย (seed 000). Head office keeps the list."""

    class Topic(models.TextChoices):
        MEDIATION = "mediation", _("mediation")
        COMPLAINTS = "complaints", _("taking complaints")
        OTHER = "other", _("another topic")

    name = NameField(_("course"), max_length=160, unique=True)
    topic = models.CharField(
        _("topic"),
        max_length=10,
        choices=Topic,
        help_text=_("People trained in mediation are counted from the courses of that topic."),
    )

    objects = TrainingCourseQuerySet.as_manager()
    history = history()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TrainedPersonQuerySet(models.QuerySet["TrainedPerson"]):
    def visible_to(self, user: Visitor) -> "TrainedPersonQuerySet":
        """Names are for the region's staff, head office and the person's own organisation; others are told counts."""
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(
            Q(organisation__region__in=user.staffed_region_numbers()) | of_own_organisation(user)
        )

    def of_fiscal_year(self, fiscal_year: int) -> "TrainedPersonQuerySet":
        return self.filter(held_on__range=fiscal_year_bounds(fiscal_year))

    def on_topic(self, topic: str) -> "TrainedPersonQuerySet":
        return self.filter(course__topic=topic)

    def count_people(self) -> int:
        """Who took two courses is one person: the same name in the same organisation."""
        return self.order_by().values("organisation", "name_key").distinct().count()


class TrainedPerson(KnownByName, Held):
    """That one person of an organisation took a course on a day. Minimal: name and organisation, nothing more."""

    course = models.ForeignKey(
        TrainingCourse, models.PROTECT, related_name="people", verbose_name=_("course")
    )
    held_on = models.DateField(_("day of the course"), validators=[has_come])
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="trained_people", verbose_name=_("organisation")
    )
    name = NameField(
        _("person's name"),
        max_length=LONGEST_NAME,
        help_text=_("Name and surname alone: no citizen number, telephone number or address."),
    )
    name_key = models.CharField(_("name for comparison"), max_length=LONGEST_NAME, blank=True, editable=False)
    place = LineField(_("place of the course"), max_length=200, blank=True)

    objects = TrainedPersonQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("trained person")
        verbose_name_plural = _("trained people")
        ordering = ["-held_on", "organisation", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "held_on", "organisation", "name_key"],
                name="trainedperson_once_a_course",
                violation_error_message=_("This person is on the list of that course and day already."),
            ),
            models.CheckConstraint(
                condition=~Q(name_key=""),
                name="trainedperson_has_a_name",
                violation_error_message=_("The name has no letters or digits."),
            ),
            days_constraint("trainedperson", "held_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trained-person", args=[self.pk])

    def clean(self) -> None:
        self.set_name(self.name)
        if sum(letter.isdigit() for letter in self.name) >= 6:
            said = gettext("Write the name alone, without a number.")
            raise ValidationError({"name": said}, code="number")
        if self.held_on and self.course_id:
            self.course.require_of(fiscal_year_of(self.held_on), "course")
