"""Seats and terms: who sits on a committee, for whom, by which order, from when until when."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from committees.models.committee import Committee
from committees.models.kind import DEFAULT_TERM, DEFAULT_VICE_CHAIRS, Sector, last_day_of_term
from deciding.models import Decision
from editing.days import can_be, has_come
from editing.held import Held
from editing.texts import LineField, NameField
from people.models import User, Visitor
from people.roles import Role
from spreadsheets.models import history
from thai.text import match_key

END_OF_TIME = date.max


class SeatDuty(models.TextChoices):
    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice-chair")
    MEMBER = "member", pgettext_lazy("of a committee", "member")


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: Visitor) -> "SeatQuerySet":
        return self.filter(committee__in=Committee.objects.visible_to(user))

    def not_over(self, day: date | None = None) -> "SeatQuerySet":
        """The seats that a day, today if none is named, finds begun or still to begin."""
        day = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), Q(left_on=None) | Q(left_on__gte=day))

    def on(self, day: date) -> "SeatQuerySet":
        """The seats that are filled on a day, its first and its last included."""
        return self.not_over(day).filter(since__lte=day)

    def voting(self) -> "SeatQuerySet":
        return self.filter(has_vote=True)

    def left_before(self, day: date) -> "SeatQuerySet":
        """The seats that somebody left early before a day on which the term would still run, the last one first."""
        gone = self.filter(Q(until=None) | Q(until__gte=day), left_on__lt=day)
        return gone.select_related("followed_by").order_by("-left_on", "pk")

    def sat_on_by(self, user: User) -> "SeatQuerySet":
        """The seats that are a person's today, where she is a committee member of the region too: it takes both."""
        regions, today = user.region_numbers(Role.COMMITTEE_MEMBER), timezone.localdate()
        stands = Q(committee__ended_on=None) | Q(committee__ended_on__gte=today)
        return self.on(today).filter(stands, account=user, committee__region__in=regions)

    def as_listed(self) -> "SeatQuerySet":
        """The chair, her deputies, then the others by sector in the order of their names."""
        duty = models.Case(
            *(models.When(duty=duty, then=models.Value(place)) for place, duty in enumerate(SeatDuty.values))
        )
        return self.select_related("sector", "follows").order_by(
            duty, F("sector__order").asc(nulls_last=True), "name", "pk"
        )


