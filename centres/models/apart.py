"""Two organisations whose names look alike, and of which a person has said that they are two."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import Organisation
from people.models import User, Visitor


class KnownApartQuerySet(models.QuerySet["KnownApart"]):
    def visible_to(self, user: Visitor) -> "KnownApartQuerySet":
        return self.filter(first__in=Organisation.objects.visible_to(user))

    def from_(self, organisation: Organisation) -> set[int]:
        """Return the keys of the organisations that are known to be others than this one."""
        pairs = self.filter(Q(first=organisation) | Q(second=organisation)).values_list("first", "second")
        return {key for pair in pairs for key in pair} - {organisation.pk}


class KnownApart(models.Model):
    """A person's answer, so that nobody is asked again. The pair is kept once: the older record first."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"))
    second = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("another organisation")
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("said by")
    )
    said_at = models.DateTimeField(_("said at"), auto_now_add=True)

    objects = KnownApartQuerySet.as_manager()

    class Meta:
        verbose_name = _("two organisations of similar names")
        verbose_name_plural = _("organisations of similar names")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="knownapart_once",
                violation_error_message=_("These are known as two organisations already."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="knownapart_in_order",
                violation_error_message=_(
                    "Choose two organisations, the one that was entered first before the other."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"

    @classmethod
    def say(cls, one: Organisation, other: Organisation, *, by: User | None) -> None:
        """Remember that these are two. Raises ValidationError for one and the same, or two regions."""
        first, second = sorted((one, other), key=lambda organisation: organisation.pk)
        if first == second or first.region_id != second.region_id:
            raise ValidationError(gettext("Choose two organisations of one region."), code="pair")
        cls.objects.get_or_create(first=first, second=second, defaults={"said_by": by})
