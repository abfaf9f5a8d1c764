"""The agreement with an organisation (นิติกรรมสัญญา), from draft to its end."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Sum, When
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation
from deciding.waiting import what_waits
from editing.baht import BahtField, CountedBahtField
from editing.days import UNASKED, days_constraint, require_come, require_possible
from editing.held import Held
from editing.proof.portal_user import KEPT
from editing.refusals import refused_at
from editing.shown import digest_of
from editing.texts import LineField
from editing.uploads import KeptUnder
from grants.agreements.life import AGREEMENT_LIFE, LIVE, AgreementState
from grants.budget.allocation import CONTRACTED, Allocation, AllocationQuerySet
from grants.budget.life import ALLOCATION_LIFE
from grants.budget.programme import Programme, years_of
from grants.rules.zero import Zero
from people import rights
from people.fields import PersonField
from people.models import User, Visitor
from people.roles import BUDGET_ROLES, REVIEWING_ROLES, Role
from spreadsheets.models import history
from thai.amounts import NO_BAHT
from thai.dates import tell_date
from thai.money_words import format_baht
from thai.years import fiscal_year_bounds

DAYS = ("signed_on", "starts_on", "ends_on")  # that a signed agreement has


def in_regions_of(user: Visitor, *roles: Role, path: str = "") -> Q:
    """The condition on rows that reach their agreement by `path`: of the regions where a person holds one of the roles.

    A condition and no subquery, so that a page of one region does not look through the agreements of all.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.sees_every_region:
        return Q()
    return Q(**{f"{path}allocation__programme__region__in": user.region_numbers(*roles)})


def of_coordinator(user: Visitor, path: str = "") -> Q:
    """As `in_regions_of`: of the organisations that a person acts for today as their coordinator."""
    if not user.is_authenticated or not user.has_role(Role.COORDINATOR):
        return Q(pk__in=[])
    ties = user.organisation_ties.current().filter(
        role=Role.COORDINATOR, organisation__region__in=user.region_numbers(Role.COORDINATOR)
    )
    return Q(**{f"{path}allocation__organisation__in": ties.values("organisation")})


def seen_by(user: Visitor, path: str = "") -> Q:
    """All of a region for its staff, finance, mentors and committee; her organisation's for a coordinator."""
    if user.is_authenticated and user.sees_every_region:
        return Q()
    return in_regions_of(user, *BUDGET_ROLES, path=path) | of_coordinator(user, path)


def opens_files(user: User, agreement: "Agreement", *others: Role) -> bool:
    """Whether a person opens the files of an agreement: the organisation itself, the region's staff and its mentors.

    Scans, slips and evidence hold names, signatures and account numbers. Who reads figures sees that a file is there.
    """
    region, organisation = agreement.programme.region_id, agreement.organisation
    return rights.holds(user, region, *REVIEWING_ROLES, *others) or rights.acts_for(user, organisation)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Visitor) -> "AgreementQuerySet":
        return self.filter(seen_by(user))

    def of_coordinator(self, user: Visitor) -> "AgreementQuerySet":
        return self.filter(of_coordinator(user))

    def in_regions_of(self, user: Visitor, *roles: Role) -> "AgreementQuerySet":
        return self.filter(in_regions_of(user, *roles))

    def to_sign(self) -> "AgreementQuerySet":
        """Drafts of the years in which agreements are signed."""
        act = AGREEMENT_LIFE["sign"]
        return self.filter(state__in=act.sources, allocation__programme__in=years_of(act.when))

    def live(self) -> "AgreementQuerySet":
        """Neither ended nor cancelled."""
        return self.filter(state__in=LIVE)

    def counted_in_allocation(self) -> Decimal:
        """What they take of their allocation, in baht: a cancelled one only what was paid."""
        taken = Case(When(state="cancelled", then=F("paid")), default=F("amount"), output_field=BahtField())
        return self.aggregate(counted=Sum(taken))["counted"] or NO_BAHT

    def with_everything(self) -> "AgreementQuerySet":
        return self.select_related("allocation__programme__region", "allocation__organisation")


