"""What is said at the end of a year about money that was not spent: carried, explained, or given back."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from deciding.request import Reasoned, RequestQuerySet, RequestState, life_of_request, rules_of_request
from editing.baht import BahtField
from editing.refusals import refused_at
from editing.texts import LineField
from grants.agreements.agreement import Agreement
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from grants.reports.money import money_of, read_money
from grants.rules.request import MoneyRequest
from people.acts import Act, When
from people.models import User
from people.roles import STAFF_ROLES
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.sentences import gettext

SETTLEMENTS = life_of_request(
    Act(
        name="undo",
        sources=(RequestState.APPROVED,),
        roles=STAFF_ROLES,
        when=When.OPEN,
        refused=_("Only what is approved and counts can be undone."),
    ),
    deciding=STAFF_ROLES,
)

UNDONE_ONCE = _("It is undone already, or somebody has asked for that.")


class SettlementQuerySet(RequestQuerySet["Settlement"]):
    def visible_to(self, user: User) -> "SettlementQuerySet":
        return self.filter(programme__in=Programme.objects.budget_read_by(user))

    def standing(self) -> "SettlementQuerySet":
        """Those that count: approved, and not undone since."""
        undone = Settlement.objects.approved().filter(undoes=OuterRef("pk"))
        return self.approved().filter(~Exists(undone), undoes=None)

    def total(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or NO_BAHT


class Settlement(Reasoned, MoneyRequest):
    """Why an amount was not spent and where it is: of one agreement, or of the programme (what was never paid).

    It counts once another person has approved it. What is approved is undone by one more settlement that says
    which it `undoes` and why, and that another person approves as well: both stay to be read.
    """

    LIFE = SETTLEMENTS
    UNDER = "programme"
    RELATED = ("agreement__allocation__programme", "agreement__allocation__organisation")

    class How(models.TextChoices):
        CARRIED = "carried", _("carried into the next year")
        EXPLAINED = "explained", _("explained")
        GIVEN_BACK = "given_back", _("given back to head office")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="settlements", verbose_name=_("programme")
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="settlements",
        verbose_name=_("agreement"),
        help_text=_("Empty for money of the programme that was never paid out."),
    )
    how = models.CharField(_("what became of it"), max_length=10, choices=How)
    amount = BahtField(_("amount (baht)"))
    document_number = LineField(_("document number"), max_length=60, blank=True)
    undoes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="undone_by"
    )

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["programme", "agreement", "pk"]
        constraints = [
            *rules_of_request("settlement", why=_("Say why.")),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="settlement_amount_positive",
                violation_error_message=_("The amount is more than zero."),
            ),
            models.CheckConstraint(
                condition=~Q(how="given_back") | ~Q(document_number=""),
                name="settlement_given_back_has_a_document",
                violation_error_message=_("Money that is given back has the number of its document."),
            ),
            models.UniqueConstraint(
                fields=["undoes"],
                condition=Q(state__in=["waiting", "approved"]),
                name="settlement_undone_once",
                violation_error_message=UNDONE_ONCE,
            ),
        ]

    def __str__(self) -> str:
        said = f"{self.get_how_display()}: {format_baht(self.amount)}"
        return gettext("undoing of “%(what)s”") % {"what": said} if self.undoes_id else said

    def get_absolute_url(self) -> str:
        return reverse("year-close", args=[self.programme_id])

    @property
    def place(self) -> SettlementQuerySet:
        """All that is said of the same money: of the agreement, or of what was never paid."""
        return Settlement.objects.filter(programme=self.programme_id, agreement=self.agreement_id)

    @cached_property
    def left(self) -> Decimal:
        """What there is to account for, before anything is said of it; a list of many reads it once for all."""
        if self.agreement:
            return money_of(self.agreement).left
        return never_paid_of([self.programme])[self.programme_id]

    @cached_property
    def set_aside(self) -> Decimal:
        """What counts already of what is left."""
        return self.place.standing().total()

    @classmethod
    def read_figures(cls, requests: Sequence["Settlement"]) -> None:
        read_money(each.agreement for each in requests if each.agreement)
        programmes = {each.programme_id: each.programme for each in requests}
        never_paid = never_paid_of(programmes.values())
        rows = Settlement.objects.standing().filter(programme__in=programmes).order_by()
        set_aside: dict[tuple[int, int | None], Decimal] = {
            (row["programme"], row["agreement"]): row["total"]
            for row in rows.values("programme", "agreement").annotate(total=Sum("amount"))
        }
        for each in requests:
            place = each.programme_id, each.agreement_id
            each.left = money_of(each.agreement).left if each.agreement else never_paid[each.programme_id]
            each.set_aside = set_aside.get(place, NO_BAHT)

    @property
    def figures(self) -> tuple[object, ...]:
        what = (self.how, self.amount, self.agreement_id, self.undoes_id, self.left)
        return (*what, self.reason, self.document_number)

    def clean(self) -> None:
        if self.agreement and self.agreement.programme.pk != self.programme_id:
            raise refused_at("agreement", gettext("This agreement is of another programme."), "programme")

    @classmethod
    def propose(cls, programme: Programme, *, by: User, **details: object) -> "Settlement":
        """Say of an unspent amount what became of it. Raises ValidationError where less is left to say it of."""
        with PROGRAMME_LIFE.doing("settle", programme, by) as held:
            made = cls(programme=held, requested_by=by, **details)
            made.full_clean()
            made.require_left(besides=made.place.waiting().filter(undoes=None).total())
            made.save()
        return made

    def ask_to_undo(self, *, by: User, reason: str) -> "Settlement":
        """Ask that what is approved does not count any more; another person decides on that, too."""
        with SETTLEMENTS.doing("undo", self, by) as held:
            made = Settlement(
                programme=held.programme,
                agreement=held.agreement,
                how=held.how,
                amount=held.amount,
                document_number=held.document_number,
                reason=reason.strip(),
                undoes=held,
                requested_by=by,
            )
            made.full_clean()
            made.save()
        return made

    def require_left(self, besides: Decimal = NO_BAHT) -> None:
        """Refuse to account for more than is left beside what counts already, and `besides`."""
        left = self.left - self.set_aside - besides
        if self.amount > left:
            sentence = gettext("Only %(left)s baht are left that nothing is said of yet.")
            raise refused_at("amount", sentence % {"left": format_baht(max(left, NO_BAHT))}, "left")

    def carry_out(self, by: User) -> None:
        """Being approved is all: from here on it counts, or what it undoes does not."""


@SETTLEMENTS.needs("undo")
def counts_until_undone(settlement: Settlement) -> None:
    if settlement.undoes_id:
        raise ValidationError(str(SETTLEMENTS["undo"].refused), code="state")
    if any(asked.is_open for asked in settlement.undone_by.all()):
        raise ValidationError(str(UNDONE_ONCE), code="undone")


@SETTLEMENTS.needs("approve")
def _is_left(settlement: Settlement) -> None:
    if not settlement.undoes_id:
        settlement.require_left()


def never_paid_of(programmes: Iterable[Programme]) -> dict[int, Decimal]:
    """What of each ceiling was never paid out, nor is bound by an agreement in force."""
    ceilings = {programme.pk: programme.ceiling for programme in programmes}
    rows = Agreement.objects.filter(allocation__programme__in=ceilings).order_by()
    bound = {
        row["allocation__programme"]: row["total"]
        for row in rows.values("allocation__programme").annotate(total=Sum("committed"))
    }
    return {key: ceiling - bound.get(key, NO_BAHT) for key, ceiling in ceilings.items()}
