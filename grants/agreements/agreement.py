"""The agreement with an organisation (นิติกรรมสัญญา), from draft to its end."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, Sum, When
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editing.versions import Versioned
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.rules.fields import BahtField, CountedBahtField
from grants.rules.zero import Zero
from people import rights
from people.roles import Role
from spreadsheets.models import history
from spreadsheets.uploads import check_attachment
from thai.money_words import format_baht

if TYPE_CHECKING:
    from grants.agreements.instalment import Instalment

# Who reads every agreement of a region; coordinators read those of their own organisations.
READING_ROLES = (Role.REGIONAL_STAFF, Role.FINANCE, Role.MENTOR, Role.COMMITTEE_MEMBER)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """All of a region for its staff, finance, mentors and committee; her organisation's for a coordinator."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(
            Q(allocation__programme__region__in=user.region_numbers(*READING_ROLES))
            | Q(pk__in=self.model._default_manager.of_coordinator(user).values("pk"))
        )

    def of_coordinator(self, user: Any) -> "AgreementQuerySet":
        """Agreements of the organisations that a person acts for today as their coordinator."""
        if not user.is_authenticated:
            return self.none()
        ties = user.organisation_ties.current().filter(
            role=Role.COORDINATOR, organisation__region__in=user.region_numbers(Role.COORDINATOR)
        )
        return self.filter(allocation__organisation__in=ties.values("organisation"))

    def in_regions_of(self, user: Any, *roles: Role) -> "AgreementQuerySet":
        """Agreements of the regions where a person holds one of the roles."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(allocation__programme__region__in=user.region_numbers(*roles))

    def live(self) -> "AgreementQuerySet":
        """Neither ended nor cancelled."""
        return self.filter(state__in=Agreement.LIVE)

    def counted_in_allocation(self) -> Decimal:
        """What they take of their allocation, in baht: a cancelled one only what was paid."""
        taken = Case(When(state="cancelled", then=F("paid")), default=F("amount"), output_field=BahtField())
        return self.aggregate(counted=Sum(taken))["counted"] or Decimal("0.00")

    def with_everything(self) -> "AgreementQuerySet":
        return self.select_related("allocation__programme__region", "allocation__organisation")


class Agreement(Versioned):
    """What an organisation and the office have agreed: an amount in instalments, from a day until a day.

    `instalments_total`, `paid`, `returned` and `committed` are sums of the instalments and of the ledger, kept by
    triggers. `unsplit` is what the instalments leave of the amount, `uncommitted` what the ledger leaves of it;
    both are foreign keys to the row 0, so that a transaction which ends with a difference is refused.
    """

    class Kind(models.TextChoices):
        CONTRACT = "contract", pgettext_lazy("kind of agreement", "contract")
        MOA = "moa", _("memorandum of agreement")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SIGNED = "signed", _("signed")
        ACTIVE = "active", pgettext_lazy("an agreement", "in force")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("cancelled")

    LIVE = (State.DRAFT, State.SIGNED, State.ACTIVE)

    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="agreements", verbose_name=_("allocation")
    )
    number = models.CharField(_("running number"), max_length=60, unique=True, editable=False)
    number_as_typed = models.CharField(
        _("number on the paper"), max_length=60, blank=True, help_text=_("As it is written on the paper.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CONTRACT)
    amount = BahtField(_("amount (baht)"))
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    office_signatory = models.CharField(_("signs for the office"), max_length=160, blank=True)
    office_position = models.CharField(_("position in the office"), max_length=160, blank=True)
    organisation_signatory = models.CharField(_("signs for the organisation"), max_length=160, blank=True)
    organisation_position = models.CharField(_("position in the organisation"), max_length=160, blank=True)
    scan = models.FileField(_("scan of the signed paper"), upload_to="agreements/%Y/%m/", blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("signing recorded by"),
    )
    instalments_total = CountedBahtField(_("in instalments (baht)"), default=Decimal(0), editable=False)
    paid = CountedBahtField(_("paid (baht)"), default=Decimal(0), editable=False)
    returned = CountedBahtField(_("returned (baht)"), default=Decimal(0), editable=False)
    committed = CountedBahtField(_("committed (baht)"), default=Decimal(0), editable=False)
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
                condition=Q(state__in=["draft", "cancelled"])
                | Q(signed_on__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="agreement_signed_has_dates",
                violation_error_message=_(
                    "A signed agreement has the day of signing, a first and a last day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        if self.allocation_id and self.amount is not None:
            self.check_room()

    def check_room(self) -> None:
        others = self.allocation.agreements.exclude(pk=self.pk).counted_in_allocation()
        left = self.allocation.amount - others
        if self.amount > left:
            raise ValidationError(
                {
                    "amount": ValidationError(
                        gettext("Only %(left)s of the allocation of %(amount)s baht are left to agree on.")
                        % {"left": format_baht(left), "amount": format_baht(self.allocation.amount)},
                        code="allocation",
                    )
                }
            )

    @property
    def programme(self) -> Programme:
        return self.allocation.programme

    @property
    def organisation(self) -> Any:
        return self.allocation.organisation

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def unpaid(self) -> Decimal:
        return self.amount - self.paid

    @property
    def return_due_on(self) -> date | None:
        """The last day for returning unspent money and interest (settings.RETURN_DAYS after the end)."""
        return self.ends_on + timedelta(days=settings.RETURN_DAYS) if self.ends_on else None

    def hold(self) -> "Agreement":
        """Return the agreement as it is now, under the lock of its programme."""
        self.allocation.programme.hold()
        return (
            Agreement.objects.select_for_update(no_key=True, of=("self",)).with_everything().get(pk=self.pk)
        )

    @classmethod
    def draw_up(cls, allocation: Allocation, amount: Decimal, *, by: Any, **details: Any) -> "Agreement":
        """Begin an agreement on what an organisation is granted; it gets the programme's next running number."""
        with transaction.atomic():
            held = allocation.hold()
            rights.require(by, held.programme.region_id, Role.REGIONAL_STAFF)
            held.programme.require_not_closed()
            if held.state == Allocation.State.CANCELLED:
                raise ValidationError(gettext("This allocation is cancelled."), code="state")
            agreement = cls(
                allocation=held, amount=amount, number=cls._next_number(held.programme), **details
            )
            agreement._history_user = by  # type: ignore[attr-defined]
            agreement.full_clean()
            agreement.save()
        return agreement

    @classmethod
    def _next_number(cls, programme: Programme) -> str:
        Programme.objects.filter(pk=programme.pk).update(agreements_numbered=F("agreements_numbered") + 1)
        programme.refresh_from_db(fields=["agreements_numbered"])
        return str(
            settings.AGREEMENT_NUMBER.format(
                region=programme.region_id,
                year=programme.fiscal_year,
                number=programme.agreements_numbered,
            )
        )

    def change(self, *, by: Any, version: int, **details: Any) -> None:
        """Change what a draft says; a signed agreement changes by amendment only."""
        with transaction.atomic():
            held = self._held_in((self.State.DRAFT,), gettext("Only a draft can be changed."), by)
            self._check_version(held, version)
            for name, value in details.items():
                setattr(held, name, value)
            held.full_clean(exclude=["allocation"])
            self.store(held, by, gettext("draft changed"), [*details])

    def attach_scan(self, scan: Any, *, by: Any) -> None:
        """Keep the scan of the signed paper. Raises ValidationError unless it is a PDF or a picture."""
        check_attachment(scan)
        with transaction.atomic():
            states = (self.State.DRAFT, self.State.SIGNED, self.State.ACTIVE, self.State.ENDED)
            held = self._held_in(states, gettext("A cancelled agreement keeps what it has."), by)
            held.scan = scan
            self.store(held, by, gettext("scan attached"), ["scan"])

    def split(self, parts: "list[Instalment]", *, by: Any, version: int | None = None) -> None:
        """Write the instalments of a draft anew. Raises ValidationError unless they add up to the amount."""
        with transaction.atomic():
            held = self._held_in(
                (self.State.DRAFT,), gettext("Only the instalments of a draft can be written anew."), by
            )
            if version is not None:
                self._check_version(held, version)
            check_parts(held.amount, parts)
            held.instalments.all().delete()
            for number, part in enumerate(parts, 1):
                part.agreement, part.number = held, number
                part._history_user = by  # type: ignore[attr-defined]
                part.full_clean()
                part.save()
            self.store(held, by, gettext("instalments written"), [])

    def sign(self, *, by: Any, signed_on: date, starts_on: date, ends_on: date) -> None:
        """Record that both sides have signed. It comes into force when another person confirms it."""
        with transaction.atomic():
            held = self._held_in((self.State.DRAFT,), gettext("Only a draft can be signed."), by)
            held.programme.require_open()
            parts = list(held.instalments.all())
            if not parts:
                raise ValidationError(gettext("Write the instalments first."), code="instalments")
            check_parts(held.amount, parts)
            held.signed_on, held.starts_on, held.ends_on, held.signed_by = signed_on, starts_on, ends_on, by
            held.state = self.State.SIGNED
            held.full_clean(exclude=["allocation"])
            self.store(
                held,
                by,
                gettext("signed"),
                ["signed_on", "starts_on", "ends_on", "signed_by", "state"],
            )
            self._follow_allocation(held, by)

    def take_back(self, *, by: Any) -> None:
        """Make a signed agreement a draft again, as long as it is not in force."""
        with transaction.atomic():
            held = self._held_in(
                (self.State.SIGNED,), gettext("Only a signed agreement can be taken back."), by
            )
            held.state, held.signed_by = self.State.DRAFT, None
            self.store(held, by, gettext("taken back to draft"), ["state", "signed_by"])
            self._follow_allocation(held, by)

    def activate(self, *, by: Any, document_number: str = "", on: date | None = None) -> None:
        """Put a signed agreement in force: its amount is committed in the ledger."""
        from grants.agreements.ledger import Entry

        with transaction.atomic():
            held = self._held_in(
                (self.State.SIGNED,), gettext("Only a signed agreement can come into force."), by
            )
            held.programme.require_open()
            rights.require_another(by, held.signed_by)
            held.state = self.State.ACTIVE
            self.store(held, by, gettext("in force"), ["state"])
            Entry.write(
                held,
                Entry.Kind.COMMITMENT,
                held.amount,
                on=on or timezone.localdate(),
                document_number=document_number or held.number_as_typed or held.number,
                requested_by=held.signed_by,
                approved_by=by,
            )
        self.refresh_from_db(fields=["committed"])

    def end(self, *, by: Any) -> None:
        """End an agreement that is paid in full and whose reports are all accepted."""
        from grants.reports.report import Report

        with transaction.atomic():
            held = self._held_in(
                (self.State.ACTIVE,), gettext("Only an agreement in force can be ended."), by
            )
            held.programme.require_open()
            if held.paid != held.amount:
                raise ValidationError(
                    gettext("%(left)s baht are not paid yet. Pay them, or lower the amount by an amendment.")
                    % {"left": format_baht(held.unpaid)},
                    code="unpaid",
                )
            missing = held.instalments.exclude(report__state=Report.State.ACCEPTED)
            if missing.exists():
                raise ValidationError(
                    gettext("The report of instalment %(number)s is not accepted yet.")
                    % {"number": missing.order_by("number")[0].number},
                    code="report",
                )
            held.state = self.State.ENDED
            self.store(held, by, gettext("ended"), ["state"])

    def cancel(self, *, by: Any, reason: str) -> None:
        """Cancel what is not in force yet; an agreement in force is cancelled by an amendment of two persons."""
        with transaction.atomic():
            held = self._held_in(
                (self.State.DRAFT, self.State.SIGNED),
                gettext("Only an agreement that is not in force is cancelled so; ask for its cancellation."),
                by,
            )
            if not reason.strip():
                raise ValidationError(
                    {"reason": ValidationError(gettext("Say why it is cancelled."), code="required")}
                )
            self.carry_out_cancellation(held, by, reason.strip())

    def carry_out_cancellation(self, held: "Agreement", by: Any, reason: str) -> None:
        """Cancel a held agreement and its unpaid instalments: exactly the unpaid part is free again."""
        held.state = self.State.CANCELLED
        self.store(held, by, reason, ["state"])
        for part in held.instalments.exclude(state__in=["paid", "cancelled"]):
            part.state = "cancelled"
            part._history_user, part._change_reason = by, reason  # type: ignore[attr-defined]
            part.save(update_fields=["state"])
        self._follow_allocation(held, by)

    def _held_in(self, states: tuple[str, ...], refusal: str, by: Any) -> "Agreement":
        held = self.hold()
        rights.require(by, held.programme.region_id, Role.REGIONAL_STAFF)
        held.programme.require_not_closed()
        if held.state not in states:
            raise ValidationError(refusal, code="state")
        return held

    def _check_version(self, held: "Agreement", version: int) -> None:
        if held.version != version:
            raise ValidationError(
                gettext("Someone has changed this agreement since you opened the page. Look at it again."),
                code="newer_version",
            )

    def store(self, held: "Agreement", by: Any, reason: str, fields: list[str]) -> None:
        held.version += 1
        held._history_user, held._change_reason = by, reason  # type: ignore[attr-defined]
        held.save(update_fields=[*fields, "version"])
        self.refresh_from_db()

    def _follow_allocation(self, held: "Agreement", by: Any) -> None:
        """An allocation with a signed agreement is contracted; without one it is announced again."""
        allocation = held.allocation
        signed = allocation.agreements.filter(
            state__in=[self.State.SIGNED, self.State.ACTIVE, self.State.ENDED]
        )
        if signed.exists() and allocation.state != Allocation.State.CONTRACTED:
            allocation.move(allocation, Allocation.State.CONTRACTED, by, gettext("agreement signed"))
        elif not signed.exists() and allocation.state == Allocation.State.CONTRACTED:
            allocation.move(allocation, Allocation.State.ANNOUNCED, by, gettext("no agreement any more"))


def check_parts(amount: Decimal, parts: "list[Instalment]") -> None:
    """Refuse instalments that do not add up to the amount."""
    total = sum((part.amount for part in parts), Decimal(0))
    if total != amount:
        raise ValidationError(
            gettext("The instalments add up to %(total)s baht, the agreement is of %(amount)s baht.")
            % {"total": format_baht(total), "amount": format_baht(amount)},
            code="instalments",
        )
