"""The report of an instalment: what was done with it, and the money in the shape of form ง.1."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation
from deciding.waiting import what_waits
from editing.baht import BahtField
from editing.shown import digest_of
from editing.texts import ProseField
from editing.written import WrittenWhileOpen, keys_written_in_by
from grants.agreements.agreement import Agreement, in_regions_of, of_coordinator, seen_by
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.reports.checks import answers_to
from grants.reports.life import OPEN, REPORT_LIFE, ReportState
from people.fields import PersonField
from people.models import User
from people.roles import REVIEWING_ROLES
from spreadsheets.models import history
from thai.amounts import NO_BAHT
from thai.digits import format_figure
from thai.money_words import format_baht

SPENDING = ("compensation", "wages", "services", "materials", "utilities", "other")
KNOWN = ("carried", "received", "returned")  # filled in from the last report and the ledger
MONEY = (*KNOWN, "interest", *SPENDING, "cash", "bank")
ACTIVITY = ("activities", "done", "output", "outcome", "participants", "problems", "unshown", "checks")
STEPS = ("state", "sent_by", "sent_at", "mentored_by", "mentored_at", "accepted_by", "accepted_at")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> "ReportQuerySet":
        """As agreements; but a report that is not sent yet is its coordinator's and her office's own."""
        if user.sees_every_region:
            return self
        place = "instalment__agreement__"
        own = of_coordinator(user, place) | in_regions_of(user, *REVIEWING_ROLES, path=place)
        return self.filter(own | ~Q(state__in=OPEN), seen_by(user, place))

    def with_everything(self) -> "ReportQuerySet":
        return self.select_related(
            "instalment__agreement__allocation__programme__region",
            "instalment__agreement__allocation__organisation",
        )

    def written_in_by(self, people: Iterable[int]) -> "ReportQuerySet":
        return self.filter(pk__in=keys_written_in_by(Report, people))

    def accepted(self) -> "ReportQuerySet":
        return self.filter(state=Report.State.ACCEPTED)


class Report(WrittenWhileOpen):
    """What an organisation did with one instalment and what became of the money, in baht.

    The money part is form ง.1 (domain.md section 4): carried from the last report, received, interest, six
    groups of spending, returned to NHSO, cash in hand, bank balance. Carried + received + interest − spending
    − returned = cash + bank. It starts from the end of the last report and counts what came back since that one
    was sent, principal and interest together; what comes back later stands in the next. An accepted report does
    not change.
    """

    State = ReportState
    OPEN = OPEN
    UNDER = "instalment__agreement__allocation__programme"
    LIFE = REPORT_LIFE

    instalment = models.OneToOneField(
        Instalment, models.PROTECT, related_name="report", verbose_name=_("instalment")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ReportState, default=ReportState.DRAFT, editable=False
    )
    # What it took over from reports on activities (told.py).
    activities = models.JSONField(_("reports on activities"), default=list, blank=True, editable=False)
    done = ProseField(_("what was done"), blank=True)
    output = ProseField(_("output"), blank=True)
    outcome = ProseField(_("outcome"), blank=True)
    participants = models.PositiveIntegerField(_("participants in all"), default=0)
    problems = ProseField(_("problems and what was done about them"), blank=True)
    unshown = ProseField(_("why there is no evidence, or nobody took part"), blank=True)
    # The office's checklist as it was answered, in the words of that day (checks.py).
    checks = models.JSONField(_("checklist of the office"), default=list, blank=True, editable=False)
    carried = BahtField(_("carried from the last report"), default=NO_BAHT)
    received = BahtField(_("received"), default=NO_BAHT)
    interest = BahtField(_("interest"), default=NO_BAHT)
    compensation = BahtField(_("compensation"), default=NO_BAHT)
    wages = BahtField(_("wages"), default=NO_BAHT)
    services = BahtField(_("services"), default=NO_BAHT)
    materials = BahtField(_("materials"), default=NO_BAHT)
    utilities = BahtField(_("utilities"), default=NO_BAHT)
    other = BahtField(_("other spending"), default=NO_BAHT)
    returned = BahtField(_("returned to NHSO already"), default=NO_BAHT)
    cash = BahtField(_("cash in hand"), default=NO_BAHT)
    bank = BahtField(_("bank balance"), default=NO_BAHT)
    sent_by = PersonField(null=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    mentored_by = PersonField(null=True)
    mentored_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = PersonField(null=True)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["instalment__agreement", "instalment__number"]
        indexes = [what_waits("report", ReportState.SENT, ReportState.MENTORED)]
        constraints = [
            models.CheckConstraint(
                # Below zero came back what a correction of a return counted out of an earlier report.
                condition=Q(**{f"{name}__gte": 0 for name in MONEY if name != "returned"}),
                name="report_amounts_not_negative",
                violation_error_message=_("No amount of a report is below zero."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(
                    cash=F("carried")
                    + F("received")
                    + F("interest")
                    - F("compensation")
                    - F("wages")
                    - F("services")
                    - F("materials")
                    - F("utilities")
                    - F("other")
                    - F("returned")
                    - F("bank")
                ),
                name="report_balances",
                violation_error_message=_("The money part does not balance."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | Q(interest__lte=F("carried") + F("received")),
                name="report_interest_within_money",
                violation_error_message=_("The interest is more than the money it is on. Check the amount."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(state="sent", sent_by__isnull=False)
                | Q(state="mentored", sent_by__isnull=False, mentored_by__isnull=False)
                | Q(
                    state="accepted",
                    sent_by__isnull=False,
                    mentored_by__isnull=False,
                    accepted_by__isnull=False,
                ),
                name="report_knows_who",
            ),
            models.CheckConstraint(
                condition=Q(mentored_by=None) | ~Q(mentored_by=F("sent_by")),
                name="report_mentor_is_another",
                violation_error_message=_("Nobody accepts a report that they sent themselves."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None)
                | (~Q(accepted_by=F("sent_by")) & ~Q(accepted_by=F("mentored_by"))),
                name="report_region_is_another",
                violation_error_message=_("Nobody accepts a report that they sent or accepted before."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Report of %(instalment)s") % {"instalment": self.instalment}

    @classmethod
    def of(cls, instalment: Instalment) -> "Report":
        """An unsaved report of an instalment, with what it starts from."""
        report = cls(instalment=instalment)
        report.fill_in()
        return report

    @property
    def agreement(self) -> Agreement:
        return self.instalment.agreement

    @property
    def organisation(self) -> Organisation:
        return self.instalment.agreement.allocation.organisation

    @property
    def name_on_paper(self) -> str:
        """The name of the organisation on form ง.1: that of the day it was accepted, or until then the present one."""
        if self.state != self.State.ACCEPTED or self.accepted_at is None:
            return str(self.organisation)
        return self.organisation.name_on(timezone.localdate(self.accepted_at))

    @property
    def spending(self) -> Decimal:
        return sum((getattr(self, name) for name in SPENDING), NO_BAHT)

    @property
    def at_hand(self) -> Decimal:
        """What should be left: carried + received + interest − spending − returned."""
        return self.carried + self.received + self.interest - self.spending - self.returned

    @property
    def end(self) -> Decimal:
        """What is left, as counted: cash and bank. The next report starts from it."""
        return self.cash + self.bank

    @property
    def difference(self) -> Decimal:
        return self.at_hand - self.end

    @property
    def is_open(self) -> bool:
        """Whether its organisation may still write in it."""
        return self.state in OPEN

    @property
    def counted_participants(self) -> int:
        return sum(count.people for count in self.participant_counts.all())

    @property
    def shown(self) -> str:
        """What who accepts it saw; from its sending on it does not change."""
        return digest_of(self.pk, self.version, *(getattr(self, name) for name in (*ACTIVITY, *MONEY)))

    def fill_in(self) -> None:
        """Fill in what is known: the end of the last report, and what the ledger says was paid and came back."""
        self.carried = self.starts_from()
        self.received = self.instalment.paid
        self.returned = self.came_back_since_the_last()

    def starts_from(self) -> Decimal:
        previous = self.instalment.previous
        report = getattr(previous, "report", None)
        return report.end if report is not None else NO_BAHT

    def came_back_since_the_last(self) -> Decimal:
        """What the ledger says came back under the agreement, but for what accepted reports have counted."""
        entries = Entry.objects.filter(agreement=self.instalment.agreement_id)
        came_back = sum((entries.of_measure(kind).total() for kind in Entry.COMING_BACK), NO_BAHT)
        accepted = Report.objects.accepted().filter(instalment__agreement=self.instalment.agreement_id)
        return came_back - (accepted.aggregate(told=Sum("returned"))["told"] or NO_BAHT)

    def check_complete(self) -> None:
        """Raise ValidationError with a sentence for each field that keeps the report from being sent."""
        missing = {
            figure.field: gettext("“%(text)s” cannot be read. Type it in figures.") % {"text": figure.text}
            for figure in self.unread_figures.all()
        }
        unread = set(missing)  # nobody can say whether the rest adds up to them
        for name in ("done", "output", "outcome"):
            if not self.activities and not getattr(self, name).strip():
                missing[name] = gettext("Fill in what is asked here.")
        if self.counted_participants != self.participants and unread <= set(MONEY):
            missing["participants"] = gettext(
                "The networks add up to %(counted)s people, %(said)s are stated in all."
            ) % {
                "counted": format_figure(self.counted_participants),
                "said": format_figure(self.participants),
            }
        is_shown = (self.participants or "participants" in unread) and (
            self.activities or self.evidence.exists()
        )
        if not is_shown and not self.unshown.strip():
            missing["unshown"] = gettext("Attach evidence and say how many took part, or say here why not.")
        if self.interest > self.carried + self.received:
            missing["interest"] = gettext("The interest is more than the money it is on. Check the amount.")
        if self.difference and not unread & set(MONEY):
            missing["bank"] = gettext(
                "%(at_hand)s baht should be left, cash and bank come to %(end)s: a difference of %(difference)s."
            ) % {
                "at_hand": format_baht(self.at_hand),
                "end": format_baht(self.end),
                "difference": format_baht(abs(self.difference)),
            }
        for answer in answers_to(self.agreement, self.checks):
            if not answer.is_answered:
                missing[f"check-{answer.check}"] = gettext("Tick “%(check)s”, or write why not.") % {
                    "check": answer.words
                }
        if missing:
            raise ValidationError(missing, code="incomplete")
