"""What one person asks for and another decides on: amendments, returns, corrections, settlements, ceilings."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.waiting import Waiting
from deciding.waiting_requests import request_kind, told
from grants.agreements.amendment import Amendment, Picture, day_told
from grants.agreements.ledger import Entry
from grants.budget.ceiling import CeilingChange
from grants.budget.programme import years_of
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from grants.year.settlement import Settlement
from people.models import User
from thai.dates import tell_date
from thai.money_words import format_baht


def _amendment(amendment: Amendment) -> Waiting:
    before, after = amendment.before, amendment.after
    agreement, title = amendment.agreement, gettext("Amendment of the agreement")
    if amendment.kind == Amendment.Kind.CANCELLATION:
        title, after = gettext("Cancellation of the agreement"), before
        facts = [(gettext("Paid so far"), format_baht(agreement.paid))]
    else:
        tells: tuple[tuple[str, Callable[[Picture], str]], ...] = (
            (gettext("Amount"), lambda said: format_baht(Decimal(said["amount"]))),
            (gettext("Instalments"), _amounts),
            (gettext("Last day"), lambda said: day_told(said["ends_on"])),
            (gettext("Instalments due on"), _days),
        )
        rows = [(label, tell(before), tell(after)) for label, tell in tells]
        facts = [(label, f"{was} → {is_to_be}") for label, was, is_to_be in rows if was != is_to_be]
    if amendment.needs_head_office:
        facts.append((gettext("Decided by"), gettext("head office")))
    return told(amendment, title, agreement, Decimal(after["amount"]), facts)


def _days(picture: Picture) -> str:
    return ", ".join(day_told(part["due_on"]) for part in picture["instalments"])


def _amounts(picture: Picture) -> str:
    return " + ".join(format_baht(Decimal(part["amount"])) for part in picture["instalments"])


def _settlement(settlement: Settlement) -> Waiting:
    facts = [
        (gettext("What became of it"), settlement.get_how_display()),
        (gettext("Left"), format_baht(settlement.left)),
        (gettext("Accounted for"), format_baht(settlement.set_aside)),
    ]
    if settlement.document_number:
        facts.append((gettext("Document number"), settlement.document_number))
    title = gettext("Unspent money accounted for")
    if settlement.undoes:
        facts.append((gettext("What it undoes:"), settlement.undoes.reason))
        title = gettext("Unspent money not accounted for any more")
    return told(settlement, title, settlement.agreement, settlement.amount, facts)


def _correction(correction: Correction) -> Waiting:
    entry = correction.entry
    facts = [
        (gettext("Recorded"), entry.get_kind_display()),
        (gettext("Recorded as of"), tell_date(entry.on)),
        (gettext("Its document"), entry.document_number),
        (gettext("Right amount"), format_baht(correction.right_amount)),
        (gettext("Document number"), correction.document_number),
    ]
    if entry.kind == Entry.Kind.PAYMENT:
        title = gettext("Payment of instalment %(number)s that did not happen")
        title %= {"number": correction.instalment.number}
    else:
        title = gettext("Return of money that was recorded wrongly")
    return told(correction, title, entry.agreement, correction.counted, facts)


def _return(notice: ReturnNotice) -> Waiting:
    facts = [
        (gettext("Unspent money"), format_baht(notice.unspent)),
        (gettext("Interest"), format_baht(notice.interest)),
        (gettext("Left"), format_baht(notice.left)),
        (gettext("Sent back on"), tell_date(notice.on)),
        (gettext("Document number"), notice.document_number),
        (gettext("Transfer slip"), gettext("attached") if notice.slip else gettext("none")),
    ]
    return told(notice, gettext("Money sent back"), notice.agreement, notice.total, facts)


def _ceiling(change: CeilingChange) -> Waiting:
    facts = [
        (gettext("Ceiling now"), format_baht(change.before)),
        (gettext("New ceiling"), format_baht(change.after)),
        (gettext("Difference"), change.said),
        (gettext("Allocated"), format_baht(change.programme.allocated)),
    ]
    return told(change, gettext("Change of the ceiling"), None, change.after, facts)


def _below_the_threshold(user: User) -> Q:
    return Q() if user.sees_every_region else Q(needs_head_office=False)


money_request = partial(request_kind, years=years_of)

REQUESTS = (
    money_request(
        "amendment",
        Amendment,
        _("Amendments"),
        _("amendment"),
        _amendment,
        prefetch=("agreement__instalments",),
        narrow=_below_the_threshold,
    ),
    money_request("return", ReturnNotice, _("Returns of money"), _("return of money"), _return),
    money_request("correction", Correction, _("Corrections of the ledger"), _("correction"), _correction),
    money_request("ceiling", CeilingChange, _("Changes of ceilings"), _("ceiling"), _ceiling),
    # It was shown before the others of the same press bind or pay some of it.
    money_request(
        "settlement", Settlement, _("Unspent money"), _("year's end"), _settlement, comes_first=True
    ),
)
