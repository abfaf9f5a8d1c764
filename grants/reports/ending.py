"""Ending an agreement: all of it is paid, and every report is accepted."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef

from grants.agreements.agreement import Agreement, AgreementQuerySet
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE
from grants.budget.programme import years_of
from grants.reports.report import Report
from people.models import User
from thai.money_words import format_baht
from thai.sentences import gettext


@AGREEMENT_LIFE.needs("end")
def is_paid_in_full(agreement: Agreement) -> None:
    if agreement.paid != agreement.amount:
        raise ValidationError(
            gettext("%(left)s baht are not paid yet. Pay them, or lower the amount by an amendment.")
            % {"left": format_baht(agreement.unpaid)},
            code="unpaid",
        )


@AGREEMENT_LIFE.needs("end")
def is_reported(agreement: Agreement) -> None:
    missing = agreement.instalments.exclude(report__state=Report.State.ACCEPTED).order_by("number").first()
    if missing is not None:
        raise ValidationError(
            gettext("The report of instalment %(number)s is not accepted yet.") % {"number": missing.number},
            code="report",
        )


def ready_to_end(agreements: AgreementQuerySet) -> AgreementQuerySet:
    """Those of which all is paid, reported and accepted, in the years in which agreements end."""
    act = AGREEMENT_LIFE["end"]
    unreported = Instalment.objects.filter(agreement=OuterRef("pk")).exclude(
        report__state=Report.State.ACCEPTED
    )
    rows = agreements.filter(state__in=act.sources, allocation__programme__in=years_of(act.when))
    return rows.filter(~Exists(unreported.order_by()), paid=F("amount"))


def end(agreement: Agreement, *, by: User, seen: str | None = None) -> None:
    """End an agreement that is paid in full and whose reports are all accepted."""
    with AGREEMENT_LIFE.doing("end", agreement, by, seen=seen) as held:
        held.store(by=by, why=gettext("ended"), fields=["state"])
