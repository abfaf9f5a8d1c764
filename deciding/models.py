"""What a meeting or an order decided, written once: plans, receiving units, centres and seats point at it."""

from typing import Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.order_numbers import order_key
from editing.days import has_come
from editing.proof.portal_user import KEPT
from editing.refusals import say
from editing.texts import LineField
from people.models import User, Visitor
from people.roles import SITTING_ROLES
from regions.models import Region
from thai.dates import tell_date

say({"decision_stays": _("A recorded decision or order never changes and never disappears.")})


Row = TypeVar("Row", bound=models.Model)


class OfCommittees(models.QuerySet[Row]):
    """Rows with a region that tell what its committees do."""

    def visible_to(self, user: Visitor) -> Self:
        """Those of the regions that a person staffs, or on whose committees she sits."""
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(region__in=user.region_numbers(*SITTING_ROLES))


class DecisionQuerySet(OfCommittees["Decision"]):
    def of_meetings(self) -> "DecisionQuerySet":
        """Those that something may rest on from now on, the latest first."""
        return self.filter(taken_back=False).exclude(meeting="").order_by("-decided_on", "-pk")


class Decision(models.Model):
    """A meeting with its item of the agenda, or an order that did without one.

    That of a meeting is written from its agenda (committees/meetings/deciding.py); only that a correction took it back
    is ever added. How it ended for a plan or a unit stands with that plan or unit.
    """

    portal_may = KEPT

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    body = LineField(_("body that decided"), max_length=255, blank=True)
    meeting = LineField(
        _("meeting"), max_length=255, blank=True, help_text=_("As the minutes number it: “ครั้งที่ 4/2566”.")
    )
    agenda_item = LineField(_("item of the agenda"), max_length=20, blank=True, help_text=_("Such as “3.3”."))
    order_number = LineField(_("order or announcement"), max_length=255, blank=True)
    order_key = models.CharField(
        _("number for comparison"), max_length=255, blank=True, default="", editable=False
    )
    signed_by = LineField(_("signed by"), max_length=160, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, validators=[has_come])
    taken_back = models.BooleanField(_("taken back by a correction"), default=False, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision or order")
        verbose_name_plural = _("decisions and orders")
        ordering = ["region", "decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(meeting="") & Q(order_number="")) | (Q(meeting="") & ~Q(order_number="")),
                name="decision_of_a_meeting_or_an_order",
                violation_error_message=_("Name the meeting that decided, or the order: one of the two."),
            ),
            models.UniqueConstraint(
                fields=["region", "order_key", "decided_on"],
                condition=~Q(order_key=""),
                name="decision_order_once",
                violation_error_message=_("This order is written down already."),
            ),
            models.CheckConstraint(
                condition=Q(order_number="", order_key="") | (~Q(order_number="") & ~Q(order_key="")),
                name="decision_order_is_known_by_its_number",
                violation_error_message=_("The number of the order has no letters or digits."),
            ),
        ]

    def __str__(self) -> str:
        """As papers cite it: ครั้งที่ 4/2566 วาระ 3.3, or the number of the order."""
        if not self.meeting:
            return self.order_number
        return f"{self.meeting} วาระ {self.agenda_item}" if self.agenda_item else self.meeting

    @property
    def name(self) -> str:
        """The meeting or the order alone, as a version of a plan is named after it."""
        return self.meeting or self.order_number

    @property
    def told(self) -> str:
        """With its day and whose it is, to be chosen from a list."""
        whose = self.body or self.signed_by
        day = tell_date(self.decided_on) if self.decided_on else ""
        return " · ".join(filter(None, [str(self), day, whose]))

    def clean(self) -> None:
        self.order_key = order_key(self.order_number)

    def kept(self, region: int, by: User | None) -> "Decision":
        """This decision for something of a region; an order is written down with the first that rests on it.

        Raises ValidationError where it is of another region, taken back, or known with another signature.
        """
        found = self.checked(region)
        found.write_down(by)
        return found

    def write_down(self, by: User | None) -> None:
        """Keep what `checked` found: a new order, and of one that was known without a signature who signed it."""
        if self.pk is None:
            self.recorded_by = by
            self.save()
        elif self.order_number:
            Decision.objects.filter(pk=self.pk, signed_by="").update(signed_by=self.signed_by)

    def checked(self, region: int) -> "Decision":
        """The same, not written down yet where it is new; in a transaction."""
        if self.pk is not None:
            # As it is now, and it stays so until the transaction ends, whatever a form has read before.
            held = Decision.objects.select_for_update().get(pk=self.pk)
            if held.region_id != region or held.taken_back:
                said = gettext("Nothing of this region can rest on that decision any more. Choose another.")
                raise ValidationError(said, code="authority")
            return held
        known = (
            Decision.objects.filter(region=region, decided_on=self.decided_on)
            .exclude(order_key="")
            .filter(order_key=order_key(self.order_number))
            .select_for_update()
            .first()
        )
        if known is None:
            self.region_id = region
            self.full_clean(
                exclude=["recorded_by", "decided_on"] if self.decided_on is None else ["recorded_by"]
            )
            return self
        if self.signed_by and known.signed_by and known.signed_by != self.signed_by:
            said = gettext("This order is written down already, signed by %(who)s.")
            raise ValidationError({"signed_by": said % {"who": known.signed_by}}, code="authority")
        known.signed_by = known.signed_by or self.signed_by
        return known