class Seat(Held):
    """One person on a committee for one term. A seat by office is the office's: only its holder's name changes."""

    carries_rights = True  # whose account it names reads the committee's papers

    Duty = SeatDuty

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="seats", verbose_name=_("committee")
    )
    duty = models.CharField(
        _("place on the committee"), max_length=12, choices=SeatDuty, default=SeatDuty.MEMBER
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    has_vote = models.BooleanField(
        _("has a vote"),
        default=True,
        help_text=_(
            "Advisers and secretaries have none: they do not count towards the quorum, nor as seats by the rule."
        ),
    )
    title = LineField(pgettext_lazy("before a name", "title"), max_length=30, blank=True)
    name = NameField(
        _("name"), max_length=160, blank=True, help_text=_("May stay empty where the seat is an office's.")
    )
    organisation = LineField(_("organisation that sends"), max_length=255, blank=True)
    office = LineField(
        _("by office"),
        max_length=160,
        blank=True,
        help_text=_(
            "The office that has the seat, such as ผู้ว่าราชการกรุงเทพมหานคร; empty for a person of her own."
        ),
    )
    account = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_(
            "With which the member signs in. It opens the meetings and papers of this committee to her as long as "
            "the seat is hers; without it she reads none of them."
        ),
    )
    authority = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        limit_choices_to={"taken_back": False},
        verbose_name=_("authority"),
        help_text=_("The decision or order that named the member; a new order is written below."),
    )
    since = models.DateField(
        pgettext_lazy("start of a period", "from"), default=timezone.localdate, validators=[can_be]
    )
    until = models.DateField(
        pgettext_lazy("end of a period", "until"),
        null=True,
        blank=True,
        validators=[can_be],
        help_text=_(
            "The last day. Left empty it is that of the whole term, or of the seat whose rest is served."
        ),
    )
    left_on = models.DateField(
        _("left early on"),
        null=True,
        blank=True,
        validators=[can_be],
        help_text=_("The last day on the seat."),
    )
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("takes the place of"),
        help_text=_("Who comes for somebody who left serves the rest of that term."),
    )
    elected_by = LineField(
        _("elected by"),
        max_length=160,
        blank=True,
        help_text=_(
            "Of a chair or vice-chair whom the members elect: who elected, such as ที่ประชุมคณะกรรมการ ครั้งที่ 1/2567."
        ),
    )
    elected_on = models.DateField(_("elected on"), null=True, blank=True, validators=[has_come])

    objects = SeatQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("seat on a committee")
        verbose_name_plural = _("seats on committees")
        ordering = ["committee", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(office=""),
                name="seat_is_somebodys",
                violation_error_message=_("Write who sits here, or the office that has the seat."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="seat_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(until=None) | ~Q(office=""),
                name="seat_of_a_person_ends",
                violation_error_message=_("The seat of a person has a last day; that of an office may stay."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None)
                | (Q(left_on__gte=F("since")) & (Q(until=None) | Q(left_on__lte=F("until")))),
                name="seat_left_within_its_term",
                violation_error_message=_("Who left early left within the term."),
            ),
            models.CheckConstraint(
                condition=Q(elected_by="", elected_on=None)
                | (~Q(elected_by="") & Q(elected_on__isnull=False)),
                name="seat_election_is_told_whole",
                violation_error_message=_("Write both who elected and when, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(elected_by="") | (~Q(duty="member") & Q(office="")),
                name="seat_elected_to_lead",
                violation_error_message=_(
                    "The members elect a chair and vice-chairs, of whom none has the place by office."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.name}" if self.name else self.office

    @property
    def order_number(self) -> str:
        return self.authority.order_number if self.authority else ""

    @property
    def order_date(self) -> date | None:
        return self.authority.decided_on if self.authority and self.authority.order_number else None

    @property
    def last_day(self) -> date:
        return min(day for day in (self.until, self.left_on, END_OF_TIME) if day)

    def covers(self, day: date) -> bool:
        return self.since <= day <= self.last_day

    def clean(self) -> None:
        if self.committee_id is None or self.since is None:
            return
        self.clean_alone()
        self._check_account()
        others = Seat.objects.filter(committee=self.committee_id).exclude(pk=self.pk)
        if clash := clash_among(self, others):
            raise ValidationError(clash)

    def clean_alone(self) -> None:
        """What is asked of a seat whoever sits beside it; gives it the last day that nobody has named."""
        if self.until is None and not self.office:
            self.until = self._end_of_term()
        if self.follows is not None:
            self._check_followed(self.follows)
        self._check_office()

    def _end_of_term(self) -> date:
        if self.follows is not None and self.follows.until:
            return self.follows.until
        rule = self.committee.rule_on(self.since)
        return last_day_of_term(self.since, rule.term_years if rule else DEFAULT_TERM)

    def _check_account(self) -> None:
        """An office's seat stays when its holder changes: the account of the one before must not read on."""
        before = Seat.objects.filter(pk=self.pk).first() if self.office and self.account_id else None
        if before and before.name != self.name and before.account_id == self.account_id:
            said = gettext("The holder's name is another one now. Choose her account, or none.")
            raise ValidationError({"account": said}, code="holder_changed")

    def _check_followed(self, before: "Seat") -> None:
        if before.committee_id != self.committee_id:
            said = gettext("This seat is on another committee.")
            raise ValidationError({"follows": said}, code="another_committee")
        if before.last_day >= self.since:
            said = gettext("%(person)s still sits there on that day. Write first when that seat ended.")
            raise ValidationError({"follows": said % {"person": before}}, code="still_filled")

    def _check_office(self) -> None:
        rule = self.committee.rule_on(self.since)
        by_office = {SeatDuty.CHAIR: "chair_office", SeatDuty.VICE_CHAIR: "vice_chair_office"}
        office = getattr(rule, by_office[SeatDuty(self.duty)]) if rule and self.duty in by_office else ""
        if office and match_key(self.office) != match_key(office):
            said = gettext("Here this place is %(office)s's by office. Write the office with the seat.")
            raise ValidationError({"office": said % {"office": office}}, code="by_office")


def clash_among(seat: Seat, others: Iterable[Seat]) -> dict[str, ValidationError]:
    """What keeps a seat from standing beside others of its committee, at its field; empty where nothing does."""
    beside = [each for each in others if each.since <= seat.last_day and seat.since <= each.last_day]
    said = gettext("%(person)s sits on this committee on some of these days already.")
    for each in beside:
        if seat.name and match_key(str(each)) == match_key(str(seat)):
            return {"name": ValidationError(said % {"person": each}, code="twice")}
        if seat.office and match_key(each.office) == match_key(seat.office):
            return {"office": ValidationError(said % {"person": each.office}, code="twice")}
        if seat.account_id and each.account_id == seat.account_id:
            return {"account": ValidationError(said % {"person": seat.account}, code="twice")}
    limit = _most(seat)
    if limit is None:
        return {}
    same = [each for each in beside if each.duty == seat.duty]
    for day in {seat.since, *(each.since for each in same if each.since >= seat.since)}:
        if sum(each.covers(day) for each in same) >= limit:
            return {"duty": ValidationError(_too_many(seat, limit), code="too_many")}
    return {}


def _most(seat: Seat) -> int | None:
    if seat.duty == SeatDuty.CHAIR:
        return 1
    if seat.duty == SeatDuty.VICE_CHAIR:
        rule = seat.committee.rule_on(seat.since)
        return rule.vice_chairs if rule else DEFAULT_VICE_CHAIRS
    return None


def _too_many(seat: Seat, limit: int) -> str:
    if seat.duty == SeatDuty.CHAIR:
        return gettext("The committee has a chair on some of these days already.")
    said = gettext("The committee has at most %(limit)s vice-chairs at a time.")
    return said % {"limit": limit}
