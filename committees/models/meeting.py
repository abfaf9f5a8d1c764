"""A committee's meeting: its number, its day and form, and who came."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.life import MEETING_LIFE, MeetingState
from committees.models.committee import Committee
from committees.models.seat import Seat, SeatDuty
from editing.days import can_be
from editing.held import Held
from editing.proof.portal_user import ADDED_TO
from editing.reasons import History
from editing.refusals import refused_at, say
from editing.shown import digest_of
from editing.texts import LineField, NameField, ProseField
from people.models import User, Visitor
from people.roles import STAFF_ROLES
from thai.dates import tell_date
from thai.meetings import MeetingNumber
from thai.years import BUDDHIST_ERA_OFFSET, FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR

say(
    {
        "meeting_stays": _("A closed meeting does not change any more, but by a correction that says why."),
        "meetingcorrection_stays": _("A correction never changes and never disappears."),
    }
)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Visitor) -> "MeetingQuerySet":
        """All of the regions that a person staffs; of the committees on which she sits those that were called.

        With a meeting goes all that hangs on it: agenda, papers, files, minutes, dossier.
        """
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        staffed = Q(committee__region__in=user.region_numbers(*STAFF_ROLES))
        sat_on = Q(committee__in=Seat.objects.sat_on_by(user).values("committee"))
        return self.filter(staffed | (sat_on & ~Q(state=MeetingState.PREPARED)))

    def with_everything(self) -> "MeetingQuerySet":
        return self.select_related("committee__region", "committee__kind")

    def newest_first(self) -> "MeetingQuerySet":
        return self.order_by("-held_on", "-year", "-number", "-pk")


class HeldIn(models.TextChoices):
    ROOM = "room", _("in a room")
    ELECTRONIC = "electronic", _("electronic")
    BOTH = "both", _("in a room and electronic")


class Meeting(Held):
    """One meeting of one committee, numbered in its calendar year; the plans it decides on are of fiscal years."""

    State = MeetingState
    Form = HeldIn

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="meetings", verbose_name=_("committee")
    )
    year = models.PositiveSmallIntegerField(
        _("calendar year"),
        validators=[MinValueValidator(FIRST_BUDDHIST_YEAR), MaxValueValidator(LAST_BUDDHIST_YEAR)],
    )
    number = models.PositiveSmallIntegerField(_("number in the year"), validators=[MinValueValidator(1)])
    running = models.PositiveSmallIntegerField(_("number over all years"), null=True, blank=True)
    held_on = models.DateField(_("day of the meeting"), validators=[can_be])
    starts = models.TimeField(_("begins at"), null=True, blank=True)
    ends = models.TimeField(_("ended at"), null=True, blank=True)
    form = models.CharField(_("form"), max_length=12, choices=HeldIn, default=HeldIn.ROOM)
    place = LineField(_("place"), max_length=255, blank=True)
    identification = LineField(
        _("how people were identified"), max_length=255, blank=True, help_text=_("Of an electronic meeting.")
    )
    recording = LineField(
        _("where the recording lies"), max_length=255, blank=True, help_text=_("Of an electronic meeting.")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=MeetingState, default=MeetingState.PREPARED, editable=False
    )
    # As they were when it was closed: seats, rule and name of the committee change afterwards.
    body_name = LineField(_("name of the committee on its day"), max_length=255, blank=True, editable=False)
    seated = models.PositiveSmallIntegerField(_("members with a vote on its day"), null=True, editable=False)
    needed = models.PositiveSmallIntegerField(_("how many had to come"), null=True, editable=False)
    correction = models.ForeignKey(
        "MeetingCorrection",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("correction"),
    )

    objects = MeetingQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["committee", "-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "number"],
                name="meeting_number_once_a_year",
                violation_error_message=_("The committee already has a meeting of that number in that year."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_BUDDHIST_YEAR, year__lte=LAST_BUDDHIST_YEAR, number__gte=1),
                name="meeting_is_of_a_buddhist_year",
                violation_error_message=_("Write the number with its Buddhist year, such as 4/2566."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gt=F("starts")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(form="room") | (~Q(identification="") & ~Q(recording="")),
                name="meeting_closed_with_its_recording",
                violation_error_message=_(
                    "Of an electronic meeting write how people were identified and where the recording lies."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"ครั้งที่ {self.written_number}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.pk])

    @property
    def written_number(self) -> MeetingNumber:
        return MeetingNumber(self.year, self.number, self.running)

    @property
    def body(self) -> str:
        """The name of its committee; of a closed meeting as it was when it was closed."""
        return self.body_name or self.committee.name

    @property
    def told_form(self) -> str:
        """How it is held beside its place, as papers tell it in Thai; empty of one in a room alone."""
        if self.form == HeldIn.ROOM:
            return ""
        with translation.override("th"):
            return f"ประชุม{HeldIn(self.form).label}"

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.held_on, self.starts or time(9)))

    @property
    def has_come(self) -> bool:
        return self.held_on <= timezone.localdate()

    @property
    def quorum(self) -> "Quorum":
        """Of the seats with a vote that are filled on its day, how many are taken, and how many have to be.

        Of a closed meeting as it was when it was closed, with who came as it was corrected since.
        """
        if self.seated is not None and self.needed is not None:
            return Quorum(self.attendance.present().filter(has_vote=True).count(), self.needed, self.seated)
        seats = self.committee.seats.on(self.held_on).voting()
        seated, came = seats.count(), self.attendance.present().filter(seat__in=seats).count()
        return Quorum(came, max(1, -(-seated * self.committee.kind.quorum // 100)), seated)

    @property
    def shown(self) -> str:
        """What its page shows: the meeting, its agenda with what was decided, who came and whether that is enough."""
        items = self.items.order_by("pk").values_list("pk", "version", "order", "number")
        decided = self.items.order_by("decisions__pk").values_list("decisions__pk", "decisions__version")
        came = self.attendance.order_by("pk").values_list("seat", "how", "substitute")
        files = self.items.order_by("files__pk").values_list("files__pk", flat=True)
        papers = self.items.order_by("consultations__pk").values_list("consultations__paper", flat=True)
        told = (items, decided, came, files, papers)
        return digest_of(self.version, self.state, astuple(self.quorum), *map(list, told))

    def clean(self) -> None:
        if self.held_on is None or self.year is None:
            return
        if self.held_on.year + BUDDHIST_ERA_OFFSET != self.year:
            said = gettext(
                "Meetings are numbered by the calendar year of their day: the number and the day have other years."
            )
            raise refused_at("held_on", said, "year")
        if self.committee.ended_on and self.held_on > self.committee.ended_on:
            raise refused_at("held_on", gettext("The committee had ended by then."), "ended")

    def hold(self) -> "Meeting":
        """The meeting as it is now, with its committee."""
        held = super().hold()
        held.committee = self.committee
        return held


class MeetingCorrectionQuerySet(models.QuerySet["MeetingCorrection"]):
    def visible_to(self, user: Visitor) -> "MeetingCorrectionQuerySet":
        return self.filter(meeting__in=Meeting.objects.visible_to(user))


class MeetingCorrection(models.Model):
    """What was corrected in the record of a closed meeting, from what to what, and why. Written once.

    The rows that it changed name it: without one the database lets nothing of a closed meeting change.
    """

    portal_may = ADDED_TO

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="corrections", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        "AgendaItem",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="corrections",
        verbose_name=_("item of the agenda"),
    )
    reason = ProseField(_("why it is corrected"))
    changes = models.JSONField(_("what was corrected"))  # of each: what, before, after, as the minutes say it
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    made_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    objects = MeetingCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a meeting's record")
        verbose_name_plural = _("corrections of meetings' records")
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="meetingcorrection_says_why",
                violation_error_message=_("A correction says why."),
            )
        ]

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many came, how many have to be there, and how many sit there that day: those who have a vote."""

    came: int
    needed: int
    seated: int

    @property
    def is_reached(self) -> bool:
        return self.came >= self.needed


