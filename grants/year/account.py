"""What stands between a year and its close: agreements that run, money that nobody accounted for."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from grants.agreements.agreement import Agreement
from grants.budget.programme import Programme
from grants.reports.money import Money, money_by_agreement
from grants.year.settlement import Settlement
from thai.amounts import NO_BAHT
from thai.money_words import format_baht


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that keeps the year from being closed, and the agreement that it is about, if any."""

    text: str
    agreement: Agreement | None = None


@dataclass(slots=True)
class Account:
    """What is left of an agreement, or, without one, of the ceiling, and what is said about it. Baht."""

    agreement: Agreement | None
    left: Decimal
    money: Money = field(default_factory=Money)
    settlements: list[Settlement] = field(default_factory=list)

    @property
    def settled(self) -> Decimal:
        return sum((said.amount for said in self.settlements if said.is_standing), NO_BAHT)

    @property
    def open(self) -> Decimal:
        """What is neither returned, carried, given back nor explained; below zero, too much was explained."""
        return self.left - self.settled


@dataclass(frozen=True, slots=True)
class YearAccount:
    """The unspent money of a year: of each agreement, and of the ceiling what was never paid."""

    programme: Programme
    agreements: list[Account]
    never_paid: Account

    @property
    def unspent(self) -> list[Account]:
        """The agreements with something to account for, or with something said."""
        return [account for account in self.agreements if account.left or account.settlements]

    @property
    def obstacles(self) -> list[Obstacle]:
        said = [
            Obstacle(
                _("Agreement %(agreement)s is %(state)s. End or cancel it first.")
                % {"agreement": account.agreement, "state": account.agreement.get_state_display()},
                account.agreement,
            )
            for account in self.agreements
            if account.agreement and account.agreement.is_live
        ]
        said += [
            Obstacle(
                _("%(agreement)s: %(amount)s baht are left and neither returned, carried nor explained.")
                % {"agreement": account.agreement, "amount": format_baht(account.open)},
                account.agreement,
            )
            for account in self.agreements
            if account.open > 0
        ]
        said += [
            Obstacle(
                _(
                    "%(what)s: %(amount)s baht more are accounted for than are left. Take back what is too much."
                )
                % {
                    "what": account.agreement or _("Of the ceiling, never paid"),
                    "amount": format_baht(-account.open),
                },
                account.agreement,
            )
            for account in (*self.agreements, self.never_paid)
            if account.open < 0
        ]
        if self.never_paid.open > 0:
            said.append(
                Obstacle(
                    _(
                        "%(amount)s baht of the ceiling were never paid and are neither given back, carried "
                        "nor explained."
                    )
                    % {"amount": format_baht(self.never_paid.open)}
                )
            )
        return said


def year_account(programme: Programme) -> YearAccount:
    """Return what a year has left and what is said about it, in as many queries for one agreement as for many."""
    agreements = list(
        Agreement.objects.filter(allocation__programme=programme).select_related("allocation__organisation")
    )
    money = money_by_agreement(agreements)
    accounts = {each.pk: Account(each, money[each.pk].left, money[each.pk]) for each in agreements}
    paid = sum((figures.paid for figures in money.values()), NO_BAHT)
    never_paid = Account(None, programme.ceiling - paid)
    for said in programme.settlements.select_related("requested_by", "approved_by"):
        (accounts[said.agreement_id] if said.agreement_id else never_paid).settlements.append(said)
    return YearAccount(programme, list(accounts.values()), never_paid)


def obstacles(programme: Programme) -> list[str]:
    """Return a sentence for each thing that keeps the year from being closed; empty when it may be."""
    return [obstacle.text for obstacle in year_account(programme).obstacles]