class Agreement(Held):
    """What an organisation and the office have agreed: an amount in instalments, from a day until a day.

    `instalments_total`, `paid`, `returned` and `committed` are sums of the instalments and of the ledger, kept by
    triggers. `unsplit` is what the instalments leave of the amount, `uncommitted` what the ledger leaves of it;
    both are foreign keys to the row 0, so that a transaction which ends with a difference is refused.
    """

    class Kind(models.TextChoices):
        CONTRACT = "contract", pgettext_lazy("kind of agreement", "contract")
        MOA = "moa", _("memorandum of agreement")

    State = AgreementState
    UNDER = "allocation__programme"
    portal_may = KEPT

    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="agreements", verbose_name=_("allocation")
    )
    number = LineField(_("running number"), max_length=60, unique=True, editable=False)
    number_as_typed = LineField(
        _("number on the paper"), max_length=60, blank=True, help_text=_("As it is written on the paper.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CONTRACT)
    amount = BahtField(_("amount (baht)"))
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    office_signatory = LineField(_("signs for the office"), max_length=160, blank=True)
    office_position = LineField(_("position in the office"), max_length=160, blank=True)
    organisation_signatory = LineField(_("signs for the organisation"), max_length=160, blank=True)
    organisation_position = LineField(_("position in the organisation"), max_length=160, blank=True)
    scan = models.FileField(
        _("scan of the signed paper"), upload_to=KeptUnder("agreements/%Y/%m"), blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AgreementState, default=AgreementState.DRAFT, editable=False
    )
    signed_name = LineField(
        _("name of the organisation at the signing"), max_length=255, blank=True, editable=False
    )
    signed_by = PersonField(_("signing recorded by"), null=True)
    instalments_total = CountedBahtField(_("in instalments (baht)"), default=NO_BAHT, editable=False)
    paid = CountedBahtField(_("paid (baht)"), default=NO_BAHT, editable=False)
    returned = CountedBahtField(_("returned (baht)"), default=NO_BAHT, editable=False)
    committed = CountedBahtField(_("committed (baht)"), default=NO_BAHT, editable=False)
    unsplit = models.ForeignKey(Zero, models.PROTECT, default=0, editable=False, related_name="+")
    uncommitted = models.ForeignKey(Zero, models.PROTECT, default=0, editable=False, related_name="+")

    objects = AgreementQuerySet.as_manager()
    history = history(
        excluded_fields=["instalments_total", "paid", "returned", "committed", "unsplit", "uncommitted"]
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["allocation__programme", "allocation__order", "pk"]
        indexes = [what_waits("agreement", AgreementState.SIGNED)]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="agreement_amount_positive",
                violation_error_message=_("The amount of an agreement is more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, paid__lte=F("amount")),
                name="agreement_paid_within_amount",
                violation_error_message=_("More would be paid than the agreement says."),
            ),
            models.CheckConstraint(
                condition=Q(returned__gte=0, returned__lte=F("paid")),
                name="agreement_returned_within_paid",
                violation_error_message=_("More would be returned than was paid."),
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(paid=F("amount")),
                name="agreement_ended_is_paid",
                violation_error_message=_("An agreement ends when all of it is paid."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(signed_by=None),
                name="agreement_draft_is_not_signed",
                violation_error_message=_("Nobody has recorded the signing of a draft."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"])
                | Q(signed_on__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="agreement_signed_has_dates",
                violation_error_message=_(
                    "A signed agreement has the day of signing, a first and a last day."
                ),
            ),
            days_constraint("agreement", "signed_on", "starts_on", "ends_on"),
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        if self.allocation_id and self.amount is not None:
            self.check_room()
        if self.allocation_id:
            self.check_days()

    def check_days(self) -> None:
        """Refuse days that its fiscal year cannot have, and a signing that is recorded before it is done."""
        for name in DAYS:
            require_possible(name, getattr(self, name), self.programme.fiscal_year)
        if self.state not in (AgreementState.DRAFT, AgreementState.CANCELLED):
            require_come("signed_on", self.signed_on)

    @property
    def doubts(self) -> list[str]:
        """What is unusual about its days, for whoever signs or amends it to say that it is meant."""
        if self.signed_on is None or self.starts_on is None or self.ends_on is None:
            return []
        year = self.programme.fiscal_year
        last = fiscal_year_bounds(year)[1]
        doubts = []
        if self.signed_on > last:
            doubts.append(gettext("It is signed on %(signed)s, after fiscal year %(year)s has ended."))
        if self.starts_on < self.signed_on:
            doubts.append(gettext("It starts on %(starts)s, before it is signed on %(signed)s."))
        if self.ends_on > last + UNASKED:
            doubts.append(gettext("It ends on %(ends)s, more than a year after fiscal year %(year)s."))
        days = {"signed": self.signed_on, "starts": self.starts_on, "ends": self.ends_on}
        named = {name: tell_date(day) for name, day in days.items()}
        return [doubt % {**named, "year": year} for doubt in doubts]

    def check_room(self) -> None:
        left = self.room
        if self.amount > left:
            sentence = gettext("Only %(left)s of the allocation of %(amount)s baht are left to agree on.")
            figures = {"left": format_baht(left), "amount": format_baht(self.allocation.amount)}
            raise refused_at("amount", sentence % figures, "allocation")

    @property
    def room(self) -> Decimal:
        """What its allocation leaves for it beside the other agreements, in baht."""
        others = self.allocation.agreements.exclude(pk=self.pk).counted_in_allocation()
        return self.allocation.amount - others

    @property
    def programme(self) -> Programme:
        return self.allocation.programme

    @property
    def organisation(self) -> Organisation:
        return self.allocation.organisation

    @property
    def name_on_paper(self) -> str:
        """The name of the organisation on its paper: that of the signing, or until then the present one."""
        return self.signed_name or str(self.organisation)

    @property
    def shown(self) -> str:
        """What its page shows to whoever decides on it. Instalments written anew count as a version of it."""
        return digest_of(
            self.version,
            self.state,
            self.amount,
            self.signed_on,
            self.starts_on,
            self.ends_on,
            self.number_as_typed,
        )

    @property
    def drafted_by(self) -> User | None:
        """Who wrote it last: of two persons the one who asks, where signing puts it in force at once."""
        return self.history.latest().history_user

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def unpaid(self) -> Decimal:
        return self.amount - self.paid

    @property
    def return_due_on(self) -> date | None:
        """The last day for returning unspent money and interest (settings.RETURN_DAYS after the end)."""
        return self.ends_on + timedelta(days=settings.RETURN_DAYS) if self.ends_on else None


def agreed_by(state: str, amount: Decimal, paid: Decimal) -> Decimal:
    """What is agreed by an agreement, in baht: nothing by a draft, by a cancelled one what was paid."""
    if state == AgreementState.CANCELLED:
        return paid
    return amount if state in CONTRACTED else NO_BAHT


# The same of the rows of a query, for sums over many.
AGREED = Case(
    When(state=AgreementState.CANCELLED, then=F("paid")),
    When(state__in=CONTRACTED, then=F("amount")),
    default=NO_BAHT,
    output_field=BahtField(),
)


def without_agreement() -> AllocationQuerySet:
    """Grants of the years in which agreements are drawn up that have none yet, and something to agree on."""
    act = ALLOCATION_LIFE["draw_up"]
    stands = Agreement.objects.filter(allocation=OuterRef("pk")).exclude(state=AgreementState.CANCELLED)
    rows = Allocation.objects.filter(state__in=act.sources, programme__in=years_of(act.when))
    return rows.filter(~Exists(stands.order_by()), amount__gt=F("agreed"))


@ALLOCATION_LIFE.needs("draw_up")
def has_something_to_agree_on(allocation: Allocation) -> None:
    if allocation.amount <= allocation.agreed:
        raise ValidationError(gettext("All of the grant is agreed on already."), code="allocation")


@ALLOCATION_LIFE.needs("cancel")
def has_no_live_agreement(allocation: Allocation) -> None:
    if Agreement.objects.filter(allocation=allocation).live().exists():
        raise ValidationError(
            gettext("Its agreement still runs. End or cancel the agreement first."), code="agreed"
        )


@AGREEMENT_LIFE.needs("report_return")
def something_was_paid(agreement: Agreement) -> None:
    if not agreement.paid:
        raise ValidationError(gettext("Nothing was paid under this agreement yet."), code="returned")