class Coming(models.TextChoices):
    """How a member came to a meeting, or did not."""

    CAME = "came", _("came")
    SUBSTITUTE = "substitute", _("somebody came in the member's place")
    ABSENT = "absent", _("did not come")


PRESENT = (Coming.CAME, Coming.SUBSTITUTE)


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: Visitor) -> "AttendanceQuerySet":
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def present(self) -> "AttendanceQuerySet":
        return self.filter(how__in=PRESENT)


class Attendance(models.Model):
    """Whether a member came; with her name as it stood that day, since offices change hands.

    Whether she had a vote, her duty and her office her seat says until the meeting is closed, and then this.
    """

    Coming = Coming

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", verbose_name=_("meeting"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat on a committee"))
    name = NameField(_("name"), max_length=200)
    how = models.CharField(_("attendance"), max_length=12, choices=Coming)
    substitute = LineField(_("who came in the member's place"), max_length=160, blank=True)
    why = LineField(_("why not"), max_length=255, blank=True, help_text=_("Such as ติดราชการ"))
    has_vote = models.BooleanField(_("had a vote"), null=True, editable=False)
    duty = models.CharField(
        _("place on the committee on that day"), max_length=12, choices=SeatDuty, blank=True, editable=False
    )
    office = LineField(_("by office on that day"), max_length=160, blank=True, editable=False)
    correction = models.ForeignKey(
        MeetingCorrection,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("correction"),
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                name="attendance_once",
                violation_error_message=_("Whether this member came is written down already."),
            ),
            models.CheckConstraint(
                condition=(Q(how="substitute") & ~Q(substitute=""))
                | (~Q(how="substitute") & Q(substitute="")),
                name="attendance_names_the_substitute",
                violation_error_message=_("Write who came in the member's place, and only there."),
            ),
        ]

    def __str__(self) -> str:
        """As minutes have it: her own name, or that of who came for her."""
        if self.how == Coming.SUBSTITUTE:
            return f"{self.substitute}  มาประชุมแทน {self.name}"
        return self.name

    @property
    def votes(self) -> bool:
        return self.seat.has_vote if self.has_vote is None else self.has_vote

    @property
    def sat_as(self) -> "Seat | Attendance":
        """What tells her duty and office: her seat, or of a closed meeting what is kept here."""
        return self if self.duty else self.seat


