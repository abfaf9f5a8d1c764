"""What stands between a year and its close: agreements that run, requests that wait, money nobody accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.shown import digest_of
from grants.agreements.agreement import Agreement
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from grants.reports.money import Money, money_by_agreement
from grants.rules.request import MoneyRequest, waiting_in
from grants.year.settlement import Settlement, never_paid_of
from thai.amounts import NO_BAHT
from thai.dates import tell_date
from thai.money_words import format_baht


@dataclass(frozen=True, slots=True)
class YearObstacle:
    """One thing that keeps the year from being closed, with the page where it is ended or decided, if any.

    Of what `is_unexplained` something has to be said here: of an agreement's money, or without one of the ceiling.
    """

    text: str
    page: str = ""
    is_unexplained: bool = False
    agreement: Agreement | None = None


@dataclass(slots=True)
class UnspentMoney:
    """What is left of an agreement, or, without one, of the ceiling, and what is said about it. Baht."""

    agreement: Agreement | None
    left: Decimal
    money: Money = field(default_factory=Money)
    settlements: list[Settlement] = field(default_factory=list)
    settled: Decimal = NO_BAHT

    @property
    def unsaid(self) -> Decimal:
        """What nobody has said anything of yet, be it decided or not."""
        waiting = (said.amount for said in self.settlements if said.waits and not said.undoes_id)
        return self.open - sum(waiting, NO_BAHT)

    @property
    def open(self) -> Decimal:
        """What is neither returned, carried, given back nor explained; below zero, too much was explained."""
        return self.left - self.settled


@dataclass(frozen=True, slots=True)
class YearAccount:
    """The unspent money of a year: of each agreement, and of the ceiling what was never paid."""

    programme: Programme
    agreements: list[UnspentMoney]
    never_paid: UnspentMoney
    waiting: list[MoneyRequest]

    @property
    def unspent(self) -> list[UnspentMoney]:
        """The agreements with something to account for, or with something said."""
        return [account for account in self.agreements if account.left or account.settlements]

    @property
    def settlements(self) -> list[Settlement]:
        return [
            settlement
            for account in (*self.agreements, self.never_paid)
            for settlement in account.settlements
        ]

    @property
    def bound(self) -> Decimal:
        """What agreements that are not in force yet would take of what was never paid, in baht."""
        running = [each.agreement for each in self.agreements if each.agreement and each.agreement.is_live]
        return sum((each.amount - each.committed for each in running), NO_BAHT)

    @property
    def shown(self) -> str:
        """What stands for the account on the page of who closes the year."""
        return digest_of(
            self.programme.ceiling,
            [(each.agreement and each.agreement.state, each.left) for each in self.agreements],
            self.never_paid.left,
            [settlement.shown for settlement in self.settlements],
        )

    @property
    def obstacles(self) -> list[YearObstacle]:
        return [*self._running(), *self._undecided(), *self._unexplained()]

    def _running(self) -> Iterator[YearObstacle]:
        for agreement in (account.agreement for account in self.agreements):
            if agreement and agreement.is_live:
                text = _("Agreement %(agreement)s is %(state)s. End or cancel it first.")
                named = {"agreement": agreement, "state": agreement.get_state_display()}
                yield YearObstacle(text % named, _page(agreement), agreement=agreement)

    def _undecided(self) -> Iterator[YearObstacle]:
        for request in self.waiting:
            text = _("%(what)s: waits for a decision since %(day)s.")
            named = {"what": request, "day": tell_date(timezone.localtime(request.requested_at).date())}
            yield YearObstacle(text % named, request.get_absolute_url())

    def _unexplained(self) -> Iterator[YearObstacle]:
        for account in (*self.agreements, self.never_paid):
            agreement, page = account.agreement, _page(account.agreement)
            if account.open < 0:
                text = _(
                    "%(what)s: %(amount)s baht more are accounted for than are left. Undo what is too much."
                )
                what = agreement or _("Of the ceiling, never paid")
                named: dict[str, object] = {"what": what, "amount": format_baht(-account.open)}
                yield YearObstacle(text % named, page, agreement=agreement)
            elif account.open > 0:
                text = (
                    _("%(agreement)s: %(amount)s baht are left and neither returned, carried nor explained.")
                    if agreement
                    else _(
                        "%(amount)s baht of the ceiling were never paid and are neither given back, carried "
                        "nor explained."
                    )
                )
                named = {"agreement": agreement, "amount": format_baht(account.open)}
                yield YearObstacle(text % named, page, is_unexplained=True, agreement=agreement)


def _page(agreement: Agreement | None) -> str:
    return reverse("agreement", args=[agreement.pk]) if agreement else ""


def year_account(programme: Programme) -> YearAccount:
    """Return what a year has left and what is said about it, in as many queries for one agreement as for many."""
    agreements = list(
        Agreement.objects.filter(allocation__programme=programme).select_related("allocation__organisation")
    )
    money = money_by_agreement(agreements)
    accounts = {each.pk: UnspentMoney(each, money[each.pk].left, money[each.pk]) for each in agreements}
    never_paid = UnspentMoney(None, never_paid_of([programme])[programme.pk])
    standing = set(programme.settlements.standing().values_list("pk", flat=True))
    settlements = list(programme.settlements.with_everything().prefetch_related("undone_by"))
    for settlement in settlements:
        account = accounts[settlement.agreement_id] if settlement.agreement_id else never_paid
        account.settlements.append(settlement)
        if settlement.pk in standing:
            account.settled += settlement.amount
    for account in (*accounts.values(), never_paid):
        for settlement in account.settlements:
            settlement.left, settlement.set_aside = account.left, account.settled
    return YearAccount(programme, list(accounts.values()), never_paid, waiting_in(programme))


def read_account(programme: Programme) -> YearAccount:
    """The account of a year that is shown or held; whether it may be closed is then asked of the same."""
    account = year_account(programme)
    programme.__dict__["account_read"] = account
    return account


def account_of(programme: Programme) -> YearAccount:
    """The account of a year as it is now, or as `read_account` has read it."""
    read: YearAccount | None = programme.__dict__.get("account_read")
    return year_account(programme) if read is None else read


def obstacles(programme: Programme) -> list[str]:
    """Return a sentence for each thing that keeps the year from being closed; empty when it may be."""
    return [obstacle.text for obstacle in account_of(programme).obstacles]


@PROGRAMME_LIFE.needs("settle")
def something_is_left(programme: Programme) -> None:
    account = account_of(programme)
    if all(each.unsaid <= 0 for each in (*account.agreements, account.never_paid)):
        raise ValidationError(_("Something is said of every baht already."), code="left")
