"""What stands between a year and its close: agreements that run, money that nobody accounted for."""

from decimal import Decimal

from django.utils.translation import gettext as _

from grants.models.agreement import Agreement
from grants.models.programme import Programme
from grants.money import money_of
from thai.money_words import format_baht


def obstacles(programme: Programme) -> list[str]:
    """Return a sentence for each thing that keeps the year from being closed; empty when it may be."""
    said = [
        _("Agreement %(agreement)s is %(state)s. End or cancel it first.")
        % {"agreement": agreement, "state": agreement.get_state_display()}
        for agreement in Agreement.objects.filter(allocation__programme=programme).live()
    ]
    paid = Decimal("0.00")
    for agreement in Agreement.objects.filter(allocation__programme=programme).with_everything():
        money = money_of(agreement)
        paid += money.paid
        open_baht = money.left - agreement.settlements.standing().total()
        if open_baht:
            said.append(
                _("%(agreement)s: %(amount)s baht are left and neither returned, carried nor explained.")
                % {"agreement": agreement, "amount": format_baht(open_baht)}
            )
    never_paid = programme.ceiling - paid
    open_baht = never_paid - programme.settlements.filter(agreement=None).standing().total()
    if open_baht:
        said.append(
            _(
                "%(amount)s baht of the ceiling were never paid and are neither given back, carried nor explained."
            )
            % {"amount": format_baht(open_baht)}
        )
    return said