@MEETING_LIFE.needs("call", "record", "issue", "close")
def has_an_agenda(meeting: Meeting) -> None:
    if not meeting.items.exists():
        raise ValidationError(gettext("The meeting has no agenda yet."), code="no_agenda")


@MEETING_LIFE.needs("record", "close")
def has_been_held(meeting: Meeting) -> None:
    if not meeting.has_come:
        said = gettext("The meeting is on %(day)s; what became of it is written down from that day on.")
        raise ValidationError(said % {"day": tell_date(meeting.held_on)}, code="to_come")


@MEETING_LIFE.needs("close")
def is_recorded(meeting: Meeting) -> None:
    """An electronic meeting says how people were identified and where its recording lies (พ.ร.ก. 2563)."""
    closed = Meeting(form=meeting.form, identification=meeting.identification, recording=meeting.recording)
    if closed.form != HeldIn.ROOM and not (closed.identification and closed.recording):
        said = gettext(
            "Of an electronic meeting write how people were identified and where the recording lies."
        )
        raise ValidationError(said, code="recording")


def names_of(attendance: Sequence[Attendance]) -> dict[str, list[Attendance]]:
    """Who came and who did not, apart."""
    return {
        "present": [each for each in attendance if each.how in PRESENT],
        "absent": [each for each in attendance if each.how not in PRESENT],
    }
